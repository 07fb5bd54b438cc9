"""Attacks with connections: half-open, too many, too slow, too long, and somebody in the middle."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.net.certificate import host_context, identity, peer_context
from maze3d.net.join_code import encode_join
from maze3d.session import messages as m
from maze3d.session.framing import HEAD, MOST_FROM_HOST_BYTES, Kind, Unframer
from tests.attacks.arena import players

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.attacks.arena import Arena
    from tests.host.churn import Visitor


def connect(arena: Arena, address: str) -> socket.socket:
    """Return a bare connection from an address."""
    return socket.create_connection(("127.0.0.1", arena.port), timeout=20, source_address=(address, 0))


def is_closed(stream: socket.socket) -> bool:
    """Wait for the host to end a connection; what it says before is passed over."""
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while stream.recv(16384):
            pass
    return True


def half_open(arena: Arena) -> str:
    """Connections that never say a word: 12 from one address, then 5 from each of 20 addresses."""
    with contextlib.ExitStack() as stack:
        for _ in range(12):
            stack.enter_context(connect(arena, "127.0.2.1"))
        one = arena.until_counted("rejected", "half-open-address", 4)
        assert one == {"half-open-address": 4}
        for number in range(20):
            for _ in range(5):
                stack.enter_context(connect(arena, f"127.0.3.{number + 1}"))
        arena.until_counted("rejected", "half-open", 1)
        closed = arena.until_counted("closed", "handshake", 64)
        rejected = arena.since("rejected")
    assert set(rejected) == {"half-open-address", "half-open"}
    return f"rejected {dict(rejected)}, closed {dict(closed)} after 2 s"


def connect_flood(arena: Arena) -> str:
    """Three hundred connections from one address, each closed at once."""
    for _ in range(300):
        with contextlib.suppress(ConnectionError):
            connect(arena, "127.0.2.2").close()
    got = arena.until_counted("rejected", "connects", 250)
    assert set(got) <= {"connects", "half-open-address"}
    return f"rejected {dict(got)}"


def slow_handshake(arena: Arena) -> str:
    """A handshake that goes on by a byte now and then; and one done, with a word that does so."""
    hello = ssl.MemoryBIO()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    half = context.wrap_bio(ssl.MemoryBIO(), hello)
    with contextlib.suppress(ssl.SSLWantReadError):
        half.do_handshake()
    first = hello.read()
    with connect(arena, "127.0.2.3") as slow:
        visitor = arena.visitor("Slow", "127.0.2.3")
        join = m.encode(m.Join(version="1", name="Slow", key="5" * 32))
        for number in range(min(len(first), len(join)) - 1):
            with contextlib.suppress(OSError):
                slow.sendall(first[number : number + 1])
                visitor.raw.sendall(join[number : number + 1])
            if arena.since("closed")["handshake"] == 2:
                break
        got = arena.until_counted("closed", "handshake", 2)
        assert is_closed(slow)
        assert is_closed(visitor.raw)
        visitor.close()
    return f"closed {dict(got)} after 2 s"


def _ended(visitor: Visitor) -> str:
    """Return what the host has said at the end of a stream."""
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        for message in visitor.messages():
            if isinstance(message, m.Goodbye):
                return message.reason
    return "reset"


def too_long(arena: Arena) -> str:
    """Messages of 4 GB, of a byte too many, without an end, and without a pause; before and after joining."""
    reasons = []
    for number, data in enumerate((HEAD.pack(2**32 - 1, 1), HEAD.pack(8193, 1), b"A" * 4000)):
        for joins in (False, True):
            visitor = arena.visitor(f"Long {number}", f"127.0.4.{number + 1}")
            if joins:
                assert isinstance(visitor.join(), m.Welcome)
            visitor.raw.sendall(data)
            reasons.append(_ended(visitor))
            visitor.close()
    assert reasons == ["protocol"] * 6
    # a word that is never finished: what is held is one frame, and silence ends it
    endless = arena.visitor("Endless", "127.0.4.8")
    assert isinstance(endless.join(), m.Welcome)
    endless.raw.sendall(HEAD.pack(8192, 1) + b"[" * 4000)
    held = arena.until(lambda now: now["bytes_held"] >= 4000, "nothing is held")["bytes_held"]
    assert held < 16 * 1024
    assert _ended(endless) == "timeout"
    # words without a pause
    for body in (b"[" * 8191, b'{"type":"alive"}'):
        loud = arena.visitor("Loud", "127.0.4.9")
        assert isinstance(loud.join(), m.Welcome)
        with contextlib.suppress(OSError):
            for _ in range(200):
                loud.raw.sendall((HEAD.pack(len(body) + 1, Kind.MESSAGE) + body) * 20)
        _ended(loud)
        loud.close()
    endless.close()
    got = arena.until(lambda now: arena.since("closed", now).total() >= 9, "they stay")
    closed = arena.since("closed", got)
    assert set(closed) <= {"protocol", "timeout", "flood", "reset", "lost"}
    return f"closed {dict(closed)}, held {held:,} bytes at most"


class Listener:
    """Somebody else with a TLS port and a certificate of his own; `serve` gets each stream."""

    def __init__(self, serve: Callable[[ssl.SSLSocket], None]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        who = identity(Path(self._folder.name))
        self.fingerprint = who.fingerprint
        self._context = host_context(who)
        self._serve = serve
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                raw, _where = self._listener.accept()
                with contextlib.suppress(OSError), self._context.wrap_socket(raw, server_side=True) as stream:
                    self._serve(stream)

    def close(self) -> None:
        self._listener.close()
        self._folder.cleanup()


def bot_at(port: int, fingerprint: str) -> dict[str, object]:
    """Send one bot there and return its summary."""
    code = encode_join("127.0.0.1", port, fingerprint)
    ended = subprocess.run([*players(code), "--seconds", "15"], capture_output=True, text=True, check=False)
    summary: dict[str, object] = json.loads(ended.stdout)
    return summary


def in_the_middle(arena: Arena) -> str:
    """A relay to the true host that has to show another certificate; the join code is the true host's."""
    heard = bytearray()

    def relay(stream: ssl.SSLSocket) -> None:
        host = peer_context().wrap_socket(connect(arena, "127.0.2.4"))
        with host:
            stream.sendall(host.recv(16384))  # the host's hello
            stream.settimeout(10)
            while data := stream.recv(16384):
                heard.extend(data)
                host.sendall(data)

    listener = Listener(relay)
    summary = bot_at(listener.port, arena.fingerprint)
    listener.close()
    assert summary["refused"] == {"fingerprint": 1}
    assert heard == b"", "it has said something to the one in the middle"
    return "the peer refused (fingerprint) and had said 0 bytes"


