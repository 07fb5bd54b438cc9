"""The last minutes of a host that is watched: its figures, and since when it is silent.

Owns over how long a rate is taken, and what a restart means for it. Times are arguments.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from maze3d.host.watch.figures import PAGE_S, TICKS, Figures, began_anew, figures, start_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.host.watch.reading import Reading

RATE_S = 20.0
"""Rates are of the last so many seconds: the two seconds that a page may be old do little then."""

MOST_POINTS = 200
"""Of a line that is drawn."""


class Course:
    """Readings and silences in the order they came."""

    def __init__(self) -> None:
        self.shown: Figures | None = None
        """The newest figures; those of before while the host is silent."""
        self.state = ""
        """What the host says of its readiness: "ready", why it is not, or nothing."""
        self.silent_since_s: float | None = None
        """By the calendar's clock."""
        self.why_silent = ""
        self.points: deque[Figures | None] = deque(maxlen=MOST_POINTS)
        """Figures, None for each time there were none."""
        self._readings: deque[Reading] = deque()

    def take(self, reading: Reading, state: str = "") -> Figures:
        """Take a reading; return the figures it makes."""
        if self._readings and began_anew(self._readings[-1], reading):
            self._readings.clear()
        self._readings.append(reading)
        while len(self._readings) > 2 and reading.at_s - self._readings[1].at_s >= RATE_S:
            self._readings.popleft()
        self.shown = figures(self._first(reading), reading)
        self.state = state
        self.silent_since_s = None
        self.points.append(self.shown)
        return self.shown

    def miss(self, why: str, wall_s: float) -> None:
        """There was no reading. `wall_s`: the time by the calendar's clock."""
        if self.silent_since_s is None:
            self.silent_since_s = wall_s
        self.why_silent = why
        self.points.append(None)

    def line(self, of: Callable[[Figures], float]) -> list[float | None]:
        """Return one figure's course; None where there was a silence."""
        return [None if each is None else of(each) for each in self.points]

    def _first(self, reading: Reading) -> Reading:
        """Return what `reading` is compared with: without another page than this one, the host's start."""
        oldest = self._readings[0]
        same_page = reading.at_s - oldest.at_s <= PAGE_S and reading.total(f"{TICKS}_count") == oldest.total(
            f"{TICKS}_count"
        )
        return start_of(reading) if same_page else oldest
