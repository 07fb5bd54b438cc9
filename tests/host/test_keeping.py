"""A host that is killed, damaged on disk, or begins anew: the match goes on, or a fresh one begins."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.files import StorageError
from maze3d.host import keeping as keeping_of
from maze3d.host.keeping import Keeping, state_file
from maze3d.host.restarts import PATIENCE_S as PATIENCE_FOR_ROUND_S
from maze3d.host.restarts import Hour, MemoryLimit, minute_of
from maze3d.net.join_code import parse_target
from maze3d.net.query import query
from maze3d.session.host import Host
from maze3d.session.messages import Refused, Said
from maze3d.session.rounds import Phase
from tests.host.test_process import MAZE3D, host
from tests.session.ends import SETTINGS, Entropy, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 40.0


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def bots(code: str, count: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*MAZE3D, "bots", code, "--count", str(count), "--behaviour", "random"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def kept(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the two lines of a state file."""
    head, body = file.read_text().split("\n")
    return json.loads(head), json.loads(body)


def until(file: Path, state: Any) -> dict[str, Any]:
    """Return what is kept once `state` holds for it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if file.exists() and state(body := kept(file)[1]):
            return body
        time.sleep(0.05)
    raise AssertionError(file.read_text() if file.exists() else "nothing was kept")


def summary(process: subprocess.Popen[str]) -> dict[str, Any]:
    """End the bots and return what they say."""
    process.send_signal(signal.SIGTERM)
    out, _err = process.communicate(timeout=20)
    said: dict[str, Any] = json.loads(out)
    return said


def in_round(players: int) -> Any:
    return lambda body: body["match"] and len([each for each in body["players"] if each["place"]]) == players


def test_after_kill_9_the_match_goes_on_and_all_are_back(tmp_path: Path) -> None:
    port = free_port()
    words = ("--port", str(port), "--size", "30x30", "--bots", "1")
    file = state_file(tmp_path / "data", "127.0.0.1", port)
    with host(tmp_path, *words) as first:
        assert first.ready["resumed"] is False
        with bots(first.ready["code"], 3) as swarm:
            before = until(file, in_round(4))
            assert before["players"][0]["token"]
            if os.name == "posix":
                assert file.stat().st_mode & 0o077 == 0, "the password is in it"
            os.kill(first.process.pid, signal.SIGKILL)
            first.process.wait()
            last = kept(file)[1]
            with host(tmp_path, *words) as second:
                assert second.ready["resumed"] is True
                assert second.ready["code"] == first.ready["code"]
                after = until(
                    file, lambda body: body["match"] and body["match"]["tick"] > last["match"]["tick"] + 300
                )
                assert after["announced"] == before["announced"]
                assert after["match_number"] == before["match_number"]
                named = {each["seat"]: each["name"] for each in before["players"]}
                assert {each["seat"]: each["name"] for each in after["players"]} == named
                assert all(each["place"] for each in after["players"])
                assert query(parse_target(f"127.0.0.1:{port}"), 5.0).players == 4
                assert kept(file)[0]["unclean_restarts"] == 1
                said = summary(swarm)
                second.process.send_signal(signal.SIGTERM)
                assert second.process.wait(5) == 0
    assert said["joined"] == 3
    assert said["ended"] == {}
    assert kept(file)[0]["ended"] == "stopped"


def test_a_host_that_was_stopped_begins_a_fresh_match_and_keeps_its_bans(tmp_path: Path) -> None:
    words = ("--port", str(free_port()))
    with host(tmp_path, *words) as first:
        first.say("ban 10.1.2.3")
        first.say("stop")
        assert first.process.wait(5) == 0
    with host(tmp_path, *words) as second:
        assert second.ready["resumed"] is False
        second.say("bans")
        second.say("stop")
        second.process.wait(5)
    assert "10.1.2.3  for ever" in (tmp_path / "log").read_text()


def test_begun_anew_it_is_the_same_process_and_the_same_match(tmp_path: Path) -> None:
    port = free_port()
    file = state_file(tmp_path / "data", "127.0.0.1", port)
    with (
        host(tmp_path, "--port", str(port), "--size", "30x30") as running,
        bots(running.ready["code"], 2) as swarm,
    ):
        before = until(file, in_round(2))
        running.say("restart")
        assert running.process.stdout
        again = json.loads(running.process.stdout.readline())
        assert (again["event"], again["resumed"], again["pid"]) == ("ready", True, running.ready["pid"])
        assert again["code"] == running.ready["code"]
        after = until(
            file, lambda body: body["match"] and body["match"]["tick"] > before["match"]["tick"] + 300
        )
        assert {each["seat"] for each in after["players"] if each["place"]} == {0, 1}
        assert (kept(file)[0]["planned_restarts"], kept(file)[0]["unclean_restarts"]) == (1, 0)
        assert summary(swarm)["ended"] == {}


def damaged(content: bytes, how: str) -> bytes:
    return {
        "cut": content[: len(content) // 2],
        "empty": b"",
        "changed": content.replace(b'"round":', b'"rounD":'),
        "another digit": content.replace(b'"planned_restarts":0', b'"planned_restarts":7'),
        "zeros": bytes(len(content)),
        "long": content + b" " * (1 << 20),
    }[how]


def saved_file(tmp_path: Path) -> Path:
    file = tmp_path / "match.json"
    keeping = Keeping(World().host, file, lambda: 1000.0)
    keeping.close("running", 0.0)
    return file


@pytest.mark.parametrize("how", ["cut", "empty", "changed", "another digit", "zeros", "long"])
def test_a_damaged_file_is_kept_aside_and_named(
    tmp_path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = saved_file(tmp_path)
    content = damaged(file.read_bytes(), how)
    file.write_bytes(content)
    later = Host(SETTINGS, 1, Entropy())
    assert Keeping(later, file, lambda: 1000.0).go_on(0.0) is False
    assert not file.exists()
    assert (tmp_path / "match.broken-1.json").read_bytes() == content
    assert "match.broken-1.json" in caplog.text


def test_a_host_of_another_kind_does_not_go_on_with_it(tmp_path: Path) -> None:
    world = World()
    world.join()
    file = tmp_path / "match.json"
    Keeping(world.host, file, lambda: 1000.0).close("running", world.now)
    same = Keeping(Host(SETTINGS, 1, Entropy()), file, lambda: 1002.0)
    assert same.go_on(5.0) is True
    assert same.unclean_restarts == 1
    another = Keeping(Host(replace(SETTINGS, mode="tag"), 1, Entropy()), file, lambda: 1002.0)
    assert another.go_on(5.0) is False


def test_a_disk_without_room_is_said_once_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_about: object, **_more: object) -> None:
        raise StorageError("no room")

    monkeypatch.setattr(keeping_of, "write_whole", full)
    world = World()
    keeping = Keeping(world.host, tmp_path / "match.json", lambda: 1000.0)
    for _ in range(5):
        world.join(f"P{_}")
        keeping.look_after(world.now)
    keeping.close("stopped", world.now)
    assert caplog.text.count("no room") == 1


def test_a_change_is_kept_at_once_and_all_else_every_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    written: list[bytes] = []
    monkeypatch.setattr(keeping_of.Writer, "write", lambda _writer, content: written.append(content))
    keeping = Keeping(world.host, tmp_path / "match.json", lambda: 1000.0)
    for _ in range(180):
        world.step()
        keeping.look_after(world.now)
    assert 3 <= len(written) <= 4
    world.join()
    keeping.look_after(world.now)
    assert b'"Anna"' in written[-1]


def test_the_hour_is_announced_and_waits_for_the_round() -> None:
    now = dt.datetime(2026, 5, 1, 4, 15, tzinfo=dt.UTC)
    world = World()
    anna = world.join()
    hour = Hour(4 * 60 + 30, lambda: now)
    for _ in range(15 * 60):
        hour.look_after(world.host)
        assert not world.host.restart_asked
        now += dt.timedelta(seconds=1)
    world.deliver()
    told = [each.text for each in anna.all(Said) if "begins anew" in each.text]
    assert told == [
        f"The host begins anew in {when}: you keep your place."
        for when in ("10 minutes", "1 minute", "10 seconds")
    ]
    world.host.rounds.phase = Phase.ROUND
    hour.look_after(world.host)
    assert not world.host.restart_asked, "first the round"
    now += dt.timedelta(seconds=PATIENCE_FOR_ROUND_S)
    hour.look_after(world.host)
    assert world.host.restart_asked, "but not for ever"


def test_memory_near_the_limit_closes_the_door_and_at_it_the_host_begins_anew() -> None:
    world = World()
    anna = world.join("Anna")
    used = 50
    limit = MemoryLimit(100, lambda: used)
    limit.look_after(world.host, world.now)
    assert not world.host.closed_for
    used = 91
    limit.look_after(world.host, world.now)
    bo = world.join("Bo", "10.0.0.2")
    assert bo.one(Refused).reason == "memory"
    assert anna.link in world.ends
    world.now += 61
    world.host.table.joined()[0].heard = world.now
    limit.look_after(world.host, world.now)
    world.deliver()
    assert anna.link not in world.ends, "she did nothing for a minute"
    used = 80
    limit.look_after(world.host, world.now)
    assert world.join("Cleo", "10.0.0.3").open
    used = 100
    limit.look_after(world.host, world.now)
    assert world.host.restart_asked


@pytest.mark.parametrize(
    ("words", "minute"),
    [("04:30", 270), ("0:00", 0), ("23:59", 1439), ("24:00", None), ("4", None), ("4:5", None)],
)
def test_times_of_day(words: str, minute: int | None) -> None:
    assert minute_of(words) == minute


def test_a_limit_below_what_a_host_needs_is_one_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "maze3d", "host", "--max-memory", "5"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"MAZE3D_HOME": str(tmp_path)},
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("maze3d host: 5 MB are too little memory: expected at least ")
    assert ended.stderr.count("\n") == 1
