"""How a round stands: the count to the start, what to do then, the time left and the own place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.hud.plate import Plate
from maze3d.view.language import say
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, BAD, GOOD, INK, SIZES

if TYPE_CHECKING:
    from maze3d.view.hud.round_state import Role, RoundState
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.theme import Colour

_STAYS_S = 2.0
_FADE_S = 0.4
_HURRY_S = 20
"""From here on the time left is red."""
_LINE = 1.36
_FULL_FROM = 600.0
"""On a canvas less high, words are smaller, so that they leave the middle free."""
_HIGHEST = 106.0

COLOURS: dict[Role, Colour] = {"race": AMBER, "hunter": BAD, "runner": GOOD, "watching": INK}
"""In which each role is told what to do."""


def task(role: Role) -> str:
    """Say what a role has to do, "" for nothing."""
    return "" if role == "watching" else say(f"task.{role}")


def time_words(seconds: int) -> str:
    """Write the time left: 2:05."""
    minutes, rest = divmod(max(0, seconds), 60)
    return f"{minutes}:{rest:02}"


class RoundBanner:
    """Large while it counts and for a moment after; two small plates at the top all the time."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("banner")
        self._digits = Text(canvas, self._node, "", style="logo", colour=INK, align="centre")
        self._task = Text(canvas, self._node, "", style="logo", colour=AMBER, align="centre")
        self._time = Plate(canvas, parent, "big")
        self._place = Plate(canvas, parent, "body")
        self._left_s = 0.0
        self._role: Role | None = None
        self._counted = False

    def begin(self) -> None:
        """Another round begins."""
        self._role = None
        self._counted = False
        self.hide()

    def hide(self) -> None:
        """Show nothing."""
        self._left_s = 0.0
        for words in (self._digits, self._task, self._time, self._place):
            words.set("")

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        middle, height = self._canvas.width / 2, self._canvas.height
        scale = min(1.0, height / _FULL_FROM)
        self._node.setScale(scale)
        top = max(_HIGHEST, height * 0.2) / scale
        self._digits.place(middle / scale, top)
        self._task.place(middle / scale, top + SIZES["logo"] * _LINE if self._counted else top)
        self._time.place(middle, 38)
        self._place.place(middle, 78)

    def update(self, state: RoundState, dt: float) -> None:
        """Let `dt` seconds go by and show how the round stands."""
        count, role = state.countdown_s, state.role
        counting = count is not None
        if role != self._role or counting != self._counted:
            self._role, self._counted = role, counting
            self._task.set(task(role))
            self._task.paint(COLOURS[role])
            self._left_s = _STAYS_S
            self.lay_out()
        self._digits.set(str(count) if counting else "")
        if not counting and self._left_s > 0:
            self._left_s -= dt
            if self._left_s <= 0:
                self._task.set("")
        self._node.setAlphaScale(1.0 if counting else min(1.0, max(0.0, self._left_s / _FADE_S)))
        left = state.seconds_left
        self._time.set("" if left is None else time_words(left))
        self._time.paint(BAD if left is not None and left <= _HURRY_S else INK)
        placed = state.place and state.players > 1 and role != "watching"
        self._place.set(say("banner.place", place=state.place, players=state.players) if placed else "")
