"""What a host is measured by: counted by its loop, and handed over once a second as one record.

Owns the record, and the counts of ticks. The loop makes the record; other threads read the newest one and
nothing else of the host, so that nobody ever looks into what is just changing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.session.joining import free_seat
from maze3d.session.table import State
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maze3d.net.host_sockets import Traffic
    from maze3d.session.host import Host

BUDGET_S = 1 / TICK_RATE
EDGES_S = (0.0005, 0.001, 0.002, BUDGET_S / 4, BUDGET_S / 2, BUDGET_S, 2 * BUDGET_S, 0.05, 0.1, 0.25, 1.0)
"""Of the histogram of how long ticks take; longer ones come after the last."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A host at one moment. Counts are since the start; nothing in it is changed once it is made."""

    at_s: float
    """By the loop's clock."""
    uptime_s: float
    seats: int
    sessions: Mapping[str, int]
    """How many, by state: opening, greeted, joined, reserved."""
    session_bytes: int
    joins: Mapping[str, int]
    leaves: Mapping[str, int]
    rejected: Mapping[str, int]
    dropped: Mapping[str, int]
    tick_counts: tuple[int, ...]
    """How many ticks took up to each of EDGES_S but longer than the one before; the last: longer than all."""
    tick_sum_s: float
    late_ticks: int
    connections: int
    bytes_by: Mapping[tuple[str, ...], int]
    """By direction and path."""
    datagrams: Mapping[str, int]
    """By direction."""
    high_water: Mapping[str, int]
    planned_restarts: int
    unclean_restarts: int
    memory_limit_bytes: int
    alerts: Mapping[str, int]
    not_ready: str
    """Why nobody new can join: "full", "memory" or "stopping"; "" when anybody can."""

    @property
    def ticks(self) -> int:
        """How many there were."""
        return sum(self.tick_counts)


class Ticks:
    """The loop's own counts: a few additions a tick."""

    __slots__ = ("counts", "late", "moved_s", "sum_s")

    def __init__(self, now: float) -> None:
        self.counts = [0] * (len(EDGES_S) + 1)
        self.sum_s = 0.0
        self.late = 0
        self.moved_s = now
        """When the last tick ended. Another thread may read it: it is one number, replaced whole."""

    def count(self, due: float, began: float, ended: float) -> None:
        """Count a tick."""
        took_s = ended - began
        self.counts[bisect_left(EDGES_S, took_s)] += 1
        self.sum_s += took_s
        if began - due > BUDGET_S:
            self.late += 1
        self.moved_s = ended


def figures_of(
    host: Host,
    traffic: Traffic,
    ticks: Ticks,
    *,
    now: float,
    started_s: float,
    restarts: tuple[int, int] = (0, 0),
    memory_limit_bytes: int = 0,
    alerts: Mapping[str, int],
) -> Figures:
    """Return the record of this moment. `restarts`: planned and unclean ones."""
    table, high = host.table, host.table.high_water
    states = Counter(session.state for session in table.rows())
    return Figures(
        at_s=now,
        uptime_s=now - started_s,
        seats=host.settings.seats,
        sessions={state.name.lower(): states[state] for state in State}
        | {"reserved": len(host.reservations)},
        session_bytes=table.bytes_held(),
        joins=dict(host.joins),
        leaves=dict(table.closed),
        rejected=dict(host.rejected),
        dropped=dict(host.dropped),
        tick_counts=tuple(ticks.counts),
        tick_sum_s=ticks.sum_s,
        late_ticks=ticks.late,
        connections=traffic.connections,
        bytes_by={
            ("in", "stream"): traffic.stream_bytes_in,
            ("out", "stream"): traffic.stream_bytes_out,
            ("in", "datagram"): traffic.datagram_bytes_in,
            ("out", "datagram"): traffic.datagram_bytes_out,
        },
        datagrams={"in": traffic.datagrams_in, "out": traffic.datagrams_out},
        high_water={
            "outbox_bytes": high.outbox_bytes,
            "commands": high.commands,
            "datagrams": high.datagrams,
        },
        planned_restarts=restarts[0],
        unclean_restarts=restarts[1],
        memory_limit_bytes=memory_limit_bytes,
        alerts=dict(alerts),
        not_ready=not_ready(host),
    )


def not_ready(host: Host) -> str:
    """Return why nobody new can join, or ""."""
    if host.stop_asked or host.restart_asked:
        return "stopping"
    if host.closed_for:
        return "memory"
    return "full" if free_seat(host) is None else ""
