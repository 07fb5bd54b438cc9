"""One line under the middle about what just happened: a key taken, an exit that stays shut, a catch."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from maze3d.sim.state import EventKind
from maze3d.view.hud.plate import Plate
from maze3d.view.language import listed, say
from maze3d.view.palette import KEY_SHAPES
from maze3d.view.ui.notice import reading_time_s

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maze3d.sim.state import Event
    from maze3d.view.ui.canvas import Canvas

_FADE_S = 0.3
_TOGETHER = frozenset({EventKind.CAUGHT, EventKind.RELEASED, EventKind.ROUND_OVER, EventKind.FINISHED})
"""What is told to others than who did it; the banner says the countdown."""


def message(event: Event, own_id: int | None = None, names: Mapping[int, str] | None = None) -> str:
    """Return the words for an event, "" when it needs none.

    `own_id` is the player who reads them, None where there is no other; `names` says what players are called.
    """
    if event.kind in _TOGETHER:
        return _together(event, own_id, names or {})
    return _own(event) if own_id in {None, event.player_id} else ""


def _own(event: Event) -> str:
    if event.kind == EventKind.KEY_TAKEN:
        return say(f"message.key_{KEY_SHAPES[event.value]}")
    if event.kind == EventKind.EXIT_OPENED:
        return say("message.exit_open")
    if event.kind == EventKind.EXIT_REFUSED:
        missing = [shape for i, shape in enumerate(KEY_SHAPES) if event.value >> i & 1]
        shapes = listed([say(f"message.missing_{shape}") for shape in missing])
        return say("message.exit_locked", n=len(missing), shapes=shapes)
    if event.kind == EventKind.HINT_EMPTY:
        return say("message.no_hints")
    if event.kind == EventKind.CHALK_EMPTY:
        return say("message.no_chalk")
    return say("message.too_far") if event.kind == EventKind.CHALK_FAR else ""


def _together(event: Event, own_id: int | None, names: Mapping[int, str]) -> str:
    """Return the words for what everyone in a match learns."""
    if event.kind == EventKind.RELEASED:
        return say("message.hunters_go") if event.value else ""
    if event.kind == EventKind.ROUND_OVER:
        return say("message.round_over")
    who = names.get(event.player_id) or say("message.somebody")
    if event.kind == EventKind.FINISHED:
        return say("message.is_out", name=who) if own_id not in {None, event.player_id} else ""
    return _caught(event, own_id, who, names.get(event.value) or say("message.somebody"))


def _caught(event: Event, own_id: int | None, who: str, catcher: str) -> str:
    if event.player_id == own_id:
        alone = event.value == own_id
        return say("message.you_hunt") if alone else say("message.caught_you", name=catcher)
    if event.value == own_id:
        return say("message.you_caught", name=who)
    if event.value == event.player_id:
        return say("message.hunts_now", name=who)
    return say("message.caught", catcher=catcher, name=who)


class Messages:
    """A new line takes the place of the last."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._plate = Plate(canvas, parent, "heading")
        self._words = ""
        self._left_s = 0.0
        self._foot = inf

    def show(self, words: str) -> None:
        """Show `words`, or clear the line with ""."""
        self._words = words
        self._plate.set(words)
        self._left_s = reading_time_s(words) if words else 0.0
        self._plate.node.setAlphaScale(1.0)

    def put_right(self, words: str, now: str) -> None:
        """Show `now` where `words` stand, for as long as they would have."""
        if self._words == words and self._left_s > 0:
            self._words = now
            self._plate.set(now)

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        canvas = self._canvas
        self._plate.place(canvas.width / 2, canvas.height * 0.56, canvas.width - 80, self._foot)

    def keep_above(self, foot: float) -> None:
        """Leave what is below `foot` to others."""
        if foot != self._foot:
            self._foot = foot
            self.lay_out()

    def update(self, dt: float) -> None:
        """Let `dt` seconds go by."""
        if self._left_s <= 0:
            return
        self._left_s -= dt
        if self._left_s <= 0:
            self._plate.set("")
        elif self._left_s < _FADE_S:
            self._plate.node.setAlphaScale(self._left_s / _FADE_S)
