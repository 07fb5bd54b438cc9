"""The `net` part of scripts/bench.py: what a host costs, next to what else could carry the same packets.

Owns the runs, their order and the bars. Each run is a serving process and one process with all its players
(bench_net_child.py), on loopback; what is measured is the CPU time of the serving one in a steady window. How
long a tick takes is wall time, so the machine has to be idle otherwise.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
CHILD = Path(__file__).with_name("bench_net_child.py")

PLAYERS = (8, 32, 64)
RUNS = 3
SETTLE_S = 0.5
WINDOW_S = 3.0
PATIENCE_S = 30.0

OTHERS = {"bare": "udp", "panda3d": "summed", "ursina": "tcp"}
"""Serving part of the child -> the part that plays."""

HOLD_TICKS = 3 * 60
"""A race's countdown: all stand still, so it is not measured."""

CONFIG = """
name = "Bench"
bind = "127.0.0.1"
size = "40x40"
seed = 1
max_players = 64
rounds = 99
announce = false
[limits]
sessions_per_address = 64
half_open_per_address = 64
connects_per_s = 1e6
connect_burst = 1000000
"""

MOST_TIMES_BARE = 3.0
MOST_TICK_MS = 1000 / 60 / 4
MOST_SESSION_KB = 32.0


class Child:
    """A process that speaks lines of JSON."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log

    def line(self) -> dict[str, Any]:
        """Return the next line it prints."""
        assert self._process.stdout  # noqa: S101 - `_child` asked for it
        line = self._process.stdout.readline()
        if not line:
            _fail(f"a process of the benchmark ended:\n{self._log.read_text()}")
        said: dict[str, Any] = json.loads(line)
        return said

    def say(self, words: str) -> None:
        """Type a line."""
        assert self._process.stdin  # noqa: S101 - `_child` asked for it
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def ask(self) -> dict[str, Any]:
        """Return a host's figures, its ticks since it was last asked."""
        self.say("figures")
        return self.line()

    def until(self, state: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Ask a host until it is in a state."""
        end = time.monotonic() + PATIENCE_S
        while not state(figures := self.ask()):
            if time.monotonic() > end:
                _fail(
                    f"the host did not come so far in {PATIENCE_S:.0f} s: {figures}\n{self._log.read_text()}"
                )
            time.sleep(0.1)
        return figures

    def stopped(self) -> dict[str, Any]:
        """Ask the process to end and return its last line."""
        self._process.terminate()
        return self.line()

    def share(self) -> float:
        """Return the share of a core it takes, measured for WINDOW_S."""
        began_s, cpu_began_s = time.monotonic(), self._cpu_s()
        time.sleep(WINDOW_S)
        return (self._cpu_s() - cpu_began_s) / (time.monotonic() - began_s)

    def _cpu_s(self) -> float:
        """Return its CPU time from the clock Linux has for each process: /proc counts in 10 ms only."""
        return time.clock_gettime((~self._process.pid << 3) | 2)


def net() -> bool:
    """Compare the transports, then say what else a host costs."""
    if not sys.platform.startswith("linux"):
        print("bench: net reads another process's CPU clock as only Linux has it", file=sys.stderr)
        return False
    shares: dict[str, dict[int, list[float]]] = {
        name: {count: [] for count in PLAYERS} for name in (*OTHERS, "maze3d")
    }
    delivered: dict[str, list[float]] = {name: [] for name in OTHERS}
    versions: dict[str, str] = {}
    hosts: list[dict[str, Any]] = []
    for _run in range(RUNS):
        for count in PLAYERS:
            for name in OTHERS:
                found = _other(name, count)
                shares[name][count].append(found["share"])
                delivered[name].append(found["delivered"])
                versions[name] = found["version"]
            hosts.append(_host(count))
            shares["maze3d"][count].append(hosts[-1]["share"])
    median = {
        name: [statistics.median(runs) for runs in of_count.values()] for name, of_count in shares.items()
    }
    least = {name: min(shares) for name, shares in delivered.items()}
    return all([_say_shares(median, versions, least), _say_host(hosts)])


def _say_shares(
    median: dict[str, list[float]], versions: dict[str, str], delivered: dict[str, float]
) -> bool:
    """Print the shares of a core; tell whether the bars are met."""
    print(f"\nA host's share of a core: 30 commands and 20 snapshots a second a player, median of {RUNS}")
    print(f"  {'players':<42}" + "".join(f"{count:>9}" for count in PLAYERS) + "   snapshots delivered")
    for name, what in {
        "bare": "bare UDP socket, drained 60 times a second",
        "panda3d": f"Panda3D {versions['panda3d']}, UDP",
        "ursina": f"ursina.networking {versions['ursina']}, RPCPeer",
        "maze3d": "maze3d host: sealed, with all its rules",
    }.items():
        arrived = f"   {min(delivered[name], 1):.0%}" if name in delivered else ""
        print(f"  {what:<42}" + "".join(f"{share:>9.4f}" for share in median[name]) + arrived)
    ours, bare = median["maze3d"], median["bare"]
    times = ours[-1] / bare[-1]
    worst = max(mine / theirs for mine, theirs in zip(ours, median["ursina"], strict=True))
    print()
    met = [
        _row("times the bare socket, 64 players", f"{times:.1f}", times <= MOST_TIMES_BARE, "bar: 3"),
        _row("times ursina.networking, at its nearest", f"{worst:.2f}", worst < 1, "bar: below 1"),
    ]
    return all(met)


def _say_host(hosts: list[dict[str, Any]]) -> bool:
    """Print what else was seen of our host; tell whether the bars are met."""
    full = [host for host in hosts if host["count"] == PLAYERS[-1]]
    ticks_ms = sorted(took for host in full for took in host["ticks_ms"])
    p99_ms = ticks_ms[len(ticks_ms) * 99 // 100]
    session_kb, first_ms, round_trip_ms = (
        statistics.median(host[name] for host in full) for name in ("session_kb", "first_ms", "round_trip_ms")
    )
    lost, received = (sum(host[name] for host in hosts) for name in ("lost", "received"))
    print(f"\nmaze3d host with {PLAYERS[-1]} bots in a race, {RUNS} runs")
    _row("a tick, median", f"{statistics.median(ticks_ms):.2f} ms")
    tick_bar = f"bar: {MOST_TICK_MS:.2f} ms, a quarter of its time"
    met = [
        _row("a tick, 99 of 100 below", f"{p99_ms:.2f} ms", p99_ms < MOST_TICK_MS, tick_bar),
        _row("memory a session", f"{session_kb:.0f} KB", session_kb < MOST_SESSION_KB, "bar: 32 KB"),
        _row("snapshots lost, with 8 to 64 bots", f"{lost}", lost == 0, f"bar: 0; {received:,} came"),
    ]
    _row("from connecting to the first snapshot", f"{first_ms:.0f} ms")
    _row("round trip, median", f"{round_trip_ms:.0f} ms")
    return all(met)


def _other(name: str, count: int) -> dict[str, Any]:
    """Run one of the others: share of a core, share of the snapshots that came, version."""
    command_bytes, snapshot_bytes = _sizes(count)
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        server = running.enter_context(_child(folder, str(CHILD), name, str(snapshot_bytes)))
        ready = server.line()
        players = running.enter_context(
            _child(folder, str(CHILD), OTHERS[name], str(ready["port"]), str(count), str(command_bytes))
        )
        players.line()
        time.sleep(SETTLE_S)
        share = server.share()
        return {"share": share, "version": ready.get("version", ""), **players.stopped()}


def _sizes(players: int) -> tuple[int, int]:
    """Return how long maze3d's own sealed command and snapshot are, in bytes."""
    from maze3d.session import packets  # noqa: PLC0415 - the other parts of the benchmark need no network
    from maze3d.session.seal import OVERHEAD_BYTES  # noqa: PLC0415

    command = packets.COMMAND_HEAD.size + packets.MOST_COMMANDS * packets.COMMAND.size
    own = packets.SNAPSHOT_HEAD.size + packets.OWN.size
    snapshot = own + packets.COMMON_HEAD.size + players * packets.PLAYER.size
    return command + OVERHEAD_BYTES, snapshot + OVERHEAD_BYTES


def _host(count: int) -> dict[str, Any]:
    """Run our host with so many bots: its share of a core, its ticks, its memory, and what the bots say."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        config = folder / "host.toml"
        config.write_text(CONFIG)
        host = running.enter_context(_child(folder, str(CHILD), "host", str(config), str(folder)))
        code = host.line()["code"]
        with _bots(folder, code, 1) as visitor:  # what only the first player costs is no session's
            host.until(lambda now: now["players"] == 1)
            visitor.stopped()
        empty = _in_phase(host, "lobby")
        bots = running.enter_context(_bots(folder, code, count))
        # The first that comes begins a round, so those after come into a running one; the next has all.
        host.until(lambda now: now["sessions"] == count)
        _in_phase(host, "results")
        _in_phase(host, "round")
        host.until(lambda now: now["players"] == count and now["match_tick"] > HOLD_TICKS)
        share = host.share()
        full = host.ask()
        said = bots.stopped()
    if said["joined"] != count:
        _fail(f"only {said['joined']} of {count} bots were in: {said}")
    return {
        "count": count,
        "share": share,
        "ticks_ms": full["ticks_ms"][1:],  # the first one printed the figures before these
        "session_kb": (full["resident_kb"] - empty["resident_kb"]) / count,
        "first_ms": said["join_to_first_snapshot_ms"]["p50"],
        "round_trip_ms": said["round_trip_ms"]["p50"],
        **said["snapshots"],
    }


def _in_phase(host: Child, phase: str) -> dict[str, Any]:
    """Have a host go on to a phase."""

    def there(now: dict[str, Any]) -> bool:
        if now["phase"] != phase:
            host.say("next")
        return bool(now["phase"] == phase)

    return host.until(there)


def _bots(folder: Path, code: str, count: int) -> Any:
    words = ("bots", code, "--count", str(count), "--behaviour", "random")
    return _child(folder, "-m", "maze3d", *words)


@contextmanager
def _child(folder: Path, *words: str) -> Iterator[Child]:
    """Run Python with `words`, the game's folders in `folder`, and end it."""
    log = folder / "log"
    with (
        log.open("a") as stderr,
        subprocess.Popen(
            [sys.executable, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "MAZE3D_HOME": str(folder)},
        ) as process,
    ):
        try:
            yield Child(process, log)
        finally:
            process.kill()


def _row(what: str, figure: str, met: bool | None = None, bar: str = "") -> bool:  # noqa: FBT001 - a table's column
    verdict = "" if met is None else f"{'pass' if met else 'FAIL'} ({bar})"
    print(f"  {what:<42}{figure:>10}   {verdict}".rstrip())
    return met is not False


def _fail(words: str) -> NoReturn:
    sys.exit(f"bench: {words}")
