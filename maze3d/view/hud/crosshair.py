"""A dot in the middle: where chalk goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.ui.shapes import Box

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas

_SIDE = 7.0


class Crosshair:
    """Light with a dark rim, so that it shows on every wall."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._rim = Box(parent, (0, 0, 0, 0.45), "circle", corner=0)
        self._dot = Box(parent, (1, 0.95, 0.85, 0.8), "circle", corner=0)

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        x, y = self._canvas.width / 2, self._canvas.height / 2
        self._rim.place(x - _SIDE / 2, y - _SIDE / 2, _SIDE, _SIDE)
        self._dot.place(x - _SIDE / 3, y - _SIDE / 3, _SIDE / 1.5, _SIDE / 1.5)
