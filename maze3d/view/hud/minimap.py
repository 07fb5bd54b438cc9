"""What has been seen, from above, top right: north up, an arrow for the player.

A maze that fits is shown whole; of a larger one the part around the player, up to the maze's edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import SamplerState

from maze3d.view.hud.minimap_picture import Cut, cut_for, minimap_picture
from maze3d.view.ui.shapes import Box, fill_texture, texture_from
from maze3d.view.ui.theme import AMBER, PLATE

if TYPE_CHECKING:
    from maze3d.view.hud.state import HudState
    from maze3d.view.ui.canvas import Canvas

_SIDE = 172.0
_PAD = 8.0
_ARROW = 16.0


class Minimap:
    """Drawn again when the player enters another cell; between that only the arrow moves and turns."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("minimap")
        self._plate = Box(self._node, PLATE, corner=8)
        self._card = Box(self._node, (1, 1, 1, 0.92), None, corner=0)
        self._texture = texture_from("minimap", np.zeros((1, 1, 4), dtype=np.uint8))
        self._texture.setMagfilter(SamplerState.FTLinear)
        self._card.node.setTexture(self._texture)
        self._pivot = self._node.attachNewNode("player")
        arrow = Box(self._pivot, AMBER, "arrow", corner=0)
        arrow.place(-_ARROW / 2, -_ARROW / 2, _ARROW, _ARROW)
        self._drawn: tuple[int, int, int, int] | None = None
        self._cut = Cut(0, 0, 1)
        self.wanted = True
        self._side = _SIDE

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._side = min(_SIDE, self._canvas.height * 0.3)
        self._node.setPos(self._canvas.snap(self._canvas.width - self._side - 2 * _PAD - 16), -16, 0)
        self._plate.place(0, 0, self._side + 2 * _PAD, self._side + 2 * _PAD)
        self._card.place(_PAD, _PAD, self._side, self._side)

    def forget(self) -> None:
        """Draw again at the next update: another match, or more has been seen."""
        self._drawn = None

    def update(self, state: HudState) -> None:
        """Follow the player."""
        if not (self.wanted and state.minimap_allowed):
            self._node.stash()
            return
        self._node.unstash()
        row, col = int(state.y), int(state.x)
        if self._drawn != (state.level, row, col, id(state.passages)):
            self._drawn = (state.level, row, col, id(state.passages))
            exit_at = state.exit_cell[1:] if state.exit_cell[0] == state.level else None
            passages, explored = state.passages[state.level], state.explored[state.level]
            self._cut = cut_for(passages.shape[0], passages.shape[1], row, col)
            fill_texture(self._texture, minimap_picture(passages, explored, self._cut, exit_at))
        cut = self._cut
        a_pixel = self._side / cut.side_px
        x = ((state.x - cut.left) * cut.cell_px + cut.wall_px / 2) * a_pixel
        y = ((state.y - cut.top) * cut.cell_px + cut.wall_px / 2) * a_pixel
        self._pivot.setPos(_PAD + x, -_PAD - y, 0)
        self._pivot.setR(state.yaw * 360)
