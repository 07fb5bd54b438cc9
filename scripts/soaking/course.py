"""The course of a soak: kills first, then a warm-up, a quiet point, the long part, and a quiet point again.

A killed host is a new process, whose objects cannot be compared with those before. So the kills come in the
first part, and the last of the hosts lives through all the rest. Owns what happens when; what is done is the
others'.
"""

from __future__ import annotations

import math
import random
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from soaking import faults
from soaking.crowd import Crowd
from soaking.gently import gently
from soaking.guests import say_everything
from soaking.places import lost_after, not_back, players
from soaking.record import Break, Record
from soaking.service import HostEndedError, Service
from soaking.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

FAULTS = ("vanish", "flood", "slow", "garbage", "clock", "stop", "kill")
KILLS_SHARE, WARM_SHARE = 0.25, 0.2
MOST_KILLS_S, MOST_WARM_S = 600.0, 300.0
"""Of the whole time, for the kills (when there are any) and the warm-up; and the most of each."""

SCORED_SHARE = 0.6
"""Of the kills' time, at most, until somebody has points."""

LEAST_GAP_S, MOST_GAP_S = 1.5, 20.0
GAPS = 30
"""About how many faults there are in all, as far as the gaps between them allow."""

SLOW_GAPS = 6.0
"""A slow reader stays through so many gaps: what the system keeps for him has to fill up first."""

BACK_S = 50.0
"""Within this all have to be back: a seat is kept for 60 s."""

QUIET_S = 100.0
SETTLED_S = 3.0
"""A host gives memory back every 2 s."""

