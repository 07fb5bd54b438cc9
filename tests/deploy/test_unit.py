"""The systemd unit: systemd finds nothing wrong, it is exposed as little as is said, and a host runs so."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from maze3d.host import config as config_of
from maze3d.host.config import options_from
from tests.deploy.command_line import parsed
from tests.deploy.confined import settings
from tests.deploy.test_fleet import HOST_BYTES
from tests.host.test_notify import listening
from tests.host.test_process import Running, bots

pytestmark = pytest.mark.systemd

UNIT = Path(__file__).resolve().parents[2] / "scripts/deploy/maze3d.service"
MOST_EXPOSURE = 11
"""In tenths: 1.1 of 10. What is left is the network, and root's folders in sight."""


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program that is there."""
    file = tmp_path / "maze3d.service"
    file.write_text(UNIT.read_text().replace("/opt/maze3d/bin/maze3d", sys.executable))
    return file


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)


def test_systemd_finds_nothing_wrong_with_it(unit: Path) -> None:
    verified = analyze("verify", "--man=no", str(unit))
    assert (verified.returncode, verified.stderr) == (0, "")


def test_it_is_exposed_no_more_than_is_said(unit: Path) -> None:
    words = ("security", "--offline=yes", "--no-pager")
    judged = analyze(*words, f"--threshold={MOST_EXPOSURE}", str(unit))
    assert judged.returncode == 0, judged.stdout
    unit.write_text(unit.read_text().replace("NoNewPrivileges=yes\n", "").replace("PrivateUsers=yes\n", ""))
    assert analyze(*words, f"--threshold={MOST_EXPOSURE}", str(unit)).returncode != 0, "it judges nothing"


def test_what_it_starts_is_a_command_the_host_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config_of, "resident_bytes", lambda: HOST_BYTES)  # not that of all the tests
    [words] = settings(UNIT, "ExecStart")
    program, *given = shlex.split(words)
    assert program == "/opt/maze3d/bin/maze3d"
    config = tmp_path / "host.toml"
    config.write_text('name = "Den"\nmax_memory = 400\n')
    options, file = parsed([word.replace("/etc/maze3d/host.toml", str(config)) for word in given])
    assert file == str(config)
    assert options_from(options, config, tmp_path).settings.name == "Den"


def test_the_watchdog_waits_longer_than_the_host_between_two_words() -> None:
    assert settings(UNIT, "Type") == ["notify"]
    assert int(settings(UNIT, "WatchdogSec")[0]) >= 10, "it is fed every second, and a stall is no hang"
    assert settings(UNIT, "MemoryMax") == ["512M"]
    assert settings(UNIT, "Environment") == ["MAZE3D_HOME=%S/maze3d"]


def test_the_filters_keep_what_they_are_there_for_from_happening(unit: Path) -> None:
    script = (
        "import ctypes, errno, mmap, os, socket\n"
        "def refused(do):\n"
        "    try: do()\n"
        "    except OSError as problem: return errno.errorcode[problem.errno]\n"
        "    return 'done'\n"
        "both = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC\n"
        "print(refused(lambda: mmap.mmap(-1, 4096, prot=both)))\n"
        "print(refused(lambda: mmap.mmap(-1, 4096)))\n"
        "print(refused(lambda: socket.socket(socket.AF_PACKET)))\n"
        "print(refused(lambda: socket.socket(socket.AF_VSOCK)))\n"
        "print(refused(lambda: os.chroot('/')))\n"
        "print(refused(lambda: os.setpriority(os.PRIO_PROCESS, 0, 5)))\n"
    )
    words = [sys.executable, "-m", "tests.deploy.confined", str(unit), sys.executable, "-c", script]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    assert told == ["EPERM", "done", "EAFNOSUPPORT", "EAFNOSUPPORT", "EPERM", "EPERM"]


def test_a_host_runs_behind_the_filters(unit: Path, tmp_path: Path) -> None:
    """With its bots, its certificate made anew, watched, asked for memory, begun anew, and to its end."""
    address = str(tmp_path / "notify")
    environ = os.environ | {
        "MAZE3D_HOME": str(tmp_path / "home"),
        "NOTIFY_SOCKET": address,
        "WATCHDOG_USEC": "1000000",
    }
    own = [sys.executable, "-m", "maze3d", "host", "--bind", "127.0.0.1", "--port", "0", "--bots", "1"]
    with listening(address) as heard, (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.deploy.confined", str(unit), *own],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=environ,
        )
        try:
            running = Running(process)
            status = Path(f"/proc/{process.pid}/status").read_text()
            assert "Seccomp_filters:\t3" in status
            assert heard.next()[0] == "READY=1"
            joined = bots(running.ready["code"], "--count", "3", "--seconds", "2")[1]
            assert (joined["joined"], joined["snapshots"]["lost"]) == (3, 0)
            running.say("snapshot")
            running.say("snapshot")
            running.say("restart")
            again = Running(process)
            assert bots(again.ready["code"], "--count", "1", "--seconds", "1")[1]["joined"] == 1
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
        finally:
            process.kill()
            process.wait()
    told = (tmp_path / "log").read_text()
    assert "Written to" in told
    assert "Error" not in told
    assert "has joined" in told
