"""A host's figures as Prometheus reads them, and whether it is well, for those who look after processes.

Owns the names of the metrics and the three pages. Lives in the pages' thread: of the host it knows only the
newest record. Needs prometheus-client.
"""

from __future__ import annotations

import platform
import time
from http import HTTPStatus
from itertools import accumulate
from typing import TYPE_CHECKING, get_args

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from maze3d import __version__
from maze3d.host.census import census, shortened
from maze3d.host.figures import EDGES_S
from maze3d.host.pages import Page
from maze3d.session.messages import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    from maze3d.host.figures import Figures

    Values: TypeAlias = Mapping[tuple[str, ...], int]

STANDING_S = 5.0
"""Without a tick for so long the loop stands."""

KIND = "text/plain; version=0.0.4; charset=utf-8"
"""The text format that every Prometheus reads."""

PAGE_S = 1.0
CENSUS_S = 10.0
"""What was made is shown again for so long, however often it is asked for."""

LEAVES = (
    *("left", "lost", "reset", "timeout", "handshake", "refused", "query", "replaced", "kicked", "banned"),
    *("flood", "protocol", "slow", "idle", "error", "restart", "stopped"),
)
REJECTED = ("connects", "half-open", "half-open-address", *get_args(Refusal))
DROPPED = ("unknown", "short", "long", "forged", "late", "replayed", "malformed", "rate")
"""Reasons shown from the start, with 0: only what was seen before can be seen to grow."""


class Metrics:
    """`newest` gives the newest record, `moved_s` when the last tick ended."""

    def __init__(
        self,
        newest: Callable[[], Figures],
        moved_s: Callable[[], float],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._newest = newest
        self._moved_s = moved_s
        self._clock = clock
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(registry=self._registry)
        self._made = (float("-inf"), b"")
        self._counted: tuple[float, dict[str, int]] = (float("-inf"), {})

    def page(self, path: str) -> Page:
        """Return what is at `path`."""
        if path == "/metrics":
            return Page(HTTPStatus.OK, self._text(), KIND)
        if path == "/healthz":
            return _state(self._standing())
        if path == "/readyz":
            return _state(self._standing() or self._newest().not_ready)
        return Page(HTTPStatus.NOT_FOUND, b"There are /metrics, /healthz and /readyz.\n")

    def collect(self) -> Iterator[Metric]:
        """Yield every metric of the newest record."""
        figures = self._newest()
        build: Values = {(__version__, platform.python_version()): 1}
        yield _gauge("maze3d_build_info", "Of this version.", build, "version", "python")
        yield from _people(figures)
        yield _gauge("maze3d_session_bytes", "Bytes that all sessions own.", figures.session_bytes)
        live = _by(self._census())
        yield _gauge("maze3d_live_objects", "Live objects made since the start.", live, "type")
        yield _ticks(figures)
        yield _counter("maze3d_late_ticks", "Ticks begun over a tick's time late.", figures.late_ticks)
        yield from _traffic(figures)
        yield from _course(figures)

    def _standing(self) -> str:
        stood_s = self._clock() - self._moved_s()
        return f"no tick for {stood_s:.0f} s" if stood_s > STANDING_S else ""

    def _text(self) -> bytes:
        made_at, text = self._made
        now = self._clock()
        if now - made_at >= PAGE_S:
            text = generate_latest(self._registry)
            self._made = (now, text)
        return text

    def _census(self) -> dict[str, int]:
        counted_at, counted = self._counted
        now = self._clock()
        if now - counted_at >= CENSUS_S:
            counted = shortened(census())
            self._counted = (now, counted)
        return counted


def _people(figures: Figures) -> Iterator[Metric]:
    yield _gauge("maze3d_players", "Seats taken by live sessions.", figures.sessions["joined"])
    yield _gauge("maze3d_sessions", "Sessions, and seats that are kept.", _by(figures.sessions), "state")
    yield _counter("maze3d_joins", "Seats taken.", _by(figures.joins, "new", "back"), "how")
    yield _counter("maze3d_leaves", "Sessions that ended.", _by(figures.leaves, *LEAVES), "reason")
    rejected = _by(figures.rejected, *REJECTED)
    yield _counter("maze3d_rejected", "Connections and joins refused.", rejected, "reason")


def _ticks(figures: Figures) -> Metric:
    edges = [*map(str, EDGES_S), "+Inf"]
    return HistogramMetricFamily(
        "maze3d_tick_duration_seconds",
        "How long a tick took; the budget is 1/60 s.",
        buckets=list(zip(edges, map(float, accumulate(figures.tick_counts)), strict=True)),
        sum_value=figures.tick_sum_s,
    )


def _traffic(figures: Figures) -> Iterator[Metric]:
    dropped = _by(figures.dropped, *DROPPED)
    yield _counter("maze3d_dropped_datagrams", "Datagrams not taken.", dropped, "reason")
    yield _counter("maze3d_bytes", "Of messages and datagrams.", figures.bytes_by, "direction", "path")
    yield _counter("maze3d_datagrams", "That came and went.", _by(figures.datagrams), "direction")
    high = _by(figures.high_water)
    yield _gauge("maze3d_queue_high_water", "The most that a queue has held.", high, "queue")


def _course(figures: Figures) -> Iterator[Metric]:
    yield _gauge("maze3d_memory_limit_bytes", "0: no limit.", figures.memory_limit_bytes)
    yield _counter("maze3d_planned_restarts", "Of this match, in order.", figures.planned_restarts)
    yield _counter("maze3d_unclean_restarts", "Of this match, after a crash.", figures.unclean_restarts)
    yield _counter("maze3d_alerts", "What the host noticed itself.", _by(figures.alerts), "kind")


def _gauge(name: str, words: str, values: Values | int, *labels: str) -> Metric:
    made = GaugeMetricFamily(name, words, labels=labels)
    for each, value in _all(values):
        made.add_metric(each, value)
    return made


def _counter(name: str, words: str, values: Values | int, *labels: str) -> Metric:
    """Return a counter; _total is added to its name."""
    made = CounterMetricFamily(name, words, labels=labels)
    for each, value in _all(values):
        made.add_metric(each, value)
    return made


def _all(values: Values | int) -> Iterable[tuple[tuple[str, ...], int]]:
    return [((), values)] if isinstance(values, int) else values.items()


def _by(values: Mapping[str, int], *known: str) -> Values:
    """Return the values by their one label; those `known` are there in any case."""
    return {(name,): values.get(name, 0) for name in dict.fromkeys((*known, *values))}


def _state(wrong: str) -> Page:
    if wrong:
        return Page(HTTPStatus.SERVICE_UNAVAILABLE, f"{wrong}\n".encode())
    return Page(HTTPStatus.OK, b"ok\n")
