"""How loud and from where a sound arrives, from positions on the map alone.

Owns which event makes which sound, how far each carries and the direction it comes from. Pure: knows neither
the engine nor the sounds' making. Positions and yaw are the simulation's units.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from maze3d.sim.state import EventKind
from maze3d.sim.units import CELL, TURN

if TYPE_CHECKING:
    from collections.abc import Iterable

PlaceKind: TypeAlias = Literal["exit", "torch", "key", "fountain"]
Place: TypeAlias = "tuple[PlaceKind, int, int]"
"""Something in the maze that sounds by itself: what it is, and its x and y."""


class Listener(NamedTuple):
    """Who hears: a player's number, position and yaw."""

    player_id: int
    x: int
    y: int
    yaw: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How a sound carries: whole within `near` cells, falling to `floor` (a share of whole) at `far`."""

    near: float
    far: float
    floor: float = 0.0


EVENT_REACH: dict[EventKind, Reach] = {
    EventKind.STEP: Reach(0.5, 7),
    EventKind.KEY_TAKEN: Reach(1, 10),
    EventKind.EXIT_OPENED: Reach(2, 20, 0.45),
    EventKind.EXIT_REFUSED: Reach(1, 10),
    EventKind.FINISHED: Reach(2, 20, 0.45),
    EventKind.CHALKED: Reach(0.5, 5),
    EventKind.CLIMBED: Reach(0.5, 7),
    EventKind.CHALK_EMPTY: Reach(0.5, 1),
    EventKind.CHALK_FAR: Reach(0.5, 1),
    EventKind.HINT_SHOWN: Reach(0.5, 1),
    EventKind.HINT_EMPTY: Reach(0.5, 1),
    EventKind.COUNTDOWN: Reach(0.5, 1, 1.0),
    EventKind.RELEASED: Reach(2, 20, 0.6),
    EventKind.CAUGHT: Reach(2, 14, 0.35),
    EventKind.ROUND_OVER: Reach(0.5, 1, 1.0),
}
"""The gate, a finish, a catch and the horn are heard in the whole maze; what is only the player's own is not
heard by others."""

PLACELESS = frozenset({EventKind.COUNTDOWN, EventKind.ROUND_OVER})
"""What is called out to all: it comes from no side."""

PLACE_REACH: dict[PlaceKind, Reach] = {
    "exit": Reach(0.6, 6),
    "torch": Reach(0.4, 3),
    "key": Reach(0.4, 3),
    "fountain": Reach(0.5, 4.5),
}


def gain(reach: Reach, distance_cells: float) -> float:
    """Return the share of its loudness (0 to 1) a sound has at that distance; smooth all the way."""
    if distance_cells <= reach.near:
        return 1.0
    left = max(0.0, (reach.far - distance_cells) / (reach.far - reach.near))
    return reach.floor + (1 - reach.floor) * left * left


def distance_cells(listener: Listener, x: int, y: int) -> float:
    """Return the straight distance in cells."""
    return math.hypot(x - listener.x, y - listener.y) / CELL


def direction(listener: Listener, x: int, y: int) -> int:
    """Return where (x, y) lies for the listener, in 1/65536 turn clockwise from straight ahead."""
    return (round(math.atan2(x - listener.x, listener.y - y) / math.tau * TURN) - listener.yaw) % TURN


def blend(listener: Listener, kind: PlaceKind, places: Iterable[Place]) -> tuple[float, float, float]:
    """Return one voice for all places of a kind: (gain, east, north), the last two in cells.

    Gains add as power and directions by gain, so the voice never jumps as one torch takes over from another.
    """
    power = east = north = 0.0
    for name, x, y in places:
        if name == kind and (share := gain(PLACE_REACH[kind], distance_cells(listener, x, y))):
            power += share * share
            east += share * (x - listener.x) / CELL
            north += share * (listener.y - y) / CELL
    return min(1.0, math.sqrt(power)), east, north