def maze_bomb(_arena: Arena) -> str:
    """A host that announces a maze of four million cells, made from a code of 20 letters."""
    from maze3d.maze import Recipe, encode

    huge = encode(Recipe("backtracker", 2000, 2000, seed=1))
    heard: list[str] = []

    def lie(stream: ssl.SSLSocket) -> None:
        stream.sendall(m.encode(m.Hello(version="1", nonce="0" * 32, locked=False)))
        unframer = Unframer(MOST_FROM_HOST_BYTES)
        welcome = m.Welcome(
            seat=0, name="A", session="0" * 16, key="0" * 32, token="2" * 32,
            admin=False, resumed=False, code="",
        )  # fmt: skip
        announced = m.Round(
            match=1, mode="race", rules={}, code=huge, digest="0" * 32, round=1, rounds=1, seats=[0]
        )
        while data := stream.recv(16384):
            for _kind, body in unframer.feed(data):
                heard.append(m.decode_from_peer(body).type)
                if heard == ["join"]:
                    stream.sendall(m.encode(welcome) + m.encode(announced))

    listener = Listener(lie)
    summary = bot_at(listener.port, listener.fingerprint)
    listener.close()
    assert summary["ended"] == {"protocol": 1}
    assert summary["snapshots"] == {"received": 0, "lost": 0}
    return f"the peer ended (protocol) at a code of {len(huge)} letters for 4,000,000 cells, made nothing"


ATTACKS = (half_open, connect_flood, slow_handshake, too_long, in_the_middle, maze_bomb)
