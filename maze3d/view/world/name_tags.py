"""Names over the heads of other players, turned to the eye.

Owns which names are near enough to show, their size and how they fade. A tag is one text node, and the few
there are serve whoever is nearest. Walls hide them as they hide all else.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from panda3d.core import FontPool, NodePath, TextNode, TransparencyAttrib

from maze3d.sim.units import TURN
from maze3d.view.palette import PLAYER_COLOURS
from maze3d.view.ui.canvas import font_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.view.world.camera import Eye

MOST = 12
"""Names shown at once: the nearest."""

REACH_CELLS = 8.0
"""From here on no name is seen."""

WHOLE_CELLS = 4.5
"""Up to here a name is whole; from here on it fades."""

HEIGHT = 0.722
"""Where a name's line stands, in cells above the floor: clear of the lantern."""

SIZE = 0.042
"""A line's height in cells, near by."""

SIZE_PER_CELL = 0.023
"""Farther off it grows with the distance, so that it stays as large in the picture."""

_PIXELS = 48
"""Height of a line in the font's picture."""

_OUTLINE = (0.02, 0.015, 0.01)

_AFTER_GLOW = 20
"""Drawn after all that glows (materials.py), or halos would wash them out."""

_ALPHA_STEPS = 16
"""A new state for each step of fading, and no more."""


class Tag(NamedTuple):
    """A name to show: whose, how far from the eye and where on the map, in cells, and the player's colour."""

    distance: float
    player_id: int
    x: float
    y: float
    name: str
    colour: int


class NameTags:
    """The names under `root`."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._shown: dict[int, _Sign] = {}
        self._spare: list[_Sign] = []

    def show(self, tags: Sequence[Tag], eye: Eye) -> None:
        """Show the nearest of these to `eye` and no others."""
        nearest = sorted(tag for tag in tags if tag.distance < REACH_CELLS)[:MOST]
        wanted = {tag.player_id for tag in nearest}
        for player_id in [each for each in self._shown if each not in wanted]:
            sign = self._shown.pop(player_id)
            sign.node.stash()
            self._spare.append(sign)
        turn = (-eye.yaw * 360 / TURN, eye.pitch * 360 / TURN, 0)
        for rank, tag in enumerate(nearest):
            sign_now = self._shown.get(tag.player_id)
            if sign_now is None:
                sign_now = self._spare.pop() if self._spare else _Sign(self._root)
                self._shown[tag.player_id] = sign_now
                sign_now.node.unstash()
            sign_now.write(tag.name, tag.colour)
            size = max(SIZE, SIZE_PER_CELL * tag.distance)
            sign_now.node.setPosHprScale((tag.x, HEIGHT, -tag.y), turn, (size, size, size))
            sign_now.over(MOST - rank)
            sign_now.fade((REACH_CELLS - tag.distance) / (REACH_CELLS - WHOLE_CELLS))

    def free(self) -> None:
        """Give the nodes back."""
        for sign in (*self._shown.values(), *self._spare):
            sign.node.removeNode()
        self._shown.clear()
        self._spare.clear()


@cache
def _font() -> Any:
    """Return the names' font, one for the process: a font that is dropped leaves its pictures behind."""
    font = FontPool.loadFont(font_file()).makeCopy()
    font.clear()
    font.setPageSize(512, 256)
    font.setPixelsPerUnit(_PIXELS)
    font.setScaleFactor(1)
    font.setTextureMargin(4)
    font.setOutline((*_OUTLINE, 1), 3.5, 0.5)
    font.setBg((*_OUTLINE, 0))  # what is not drawn is white else, and shines through the outline's soft edge
    return font


class _Sign:
    """One line of text in the scene."""

    def __init__(self, root: Any) -> None:
        self._text = TextNode("name")
        self._text.setFont(_font())
        self._text.setAlign(TextNode.ACenter)
        self.node: Any = NodePath(self._text)
        self.node.reparentTo(root)
        self.node.setTransparency(TransparencyAttrib.MAlpha)
        self.node.setDepthWrite(False)
        self.node.setTwoSided(True)
        self._written: tuple[str, int] | None = None
        self._alpha = self._order = -1

    def over(self, order: int) -> None:
        if order != self._order:
            self._order = order
            self.node.setBin("fixed", _AFTER_GLOW + order)

    def write(self, name: str, colour: int) -> None:
        if (name, colour) == self._written:
            return
        self._written = (name, colour)
        # Half way to white: a dark colour is read as well.
        self._text.setTextColor(*(0.45 + 0.55 * part for part in PLAYER_COLOURS[colour]), 1)
        self._text.setText(name)

    def fade(self, share: float) -> None:
        step = math.ceil(min(share, 1.0) * _ALPHA_STEPS)
        if step != self._alpha:
            self._alpha = step
            self.node.setAlphaScale(step / _ALPHA_STEPS)
