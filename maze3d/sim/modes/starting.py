"""How a round begins when many stand in one cell: where each one stands, and the count to the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.sim.movement import FINE
from maze3d.sim.state import Event, EventKind
from maze3d.sim.units import BODY_RADIUS, CELL, HALF_WALL, TICK_RATE, middle

if TYPE_CHECKING:
    from maze3d.maze.grid import Cell
    from maze3d.sim.match import Match
    from maze3d.sim.players import Player

SIDE = 8
"""Bodies stand in a square of SIDE x SIDE within the cell, so that 64 are told apart."""

COUNTED_S = 3
"""The seconds before the start that are called out."""


def in_cell(player: Player, cell: Cell, yaw: int) -> None:
    """Put a body into a cell, each player_id at a spot of its own, clear of the walls."""
    level, row, col = cell
    room = CELL - 2 * (HALF_WALL + BODY_RADIUS)
    # From the middle outwards, so that few players stand together: 5 is prime to 8.
    across, down = player.player_id * 5 % SIDE, (player.player_id // SIDE * 5 + player.player_id) % SIDE
    edge = (CELL - room) // 2
    player.body.level = level
    player.body.x = (col * CELL + edge + room * (2 * across + 1) // (2 * SIDE)) * FINE
    player.body.y = (row * CELL + edge + room * (2 * down + 1) // (2 * SIDE)) * FINE
    player.body.vx = player.body.vy = 0
    player.body.yaw = yaw


def count_down(match: Match, hold_ticks: int, events: list[Event], *, hunters: bool = False) -> None:
    """Call out the last seconds of the hold, and its end."""
    left = hold_ticks - match.tick
    if left == 0:
        kind, value = EventKind.RELEASED, int(hunters)
    elif left > 0 and left % TICK_RATE == 0 and left // TICK_RATE <= COUNTED_S:
        kind, value = EventKind.COUNTDOWN, left // TICK_RATE
    else:
        return
    events.append(Event(match.tick, kind, -1, *middle(match.maze.start), value))