HELD_TICKS = 4 * 60
"""A round is so old before a kill: all have left the start."""

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

    def __post_init__(self) -> None:
        """Share out the seats and the time."""
        self.random = random.Random(self.seed)
        self.watch = Watch(self.service, self.record)
        self.ends_s = math.inf
        """From when on it comes to its end, though there would be time."""
        self.guests = max(1, min(MOST_GUESTS, self.seats // 4))
        self.bots = self.seats - self.guests - ATTACKERS
        self.gap_s = max(LEAST_GAP_S, min(MOST_GAP_S, self.seconds / GAPS))
        self._crowd: Crowd | None = None
        self._crowd_came_s = 0.0
        self._bots_at_first: dict[str, Any] = {}
        self._parting = threading.Event()
        self._attacks: list[threading.Thread] = []

    def end_soon(self) -> None:
        """Come to the quiet end from here; what has been measured until then is judged."""
        self.ends_s = self.watch.now()

    def run(self) -> None:
        """Go through all of it."""
        try:
            self.service.start()
            self._run()
        except HostEndedError as problem:
            self.record.failures.append(str(problem))
        finally:
            self._part()
            self.watch.forget()
            self.service.kill()
            self.record.seconds = self.watch.now()

    # -- the parts

    def _run(self) -> None:
        now = self.watch.now
        others = [fault for fault in self.faults if fault != "kill"]
        killed_s = 0.0
        if "kill" in self.faults:
            killed_s = min(MOST_KILLS_S, KILLS_SHARE * self.seconds)
            self.say(f"kills, until {killed_s:.0f} s")
            self._gather()
            self._win_points(SCORED_SHARE * killed_s)
            self._live(killed_s, [*others, *["kill"] * max(1, len(others))], first=["kill"])
        self.say("warm-up")
        say_everything(self.service.port)
        if not self._crowd:
            self._gather()
        self._live(killed_s + min(MOST_WARM_S, WARM_SHARE * self.seconds), others, first=others)
        if not self.watch.played:  # what a round makes has to be warm as well
            self._play()
        self._quiet()
        self.say("the long part")
        begin = now()
        self._gather()
        self._live(max(self.seconds, begin + 2 * self.gap_s), others)
        self.record.long_s = (begin, now())
        self._quiet()
        self.watch.ask()
        self.record.exit_code = self.service.end()

    def _live(self, until_s: float, kinds: Sequence[str], first: Sequence[str] = ()) -> None:
        """Have faults come one after another until then, each of `first` once in any case."""
        now = self.watch.now
        coming, drawn = list(first), list[str]()
        due = now() + self.gap_s
        while now() < min(until_s, self.ends_s) or coming:
            self.watch.step(self._bots_at_first)
            if now() >= due and kinds:
                drawn = drawn or self.random.sample(kinds, len(kinds))
                self._happen(coming.pop(0) if coming else drawn.pop())
                due = now() + self.gap_s * self.random.uniform(0.7, 1.3)

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
        self._crowd_came_s = self.watch.now()
        end = self._crowd_came_s + BACK_S
        while len(players(self.watch.step())) < self.bots and self.watch.now() < end:
            pass
        self._bots_at_first = self.watch.told
        away = self.bots - len(players(self._bots_at_first))
        if away:
            self.record.missing.append(f"{away} bots could not join")

    def _play(self) -> None:
        """Wait until a round is on and all are under way, and do not wait for guests who are not ready."""
        end = self.watch.now() + BACK_S
        while self.watch.told.get("tick", -1) < HELD_TICKS and self.watch.now() < end:
            if self.watch.told.get("tick", -1) < 0:
                self.service.say("next")
            self.watch.step(self._bots_at_first)

    def _win_points(self, until_s: float) -> None:
        """Play until there are points to lose, as far as there is time."""
        while self.watch.now() < until_s and not any(
            each.score for each in players(self.watch.told).values()
        ):
            if self.watch.told["phase"] == "lobby":
                self.service.say("next")
            self.watch.step(self._bots_at_first)

    def _part(self) -> None:
        """Have all of them leave."""
        self._parting.set()
        for attack in self._attacks:
            attack.join()
        self._attacks.clear()
        self._parting.clear()
        if self._crowd:
            self.record.loaded_s += self.watch.now() - self._crowd_came_s
            visits, summary = self._crowd.leave()
            self._crowd = None
            self.record.visits += visits
            self.record.swarms.append(summary)

    def _quiet(self) -> None:
        """Wait until nothing is left of anybody, then count what there is."""
        self.say("quiet")
        self._part()
        end = self.watch.now() + QUIET_S
        while not self._is_quiet() and self.watch.now() < end:
            if self.watch.told["phase"] == "results":
                self.service.say("next")
            self.watch.step()
        if not self._is_quiet():
            self.record.failures.append("somebody was still there when all had left")
        settled = self.watch.now() + SETTLED_S
        while self.watch.now() < settled:
            self.watch.step()
        self.watch.count()

    def _is_quiet(self) -> bool:
        told = self.watch.told
        left = told["sessions"] + told["reservations"] + told["addresses"] + told["wanted"]
        return bool(left == 0 and told["phase"] == "lobby")

    # -- the faults

    def _happen(self, fault: str) -> None:
        self.record.events.append((self.watch.now(), fault))
        if fault == "kill":
            self._kill()
        elif fault == "stop":
            self._stop()
        elif fault == "clock":
            off_s = self.random.choice(CLOCKS_S)
            self.record.events[-1] = (self.watch.now(), f"clock {off_s:+.0f} s")
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
        self._play()
        before = self.watch.ask()
        at_s = self.watch.now()
        self.service.kill()
        history = list(self.watch.history)
        self.watch.forget()
        ready = self.service.start()
        broken = _break("kill", at_s, self.watch.now(), before)
        broken.went_on = bool(ready.get("resumed"))
        broken.lost, broken.lost_s = lost_after(history, self.watch.ask())
        self.watch.leave_out("kill", at_s)
        self._await_all(broken, before)

    def _stop(self) -> None:
        before = self.watch.ask()
        at_s = self.watch.now()
        self.service.freeze(min(self.gap_s * 0.5, self.random.uniform(2.0, 7.0)))
        self.watch.leave_out("stop", at_s)
        self._await_all(_break("stop", at_s, self.watch.now(), before), before)

    def _await_all(self, broken: Break, before: dict[str, Any]) -> None:
        """Wait until all are in their places again."""
        end = self.watch.now() + BACK_S
        while missing := not_back(before, self.watch.step()):
            if self.watch.now() > end:
                broken.lost += missing
                break
        broken.back_s = self.watch.now() - broken.at_s
        self.record.breaks.append(broken)


def _break(kind: str, at_s: float, now_s: float, before: dict[str, Any]) -> Break:
    """Return a break with what there was to lose."""
    bots = players(before).values()
    bodies = sum(each.x is not None for each in bots)
    points = sum(each.score for each in bots)
    return Break(kind, at_s, away_s=now_s - at_s, bodies=bodies, points=points)
