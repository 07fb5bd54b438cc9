"""Two readings of a host's metrics, turned into what is shown.

Owns what is a rate and what is a state, and how long there was between two readings.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.host.watch.reading import Reading
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Mapping

BUDGET_MS = 1000 / TICK_RATE

PAGE_S = 2.0
"""How old a page may be when it is read: a host makes it each second, from figures of the last second."""

TICKS = "maze3d_tick_duration_seconds"
COUNTERS = (
    f"{TICKS}_count",
    *("maze3d_late_ticks_total", "maze3d_joins_total", "maze3d_leaves_total", "maze3d_rejected_total"),
    *("maze3d_dropped_datagrams_total", "maze3d_bytes_total", "maze3d_datagrams_total"),
)
"""What only grows while a host runs."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A host as it is shown. Rates are of the `over_s` between two readings."""

    over_s: float

    version: str
    start_s: float
    """When the process began, by the calendar's clock; 0: not known."""
    players: int
    sessions: Mapping[str, int]
    joined: Mapping[str, int]
    left: int
    memory_bytes: int
    limit_bytes: int
    """0: none."""
    session_bytes: int
    descriptors: int
    ticks: int
    ticks_per_s: float
    median_ms: float
    p99_ms: float
    late: int
    late_share: float
    """Of the ticks that there were."""
    cores: float
    """Share of a core that it used."""
    refused: Mapping[str, int]
    refused_per_s: Mapping[str, float]
    dropped: Mapping[str, int]
    dropped_per_s: Mapping[str, float]
    bytes_per_s: Mapping[str, float]
    datagrams_per_s: Mapping[str, float]
    planned_restarts: int
    unclean_restarts: int
    alerts: Mapping[str, int]


def figures(before: Reading, after: Reading) -> Figures:
    """Return what `after` shows, with the rates since `before`."""
    over_s = elapsed_s(before, after)
    ticks = _grown(before, after, f"{TICKS}_count")
    late = _grown(before, after, "maze3d_late_ticks_total")
    spread = _spread(before, after) if ticks else after.buckets(TICKS)

    def rates(name: str, label: str) -> dict[str, float]:
        then = before.by(name, label)
        now = after.by(name, label)
        return {
            key: max(0.0, value - then.get(key, 0.0)) / over_s if over_s else 0.0
            for key, value in now.items()
        }

    versions = after.by("maze3d_build_info", "version")
    cpu_s = _grown(before, after, "process_cpu_seconds_total")
    return Figures(
        over_s=over_s,
        version=next(iter(versions), ""),
        start_s=after.total("process_start_time_seconds"),
        players=int(after.total("maze3d_players")),
        sessions=_whole(after.by("maze3d_sessions", "state")),
        joined=_whole(after.by("maze3d_joins_total", "how")),
        left=int(after.total("maze3d_leaves_total")),
        memory_bytes=int(after.total("process_resident_memory_bytes")),
        limit_bytes=int(after.total("maze3d_memory_limit_bytes")),
        session_bytes=int(after.total("maze3d_session_bytes")),
        descriptors=int(after.total("process_open_fds")),
        ticks=int(after.total(f"{TICKS}_count")),
        ticks_per_s=ticks / over_s if over_s else 0.0,
        median_ms=1000 * quantile(spread, 0.5),
        p99_ms=1000 * quantile(spread, 0.99),
        late=int(after.total("maze3d_late_ticks_total")),
        late_share=late / ticks if ticks else 0.0,
        cores=cpu_s / (after.at_s - before.at_s) if after.at_s > before.at_s else 0.0,
        refused=_whole(after.by("maze3d_rejected_total", "reason")),
        refused_per_s=rates("maze3d_rejected_total", "reason"),
        dropped=_whole(after.by("maze3d_dropped_datagrams_total", "reason")),
        dropped_per_s=rates("maze3d_dropped_datagrams_total", "reason"),
        bytes_per_s=rates("maze3d_bytes_total", "direction"),
        datagrams_per_s=rates("maze3d_datagrams_total", "direction"),
        planned_restarts=int(after.total("maze3d_planned_restarts_total")),
        unclean_restarts=int(after.total("maze3d_unclean_restarts_total")),
        alerts=_whole(after.by("maze3d_alerts_total", "kind")),
    )


def elapsed_s(before: Reading, after: Reading) -> float:
    """Return how long the host went on between two readings.

    The reader's clock only knows it to PAGE_S, as pages are not made for him. The ticks know it exactly,
    unless some were left out: so theirs is the time that counts while the clock does not contradict.
    """
    clock_s = after.at_s - before.at_s
    ticks_s = _grown(before, after, f"{TICKS}_count") / TICK_RATE
    return ticks_s if ticks_s > 0 and abs(clock_s - ticks_s) <= PAGE_S else clock_s


def start_of(reading: Reading) -> Reading:
    """Return the reading of the host's first moment: all was 0, as long ago as it ticks."""
    return Reading(reading.at_s - reading.total(f"{TICKS}_count") / TICK_RATE, {})


def began_anew(before: Reading, after: Reading) -> bool:
    """Tell whether the host has begun to count again in between."""
    return any(after.total(name) < before.total(name) for name in COUNTERS)


def quantile(buckets: list[tuple[float, float]], share: float) -> float:
    """Return below which value `share` of a histogram lies: as Prometheus does, on a line within a bucket.

    The last edge but the infinite one is the most it tells; 0 for an empty histogram.
    """
    if not buckets or buckets[-1][1] <= 0:
        return 0.0
    wanted = share * buckets[-1][1]
    low, below = 0.0, 0.0
    for edge, count in buckets:
        if count >= wanted:
            inside = count - below
            return (
                low
                if math.isinf(edge)
                else low + (edge - low) * ((wanted - below) / inside if inside else 1.0)
            )
        low, below = edge, count
    return low


def _spread(before: Reading, after: Reading) -> list[tuple[float, float]]:
    then = dict(before.buckets(TICKS))
    return [(edge, max(0.0, count - then.get(edge, 0.0))) for edge, count in after.buckets(TICKS)]


def _grown(before: Reading, after: Reading, name: str) -> float:
    return max(0.0, after.total(name) - before.total(name))


def _whole(values: Mapping[str, float]) -> dict[str, int]:
    return {name: int(value) for name, value in values.items()}
