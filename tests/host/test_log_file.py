"""A host's log file: lines of JSON with facts as fields, bounded, no secrets; a full disk ends nothing."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.host import log_file
from maze3d.host.config import ConfigError
from maze3d.host.log_file import log_to
from maze3d.session import messages as m
from maze3d.session.console import console
from maze3d.session.proofs import password_proof
from tests.host.churn import Visitor
from tests.host.test_process import MAZE3D, Running, bots, host
from tests.session.ends import SETTINGS, World

if TYPE_CHECKING:
    from collections.abc import Iterator

ADMIN = "ad" * 16
PASSWORD, WRONG, HUSH = "open-sesame", "open-barley", "hush-hush"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log file of this process."""
    file = tmp_path / "log.jsonl"
    handler = log_to(file)
    logging.getLogger("maze3d").setLevel(logging.INFO)
    yield file
    logging.getLogger().removeHandler(handler)
    logging.getLogger("maze3d").setLevel(logging.NOTSET)
    handler.close()


def lines_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def join(running: Running, name: str, password: str, **fields: Any) -> tuple[Visitor, m.Message]:
    """Join by hand, with a password and what else the message has."""
    visitor = Visitor(running.port, name)
    visitor.shake()
    hello = next(each for each in visitor.messages() if isinstance(each, m.Hello))
    proof = password_proof(password, bytes.fromhex(hello.nonce), running.ready["fingerprint"])
    visitor.say(m.Join(version="test", name=name, key=name.encode().hex().zfill(32), proof=proof, **fields))
    answers = (m.Welcome, m.Refused)
    return visitor, next(each for each in visitor.messages() if isinstance(each, answers))


def ask(visitor: Visitor, words: str) -> list[str]:
    """Say something to the console in the game and return the answer."""
    visitor.say(m.Words(words=words))
    return next(each for each in visitor.messages() if isinstance(each, m.ConsoleLines)).lines


def pass_of_the_bots(host_pid: int) -> list[str]:
    """Return the pass that a host has given to its bots, where the system tells."""
    children = Path(f"/proc/{host_pid}/task/{host_pid}/children")
    end = time.monotonic() + 30
    while children.exists() and time.monotonic() < end:
        for child in children.read_text().split():
            for variable in Path(f"/proc/{child}/environ").read_text().split("\0"):
                if variable.startswith("MAZE3D_HOST_PASS="):
                    return [variable.partition("=")[2]]
    assert not children.exists(), "the host has started no bots"
    return []


def test_a_line_has_the_facts_as_fields(log: Path) -> None:
    world = World()
    anna = world.join("Anna\n\u2028", "10.0.0.7")
    world.host.received(anna.link, b"\x00\x00\x00\x00\x00", world.now)
    world.join("Old", "10.0.0.8", protocol=99)
    joined, gone, refused = lines_of(log)
    assert joined["event"] == "joined"
    assert (joined["session"], joined["seat"], joined["address"]) == (anna.link, 0, "10.0.0.7")
    assert (joined["level"], joined["logger"]) == ("info", "maze3d.session.joining")
    assert joined["message"] == "Anna (seat 0, 10.0.0.7) has joined"
    assert joined["ts"].endswith("+00:00")
    assert (gone["event"], gone["session"], gone["reason"]) == ("gone", anna.link, "protocol")
    assert (refused["event"], refused["reason"], refused["address"]) == ("refused", "version", "10.0.0.8")
    assert "seat" not in refused


def test_what_goes_wrong_is_one_line_too(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    anna = world.join("Anna")
    monkeypatch.setattr("maze3d.session.host.take_frame", lambda *_about: 1 / 0)
    anna.say(m.Ready(on=True))
    failed = lines_of(log)[1]
    assert (failed["event"], failed["level"], failed["seat"]) == ("failed", "error", 0)
    assert failed["exception"].splitlines()[-1] == "ZeroDivisionError: division by zero"


def test_all_files_together_stay_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "MOST_BYTES", 2000)
    handler = log_to(tmp_path / "log")
    try:
        for number in range(500):
            logging.getLogger("maze3d.test").warning("line %d", number)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    files = sorted(tmp_path.iterdir())
    assert [each.name for each in files] == ["log", *(f"log.{number}" for number in range(1, 6))]
    assert all(each.stat().st_size <= 2000 for each in files)
    assert lines_of(tmp_path / "log")[-1]["message"] == "line 499"
    assert lines_of(tmp_path / "log.1")[-1]["message"] != "line 499"


