"""Pictures from RGBA arrays, each in one texture that is filled again for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import SamplerState

from maze3d.view.ui.shapes import Box, fill_texture, texture_from
from maze3d.view.ui.theme import FIELD_EDGE, TRACK
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.ui.canvas import Canvas

_FRAME = 10.0


class Picture(Widget):
    """Shown as large as fits, its proportions kept, on a framed plate."""

    def __init__(self, canvas: Canvas, height: float, *, framed: bool = True) -> None:
        super().__init__(canvas)
        self._tall = height
        self._frame = _FRAME if framed else 0.0
        if framed:
            self._plate = Box(self.node, TRACK)
            self._edge = Box(self.node, FIELD_EDGE, "edge")
        self._framed = framed
        self._texture = texture_from("picture", np.zeros((1, 1, 4), dtype=np.uint8))
        self._texture.setMinfilter(SamplerState.FTLinearMipmapLinear)
        self._card = Box(self.node, (1, 1, 1, 1), None, corner=0)
        self._card.node.setTexture(self._texture)
        self._shape = (1, 1)

    def measure(self, width: float) -> float:
        return min(self._tall, width)

    def show_picture(self, picture: NDArray[np.uint8]) -> None:
        """Show `uint8[height, width, 4]`, top row first."""
        fill_texture(self._texture, picture)
        self._shape = (picture.shape[0], picture.shape[1])
        enlarged = picture.shape[0] < self.height * self.canvas.pixels_per_point
        self._texture.setMagfilter(SamplerState.FTNearest if enlarged else SamplerState.FTLinear)
        self.place(*self._at, self.width, self.height)

    _at = (0.0, 0.0)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._at = (x, y)
        if self._framed:
            self._plate.place(0, 0, width, height)
            self._edge.place(0, 0, width, height)
        tall, wide = self._shape
        scale = min((width - 2 * self._frame) / wide, (height - 2 * self._frame) / tall)
        self._card.place((width - wide * scale) / 2, (height - tall * scale) / 2, wide * scale, tall * scale)


class Card:
    """A picture of a pack's under `parent`, stretched to where it is placed; hidden while there is none.

    Hidden, not stashed: what is stashed comes back in front of all that it lay behind.
    """

    def __init__(self, parent: Any) -> None:
        self._box = Box(parent, (1, 1, 1, 1), None, corner=0)
        self._texture: Any = None
        self.node: Any = self._box.node
        self.node.hide()

    @property
    def shown(self) -> bool:
        """Whether there is one."""
        return self._texture is not None

    def take(self, picture: NDArray[np.uint8] | None) -> None:
        """Show `uint8[height, width, 4]`, top row first; None for none."""
        if picture is None:
            if self._texture:
                self.node.clearTexture()
                self._texture.releaseAll()
                self._texture = None
            self.node.hide()
            return
        if self._texture is None:
            self._texture = texture_from("card", picture)
            self._texture.setMinfilter(SamplerState.FTLinearMipmapLinear)
            self.node.setTexture(self._texture)
        else:
            fill_texture(self._texture, picture)
        self.node.show()

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Put its top left there."""
        self._box.place(x, y, width, height)
