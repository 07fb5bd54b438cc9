"""`maze3d watch` as a shell sees it: a picture, lines, or one sentence."""

from __future__ import annotations

import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from maze3d.app import watch_command
from maze3d.app.cli import main
from maze3d.app.watch_command import AddressError, address_of
from tests.monitoring.page import page, served

if TYPE_CHECKING:
    from collections.abc import Iterator

WATCH = [sys.executable, "-m", "maze3d", "watch"]
BOUND_S = 60.0


@pytest.fixture
def port() -> Iterator[int]:
    """Where a host's page is, whose counters grow as time goes by."""
    began = time.monotonic()

    def answer(path: str) -> tuple[int, str]:
        return (200, page(time.monotonic() - began)) if path == "/metrics" else (503, "full\n")

    with served(answer) as port:
        yield port


def _watch(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*WATCH, *words], capture_output=True, text=True, check=False, timeout=BOUND_S, encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("9464", ("127.0.0.1", 9464)),
        ("192.168.1.20:9464", ("192.168.1.20", 9464)),
        ("arena.lan:9464", ("arena.lan", 9464)),
        ("[::1]:9464", ("::1", 9464)),
        ("http://arena.lan:9464/metrics", ("arena.lan", 9464)),
    ],
)
def test_an_address_can_be_written_in_every_usual_way(text: str, address: tuple[str, int]) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize("text", ["", "arena.lan", "0", "70000", "::1", "a b:9464", "9464x", "[::1]", "x:-1"])
def test_what_is_no_address_is_one_sentence(text: str) -> None:
    with pytest.raises(AddressError, match=r"^.*expected .*\.$"):
        address_of(text)


def test_once_in_a_pipe_is_plain_lines(port: int) -> None:
    ended = _watch(str(port), "--once")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\x1b" not in ended.stdout
    lines = dict(line.split(maxsplit=1) for line in ended.stdout.splitlines())
    assert lines["host"].endswith("not ready: full")
    assert lines["ticks"].startswith("60/s, median 1.25 ms")
    assert "of the last 200 s" not in lines["rates"]  # of what has been since it was started


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["arena"], 2, '"arena" is not HOST:PORT'),
        (["9464", "--every", "0"], 2, "--every 0: expected 1 to 3600 seconds."),
        ([], 2, "the following arguments are required: ADDRESS."),
    ],
)
def test_wrong_words_are_one_sentence(words: list[str], code: int, said: str) -> None:
    ended = _watch(*words)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_no_host_there_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with served(lambda _path: (200, "<title>It works!</title>")) as other:
        for words, said in (
            ([str(port)], f"127.0.0.1:{port} cannot be reached: "),
            ([str(port), "--once"], f"127.0.0.1:{port} cannot be reached: "),
            ([str(other)], f"What answers at 127.0.0.1:{other} is not a maze3d host's metrics: expected the"),
        ):
            ended = _watch(*words)
            assert (ended.returncode, ended.stdout) == (1, "")
            assert ended.stderr.startswith(f"maze3d watch: {said}")
            assert ended.stderr.count("\n") == 1


def test_without_its_packages_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch_command, "find_spec", lambda name: None if name == "rich" else object())
    assert main(["watch", "9464"]) == 2
    assert capsys.readouterr().err == (
        'maze3d watch: Watching needs rich, not installed here: pip install "maze3d[watch]" brings it.\n'
    )


def test_in_a_pipe_it_goes_on_through_a_silence_until_it_is_told_to_end() -> None:
    def watched() -> str:
        assert process.stdout
        return process.stdout.readline()

    with served(lambda _path: (200, page())) as port:
        process = subprocess.Popen(
            [*WATCH, str(port), "--every", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert ", ".join(watched().split(", ")[1:3]).startswith("ticks 60/s")
    try:
        line = watched()
        while "silent" not in line:
            assert line
            line = watched()
        assert f"127.0.0.1:{port} cannot be reached: " in line
        since = line.split()[3]
        with served(lambda _path: (200, page(400.0)), port):
            while "silent" in line:
                assert line.split()[3] == since
                line = watched()
            assert "players 8" in line
            process.send_signal(signal.SIGINT)
            _rest, said = process.communicate(timeout=BOUND_S)
        assert (process.returncode, said) == (0, "")
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a pseudo-terminal: run it on Linux")
def test_on_a_terminal_it_is_a_picture_and_the_terminal_is_put_back(port: int) -> None:
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [*WATCH, str(port), "--every", "1"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"},
    )
    os.close(theirs)
    try:
        shown = _until(ours, "Ctrl+C ends")
        assert shown.startswith("\x1b[?1049h")
        for words in ("players", "memory", "datagrams dropped", "not ready: full", "▁", "╭"):
            assert words in shown
        process.send_signal(signal.SIGTERM)
        assert "\x1b[?1049l" in _until(ours, "\x1b[?25h")
        assert process.wait(BOUND_S) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _until(terminal: int, words: str) -> str:
    """Return what comes up to `words`."""
    ends = time.monotonic() + BOUND_S
    told = b""
    while words.encode() not in told:
        assert select.select([terminal], [], [], max(0.0, ends - time.monotonic()))[0], told
        told += os.read(terminal, 65536)
    return told.decode(errors="replace")
