"""Two small ends for the sockets: a host that says back what it hears, and a peer that remembers."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 20.0
"""A test that waits for a socket fails after this; none should come near it."""


class EchoHost:
    """Sends back every byte and datagram. "bye" closes the link with last words."""

    def __init__(self) -> None:
        self.links: dict[int, str] = {}
        self.secure: set[int] = set()
        self.lost_links: list[tuple[int, str]] = []
        self.heard: dict[int, bytearray] = defaultdict(bytearray)
        self.outbox: dict[int, bytearray] = defaultdict(bytearray)
        self.dirty: set[int] = set()
        self.datagrams: list[tuple[bytes, tuple[str, int]]] = []
        self.sources: list[tuple[str, int]] = []
        self.closed: list[tuple[int, bytes]] = []
        self.greeting = b"hello"
        self.takes = True
        self.echoes = True

    def opened(self, link: int, address: str, now: float) -> bool:  # noqa: ARG002
        assert link not in self.links
        if self.takes:
            self.links[link] = address
        return self.takes

    def secured(self, link: int, now: float) -> None:  # noqa: ARG002
        self.secure.add(link)
        self.say(link, self.greeting)

    def received(self, link: int, data: bytes, now: float) -> None:  # noqa: ARG002
        assert link in self.secure or link not in self.links
        self.heard[link] += data
        if data == b"bye":
            self.close(link, b"goodbye")
        elif self.echoes:
            self.say(link, data)

    def lost(self, link: int, reason: str, now: float) -> None:  # noqa: ARG002
        self.secure.discard(link)
        if self.links.pop(link, None):
            self.lost_links.append((link, reason))

    def datagram(self, data: bytes, source: tuple[str, int], now: float) -> None:  # noqa: ARG002
        self.sources.append(source)
        self.datagrams.append((data, source))

    def pending(self, link: int) -> bytes:
        return bytes(self.outbox[link][:16384])

    def sent(self, link: int, count: int) -> None:
        del self.outbox[link][:count]

    def take_dirty(self) -> list[int]:
        dirty, self.dirty = self.dirty, set()
        return sorted(dirty)

    def take_datagrams(self) -> list[tuple[bytes, tuple[str, int]]]:
        out, self.datagrams = self.datagrams, []
        return out

    def take_closed(self) -> list[tuple[int, bytes]]:
        out, self.closed = self.closed, []
        return out

    def say(self, link: int, data: bytes) -> None:
        self.outbox[link] += data
        self.dirty.add(link)

    def close(self, link: int, last_words: bytes = b"") -> None:
        self.closed.append((link, last_words))
        self.links.pop(link, None)
        self.secure.discard(link)


class PlainPeer:
    """Connects once, or as often as `tries` says; says what it is told to and remembers what it hears."""

    def __init__(self, tries: int = 1) -> None:
        self.tries = tries
        self.fingerprints: list[str] = []
        self.trusts = True
        self.is_secure = False
        self.heard = bytearray()
        self.heard_datagrams: list[bytes] = []
        self.lost_for: list[str] = []
        self.outbox = bytearray()
        self.datagrams: list[bytes] = []
        self.leaves = False

    def wants_connection(self, now: float) -> bool:  # noqa: ARG002
        self.tries -= 1
        return self.tries >= 0

    def secured(self, fingerprint: str, now: float) -> bool:  # noqa: ARG002
        self.fingerprints.append(fingerprint)
        self.is_secure = self.trusts
        return self.trusts

    def received(self, data: bytes, now: float) -> None:  # noqa: ARG002
        self.heard += data

    def lost(self, reason: str, now: float) -> None:  # noqa: ARG002
        self.is_secure = False
        self.lost_for.append(reason)

    def datagram(self, data: bytes, now: float) -> None:  # noqa: ARG002
        self.heard_datagrams.append(data)

    def pending(self) -> bytes:
        return bytes(self.outbox[:16384])

    def sent(self, count: int) -> None:
        del self.outbox[:count]

    def take_datagrams(self) -> list[bytes]:
        out, self.datagrams = self.datagrams, []
        return out

    def wants_close(self) -> bool:
        return self.leaves


def poll_until(done: Callable[[], object], *polls: Callable[[float, Callable[[], float]], None]) -> None:
    """Poll sockets until `done()`; fail when that takes far too long."""
    end = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < end, "nothing came"
        for poll in polls:
            poll(0.002, time.monotonic)
