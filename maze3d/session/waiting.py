"""Whom a round waits for, and for whom bots among themselves leave theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.session.reservations import Reservations
    from maze3d.session.table import SessionTable
    from maze3d.sim.match import Match


def host_is_waited_for(table: SessionTable) -> bool:
    """Tell whether who started the match is here, and only bots are ready: he may await others."""
    people = table.people()
    return any(player.admin for player in people) and not any(player.ready for player in people)


def bots_are_watched(match: Match, table: SessionTable, reservations: Reservations) -> bool:
    """Tell whether people are here and none of them plays: bots among themselves make room for them."""
    people = table.people()
    kept = [kept for kept in reservations if kept.place and not kept.bot]
    return bool(people) and not kept and all(player.seat not in match.players for player in people)
