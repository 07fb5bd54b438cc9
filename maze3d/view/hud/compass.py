"""A strip at the top that turns with the look: the four directions, marks between, and a hint's way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.language import say
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, FAINT, HINT, INK, PLATE

if TYPE_CHECKING:
    from maze3d.view.hud.state import HudState
    from maze3d.view.ui.canvas import Canvas

WIDTH = 260.0
_HEIGHT = 26.0
_DIRECTIONS = ("north", "east", "south", "west")
_TURN = 400.0
"""Points for a whole turn."""
_TOP = 8.0
_EDGE = 10.0
"""What is nearer than this to an end of the strip is not shown: half a letter reads as another."""
_FADE = 26.0
"""Points over which it fades in from there."""
_CHIP = 26.0
"""How wide the light behind a hint's direction is."""


def offset(direction: float, yaw: float) -> float:
    """Return how far right of the middle a direction stands, in points; both in turns."""
    return ((direction - yaw + 0.5) % 1.0 - 0.5) * _TURN


def strength(points: float) -> float:
    """Return how clearly a mark is seen that far from the middle, 0 to 1."""
    return min(1.0, max(0.0, (WIDTH / 2 - _EDGE - abs(points)) / _FADE))


class Compass:
    """Moves and fades its eight marks only when the look has turned."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("compass")
        self._plate = Box(self._node, PLATE, corner=6)
        self._chip = Box(self._node, HINT, corner=6)
        self._letters: list[Text] = []
        """Kept, as the strokes are, so that they are written and painted anew with all others."""
        self._strokes: list[Box] = []
        self._marks = [self._mark(eighth) for eighth in range(8)]
        self._needle = Box(self._node, AMBER, "triangle", corner=0)
        self._yaw: float | None = None

    def _mark(self, eighth: int) -> Any:
        node = self._node.attachNewNode("mark")
        if eighth % 2:
            stroke = Box(node, FAINT, None, corner=0)
            stroke.place(-0.75, 9, 1.5, 8)
            self._strokes.append(stroke)
        else:
            letter = say(f"compass.{_DIRECTIONS[eighth // 2]}")
            colour = INK if eighth else AMBER
            text = Text(self._canvas, node, letter, style="body", colour=colour, align="centre")
            text.place(0, 0)
            self._letters.append(text)
        return node

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._node.setPos(self._canvas.snap((self._canvas.width - WIDTH) / 2), -_TOP, 0)
        self._plate.place(0, 0, WIDTH, _HEIGHT)
        self._needle.place(WIDTH / 2 - 5, _HEIGHT, 10, 9)

    def update(self, state: HudState) -> None:
        """Turn the strip so that the look's direction is in the middle."""
        if state.yaw != self._yaw:
            self._yaw = state.yaw
            for eighth, mark in enumerate(self._marks):
                points = offset(eighth / 8, state.yaw)
                alpha = strength(points)
                if alpha > 0:
                    mark.unstash()
                    mark.setX(WIDTH / 2 + points)
                    mark.setAlphaScale(alpha)
                else:
                    mark.stash()
        if state.hint_yaw is None:
            self._chip.node.hide()  # not stashed: it would come back in front of the letters
        else:  # at an end of the strip while the way lies farther round
            reach = (WIDTH - _CHIP) / 2
            points = min(reach, max(-reach, offset(state.hint_yaw, state.yaw)))
            self._chip.node.show()
            self._chip.place(reach + points, 0, _CHIP, _HEIGHT)
