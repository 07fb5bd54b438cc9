"""The table of a finished round: who won what, in which order. Knows nothing of when a round ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.session.messages import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maze3d.session.table import Session
    from maze3d.sim.match import Match

NEVER = 1 << 30
"""Sorts those who did not get out behind all who did."""


def standings(match: Match, players: Iterable[Session], points: Mapping[int, int]) -> list[Standing]:
    """Return a row for each of `players`: most `points` (by seat) first, then least ticks, then by seat."""
    rows = [
        Standing(
            seat=player.seat,
            name=player.name,
            colour=player.look[0],
            shape=player.look[1],
            ticks=_ticks(match, player.seat),
            points=points.get(player.seat, 0),
            total=player.score,
        )
        for player in players
    ]
    return sorted(rows, key=lambda row: (-row.points, row.ticks if row.ticks >= 0 else NEVER, row.seat))


def _ticks(match: Match, seat: int) -> int:
    player = match.players.get(seat)
    if player is None:
        return -1
    return player.free_ticks if match.mode.name == "tag" else player.finished_tick
