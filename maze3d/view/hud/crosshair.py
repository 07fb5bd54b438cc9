"""What is in the middle of the picture, where chalk goes: a dot, or a pack's picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.ui.picture import Card
from maze3d.view.ui.shapes import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.ui.canvas import Canvas

_SIDE = 7.0
_PICTURE = 28.0


class Crosshair:
    """Light with a dark rim, so that it shows on every wall."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._rim = Box(parent, (0, 0, 0, 0.45), "circle", corner=0)
        self._dot = Box(parent, (1, 0.95, 0.85, 0.8), "circle", corner=0)
        self._picture = Card(parent)

    def take(self, picture: NDArray[np.uint8] | None) -> None:
        """Show a pack's picture, or the dot for None."""
        self._picture.take(picture)
        for box in (self._rim, self._dot):
            if picture is None:
                box.node.show()
            else:
                box.node.hide()

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        x, y = self._canvas.width / 2, self._canvas.height / 2
        self._rim.place(x - _SIDE / 2, y - _SIDE / 2, _SIDE, _SIDE)
        self._dot.place(x - _SIDE / 3, y - _SIDE / 3, _SIDE / 1.5, _SIDE / 1.5)
        snap = self._canvas.snap
        self._picture.place(snap(x - _PICTURE / 2), snap(y - _PICTURE / 2), _PICTURE, _PICTURE)
