"""Ten thousand joins and leaves of every kind leave a real host as it was, to the last object.

And the same test finds a leak that is planted: one list entry a session.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from soaking.service import environ as environ_of

from tests.host.churn import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors in /proc")

CONFIG = """
name = "Leak proof"
bind = "127.0.0.1"
size = "6x6"
max_players = 64
announce = false
[limits]
sessions_per_address = 64
half_open_per_address = 64
connects_per_s = 1e6
connect_burst = 1000000
silence_s = 0.5
reservation_s = 0.2
"""
WARM, HALF, AT_ONCE = 1000, 5000, 40
MOST_GROWTH_MB = 1.0
COUNTS, COUNT_EVERY_S = 4, 0.27


class MeasuredHost:
    """The process, its port, and what it says of itself."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.port = int(json.loads(self._line())["port"])

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()

    def census(self) -> dict[str, Any]:
        """Return what it holds once all sessions have ended: the least of a few counts.

        It may be writing its match to disk, every second, and holds a file for that.
        """
        assert self._process.stdin
        counts: list[dict[str, Any]] = []
        while len(counts) < COUNTS:
            self._process.stdin.write("census\n")
            self._process.stdin.flush()
            got: dict[str, Any] = json.loads(self._line())
            if got["sessions"] == got["reservations"] == 0:
                counts.append(got)
                time.sleep(COUNT_EVERY_S)
        return min(counts, key=lambda each: (each["descriptors"], sum(each["objects"].values())))


@contextmanager
def host(folder: Path, **environ: str) -> Iterator[MeasuredHost]:
    """Run a host, and see that it ends in order."""
    config = folder / "host.toml"
    config.write_text(CONFIG)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.host.measured_host", str(config), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
        env=environ_of(folder) | environ,
    )
    try:
        yield MeasuredHost(process)
        process.terminate()
        assert process.wait(20) == 0
    finally:
        process.kill()


def churn(port: int, first: int, count: int) -> Counter[str]:
    with ThreadPoolExecutor(AT_ONCE) as visitors:
        return Counter(visitors.map(lambda number: visit(port, number), range(first, first + count)))


def grown(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    """Return how many objects of each type there are more or fewer."""
    change = Counter(after["objects"])
    change.subtract(before["objects"])
    found = {name: count for name, count in change.items() if count}
    for name in ("descriptors", "threads", "bytes_held"):
        if after[name] != before[name]:
            found[name] = after[name] - before[name]
    return found


def test_ten_thousand_visits_leave_nothing_behind(tmp_path: Path) -> None:
    with host(tmp_path) as measured:
        churn(measured.port, 0, WARM)
        first = measured.census()
        went = churn(measured.port, WARM, HALF)
        middle = measured.census()
        went += churn(measured.port, WARM + HALF, HALF)
        last = measured.census()
    assert grown(first, last) == {}
    assert last["resident_mb"] - middle["resident_mb"] < MOST_GROWTH_MB
    closed = Counter(last["closed"])
    assert went["joined"] > HALF / 2, went
    assert went["timeout"] >= 2 * HALF / 3 * 0.9, went
    for reason in ("left", "reset", "protocol", "timeout", "refused"):
        assert closed[reason] > HALF / 10, closed


def test_a_planted_leak_is_found(tmp_path: Path) -> None:
    with host(tmp_path, MAZE3D_TEST_PLANTED_LEAK="1") as measured:
        churn(measured.port, 0, 100)
        first = measured.census()
        churn(measured.port, 100, 200)
        last = measured.census()
    assert grown(first, last)["held by lists"] >= 150
