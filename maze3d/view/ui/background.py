"""What is behind the menus while no match is played, where a pack has a picture for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.ui.picture import Card

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.ui.canvas import Canvas


class Background:
    """Covers the whole canvas: what is too much of the picture is cut off evenly."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.node: Any = canvas.root.attachNewNode("background")
        self.card = Card(self.node)
        self._shape = (1, 1)
        self.node.hide()

    def take(self, picture: NDArray[np.uint8] | None) -> None:
        """Show `uint8[height, width, 4]`, top row first; None for none."""
        self.card.take(picture)
        if picture is not None:
            self._shape = (picture.shape[1], picture.shape[0])
            self.lay_out()

    def show(self, *, on: bool) -> None:
        """Show it, or what is behind it."""
        if on:
            self.node.show()
        else:
            self.node.hide()

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        canvas, (wide, tall) = self._canvas, self._shape
        scale = max(canvas.width / wide, canvas.height / tall)
        left, top = (canvas.width - wide * scale) / 2, (canvas.height - tall * scale) / 2
        self.card.place(left, top, wide * scale, tall * scale)
