"""Which of the commands that have come are played in a tick: as they were made, caught up with after a gap.

Owns how fast, and that nobody plays more ticks than the time he has been here. Knows nothing of the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.session.limits import Limits
    from maze3d.session.table import SessionTable
    from maze3d.sim.match import Match
    from maze3d.sim.state import Command

SPARE_COMMANDS = 4
"""What may wait of a player's commands: where they come in bursts, the next gap is bridged with these."""

MANY_COMMANDS = 12
"""After a stall: caught up with quickly."""


def commands_due(
    match: Match, table: SessionTable, limits: Limits, tick: int
) -> dict[int, tuple[Command, ...]]:
    """Take from the sessions what each player does this tick, by seat: what has come, as far as allowed."""
    most = limits.burst_ticks
    out: dict[int, tuple[Command, ...]] = {}
    for seat in match.players:
        session = table.by_seat(seat)
        if session is None:
            continue
        waiting = session.commands
        allowed = session.allowance + 1 if session.allowance < most else most
        count = min(_due(len(waiting), tick), allowed)
        session.allowance = allowed - count
        out[seat] = (waiting.popleft(),) if count == 1 else tuple([waiting.popleft() for _ in range(count)])
        session.played = session.newest - len(waiting)
    return out


def _due(waiting: int, tick: int) -> int:
    """Return how many of the waiting commands to play in this tick.

    One, as they were made; three in two ticks while more wait than are wanted, so that nobody sees a leap.
    """
    if waiting <= SPARE_COMMANDS:
        return 1 if waiting else 0
    return 3 if waiting > MANY_COMMANDS else 1 + tick % 2
