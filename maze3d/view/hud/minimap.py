"""What has been seen, from above, top right: north up, an arrow for the player."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import SamplerState

from maze3d.view.hud.minimap_picture import CELL_PX, REACH, SIDE_PX, WALL_PX, minimap_picture
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
        self._texture = texture_from("minimap", np.zeros((SIDE_PX, SIDE_PX, 4), dtype=np.uint8))
        self._texture.setMagfilter(SamplerState.FTLinear)
        self._card.node.setTexture(self._texture)
        self._pivot = self._node.attachNewNode("player")
        arrow = Box(self._pivot, AMBER, "arrow", corner=0)
        arrow.place(-_ARROW / 2, -_ARROW / 2, _ARROW, _ARROW)
        self._drawn: tuple[int, int, int, int] | None = None
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
            level = state.level
            picture = minimap_picture(state.passages[level], state.explored[level], row, col, exit_at)
            fill_texture(self._texture, picture)
        a_pixel = self._side / SIDE_PX
        x = ((REACH + state.x - col) * CELL_PX + WALL_PX / 2) * a_pixel
        y = ((REACH + state.y - row) * CELL_PX + WALL_PX / 2) * a_pixel
        self._pivot.setPos(_PAD + x, -_PAD - y, 0)
        self._pivot.setR(state.yaw * 360)
