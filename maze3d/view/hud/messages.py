"""One line under the middle about what just happened: a key taken, an exit that stays shut, a catch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.sim.state import EventKind
from maze3d.view.hud.plate import Plate
from maze3d.view.palette import KEY_SHAPES
from maze3d.view.ui.notice import reading_time_s

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maze3d.sim.state import Event
    from maze3d.view.ui.canvas import Canvas

_FADE_S = 0.3
_NUMBERS = ("no", "one", "two", "three")
_SOMEBODY = "Somebody"
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
        return f"You have the {KEY_SHAPES[event.value]} key"
    if event.kind == EventKind.EXIT_OPENED:
        return "The exit is open"
    if event.kind == EventKind.EXIT_REFUSED:
        missing = event.value.bit_count()
        shapes = " and ".join(shape for i, shape in enumerate(KEY_SHAPES) if event.value >> i & 1)
        return (
            f"The exit is locked: {_NUMBERS[missing]} {'key' if missing == 1 else 'keys'} missing ({shapes})"
        )
    return {
        EventKind.HINT_EMPTY: "No hints left",
        EventKind.CHALK_EMPTY: "No chalk left",
        EventKind.CHALK_FAR: "Too far: step up to a wall, or look at the floor",
    }.get(event.kind, "")


def _together(event: Event, own_id: int | None, names: Mapping[int, str]) -> str:
    """Return the words for what everyone in a match learns."""
    if event.kind == EventKind.RELEASED:
        return "The hunters are let go" if event.value else ""
    if event.kind == EventKind.ROUND_OVER:
        return "The round is over"
    who = names.get(event.player_id, _SOMEBODY)
    if event.kind == EventKind.FINISHED:
        return f"{who} is out" if own_id not in {None, event.player_id} else ""
    catcher = names.get(event.value, _SOMEBODY)
    if event.player_id == own_id:
        return "You hunt now" if event.value == own_id else f"{catcher} caught you: you hunt now"
    if event.value == own_id:
        return f"You caught {who}"
    return f"{who} hunts now" if event.value == event.player_id else f"{catcher} caught {who}"


class Messages:
    """A new line takes the place of the last."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._plate = Plate(canvas, parent, "heading")
        self._words = ""
        self._left_s = 0.0

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
        self._plate.place(self._canvas.width / 2, self._canvas.height * 0.56, self._canvas.width - 80)

    def update(self, dt: float) -> None:
        """Let `dt` seconds go by."""
        if self._left_s <= 0:
            return
        self._left_s -= dt
        if self._left_s <= 0:
            self._plate.set("")
        elif self._left_s < _FADE_S:
            self._plate.node.setAlphaScale(self._left_s / _FADE_S)
