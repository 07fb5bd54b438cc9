"""systemd is told that the host is ready, how it goes and when it ends; a loop that stands tells nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from maze3d.host.notify import Systemd, systemd
from tests.host.test_process import MAZE3D, Running, host
from tests.session.ends import SETTINGS, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no systemd on Windows")

PATIENCE_S = 30.0


class Listener:
    """systemd's end, bound to an address as NOTIFY_SOCKET names it."""

    def __init__(self, address: str) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self.socket.settimeout(PATIENCE_S)

    def next(self) -> list[str]:
        """Return the lines of the next datagram."""
        return self.socket.recv(4096).decode().splitlines()

    def all(self) -> list[str]:
        """Return the lines that are there."""
        self.socket.setblocking(False)
        lines: list[str] = []
        try:
            while True:
                lines += self.next()
        except BlockingIOError:
            return lines
        finally:
            self.socket.settimeout(PATIENCE_S)


@contextmanager
def listening(address: str) -> Iterator[Listener]:
    listener = Listener(address)
    try:
        yield listener
    finally:
        listener.socket.close()


def addresses(tmp_path: Path) -> list[str]:
    return [str(tmp_path / "notify"), *([f"@maze3d-{os.getpid()}"] if sys.platform == "linux" else [])]


def test_a_real_host_is_ready_feeds_the_watchdog_and_says_that_it_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in addresses(tmp_path):
        with listening(address) as heard:
            monkeypatch.setenv("NOTIFY_SOCKET", address)
            monkeypatch.setenv("WATCHDOG_USEC", "200000")
            with host(tmp_path / "home") as running:
                # The ready line is out: systemd knew before.
                assert heard.next() == ["READY=1", "STATUS=0 of 8 players, lobby, no round yet"]
                assert [heard.next() for _ in range(5)] == [["WATCHDOG=1"]] * 5
                running.process.send_signal(signal.SIGTERM)
                assert running.process.wait(5) == 0
                assert "STOPPING=1" in heard.all()


def test_a_host_that_is_stopped_by_the_system_feeds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(str(tmp_path / "notify")) as heard:
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "200000")
        with host(tmp_path / "home") as running:
            running.process.send_signal(signal.SIGSTOP)
            os.waitpid(running.process.pid, os.WUNTRACED)
            heard.all()
            heard.socket.settimeout(1.0)  # ten times as long as between two feedings
            with pytest.raises(TimeoutError):
                heard.next()
            heard.socket.settimeout(PATIENCE_S)
            running.process.send_signal(signal.SIGCONT)
            assert heard.next() == ["WATCHDOG=1"]


def test_a_host_that_begins_anew_is_ready_twice_and_does_not_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(str(tmp_path / "notify")) as heard:
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        with host(tmp_path / "home") as running:
            assert heard.next()[0] == "READY=1"
            running.say("restart")
            lines = heard.next()
            while "READY=1" not in lines:
                assert "STOPPING=1" not in lines
                lines = heard.next()
            assert Running(running.process).ready["pid"] == running.process.pid


def test_a_host_that_systemd_does_not_run_or_cannot_be_told_runs_all_the_same(tmp_path: Path) -> None:
    environ = os.environ | {"NOTIFY_SOCKET": str(tmp_path / "nobody"), "WATCHDOG_USEC": "200000"}
    ended = subprocess.run(
        [*MAZE3D, "host", "--bind", "127.0.0.1", "--port", "0"],
        input="players\nstop\n",
        capture_output=True,
        text=True,
        check=True,
        env=environ,
    )
    assert "systemd cannot be told" in ended.stderr
    assert "Nobody is here." in ended.stderr


def test_where_nothing_is_asked_for_nothing_is_told() -> None:
    world = World()
    assert systemd(world.host, {}) is None
    assert systemd(world.host, {"NOTIFY_SOCKET": "vsock:2:1"}) is None


@pytest.mark.parametrize(
    ("environ", "every_ticks", "feeds"),
    [
        ({}, 60, False),
        ({"WATCHDOG_USEC": "1000000"}, 30, True),
        ({"WATCHDOG_USEC": "30000000"}, 60, True),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())}, 60, True),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, 60, False),
        ({"WATCHDOG_USEC": "1"}, 1, True),
        ({"WATCHDOG_USEC": "soon"}, 60, False),
    ],
)
def test_the_watchdog_is_fed_twice_in_its_time_and_every_second_at_least(
    environ: dict[str, str], every_ticks: int, *, feeds: bool, tmp_path: Path
) -> None:
    with listening(str(tmp_path / "n")) as heard:
        told = systemd(World().host, environ | {"NOTIFY_SOCKET": str(tmp_path / "n")})
        assert told
        [(every, beat)] = told.beats
        assert every == every_ticks
        told.ready()
        assert "READY=1" in heard.all()
        assert heard.all() == [], "nothing is said between the ticks"
        beat()
        assert heard.all() == (["WATCHDOG=1"] if feeds else [])
        told.ending()


def test_the_status_says_who_plays_what(tmp_path: Path) -> None:
    world = World(SETTINGS)
    with listening(str(tmp_path / "n")) as heard:
        told = Systemd(world.host, str(tmp_path / "n"), 0)
        told.ready()
        heard.all()
        world.join("Anna")
        told.beat()
        assert heard.all() == [f"STATUS=1 of {SETTINGS.seats} players, lobby, no round yet"]
        told.beat()
        assert heard.all() == [], "said once"
        told.ending()


def test_nobody_who_reads_stops_no_tick(tmp_path: Path) -> None:
    with listening(str(tmp_path / "n")):
        told = Systemd(World().host, str(tmp_path / "n"), 1_000_000)
        told.ready()
        for _ in range(10_000):  # more than any socket holds
            told.beat()
        told.ending()
