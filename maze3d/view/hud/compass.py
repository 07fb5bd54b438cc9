"""A strip at the top that turns with the look: the four directions and marks between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panda3d.core import Point3

from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, FAINT, INK, PLATE

if TYPE_CHECKING:
    from maze3d.view.hud.state import HudState
    from maze3d.view.ui.canvas import Canvas

WIDTH = 260.0
_HEIGHT = 26.0
_TURN = 520.0
"""Points for a whole turn: the strip shows half of one."""
_TOP = 8.0


class Compass:
    """The marks hang under one node that is moved: a frame costs one `setX`."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("compass")
        self._plate = Box(self._node, PLATE, corner=6)
        self._window = self._node.attachNewNode("window")
        self._window.setScissor(Point3(0, 0, 0), Point3(WIDTH, -_HEIGHT, 0))
        self._strip = self._window.attachNewNode("strip")
        self._needle = Box(self._node, AMBER, None, corner=0)
        for eighth in range(-8, 17):
            x = eighth * _TURN / 8
            if eighth % 2 == 0:
                letter = "NESW"[eighth // 2 % 4]
                text = Text(
                    canvas,
                    self._strip,
                    letter,
                    style="body",
                    colour=AMBER if letter == "N" else INK,
                    align="centre",
                )
                text.place(x, 1)
            else:
                mark = Box(self._strip, FAINT, None, corner=0)
                mark.place(x - 0.75, 9, 1.5, 8)

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._node.setPos(self._canvas.snap((self._canvas.width - WIDTH) / 2), -_TOP, 0)
        self._plate.place(0, 0, WIDTH, _HEIGHT)
        self._needle.place(WIDTH / 2 - 1, _HEIGHT - 4, 2, 5)

    def update(self, state: HudState) -> None:
        """Turn the strip so that the look's direction is in the middle."""
        self._strip.setX(WIDTH / 2 - state.yaw % 1.0 * _TURN)
