"""`snapshot` names the line and the type that grew, in a file of its own; admins alone can ask for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maze3d.host.snapshots import HELP, Snapshots
from maze3d.session import messages as m
from maze3d.session.console import console
from tests.host.churn import Visitor
from tests.host.test_log_file import ADMIN, ask, join
from tests.host.test_process import Running
from tests.session.ends import World

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT: list[bytearray] = []

_SOURCE = Path(__file__).with_name("growing_host.py").read_text().splitlines()
GROWS = f"growing_host.py:{next(at for at, line in enumerate(_SOURCE, 1) if 'bytearray(' in line)}"
"""The line that takes the memory."""


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[Running]:
    """A host that grows when its console says so."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.host.growing_host", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(tmp_path / "log").open("w"),
        text=True,
        env=os.environ | {"MAZE3D_ADMIN_TOKEN": ADMIN},
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def take(tmp_path: Path) -> Iterator[Snapshots]:
    """The command in this process, which traces no more at the end."""
    yield Snapshots(tmp_path / "snapshots")
    tracemalloc.stop()
    KEPT.clear()


def test_a_planted_growth_is_found_in_a_real_host_by_an_admin_in_the_game(
    growing: Running, tmp_path: Path
) -> None:
    boss, welcome = join(growing, "Boss", "", admin=ADMIN)
    assert isinstance(welcome, m.Welcome)
    assert ask(boss, "snapshot")[0].startswith("Memory is traced from now on, which slows the host")
    assert list((tmp_path / "host").glob("snapshots/*")) == []
    assert ask(boss, "grow") == ["Grown."]
    written, memory, objects = ask(boss, "snapshot")
    file = Path(written.removeprefix("Written to "))
    assert file.parent == tmp_path / "host" / "snapshots"
    assert GROWS in memory
    assert objects == "Most objects: +1,000 of __main__.Forgotten"
    text = file.read_text()
    [line] = re.findall(rf"^ +\+([\d,]+) +\+([\d,]+) .*{re.escape(GROWS)}$", text, re.MULTILINE)
    assert int(line[0].replace(",", "")) > 1_000_000
    assert re.findall(r"\S+\.py:\d+", text)[0].endswith(GROWS), "what grew most comes first"
    assert ADMIN not in text
    assert welcome.token not in text
    assert ask(boss, "snapshot stop") == ["Memory is traced no more."]
    boss.close()


def test_who_is_no_admin_gets_none(growing: Running, tmp_path: Path) -> None:
    anna = Visitor(growing.port, "Anna")
    anna.shake()
    assert isinstance(anna.join(), m.Welcome)
    for words in ("snapshot", "snapshot", "grow"):
        assert ask(anna, words) == ["Only the one who started the host has its console."]
    assert not (tmp_path / "host" / "snapshots").exists()
    anna.close()


def test_what_grew_since_the_last_one_and_nothing_before(take: Snapshots) -> None:
    take("", 0.0)
    KEPT.append(bytearray(300_000))
    first = Path(take("", 0.0)[0].removeprefix("Written to ")).read_text()
    KEPT.append(bytearray(500_000))
    second = Path(take("", 0.0)[0].removeprefix("Written to ")).read_text()
    assert re.search(r"\+300,\d{3} .*test_snapshots\.py:\d+", first)
    assert re.search(r"\+500,\d{3} .*test_snapshots\.py:\d+", second)
    assert not re.search(r"\+300,\d{3} ", second)


def test_what_shrank_is_there_too_and_it_begins_anew_after_a_stop(take: Snapshots) -> None:
    take("", 0.0)
    KEPT.append(bytearray(300_000))
    take("", 0.0)
    KEPT.clear()
    text = Path(take("", 0.0)[0].removeprefix("Written to ")).read_text()
    assert re.search(r"-300,\d{3} .*test_snapshots\.py:\d+", text)
    assert take("stop", 0.0) == ["Memory is traced no more."]
    assert not tracemalloc.is_tracing()
    assert take("stop", 0.0) == ["Memory is not traced."]
    assert take("", 0.0)[0].startswith("Memory is traced from now on")


def test_at_most_thirty_lines_of_code_are_told(take: Snapshots) -> None:
    take("", 0.0)
    for number in range(60):  # each from a line of its own
        exec(compile("\n" * number + "KEPT.append(bytearray(5000))", "made_up.py", "exec"), {"KEPT": KEPT})  # noqa: S102
    text = Path(take("", 0.0)[0].removeprefix("Written to ")).read_text()
    assert 20 < text.count("made_up.py") <= 30


def test_a_folder_that_cannot_be_written_and_wrong_words_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    take = Snapshots(tmp_path / "file")
    try:
        take("", 0.0)
        [sentence] = take("", 0.0)
        assert "cannot be written" in sentence
        assert take("now", 0.0) == ['"snapshot now" is nothing: expected snapshot, or snapshot stop.']
    finally:
        tracemalloc.stop()


def test_the_console_knows_what_those_who_run_the_host_add() -> None:
    host = World().host
    assert console(host, "snapshot", 0.0) == ['There is no command "snapshot": help lists those there are.']
    host.commands["snapshot"] = lambda words, now: [words, str(now)]
    host.commands["stop"] = lambda _words, _now: ["never: the console's own come first"]
    host.help += HELP
    assert console(host, "Snapshot  a b ", 7.0) == ["a b", "7.0"]
    assert console(host, "snapshto", 0.0) == ['There is no command "snapshto": did you mean snapshot?']
    assert console(host, "help", 0.0)[-2:] == list(HELP)
    assert "slows the host" in HELP[0]
    assert console(host, "stop", 0.0) == ["The host ends."]
