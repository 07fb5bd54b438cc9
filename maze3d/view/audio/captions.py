"""Words for sounds, with the direction they come from, for players who do not hear them.

Pure: an event or a place in, words out. Knows nothing of how a caption is drawn or how long it stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maze3d.sim.state import Event, EventKind
from maze3d.view.audio.earshot import (
    EVENT_REACH,
    PLACE_REACH,
    PLACELESS,
    Listener,
    Place,
    PlaceKind,
    direction,
    distance_cells,
    gain,
)
from maze3d.view.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

_HERE_CELLS = 0.35
"""Nearer than this a sound comes from where one stands: it has no direction."""


class Caption(NamedTuple):
    """What is heard, and where: 1/65536 turn clockwise from straight ahead, or None for right here."""

    text: str
    direction: int | None


def caption(event: Event, listener: Listener) -> Caption | None:
    """Return the words for an event's sound, or None for one's own footsteps and what is out of earshot."""
    own = event.player_id == listener.player_id
    if event.kind is EventKind.STEP and own:
        return None
    if not own and gain(EVENT_REACH[event.kind], distance_cells(listener, event.x, event.y)) == 0:
        return None
    if event.kind in PLACELESS:
        return Caption(_words(event), None)
    return Caption(_words(event), _where(listener, event.x, event.y))


def nearby(places: Iterable[Place], listener: Listener) -> list[Caption]:
    """Return the words for what sounds by itself within earshot: the nearest of each kind, nearest first."""
    nearest: dict[PlaceKind, tuple[float, int, int]] = {}
    for kind, x, y in places:
        at = (distance_cells(listener, x, y), x, y)
        if at[0] < PLACE_REACH[kind].far:
            nearest[kind] = min(at, nearest.get(kind, at))
    order = sorted(nearest, key=lambda kind: nearest[kind])
    return [Caption(say(f"nearby.{kind}"), _where(listener, *nearest[kind][1:])) for kind in order]


def _words(event: Event) -> str:
    if event.kind is EventKind.STEP:
        return say("sound.step_run") if event.value else say("sound.step_walk")
    if event.kind is EventKind.COUNTDOWN:
        return say("sound.countdown", number=event.value)
    return say(f"caption.{event.kind.name.lower()}")


def _where(listener: Listener, x: int, y: int) -> int | None:
    return None if distance_cells(listener, x, y) < _HERE_CELLS else direction(listener, x, y)
