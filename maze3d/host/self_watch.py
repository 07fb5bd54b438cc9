"""What a host notices about itself: memory that grows, ticks that come late, more connections than usual.

Samples in, findings out; what becomes of one is watching.py's. Owns every threshold and how often one kind
may be told. What it holds does not grow with time. Knows no clock and no system.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import linear_regression
from typing import Literal, TypeAlias

from maze3d.sim.units import TICK_RATE

Kind: TypeAlias = Literal["memory", "ticks", "connections"]

KINDS: tuple[Kind, ...] = ("memory", "ticks", "connections")
REPEAT_S = 600.0
"""One kind is told no more often."""

WARM_UP_S = 1800.0
"""Memory may grow so long: what is made once is made now."""

POINTS, LEAST_POINTS = 24, 12
"""Of a line that is fitted."""

PARTS = 4
"""Of those points. Memory grows when it rises from each part to the next: steps up and down are no leak."""

QUANTILE = 4.2
"""Standard errors: beyond Student's 99.9 % for the fewest points, 4.14."""

MINUTE_S = 60.0
LATE_SHARE = 0.05
"""Of the ticks that were due in a minute. Those left out after a stall count as well."""

USUAL_MINUTES = 60
"""What is usual is a running mean over about so many."""

SPIKE_TIMES = 5
LEAST_CONNECTIONS, LEAST_REFUSED = 200, 60
"""In a minute; fewer are no spike, however few are usual."""

MB = 2**20
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A host at one moment; counts are since the start."""

    at_s: float
    resident_bytes: int
    """0: not known."""
    ticks: int
    late_ticks: int
    connections: int
    refused: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is wrong: a sentence, and its figures."""

    kind: Kind
    text: str
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Slope:
    """MB an hour: the likeliest, and what it is at least."""

    mb_per_h: float
    least_mb_per_h: float
    hours: float
    """How long it was looked at."""


@dataclass(slots=True)
class Growth:
    """The least memory of each of the last `POINTS` spans of `span_s`, and a line through them.

    The least, as what a round or a visitor takes for a while is no growth. It grows when the least of each
    part is `alarm_mb` above that of the part before: players who come make a step, a leak goes on.
    """

    span_s: float
    alarm_mb: float
    slope: Slope | None = None
    _points: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=POINTS))
    """When (hours) and how much (MB)."""
    _span_ends_s: float = -1.0
    _least_bytes: int = 0

    def feed(self, at_s: float, resident_bytes: int) -> bool:
        """Take a value; return whether memory grows, at the end of a span."""
        if at_s < self._span_ends_s:
            self._least_bytes = min(self._least_bytes, resident_bytes)
            return False
        if self._span_ends_s >= 0:
            self._points.append((self._span_ends_s / HOUR_S, self._least_bytes / MB))
        self._span_ends_s = at_s + self.span_s
        self._least_bytes = resident_bytes
        return self._grows()

    def _grows(self) -> bool:
        points = list(self._points)
        if len(points) < LEAST_POINTS:
            return False
        self.slope = fit(points)
        part = len(points) // PARTS
        least = [min(mb for _h, mb in points[at : at + part]) for at in range(0, PARTS * part, part)]
        rises = min(after - before for before, after in pairwise(least))
        return rises > self.alarm_mb and self.slope.least_mb_per_h > 0


def fit(points: list[tuple[float, float]]) -> Slope:
    """Return the slope of the line of least squares through (hours, MB), with its lower bound."""
    hours, values = zip(*points, strict=True)
    slope, start = linear_regression(hours, values)
    mean = sum(hours) / len(hours)
    spread = sum((each - mean) ** 2 for each in hours)
    left_over = sum((value - start - slope * hour) ** 2 for hour, value in points)
    error = (left_over / (len(points) - 2) / spread) ** 0.5
    return Slope(slope, slope - QUANTILE * error, hours[-1] - hours[0])


