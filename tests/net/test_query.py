from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.net.certificate import Identity, host_context, identity
from maze3d.net.host_sockets import HostSockets
from maze3d.net.join_code import JoinTarget
from maze3d.net.query import QueryError, query
from maze3d.session.framing import Kind, frame
from tests.net.ends import EchoHost

if TYPE_CHECKING:
    from collections.abc import Iterator

INFO: dict[str, Any] = {
    "type": "info",
    "version": "0.1.0",
    "name": "Anna's",
    "mode": "race",
    "rows": 15,
    "cols": 20,
    "levels": 2,
    "players": 3,
    "seats": 8,
    "locked": True,
    "round": 1,
    "rounds": 3,
    "phase": "lobby",
    "code": "",
}
HELLO = {"type": "hello", "protocol": 1, "version": "0.1.0", "nonce": "00" * 16, "locked": True}


class AnsweringHost(EchoHost):
    """Greets, and answers any bytes with `answer`; None: not at all."""

    def __init__(self, answer: bytes | None, greeting: bytes = b"") -> None:
        super().__init__()
        self.answer = answer
        self.greeting = greeting or _message(HELLO)

    def received(self, link: int, data: bytes, now: float) -> None:  # noqa: ARG002
        self.heard[link] += data
        if self.answer is None:
            self.close(link)
        else:
            self.close(link, self.answer)


def _message(message: object) -> bytes:
    return frame(Kind.MESSAGE, json.dumps(message).encode())


@pytest.fixture(scope="module")
def who(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return identity(tmp_path_factory.mktemp("who"))


@contextmanager
def _running(side: EchoHost, who: Identity) -> Iterator[JoinTarget]:
    """Run a host in a thread: the query blocks."""
    sockets = HostSockets(side, "127.0.0.1", 0, host_context(who))
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            sockets.poll(0.01, time.monotonic)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield JoinTarget("127.0.0.1", sockets.port, "")
    finally:
        stop.set()
        thread.join()
        sockets.close()


def _problem(side: EchoHost, who: Identity, timeout_s: float = 10.0) -> str:
    with _running(side, who) as target, pytest.raises(QueryError) as problem:
        query(target, timeout_s)
    sentence = str(problem.value)
    assert sentence.endswith(".")
    return sentence


def test_a_host_says_what_is_played(who: Identity) -> None:
    side = AnsweringHost(_message(INFO))
    with _running(side, who) as target:
        info = query(target, 10.0)
    assert json.loads(side.heard[1][5:]) == {"type": "query"}
    assert info.name == "Anna's"
    assert (info.rows, info.cols, info.levels, info.players, info.seats) == (15, 20, 2, 3, 8)
    assert info.locked is True
    assert info.fingerprint == who.fingerprint
    assert 0 <= info.ping_ms < 10_000


def test_a_newer_host_may_say_more(who: Identity) -> None:
    with _running(AnsweringHost(_message({**INFO, "weather": "fine"})), who) as target:
        assert query(target, 10.0).mode == "race"


def test_an_older_host_has_one_level(who: Identity) -> None:
    older = {name: value for name, value in INFO.items() if name != "levels"}
    with _running(AnsweringHost(_message(older)), who) as target:
        assert query(target, 10.0).levels == 1


def test_what_a_host_says_is_safe_to_show(who: Identity) -> None:
    with _running(AnsweringHost(_message({**INFO, "name": "a\u202eb\n" + "x" * 999})), who) as target:
        assert query(target, 10.0).name == ("ab " + "x" * 999)[:64]


def test_the_host_of_a_join_code_has_to_be_the_one_that_answers(who: Identity) -> None:
    side = AnsweringHost(_message(INFO))
    with _running(side, who) as target:
        assert query(JoinTarget("127.0.0.1", target.port, who.fingerprint[:20]), 10.0).seats == 8
        with pytest.raises(QueryError, match="another one than the join code is for"):
            query(JoinTarget("127.0.0.1", target.port, "00" * 10), 10.0)
    assert not side.heard[2]  # it has not even been asked


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 5),
        ("version", None),
        ("rows", -1),
        ("rows", True),
        ("cols", 10**9),
        ("players", 1.5),
        ("seats", "8"),
        ("locked", 1),
        ("phase", []),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object, who: Identity) -> None:
    problem = _problem(AnsweringHost(_message({**INFO, field: value})), who)
    assert f'something wrong about its "{field}"' in problem


def test_a_missing_field_is_named(who: Identity) -> None:
    answer = {name: value for name, value in INFO.items() if name != "mode"}
    assert '"mode"' in _problem(AnsweringHost(_message(answer)), who)


@pytest.mark.parametrize("answer", [{"type": "goodbye"}, {"type": "welcome", "seat": 1}, [1, 2], 5])
def test_another_answer_is_none(answer: object, who: Identity) -> None:
    problem = _problem(AnsweringHost(_message(answer)), who)
    assert "does not say what is played" in problem or 'about its "type"' in problem


@pytest.mark.parametrize(
    "answer",
    [
        frame(Kind.MESSAGE, b"{"),
        frame(Kind.MESSAGE, b"\xff\xfe"),
        frame(Kind.MESSAGE, b"[" * 4000),
        frame(Kind.MESSAGE, b" " * 5000),
        b"\xff\xff\xff\xff\x01",
        bytes(100),
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
    ],
)
def test_rubbish_is_no_host(answer: bytes, who: Identity) -> None:
    assert "is not a maze3d host" in _problem(AnsweringHost(answer), who)


def test_a_host_that_only_greets_is_none(who: Identity) -> None:
    assert "is not a maze3d host" in _problem(AnsweringHost(b"", _message(HELLO) * 50), who)


def test_a_host_that_hangs_up_is_told_of(who: Identity) -> None:
    assert "ended the connection without an answer" in _problem(AnsweringHost(None), who)
    side = EchoHost()
    side.takes = False
    assert "ended the connection without an answer" in _problem(side, who)


def test_what_speaks_no_tls_is_no_host() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            other, _where = server.accept()
            with other:
                other.recv(10000)
                other.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(QueryError, match="is not a maze3d host"):
            query(JoinTarget("127.0.0.1", server.getsockname()[1], ""), 10.0)
        thread.join()


def test_nobody_there_unknown_and_silent_each_have_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        target = JoinTarget("127.0.0.1", other.getsockname()[1], "")
        with pytest.raises(QueryError, match="No host is running at 127"):
            query(target, 10.0)
        other.listen()
        with pytest.raises(QueryError, match=r"did not answer within 0\.1 s"):
            query(target, 0.1)
    with pytest.raises(QueryError, match="No computer called"):
        query(JoinTarget("no-such-computer.invalid", 1, ""), 10.0)
