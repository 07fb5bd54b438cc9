"""The course of a soak: kills first, then a warm-up, a quiet point, the long part, and a quiet point again.

A killed host is a new process, whose objects cannot be compared with those before. So the kills come in the
first part, and the last of the hosts lives through all the rest. Owns what happens when; what is done is the
others'.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from soaking import faults
from soaking.crowd import Crowd
from soaking.gently import gently
from soaking.guests import say_everything
from soaking.places import lost_after, not_back, players
from soaking.record import Break, LateTick, Quiet, Record, Sample, Window
from soaking.service import HostEndedError, Service

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAULTS = ("vanish", "flood", "slow", "garbage", "clock", "stop", "kill")
KILLS_SHARE, WARM_SHARE = 0.25, 0.2
MOST_KILLS_S, MOST_WARM_S = 600.0, 300.0
"""Of the whole time, for the kills (when there are any) and the warm-up; and the most of each."""

LEAST_GAP_S, MOST_GAP_S = 1.5, 20.0
GAPS = 30
"""About how many faults there are in all, as far as the gaps between them allow."""

SLOW_GAPS = 6.0
"""A slow reader stays through so many gaps: what the system keeps for him has to fill up first."""

HISTORY_S = 6.0
BACK_S = 50.0
"""Within this all have to be back: a seat is kept for 60 s."""

QUIET_S = 100.0
SETTLED_S = 3.0
"""A host gives memory back every 2 s."""

COUNTS, COUNT_EVERY_S = 4, 0.27
"""Of these the least is taken."""

SAMPLE_S = 1.0
GRACE_S = 1.0
CLOCKS_S = (86_400.0, -86_400.0, 3600.0, -3600.0, 30.0, -30.0, 0.0)
MOST_GUESTS = 16
ATTACKERS = 2
"""Seats for a flooder or speaker of rubbish, and for a slow reader."""


@dataclass
class Course:
    """One soak. `seats` are shared out: bots that stay, guests that change, attackers."""

    service: Service
    record: Record
    folder: Path
    say: Callable[[str], None]
    seed: int
    seconds: float
    seats: int
    churn: float
    """Visits of guests a minute."""
    faults: tuple[str, ...]
    history: deque[tuple[float, dict[str, Any]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Share out the seats and the time."""
        self.random = random.Random(self.seed)
        self.guests = max(1, min(MOST_GUESTS, self.seats // 4))
        self.bots = self.seats - self.guests - ATTACKERS
        self.gap_s = max(LEAST_GAP_S, min(MOST_GAP_S, self.seconds / GAPS))
        self._began = time.monotonic()
        self._crowd: Crowd | None = None
        self._crowd_came_s = 0.0
        self._bots_at_first: dict[str, Any] = {}
        self._parting = threading.Event()
        self._attacks: list[threading.Thread] = []
        self._last: dict[str, Any] = {}
        self._played = False
        """Whether this process of the host has played a round."""
        self._sample_due = 0.0

    # -- the parts

    def run(self) -> None:
        """Go through all of it."""
        try:
            self.service.start()
            self._run()
        except HostEndedError as problem:
            self.record.failures.append(str(problem))
        finally:
            self._part()
            self._count_last()
            self.service.kill()
            self.record.seconds = self.now()

    def _run(self) -> None:
        killed_s = 0.0
        if "kill" in self.faults:
            killed_s = min(MOST_KILLS_S, KILLS_SHARE * self.seconds)
            self.say(f"kills, until {killed_s:.0f} s")
            self._gather()
            self._live(killed_s, self.faults, first=["kill"])
        self.say("warm-up")
        say_everything(self.service.port)
        if not self._crowd:
            self._gather()
        others = [fault for fault in self.faults if fault != "kill"]
        self._live(killed_s + min(MOST_WARM_S, WARM_SHARE * self.seconds), others, first=others)
        begun = self.now()
        while not self._played and self.now() < begun + BACK_S:  # what a round makes is warm as well
            self._step()
        self._quiet()
        self.say("the long part")
        begin = self.now()
        self._gather()
        self._live(max(self.seconds, begin + 2 * self.gap_s), others)
        self.record.long_s = (begin, self.now())
        self._quiet()
        self._ask()
        self.record.exit_code = self.service.end()

    def _live(self, until_s: float, kinds: Any, first: list[str] | None = None) -> None:
        """Have faults come one after another until then, each of `first` once in any case."""
        coming = list(first or ())
        drawn: list[str] = []
        due = self.now() + self.gap_s
        while self.now() < until_s or coming:
            self._step()
            if self.now() >= due and kinds:
                drawn = drawn or self.random.sample(list(kinds), len(kinds))
                self._happen(coming.pop(0) if coming else drawn.pop())
                due = self.now() + self.gap_s * self.random.uniform(0.7, 1.3)

    def _gather(self) -> None:
        """Have all come, and wait until the bots are in."""
        self._crowd = Crowd(
            self.service.port,
            self.folder,
            bots=self.bots,
            guests=self.guests,
            churn=self.churn,
            vanishes="vanish" in self.faults,
            seed=f"{self.seed} at {len(self.record.swarms)}",
        )
        self._crowd_came_s = self.now()
        while self.now() < self._crowd_came_s + BACK_S and len(self._last.get("players", ())) < self.bots:
            self._step(check=False)
        self._bots_at_first = self._last
        if len(players(self._last)) < self.bots:
            self.record.missing.append(f"{self.bots - len(players(self._last))} bots could not join")

    def _part(self) -> None:
        """Have all of them leave."""
        self._parting.set()
        for attack in self._attacks:
            attack.join()
        self._attacks.clear()
        self._parting.clear()
        if self._crowd:
            self.record.loaded_s += self.now() - self._crowd_came_s
            visits, summary = self._crowd.leave()
            self._crowd = None
            self.record.visits += visits
            self.record.swarms.append(summary)

    def _quiet(self) -> None:
        """Wait until nothing is left of anybody, then count what there is."""
        self.say("quiet")
        self._part()
        end = self.now() + QUIET_S
        while self.now() < end and not self._is_quiet():
            if self._last["phase"] == "results":
                self.service.say("next")
            self._step(check=False)
        if not self._is_quiet():
            self.record.failures.append("somebody was still there when all had left")
        settled = self.now() + SETTLED_S
        while self.now() < settled:
            self._step(check=False)
        begin = self.now()
        self.service.ask("census")  # the first makes what counting itself needs
        counts = [self._count() for _ in range(COUNTS)]
        self.record.windows.append(Window("census", begin, self.now() + GRACE_S))
        self.record.quiet.append(min(counts, key=lambda each: (each.descriptors, sum(each.objects.values()))))

    def _count(self) -> Quiet:
        """Count once: the host may be writing its match to disk just then, and hold a file for that."""
        time.sleep(COUNT_EVERY_S)
        objects = self.service.ask("census")["objects"]
        return Quiet(self.now(), objects, *self.service.measure())

    def _is_quiet(self) -> bool:
        told = self._last
        left = told["sessions"] + told["reservations"] + told["addresses"] + told["wanted"]
        return bool(left == 0 and told["phase"] == "lobby")

    # -- the faults

    def _happen(self, fault: str) -> None:
        self.record.events.append((self.now(), fault))
        if fault == "kill":
            self._kill()
        elif fault == "stop":
            self._stop()
        elif fault == "clock":
            off_s = self.random.choice(CLOCKS_S)
            self.record.events[-1] = (self.now(), f"clock {off_s:+.0f} s")
            self.service.set_clock(off_s)
        elif fault != "vanish":  # guests do that all the time
            self._attack({"flood": faults.flood, "garbage": faults.garbage, "slow": faults.slow}[fault])

    def _attack(self, attack: Callable[[int, random.Random, float, threading.Event], None]) -> None:
        own = random.Random(self.random.random())
        seconds = self.gap_s * (SLOW_GAPS if attack is faults.slow else 0.5)
        work = gently(lambda: attack(self.service.port, own, seconds, self._parting))
        self._attacks = [each for each in self._attacks if each.is_alive()]
        self._attacks.append(threading.Thread(target=work, daemon=True))
        self._attacks[-1].start()

    def _kill(self) -> None:
        self._ask()
        self._count_last()
        at_s = self.now()
        self.service.kill()
        self._played = False
        ready = self.service.start()
        broken = Break("kill", at_s, self.now() - at_s, went_on=bool(ready.get("resumed")))
        history = list(self.history)
        after = self._ask()
        broken.lost, broken.lost_s = lost_after(history, after)
        self.record.windows.append(Window("kill", at_s, self.now() + GRACE_S))
        self._await_all(broken, history[-1][1])

    def _stop(self) -> None:
        before = self._ask()
        at_s = self.now()
        self.service.freeze(min(self.gap_s * 0.5, self.random.uniform(2.0, 7.0)))
        broken = Break("stop", at_s, self.now() - at_s)
        self.record.windows.append(Window("stop", at_s, self.now() + GRACE_S))
        self._await_all(broken, before)

    def _await_all(self, broken: Break, before: dict[str, Any]) -> None:
        """Wait until all are in their places again."""
        end = self.now() + BACK_S
        while missing := not_back(before, self._step(check=False)):
            if self.now() > end:
                broken.lost += missing
                break
        broken.back_s = self.now() - broken.at_s
        self.record.breaks.append(broken)

    # -- measuring

    def now(self) -> float:
        """Return how long the soak has gone on, in seconds."""
        return time.monotonic() - self._began

    def _step(self, *, check: bool = True) -> dict[str, Any]:
        """Wait for the next second, take a sample, and see that all bots are where they were."""
        time.sleep(max(0.0, self._sample_due - self.now()))
        self._sample_due = max(self._sample_due + SAMPLE_S, self.now())
        told = self._ask()
        resident_kb, descriptors, threads = self.service.measure()
        counts = (told[name] for name in ("joined", "sessions", "reservations", "bytes_held", "worst_ms"))
        self.record.samples.append(Sample(self.now(), resident_kb, descriptors, threads, *counts))
        if check:
            missing = [f"at {self.now():.0f} s {words}" for words in not_back(self._bots_at_first, told)]
            self.record.missing += [words for words in missing if words not in self.record.missing]
        return told

    def _ask(self) -> dict[str, Any]:
        """Take the host's figures."""
        told = self._last = self.service.ask("figures")
        now = self.now()
        self._played = self._played or told["tick"] >= 0
        self.history.append((now, told))
        while now - self.history[0][0] > HISTORY_S:
            self.history.popleft()
        record = self.record
        so_far = record.tick_counts or [0] * len(told["ticks"])
        record.tick_counts = [a + b for a, b in zip(so_far, told["ticks"], strict=True)]
        record.late += [LateTick(at - self._began, late, waited) for at, late, waited in told["late"]]
        return told

    def _count_last(self) -> None:
        """Add up what this process has counted: the next begins at 0."""
        for name in ("closed", "rejected", "dropped"):
            getattr(self.record, name).update(Counter(self._last.get(name, {})))
        self._last = {}