@dataclass(slots=True)
class Spikes:
    """One count, a minute at a time, against what is usual."""

    least: int
    in_minute: int = 0
    usual: float = 0.0
    _minutes: int = 0

    def feed(self, count: int) -> bool:
        """Take the count of a minute; return whether it is a spike."""
        self.in_minute = count
        spike = count >= self.least and count > SPIKE_TIMES * self.usual
        self._minutes = min(self._minutes + 1, USUAL_MINUTES)
        self.usual += (count - self.usual) / self._minutes
        return spike


class SelfWatch:
    """Feed it a sample every few seconds. `late_share` is that of the last minute."""

    def __init__(self, started_s: float) -> None:
        self.growths = (Growth(300.0, 1.0), Growth(HOUR_S, 2.0))
        """Over two hours, and over a day: 2 MB an hour and a third of one are the least that is found."""
        self.connections = Spikes(LEAST_CONNECTIONS)
        self.refused = Spikes(LEAST_REFUSED)
        self.late_share = 0.0
        self.told: dict[str, int] = dict.fromkeys(KINDS, 0)
        self.told_at: dict[str, float] = dict.fromkeys(KINDS, float("-inf"))
        self._started_s = started_s
        self._minute = Sample(started_s, 0, 0, 0, 0, 0)
        """The first sample of this minute; minutes are counted from the first that is fed."""
        self._began = False

    def feed(self, sample: Sample) -> list[Finding]:
        """Take a sample; return what is wrong and has not been told lately."""
        found = self._memory(sample)
        if not self._began:
            self._began, self._minute = True, sample
        elif sample.at_s - self._minute.at_s >= MINUTE_S:
            before, self._minute = self._minute, sample
            found += [*self._ticks(before, sample), *self._spikes(before, sample)]
        return [finding for finding in found if self._may_tell(finding.kind, sample.at_s)]

    def _may_tell(self, kind: Kind, now: float) -> bool:
        if now - self.told_at[kind] < REPEAT_S:
            return False
        self.told_at[kind] = now
        self.told[kind] += 1
        return True

    def _memory(self, sample: Sample) -> list[Finding]:
        if not sample.resident_bytes or sample.at_s - self._started_s < WARM_UP_S:
            return []
        growing = [each for each in self.growths if each.feed(sample.at_s, sample.resident_bytes)]
        slope = growing[0].slope if growing else None
        if slope is None:
            return []
        now_mb = sample.resident_bytes / MB
        text = (
            f"memory grows by {slope.mb_per_h:.1f} MB an hour, by {slope.least_mb_per_h:.1f} at least, "
            f"for {slope.hours:.1f} hours: {now_mb:.0f} MB now"
        )
        figures = {
            "mb_per_h": round(slope.mb_per_h, 3),
            "least_mb_per_h": round(slope.least_mb_per_h, 3),
            "hours": round(slope.hours, 2),
            "resident_bytes": sample.resident_bytes,
        }
        return [Finding("memory", text, figures)]

    def _ticks(self, before: Sample, sample: Sample) -> list[Finding]:
        window_s = sample.at_s - before.at_s
        in_time = sample.ticks - before.ticks - (sample.late_ticks - before.late_ticks)
        self.late_share = min(1.0, max(0.0, 1.0 - in_time / (window_s * TICK_RATE)))
        if self.late_share <= LATE_SHARE:
            return []
        text = f"{self.late_share:.0%} of the ticks of the last {window_s:.0f} s came late or not at all"
        return [Finding("ticks", text, {"late_share": round(self.late_share, 4), "window_s": window_s})]

    def _spikes(self, before: Sample, sample: Sample) -> list[Finding]:
        usual, usually_refused = self.connections.usual, self.refused.usual
        spikes = self.connections.feed(sample.connections - before.connections)
        spikes |= self.refused.feed(sample.refused - before.refused)
        if not spikes:
            return []
        figures: dict[str, float] = {
            "connections": self.connections.in_minute,
            "usual_connections": round(usual, 1),
            "refused": self.refused.in_minute,
            "usual_refused": round(usually_refused, 1),
        }
        text = (
            f"{self.connections.in_minute} connections and {self.refused.in_minute} refusals in a minute: "
            f"{usual:.0f} and {usually_refused:.0f} are usual"
        )
        return [Finding("connections", text, figures)]