def test_a_file_that_cannot_be_written_is_one_sentence_and_code_2(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="cannot be written"):
        log_to(tmp_path / "file" / "log")
    words = ["--bind", "127.0.0.1", "--port", "0", "--log-file", str(tmp_path)]
    ended = subprocess.run([*MAZE3D, "host", *words], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"maze3d host: the log file {tmp_path} cannot be written: Is a directory.\n"


def test_the_file_is_named_on_the_command_line_or_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "host.toml").write_text('log_file = "logs/host.jsonl"\n')
    with host(tmp_path, "--config", str(tmp_path / "host.toml")) as running:
        running.say("stop")
        assert running.process.wait(10) == 0
    assert [line["event"] for line in lines_of(tmp_path / "logs/host.jsonl")] == ["ready", "ended"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("full", ["the log", "all"])
def test_a_full_disk_ends_nothing(tmp_path: Path, full: str) -> None:
    said = tmp_path / "stderr" if full == "the log" else Path("/dev/full")
    with said.open("w") as stderr:
        process = subprocess.Popen(
            [*MAZE3D, "host", "--bind", "127.0.0.1", "--port", "0", "--log-file", "/dev/full"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            env=os.environ,
        )
    try:
        running = Running(process)
        running.say("players")
        assert bots(running.ready["code"], "--count", "2", "--seconds", "1")[1]["joined"] == 2
        assert process.poll() is None
        running.say("stop")
        process.wait(10)
    finally:
        process.kill()
        process.wait()
    if full == "the log":
        assert process.returncode == 0
        told = said.read_text().splitlines()
        assert [line for line in told if "cannot be written" in line] == [
            "maze3d: /dev/full cannot be written: No space left on device."
        ]
        assert not [line for line in told if "Traceback" in line]


def test_no_secret_is_in_the_log_or_on_stderr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAZE3D_ADMIN_TOKEN", ADMIN)
    (tmp_path / "right").write_text(PASSWORD + "\n")
    file = tmp_path / "host.jsonl"
    words = ("--password-file", str(tmp_path / "right"), "--log-file", str(file), "--bots", "1")
    with host(tmp_path, *words) as running:
        passes = pass_of_the_bots(running.process.pid)
        visitor, answer = join(running, "Guesser", WRONG)
        assert isinstance(answer, m.Refused)
        visitor.close()
        boss, welcome = join(running, "Boss", "", admin=ADMIN)
        assert isinstance(welcome, m.Welcome)
        anna, seated = join(running, "Anna", PASSWORD)
        assert isinstance(seated, m.Welcome)
        running.say(f"settings password {HUSH}")
        assert ask(boss, f"settings password {HUSH}2") == ["password is set from the next maze on."]
        running.say(f"password {HUSH}")
        running.say(f"settings pasword {HUSH}")
        assert ask(boss, "kick Anna Enough") == ["Anna is out."]
        list(anna.messages())
        anna.close()
        boss.close(reset=True)
        running.say("stop")
        assert running.process.wait(10) == 0
    events = [line["event"] for line in lines_of(file)]
    assert {"ready", "refused", "joined", "gone", "ended"} <= set(events)
    assert "kicked" in {line.get("reason") for line in lines_of(file)}
    secrets = [PASSWORD, WRONG, HUSH, ADMIN, *passes]
    for each in (welcome, seated):
        secrets += [each.token, each.key, each.session]
    assert len(secrets) == len([each for each in secrets if len(each) > 8])
    for where in (file, tmp_path / "log"):
        written = where.read_text()
        assert [secret for secret in secrets if secret in written] == [], where


def test_a_new_password_is_not_said_back() -> None:
    host_of = World(SETTINGS).host
    assert console(host_of, f"settings password {HUSH}", 0.0) == ["password is set from the next maze on."]
    assert host_of.settings.password == HUSH
    assert console(host_of, "settings password", 0.0) == ["password is none from the next maze on."]
    assert console(host_of, "settings size 7x7", 0.0) == ["size is 7x7 from the next maze on."]
