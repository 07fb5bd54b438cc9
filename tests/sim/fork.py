"""The little maze that tests of a match play in, and how they step it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.sim.difficulty import EscapeRules
from maze3d.sim.state import Command, Event, EventKind
from maze3d.sim.units import TURN
from tests.sim.rooms import room

if TYPE_CHECKING:
    from maze3d.sim.match import Match

EAST, SOUTH, WEST = TURN // 4, TURN // 2, 3 * TURN // 4
FORK = room("""
    +-+-+-+-+
    |A. . .B|
    +-+ +-+-+
    |. .|x x|
    +-+-+-+-+
""")
"""The only dead end off the way out is cell (1, 0)."""
PLAIN = EscapeRules(hints=2, hint_ticks=60, hint_cells=3, chalk=2)


def steps(match: Match, command: Command, ticks: int) -> list[Event]:
    events = []
    for _ in range(ticks):
        events += match.step({0: command})
    return events


def kinds(events: list[Event]) -> list[EventKind]:
    return [event.kind for event in events if event.kind is not EventKind.STEP]
