"""A real host process and real bots: the ready line, the ends, the refusals, and what they never load."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.bot import BEHAVIOURS
from maze3d.host import own_bots
from maze3d.net.join_code import decode_join, parse_target
from maze3d.net.query import query
from maze3d.session import messages as m
from tests.host.churn import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAZE3D = [sys.executable, "-m", "maze3d"]


class Running:
    """A host, its ready line, and its console."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout
        self.ready: dict[str, Any] = json.loads(process.stdout.readline())
        self.port = int(self.ready["port"])

    def say(self, words: str) -> None:
        """Type into its console."""
        assert self.process.stdin
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()


@contextmanager
def host(folder: Path, *words: str) -> Iterator[Running]:
    """Run a host on the loopback; kill it if it is still there at the end."""
    folder.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [*MAZE3D, "host", "--bind", "127.0.0.1", "--port", "0", "--name", "Here", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
        env=os.environ | {"MAZE3D_HOME": str(folder)},
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.wait()


def bots(*words: str) -> tuple[int, dict[str, Any]]:
    """Run bots to their end and return the exit code and the summary."""
    ended = subprocess.run([*MAZE3D, "bots", *words], capture_output=True, text=True, timeout=60, check=False)
    summary: dict[str, Any] = json.loads(ended.stdout)
    return ended.returncode, summary


def test_the_ready_line_says_how_to_join_and_who_this_is(tmp_path: Path) -> None:
    with host(tmp_path, "--size", "9x7", "--mode", "tag") as running:
        ready = running.ready
        assert ready["event"] == "ready"
        assert ready["pid"] == running.process.pid
        target = decode_join(ready["code"])
        assert (target.address, target.port) == ("127.0.0.1", running.port)
        assert ready["fingerprint"].startswith(target.fingerprint_start)
        info = query(target, 5.0)
        assert (info.name, info.mode, info.rows, info.cols, info.players) == ("Here", "tag", 9, 7, 0)
        assert info.fingerprint == ready["fingerprint"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_says_goodbye_to_every_peer_and_ends_with_code_0(tmp_path: Path, number: int) -> None:
    with host(tmp_path) as running:
        visitors = [Visitor(running.port, f"V{k}") for k in range(3)]
        for visitor in visitors:
            visitor.shake()
            assert isinstance(visitor.join(), m.Welcome)
        running.process.send_signal(number)
        assert running.process.wait(2.0) == 0
        for visitor in visitors:
            assert [each.reason for each in visitor.messages() if isinstance(each, m.Goodbye)] == ["stopped"]
            visitor.close()


def test_stop_typed_into_the_console_ends_it_too(tmp_path: Path) -> None:
    with host(tmp_path) as running:
        assert running.process.stdin
        os.write(running.process.stdin.fileno(), b"\xff\xfe is no UTF-8\n")
        running.say("players")
        running.say("stop")
        assert running.process.wait(5) == 0
    assert "Nobody is here." in (tmp_path / "log").read_text()


def test_a_taken_port_and_wrong_options_are_one_sentence(tmp_path: Path) -> None:
    with host(tmp_path / "one") as running:
        for words, sentence in (
            (["--port", str(running.port)], "cannot be had"),
            (["--mode", "escape"], 'there is no mode "escape"'),
            (["--bind", "not.an.address"], "cannot be had"),
            (["--config", str(tmp_path / "none.toml")], "cannot be read"),
            (["--max-players", "1"], "1 players cannot be"),
        ):
            ended = subprocess.run(
                [*MAZE3D, "host", "--bind", "127.0.0.1", *words],
                capture_output=True,
                text=True,
                check=False,
                env=os.environ | {"MAZE3D_HOME": str(tmp_path / "two")},
                stdin=subprocess.DEVNULL,
            )
            assert ended.returncode == 2, words
            assert ended.stdout == ""
            assert sentence in ended.stderr
            assert len(ended.stderr.strip().splitlines()) == 1


def test_bots_play_and_their_summary_counts(tmp_path: Path) -> None:
    with host(tmp_path, "--size", "4x4", "--max-players", "6") as running:
        code, summary = bots(running.ready["code"], "--count", "5", "--seconds", "6")
        assert code == 0
        assert (summary["joined"], summary["refused"]) == (5, {})
        assert summary["snapshots"]["received"] > 5 * 20
        assert summary["snapshots"]["lost"] == 0
        assert summary["round_trip_ms"]["p50"] < 1000
        more = bots(running.ready["code"], "--count", "8", "--seconds", "3", "--behaviour", "random")[1]
        assert more["joined"] == 6
        assert more["refused"] == {"full": 2}


def test_bots_that_vanish_leave_seats_that_are_kept(tmp_path: Path) -> None:
    with host(tmp_path, "--max-players", "4") as running:
        assert bots(running.ready["code"], "--count", "4", "--seconds", "2", "--vanish")[1]["joined"] == 4
        late = bots(running.ready["code"], "--count", "1", "--seconds", "2")
        assert late == (1, late[1])
        assert late[1]["refused"] == {"full": 1}


def test_a_password_lets_in_those_who_know_it(tmp_path: Path) -> None:
    (tmp_path / "right").write_text("open sesame\n")
    (tmp_path / "wrong").write_text("open barley\n")
    with host(tmp_path, "--password-file", str(tmp_path / "right")) as running:
        words = (running.ready["code"], "--seconds", "2")
        assert bots(*words)[1]["refused"] == {"password": 1}
        assert bots(*words, "--password-file", str(tmp_path / "wrong"))[1]["refused"] == {"password": 1}
        assert bots(*words, "--password-file", str(tmp_path / "right"))[1]["joined"] == 1


def test_another_host_at_the_same_address_is_noticed(tmp_path: Path) -> None:
    with host(tmp_path / "one") as first:
        code = first.ready["code"]
        other = parse_target(code)
    with host(tmp_path / "two", "--port", str(other.port)) as second:
        assert second.port == other.port
        assert bots(code, "--seconds", "2")[1]["refused"] == {"fingerprint": 1}


def test_own_bots_take_their_seats_and_go_with_the_host(tmp_path: Path) -> None:
    with host(tmp_path, "--bots", "3", "--max-per-address", "1") as running:
        target = parse_target(running.ready["code"])
        while query(target, 5.0).players < 3:
            pass
        assert bots(running.ready["code"], "--seconds", "1")[1]["joined"] == 1
        running.process.terminate()
        assert running.process.wait(5) == 0


def test_own_bots_find_their_way_as_people_do(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda words, **_how: started.append(words))
    own_bots.OwnBots("CODE", 3, "pass").start()
    assert own_bots.BEHAVIOUR in BEHAVIOURS
    assert started[0][-2:] == ["--behaviour", "explorer"]  # a solver is out before anybody else can be


def test_neither_host_nor_bots_load_the_engine() -> None:
    script = (
        "import sys, maze3d.host.process, maze3d.host.swarm\n"
        "import maze3d.app.host_command, maze3d.app.bots_command\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'panda3d', 'ursina', 'direct'}])"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
