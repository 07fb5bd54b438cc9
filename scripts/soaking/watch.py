"""Watches the host of a soak: asks and measures it every second, and writes that into the record.

Owns the soak's own time. Knows nothing of what is done to the host.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from typing import TYPE_CHECKING, Any

from soaking.places import not_back
from soaking.record import LateTick, Quiet, Record, Sample, Window

if TYPE_CHECKING:
    from soaking.service import Service

SAMPLE_S = 1.0
HISTORY_S = 6.0
GRACE_S = 1.0
COUNTS, COUNT_EVERY_S = 4, 0.27
"""Of these the least is taken: the host may be writing its match to disk, and hold a file for that."""


class Watch:
    """What is known of a host."""

    def __init__(self, service: Service, record: Record) -> None:
        self._service = service
        self._record = record
        self._began = time.monotonic()
        self._sample_due = 0.0
        self.history: deque[tuple[float, dict[str, Any]]] = deque()
        """The figures of the last seconds, with their times."""
        self.told: dict[str, Any] = {}
        """The newest of them."""
        self.played = False
        """Whether this process of the host has played a round."""

    def now(self) -> float:
        """Return how long the soak has gone on, in seconds."""
        return time.monotonic() - self._began

    def step(self, expected: dict[str, Any] | None = None) -> dict[str, Any]:
        """Wait for the next second and take a sample; note which bots of `expected` figures are not there."""
        time.sleep(max(0.0, self._sample_due - self.now()))
        self._sample_due = max(self._sample_due + SAMPLE_S, self.now())
        told = self.ask()
        resident_kb, descriptors, threads = self._service.measure()
        names = ("joined", "sessions", "reservations", "bytes_held", "worst_ms", "blocks", "c_bytes")
        counts = (told[name] for name in names)
        self._record.samples.append(Sample(self.now(), resident_kb, descriptors, threads, *counts))
        if expected:
            self._record.missing += [f"at {self.now():.0f} s {each}" for each in not_back(expected, told)]
        return told

    def ask(self) -> dict[str, Any]:
        """Take the host's figures."""
        told = self.told = self._service.ask("figures")
        self.played = self.played or told["tick"] >= 0
        now = self.now()
        self.history.append((now, told))
        while now - self.history[0][0] > HISTORY_S:
            self.history.popleft()
        record = self._record
        so_far = record.tick_counts or [0] * len(told["ticks"])
        record.tick_counts = [a + b for a, b in zip(so_far, told["ticks"], strict=True)]
        record.late += [LateTick(at - self._began, late, waited) for at, late, waited in told["late"]]
        return told

    def count(self) -> None:
        """Count the host's objects."""
        begin = self.now()
        self._service.ask("census")  # the first makes what counting itself needs
        counts = [self._count_once() for _ in range(COUNTS)]
        self.leave_out("census", begin)
        least = min(counts, key=lambda each: (each.descriptors, sum(each.objects.values()), each.blocks))
        self._record.quiet.append(least)

    def leave_out(self, why: str, since_s: float) -> None:
        """Do not judge the ticks since then, and those that are caught up with."""
        self._record.windows.append(Window(why, since_s, self.now() + GRACE_S))

    def forget(self) -> None:
        """Add up what this process of the host has counted: the next begins at 0."""
        for name in ("closed", "rejected", "dropped"):
            getattr(self._record, name).update(Counter(self.told.get(name, {})))
        self.told = {}
        self.played = False

    def _count_once(self) -> Quiet:
        time.sleep(COUNT_EVERY_S)
        told = self._service.ask("census")
        return Quiet(self.now(), told["objects"], *self._service.measure(), *told["in_use"])
