"""A page over HTTP: had, or a sentence why not, within its bounds."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from maze3d.net import page as of_the_page
from maze3d.net.page import PageError, fetch
from tests.monitoring.page import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BOUND_S = 30.0


@contextmanager
def listening(speak: Callable[[socket.socket], None]) -> Iterator[int]:
    """Let whoever connects be spoken to, in a thread; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def work() -> None:
            with contextlib.suppress(OSError), listener.accept()[0] as connection:
                speak(connection)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        thread.join(BOUND_S)
    assert not thread.is_alive()


def test_status_and_words_come_as_they_are() -> None:
    with served(lambda path: (200, f"größer {path}") if path == "/metrics" else (503, "full\n")) as port:
        assert fetch("127.0.0.1", port, "/metrics", BOUND_S) == (200, "größer /metrics")
        assert fetch("127.0.0.1", port, "/readyz", BOUND_S) == (503, "full\n")


def test_nobody_there_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(PageError, match=rf"^127\.0\.0\.1:{port} cannot be reached: .*\.$"):
        fetch("127.0.0.1", port, "/", BOUND_S)
    with pytest.raises(PageError, match="cannot be reached"):
        fetch("no..such.name", 80, "/", BOUND_S)


def test_what_is_no_web_page_is_a_sentence() -> None:
    for said in (b"", b"\x15\x03\x03\x00\x02\x02\x46", b"HTTP/1.1 200 OK\r\n", b"220 mail ready\r\n\r\n"):

        def speak(connection: socket.socket, said: bytes = said) -> None:
            connection.recv(4096)
            connection.sendall(said)

        with listening(speak) as port, pytest.raises(PageError, match="is no web page"):
            fetch("127.0.0.1", port, "/", BOUND_S)


def test_one_who_drips_is_waited_for_no_longer_in_all() -> None:
    def drip(connection: socket.socket) -> None:
        while True:  # until the other end closes
            connection.sendall(b"H")
            time.sleep(0.02)

    with listening(drip) as port, pytest.raises(PageError, match=r"gave no answer within 0\.3 s"):
        fetch("127.0.0.1", port, "/", 0.3)


def test_a_page_without_an_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_the_page, "MOST_BYTES", 100_000)

    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 4096)

    with listening(pour) as port:
        assert len(fetch("127.0.0.1", port, "/", BOUND_S).body) < 100_000 + 65_536
