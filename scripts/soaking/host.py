"""The host of a soak: `python -m soaking.host CONFIG FOLDER`, with PYTHONPATH=scripts.

It is maze3d.host.process, with three more words for its console. Two print a line of JSON on stdout:
`figures` what the host counts and how its ticks went since last asked, `census` every live object by type.
`clock SECONDS` sets the wall clock it reads (time.time) so far off: the system's own only root may set.
MAZE3D_SOAK_PLANTED_LEAK=1 plants a leak of one list entry a session, which a soak has to find.
"""

from __future__ import annotations

import json
import os
import sys
import time
from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maze3d.host import process
from maze3d.host.config import options_from
from maze3d.host.self_watch import SelfWatch
from maze3d.sim.movement import FINE
from maze3d.sim.state import Buttons
from soaking.objects import in_use, live_objects, plant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maze3d.host.config import Options
    from maze3d.session.host import Host

CLOCK_VARIABLE = "MAZE3D_SOAK_CLOCK_S"
LEAK_VARIABLE = "MAZE3D_SOAK_PLANTED_LEAK"
EDGES_MS = (1.0, 2.0, 4.0, 8.0, 12.0, 1000 / 60, 25.0, 33.0, 50.0, 100.0, 250.0, 1000.0)
"""Of the histogram of what a tick takes; one bar more holds the longer ones."""

NOTED_MS = 50.0
"""Ticks that were done so long after they were due are told one by one."""


class Clock:
    """The wall clock, some seconds off."""

    def __init__(self) -> None:
        self.off_s = float(os.environ.get(CLOCK_VARIABLE, "0"))
        self._real = time.time
        time.time = self.time

    def time(self) -> float:
        """Return seconds since 1970, as this host believes."""
        return self._real() + self.off_s


class Ticks:
    """How the ticks went since last asked."""

    def __init__(self) -> None:
        self._waits = _open_waits()
        self._due = self._began = 0.0
        self._waited_ns = self._waits_ns()
        self._excused_ms = 0.0
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.counts = [0] * (len(EDGES_MS) + 1)
        self.worst_ms = 0.0
        self.late: list[tuple[float, float, float]] = []

    def began(self, now: float) -> None:
        """Know of the time a tick was handed: when it was due follows as in Process.run."""
        if self._due:
            self._due += process.TICK_S
            if self._began - self._due > process.MOST_LATE_S:
                self._due = self._began
        else:
            self._due = now
        self._began = now

    def done(self, now: float) -> None:
        """Know when it was done."""
        self.counts[bisect_left(EDGES_MS, (now - self._began) * 1000)] += 1
        late_ms = (now - self._due) * 1000
        self.worst_ms = max(self.worst_ms, late_ms)
        waited_ns = self._waits_ns()
        # What has been waited makes the ticks after it late as well, until they have caught up.
        self._excused_ms = min(self._excused_ms + (waited_ns - self._waited_ns) / 1e6, max(0.0, late_ms))
        self._waited_ns = waited_ns
        if late_ms > NOTED_MS:
            self.late.append((now, round(late_ms, 1), round(self._excused_ms, 1)))

    def _waits_ns(self) -> int:
        """Return for how long this thread could have run, but others had the processors."""
        if self._waits < 0:
            return 0
        return int(os.pread(self._waits, 64, 0).split()[1])


def _open_waits() -> int:
    try:
        return os.open("/proc/self/schedstat", os.O_RDONLY)
    except OSError:  # a kernel without it: then nothing is known to have been waited
        return -1


def figures(host: Host, ticks: Ticks) -> dict[str, Any]:
    """Return what there is and what was counted."""
    rounds = host.rounds
    blocks, c_bytes = in_use()
    told = {
        "ticks": ticks.counts,
        "worst_ms": round(ticks.worst_ms, 1),
        "late": ticks.late,
        "sessions": len(host.table),
        "joined": len(host.table.joined()),
        "reservations": len(host.reservations),
        "addresses": len(host.addresses),
        "bytes_held": host.table.bytes_held(),
        "blocks": blocks,
        "c_bytes": c_bytes,
        "closed": host.table.closed,
        "rejected": host.rejected,
        "dropped": host.dropped,
        "phase": rounds.phase.value,
        "wanted": len(rounds.wanted),
        "match": rounds.match_number,
        "tick": rounds.match.tick if rounds.match else -1,
        "players": list(_players(host)),
    }
    ticks.forget()
    return told


def _players(host: Host) -> Iterable[list[Any]]:
    """Yield seat, name, score, x and y (None without a body) and whether he is here, of every bot."""
    match = host.rounds.match
    for each in host.table.joined():
        if each.bot:
            body = match.players.get(each.seat) if match else None
            yield [each.seat, each.name, each.score, *((body.x, body.y) if body else (None, None)), True]
    for kept in host.reservations:
        if kept.bot:
            place = kept.place if kept.match == host.rounds.match_number and match else None
            at = (place.x // FINE, place.y // FINE) if place else (None, None)
            yield [kept.seat, kept.name, kept.score, *at, False]


def census(host: Host) -> dict[str, int]:
    """Return what there is of everything (see objects.py), and of sessions."""
    return live_objects() | {
        "sessions": len(host.table),
        "reservations": len(host.reservations),
        "bytes held by sessions": host.table.bytes_held(),
    }


def main() -> int:
    """Run the host with the options of a TOML file."""
    if os.environ.get(LEAK_VARIABLE):
        plant()
    clock, ticks = Clock(), Ticks()
    for buttons in range(2 * max(Buttons)):  # what an enum is asked for the first time, it keeps
        _ = ~Buttons(buttons)

    class Measured(process.Process):
        """A host that notes how its ticks go, with the three words."""

        def __init__(self, options: Options, folder: Path) -> None:
            super().__init__(options, folder)
            self.host.commands |= {"figures": self.figures, "census": self.census, "clock": self.clock}

        def tick(self, now: float) -> None:
            ticks.began(now)
            super().tick(now)
            ticks.done(time.monotonic())

        def figures(self, _rest: str, _now: float) -> list[str]:
            print(json.dumps({"event": "figures"} | figures(self.host, ticks)), flush=True)
            return []

        def census(self, _rest: str, _now: float) -> list[str]:
            ticks.forget()  # what they noted is counted as well, and so is what the host's own watch did
            self.watching.watch = SelfWatch(time.monotonic())
            self.watching.warm = Counter()
            objects = census(self.host)
            print(json.dumps({"event": "census", "objects": objects, "in_use": in_use()}), flush=True)
            return []

        def clock(self, off_s: str, _now: float) -> list[str]:
            clock.off_s = float(off_s)
            return []

    process.Process = Measured  # type: ignore[misc] # what run() makes
    return process.run(options_from({}, Path(sys.argv[1]), Path.cwd()), Path(sys.argv[2]))


if __name__ == "__main__":
    sys.exit(main())
