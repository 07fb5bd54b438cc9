"""What a host notices about itself, in virtual time; and whom it tells, really."""

from __future__ import annotations

import json
import logging
import math
import random
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.host import watching as watching_of
from maze3d.host.alert_command import AlertCommand
from maze3d.host.config import Options
from maze3d.host.self_watch import (
    KINDS,
    LEAST_CONNECTIONS,
    MB,
    REPEAT_S,
    SPIKE_TIMES,
    WARM_UP_S,
    Finding,
    Sample,
    SelfWatch,
    Spikes,
)
from maze3d.host.watching import Watching
from maze3d.net.host_sockets import Traffic
from maze3d.session.messages import ConsoleLines, Said, Words
from maze3d.sim.units import TICK_RATE
from tests.session.ends import SETTINGS, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EVERY_S = 10
HOUR_S = 3600
WEEK_S = 7 * 24 * HOUR_S
PATIENCE_S = 20.0


def samples(
    seconds: int,
    *,
    memory: Callable[[int], float] = lambda _at: 80 * MB,
    late: Callable[[int], int] = lambda _at: 0,
    left_out: Callable[[int], int] = lambda _at: 0,
    connections: Callable[[int], int] = lambda _at: 0,
) -> Iterator[Sample]:
    """Yield what a host would measure: bytes; late ticks, ticks left out and connections each 10 s."""
    ticks = late_ticks = came = 0
    for at in range(EVERY_S, seconds + 1, EVERY_S):
        ticks += EVERY_S * TICK_RATE - left_out(at)
        late_ticks += late(at)
        came += connections(at)
        yield Sample(float(at), int(memory(at)), ticks, late_ticks, came, came // 2)


def findings(watch: SelfWatch, given: Iterator[Sample]) -> list[tuple[float, Finding]]:
    return [(sample.at_s, finding) for sample in given for finding in watch.feed(sample)]


def noise(seed: int) -> Callable[[int], float]:
    """Return the memory of a host in good health.

    It warms up, holds more in the evening than in the morning, takes some MB for a while at each round, and
    every few hours holds some MB more or fewer than before, as allocators do.
    """
    chance = random.Random(seed)
    level, until = 0.0, 0.0

    def memory(at: int) -> float:
        nonlocal level, until
        if at > until:
            level, until = chance.uniform(0, 4), at + chance.expovariate(1 / (3 * HOUR_S))
        warm = 10 * (1 - math.exp(-at / 600))
        evening = 2 * (1 - math.cos(2 * math.pi * at / (24 * HOUR_S)))
        round_mb = chance.uniform(0, 3) if chance.random() < 0.2 else 0.0
        return (70 + warm + evening + level + round_mb + chance.gauss(0, 0.3)) * MB

    return memory


def test_a_leak_of_5_mb_an_hour_is_found_within_two_hours_and_its_slope_is_right() -> None:
    usual = noise(1)
    watch = SelfWatch(0.0)
    found = findings(watch, samples(2 * HOUR_S, memory=lambda at: usual(at) + 5 * MB * at / HOUR_S))
    assert found
    when, finding = found[0]
    assert finding.kind == "memory"
    assert WARM_UP_S < when <= 2 * HOUR_S
    assert 3 < finding.figures["mb_per_h"] < 7
    assert 1 < finding.figures["least_mb_per_h"] < 5
    assert "MB an hour" in finding.text


@pytest.mark.parametrize("seed", range(3))
def test_a_leak_that_begins_on_the_third_day_is_found_within_three_hours(seed: int) -> None:
    usual, begins = noise(seed), 60 * HOUR_S
    watch = SelfWatch(0.0)
    leak = samples(begins + 3 * HOUR_S, memory=lambda at: usual(at) + 5 * MB * max(0, at - begins) / HOUR_S)
    found = findings(watch, leak)
    assert found
    assert begins < found[0][0]


@pytest.mark.parametrize("seed", range(3))
def test_a_leak_of_1_mb_an_hour_is_found_within_two_days(seed: int) -> None:
    usual = noise(seed)
    leak = samples(48 * HOUR_S, memory=lambda at: usual(at) + MB * at / HOUR_S)
    found = findings(SelfWatch(0.0), leak)
    assert found
    assert found[0][1].figures["hours"] > 10


@pytest.mark.parametrize("seed", range(6))
def test_noise_alone_gives_no_alarm_in_a_week(seed: int) -> None:
    watch = SelfWatch(0.0)
    assert findings(watch, samples(WEEK_S, memory=noise(seed))) == []
    assert watch.growths[0].slope


def test_players_who_come_and_stay_are_a_step_and_no_leak() -> None:
    begins = 7 * HOUR_S
    step = samples(48 * HOUR_S, memory=lambda at: (80 + 30 * (at > begins)) * MB)
    assert findings(SelfWatch(0.0), step) == []
    filling = samples(48 * HOUR_S, memory=lambda at: (80 + 10 * min(1, max(0, at - begins) / 1800)) * MB)
    assert findings(SelfWatch(0.0), filling) == []


def test_where_memory_is_not_known_nothing_is_said_of_it() -> None:
    watch = SelfWatch(0.0)
    assert findings(watch, samples(6 * HOUR_S, memory=lambda _at: 0.0)) == []
    assert watch.growths[0].slope is None


def test_late_ticks_and_those_left_out_are_noticed_but_a_few_are_not() -> None:
    assert findings(SelfWatch(0.0), samples(HOUR_S, late=lambda _at: 20)) == []  # 3 %
    late = findings(SelfWatch(0.0), samples(120, late=lambda _at: 60))
    assert [finding.kind for _at, finding in late] == ["ticks"]
    assert late[0][1].figures == {"late_share": 0.1, "window_s": 60.0}
    stalled = samples(200, left_out=lambda at: 600 if at == 120 else 0)  # it stood for ten seconds
    found = findings(SelfWatch(0.0), stalled)
    assert [finding.kind for _at, finding in found] == ["ticks"]
    assert found[0][1].figures["late_share"] == pytest.approx(10 / 60, abs=0.001)


def test_a_spike_is_many_more_than_usual() -> None:
    usual = LEAST_CONNECTIONS // 6 // SPIKE_TIMES
    flood = samples(4 * HOUR_S, connections=lambda at: 60 * usual if at > 3 * HOUR_S else usual)
    found = findings(SelfWatch(0.0), flood)
    when, finding = found[0]
    assert finding.kind == "connections"
    assert 3 * HOUR_S < when <= 3 * HOUR_S + 120
    assert finding.figures["usual_connections"] == 6 * usual
    assert finding.figures["connections"] > SPIKE_TIMES * 6 * usual
    assert findings(SelfWatch(0.0), samples(HOUR_S, connections=lambda _at: 15)) == []  # 90 a minute


def test_what_lasts_becomes_usual() -> None:
    spikes = Spikes(LEAST_CONNECTIONS)
    assert spikes.feed(LEAST_CONNECTIONS)
    assert not spikes.feed(LEAST_CONNECTIONS)
    assert not spikes.feed(LEAST_CONNECTIONS - 1)


def test_one_kind_is_told_every_ten_minutes_at_most() -> None:
    watch = SelfWatch(0.0)
    found = findings(watch, samples(HOUR_S, late=lambda _at: 300))
    times = [at for at, _finding in found]
    assert min(after - before for before, after in pairwise(times)) >= REPEAT_S
    assert watch.told == dict.fromkeys(KINDS, 0) | {"ticks": len(found)}
    assert len(found) == 6


# -- who is told


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def until(state: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not state():
        assert time.monotonic() < end
        time.sleep(0.02)


def noting(file: Path) -> tuple[str, ...]:
    """Return a command that writes down what it is told, whole."""
    script = (
        "import json, os, sys, pathlib\n"
        "told = {'kind': os.environ['MAZE3D_ALERT'], 'figures': json.load(sys.stdin)}\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.with_suffix('.new').write_text(json.dumps(told))\n"
        "file.with_suffix('.new').replace(file)\n"
    )
    return (sys.executable, "-c", script, str(file))


def test_an_alert_reaches_the_log_the_admins_and_the_command(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = [80.0 * MB]
    monkeypatch.setattr(watching_of, "resident_bytes", lambda: int(used[0]))
    world = World(replace(SETTINGS, admin_token="aa" * 16))
    admin, player = world.join("Ada", admin="aa" * 16), world.join("Bo", address="10.0.0.2")
    clock, file = Clock(), tmp_path / "told"
    watching = Watching(world.host, Traffic(), Options(alert_command=noting(file)), None, clock=clock)
    kept = []
    while not watching.watch.told["memory"]:
        clock.now += EVERY_S
        assert clock.now < 4 * HOUR_S
        used[0] += 10 * MB * EVERY_S / HOUR_S
        kept += [{"a leak": each} for each in ([1], [2])]
        watching.ticks.counts[0] += EVERY_S * TICK_RATE
        watching.judge()
    world.deliver()
    said = [message.text for message in admin.heard if isinstance(message, Said)]
    assert len(said) == 1
    assert said[0].startswith("Alert: memory grows by 10.")
    assert not [message for message in player.heard if isinstance(message, Said)]
    (record,) = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert "builtins.list +" in record.getMessage()
    assert vars(record)["event"] == "alert"
    assert vars(record)["figures"]["mb_per_h"] == pytest.approx(10, rel=0.01)
    until(file.exists)
    told: dict[str, Any] = json.loads(file.read_text())
    assert told["kind"] == told["figures"]["kind"] == "memory"
    assert told["figures"]["host"] == "Test"
    assert told["figures"]["growing"]["builtins.list"] > 500
    assert told["figures"]["mb_per_h"] == pytest.approx(10, rel=0.01)
    admin.say(Words(words="health"))
    (lines,) = [message.lines for message in admin.heard if isinstance(message, ConsoleLines)]
    assert lines == watching.health()
    assert (
        lines[0] == f"up {int(clock.now) // 3600} h {int(clock.now) % 3600 // 60:02} min, 2 of 8 seats taken"
    )
    assert lines[1].endswith("+10.0 MB an hour")
    assert lines[-1] == "alerts for memory: 1, the last 0 h 00 min ago"


def test_a_command_that_cannot_be_started_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    AlertCommand(["/nowhere/at/all"]).call("ticks", {})
    until(lambda: caplog.records)
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "the alert command /nowhere/at/all cannot be started"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="what a killed child has started is killed on POSIX only")
def test_a_command_that_does_not_end_is_killed_with_what_it_started_and_only_one_runs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    started = tmp_path / "started"
    script = (
        "import subprocess, sys, pathlib\n"
        "waits = [sys.executable, '-c', 'import sys; sys.stdin.read()']\n"
        "child = subprocess.Popen(waits, stdin=subprocess.PIPE)\n"
        "pathlib.Path(sys.argv[1] + '.new').write_text(str(child.pid))\n"
        "pathlib.Path(sys.argv[1] + '.new').replace(sys.argv[1])\n"
        "child.wait()\n"
    )
    command = AlertCommand([sys.executable, "-c", script, str(started)], most_s=3.0)
    assert command.call("ticks", {})
    until(started.exists)
    assert not command.call("memory", {})
    assert "still runs: it is not called for memory" in caplog.text
    until(lambda: "was killed" in caplog.text)
    pid = started.read_text()
    listing = ["ps", "-o", "stat=", "-p", pid]

    def gone() -> bool:
        state = subprocess.run(listing, capture_output=True, text=True, check=False).stdout.strip()
        return not state or state.startswith("Z")

    until(gone)
    until(lambda: command.call("memory", {}))
    until(lambda: caplog.text.count("was killed") == 2)  # nothing of it stays behind
