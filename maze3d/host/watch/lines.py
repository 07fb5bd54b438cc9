"""A watched host in plain words, without a control code: for pipes, files and scripts.

Owns the two forms: all of it, a line a subject, and one line a moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.host.watch.figures import BUDGET_MS
from maze3d.host.watch.words import amount, duration, milliseconds, share, size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maze3d.host.watch.figures import Figures

_AHEAD = 11


def whole(shown: Figures, where: str, state: str, wall_s: float) -> str:
    """Return all figures, a line a subject. `wall_s`: the time by the calendar's clock."""
    up = f", up {duration(wall_s - shown.start_s)}" if shown.start_s else ""
    limit = f" of {size(shown.limit_bytes)}" if shown.limit_bytes else ", no limit"
    told = {
        "host": f"maze3d {shown.version} at {where}{up}{f', {state}' if state else ''}",
        "players": str(shown.players),
        "sessions": counted(shown.sessions),
        "joined": f"{sum(shown.joined.values())} ({counted(shown.joined)}), {shown.left} sessions ended",
        "ticks": f"{amount(shown.ticks_per_s)}/s, median {milliseconds(shown.median_ms)}, "
        f"p99 {milliseconds(shown.p99_ms)} of {milliseconds(BUDGET_MS)}, "
        f"late {share(shown.late_share)} ({shown.late} in all)",
        "memory": f"{size(shown.memory_bytes)}{limit}, {size(shown.session_bytes)} of it the sessions'",
        "open": f"{shown.descriptors} descriptors, {share(shown.cores)} of a core",
        "network": ", ".join(
            f"{way} {size(rate)}/s {amount(shown.datagrams_per_s.get(way, 0.0))} datagrams/s"
            for way, rate in shown.bytes_per_s.items()
        ),
        "refused": _reasons(shown.refused_per_s, shown.refused),
        "dropped": _reasons(shown.dropped_per_s, shown.dropped),
        "restarts": f"{shown.planned_restarts} planned, {shown.unclean_restarts} unclean",
        "noticed": counted(shown.alerts),
        "rates": f"of the last {duration(shown.over_s)}",
    }
    return "\n".join(f"{name:<{_AHEAD}}{words}" for name, words in told.items())


def moment(shown: Figures, state: str) -> str:
    """Return the figures that change, on one line."""
    refused = sum(shown.refused_per_s.values())
    dropped = sum(shown.dropped_per_s.values())
    took = f"median {milliseconds(shown.median_ms)} p99 {milliseconds(shown.p99_ms)}"
    told = [
        f"players {shown.players}",
        f"ticks {amount(shown.ticks_per_s)}/s {took} late {share(shown.late_share)}",
        f"memory {size(shown.memory_bytes)}",
        f"in {size(shown.bytes_per_s.get('in', 0.0))}/s out {size(shown.bytes_per_s.get('out', 0.0))}/s",
        f"refused {amount(refused)}/s dropped {amount(dropped)}/s",
        *([state] if state else []),
    ]
    return ", ".join(told)


def counted(values: Mapping[str, int]) -> str:
    """Return "opening 0, joined 8"."""
    return ", ".join(f"{name} {count}" for name, count in values.items()) or "nothing"


def _reasons(rates: Mapping[str, float], totals: Mapping[str, int]) -> str:
    by_reason = [
        f"{name} {amount(rates[name])}/s ({total:,})"
        for name, total in totals.items()
        if total and name in rates
    ]
    return ", ".join([f"{amount(sum(rates.values()))}/s", *by_reason])
