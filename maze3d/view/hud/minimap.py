"""What has been seen, from above, top right: north up, an arrow for the player.

A maze that fits is shown whole; of a larger one the part around the player, up to the maze's edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import SamplerState

from maze3d.view.hud.minimap_picture import Cut, cut_for, minimap_picture
from maze3d.view.palette import colour_of, painted
from maze3d.view.ui.picture import Card
from maze3d.view.ui.shapes import Box, fill_texture, texture_from
from maze3d.view.ui.theme import PLATE, Shade
from maze3d.view.world.places import level_salt, salt_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Passages
    from maze3d.view.hud.state import HudState
    from maze3d.view.surfaces import Stock
    from maze3d.view.ui.canvas import Canvas

_SIDE = 172.0
_PAD = 8.0
_ARROW = 16.0
_YOU = Shade(lambda: (*colour_of("minimap", "you"), 1.0))


class Minimap:
    """Drawn again when the player enters another cell; between that only the arrow moves and turns."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("minimap")
        self._plate = Box(self._node, PLATE, corner=8)
        self._ground = Card(self._node)
        self._card = Box(self._node, (1, 1, 1, 0.92), None, corner=0)
        self._texture = texture_from("minimap", np.zeros((1, 1, 4), dtype=np.uint8))
        self._texture.setMagfilter(SamplerState.FTLinear)
        self._card.node.setTexture(self._texture)
        self._start, self._exit = Card(self._node), Card(self._node)
        self._pivot = self._node.attachNewNode("player")
        self._arrow = Box(self._pivot, _YOU, "arrow", corner=0)
        self._arrow.place(-_ARROW / 2, -_ARROW / 2, _ARROW, _ARROW)
        self._you = Card(self._pivot)
        self._you.place(-_ARROW / 2, -_ARROW / 2, _ARROW, _ARROW)
        self._drawn: tuple[int, int, int, int] | None = None
        self._cut = Cut(0, 0, 1)
        self._salt = 0
        self._salted: Passages | None = None
        """The passages that the salt is of."""
        self.wanted = True
        painted.add(self)
        self._side = _SIDE

    def take(self, stock: Stock) -> None:
        """Draw with the packs' pictures, or the game's own marks where there are none."""
        self._ground.take(stock.picture("hud/map-plate"))
        self._you.take(stock.picture("hud/map-you"))
        self._start.take(stock.picture("hud/map-start"))
        self._exit.take(stock.picture("hud/map-exit"))
        for own, taken in ((self._plate, self._ground), (self._arrow, self._you)):
            if taken.shown:
                own.node.hide()
            else:
                own.node.show()
        self._drawn = None

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._drawn = None
        self._side = min(_SIDE, self._canvas.height * 0.3)
        self._node.setPos(self._canvas.snap(self._canvas.width - self._side - 2 * _PAD - 16), -16, 0)
        for plate in (self._plate, self._ground):
            plate.place(0, 0, self._side + 2 * _PAD, self._side + 2 * _PAD)
        self._card.place(_PAD, _PAD, self._side, self._side)

    def repaint(self) -> None:
        """Draw again: other colours are in use."""
        self._drawn = None

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
            if self._salted is not state.passages:
                self._salted, self._salt = state.passages, salt_of(state.passages)
            picture = minimap_picture(
                passages,
                explored,
                self._cut,
                None if self._exit.shown else exit_at,
                level_salt(self._salt, state.level),
            )
            fill_texture(self._texture, picture)
            start = state.start_cell[1:] if state.start_cell[0] == state.level else None
            for card, at in ((self._start, start), (self._exit, exit_at)):
                self._mark(card, at, explored)
        cut = self._cut
        a_pixel = self._side / cut.side_px
        x = ((state.x - cut.left) * cut.cell_px + cut.wall_px / 2) * a_pixel
        y = ((state.y - cut.top) * cut.cell_px + cut.wall_px / 2) * a_pixel
        self._pivot.setPos(_PAD + x, -_PAD - y, 0)
        self._pivot.setR(state.yaw * 360)

    def _mark(self, card: Card, at: tuple[int, int] | None, explored: NDArray[np.bool_]) -> None:
        """Put a picture on a cell of this level that has been seen and is on the cut."""
        cut = self._cut
        row, col = (at[0] - cut.top, at[1] - cut.left) if at else (-1.0, -1.0)
        if (
            not card.shown
            or at is None
            or not explored[at]
            or not (0 <= row < cut.cells and 0 <= col < cut.cells)
        ):
            card.node.hide()
            return
        card.node.show()
        a_pixel = self._side / cut.side_px
        left, top = (_PAD + (each * cut.cell_px + cut.wall_px) * a_pixel for each in (col, row))
        side = (cut.cell_px - cut.wall_px) * a_pixel
        card.place(left, top, side, side)
