"""The host's sockets: takes connections and datagrams, and carries the bytes of a sans-I/O host.

Owns every socket of a host and one selector. A link is a number that is never used twice; all that is kept of
one is its TLS socket and what it waits for. Knows nothing of what the bytes mean and when a link is overdue.
"""

from __future__ import annotations

import selectors
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from maze3d.net import stream
from maze3d.net.addresses import scoped
from maze3d.net.datagrams import drain
from maze3d.net.ports import listen
from maze3d.net.stream import StreamEndedError, WantsWriteError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE

MOST_ACCEPTED = 64
"""Connections taken in one poll."""


class HostSide(Protocol):
    """What a host has to be, to be driven by sockets. `now` is in seconds; nothing may raise.

    A link that the host has closed can still be received from or lost, until `take_closed` has told so.
    """

    def opened(self, link: int, address: str, now: float) -> bool:
        """Know of a new connection. False: it is closed at once, and nothing more is told of it."""

    def secured(self, link: int, now: float) -> None:
        """Know that the link's TLS handshake is done."""

    def received(self, link: int, data: bytes, now: float) -> None:
        """Take bytes of the link's stream."""

    def lost(self, link: int, reason: str, now: float) -> None:
        """Know that the link has ended: "left", "reset", "tls" or "error"."""

    def datagram(self, data: bytes, source: tuple[str, int], now: float) -> None:
        """Take a datagram."""

    def pending(self, link: int) -> bytes:
        """Return bytes that wait for the link's stream, b"" for none."""

    def sent(self, link: int, count: int) -> None:
        """Know that `count` of the pending bytes are gone."""

    def take_dirty(self) -> list[int]:
        """Return the links that got bytes to send since last asked."""

    def take_datagrams(self) -> list[tuple[bytes, tuple[str, int]]]:
        """Return datagrams to send, each with where to."""

    def take_closed(self) -> list[tuple[int, bytes]]:
        """Return the links the host has closed, each with last words to try to send."""


@dataclass(slots=True)
class Traffic:
    """What has passed since the start; of a stream its words, without what TLS adds."""

    connections: int = 0
    stream_bytes_in: int = 0
    stream_bytes_out: int = 0
    datagrams_in: int = 0
    datagrams_out: int = 0
    datagram_bytes_in: int = 0
    datagram_bytes_out: int = 0


@dataclass(slots=True, eq=False)
class _Link:
    stream: ssl.SSLSocket
    mask: int = READ
    secured: bool = False


class HostSockets:
    """Listens on `port`, TCP and UDP, of `bind`: a numeric address, or "" for all of them, IPv6 too.

    Port 0 takes one that is free. Raises OSError when the port or the address cannot be had.
    """

    def __init__(self, side: HostSide, bind: str, port: int, context: ssl.SSLContext) -> None:
        self._side = side
        self._context = context
        self._listeners, self._datagrams = listen(bind, port)
        self.port = int(self._listeners[0].getsockname()[1])
        self.traffic = Traffic()
        self._links: dict[int, _Link] = {}
        self._unread: set[int] = set()
        """Links whose TLS layer holds bytes that the selector does not see."""
        self._selector = selectors.DefaultSelector()
        for each in self._listeners:
            self._selector.register(each, READ, self._accept)
        for each in self._datagrams.values():
            self._selector.register(each, READ, self._receive)

    @property
    def open_links(self) -> int:
        """How many streams there are, those that still shake hands too."""
        return len(self._links)

    def poll(self, timeout_s: float, clock: Callable[[], float]) -> None:
        """Wait up to `timeout_s` for something to come, hand it over, then flush. `clock` gives `now`."""
        events = self._selector.select(0.0 if self._unread else timeout_s)
        now = clock()
        ready = dict.fromkeys(self._unread, READ)
        self._unread.clear()
        for key, mask in events:
            if isinstance(key.data, int):
                ready[key.data] = mask
            else:
                key.data(key.fileobj, now)
        for number, mask in ready.items():
            self._turn(number, mask, now)
        self.flush(now)

    def flush(self, now: float) -> None:
        """Send what the host has to send, as far as the sockets take it, and close what it has closed."""
        side = self._side
        for number in side.take_dirty():
            link = self._links.get(number)
            if link and link.secured and not link.mask & WRITE:
                try:
                    self._write(number, link)
                except StreamEndedError as end:
                    self._drop(number, link)
                    side.lost(number, end.reason, now)
        self._send(side.take_datagrams())
        for number, last_words in side.take_closed():
            link = self._links.get(number)
            if link and link.secured:
                self.traffic.stream_bytes_out += len(last_words)
                self._drop(number, link, last_words)
            elif link:
                self._drop(number, link)

    def close(self) -> None:
        """Close everything. The host is told nothing."""
        for number, link in list(self._links.items()):
            self._drop(number, link)
        self._selector.close()
        for each in (*self._listeners, *self._datagrams.values()):
            each.close()

    # -- streams

    def _accept(self, listener: socket.socket, now: float) -> None:
        for _ in range(MOST_ACCEPTED):
            try:
                raw, where = listener.accept()
            except OSError:  # no more; or gone again; or too many open files: those are for the host to limit
                return
            self.traffic.connections += 1
            number = self.traffic.connections
            if not self._side.opened(number, scoped(where)[0], now):
                raw.close()
                continue
            try:
                stream.prepare(raw)
                link = _Link(self._wrap(raw))
            except (OSError, ValueError):  # it was reset before it was taken
                raw.close()
                self._side.lost(number, "reset", now)
                continue
            self._links[number] = link
            self._selector.register(link.stream, READ, number)

    def _wrap(self, raw: socket.socket) -> ssl.SSLSocket:
        return self._context.wrap_socket(
            raw, server_side=True, do_handshake_on_connect=False, suppress_ragged_eofs=False
        )

    def _turn(self, number: int, mask: int, now: float) -> None:
        """Do what a link is ready for."""
        link = self._links.get(number)
        if link is None:
            return
        try:
            if not link.secured:
                link.secured = stream.shake(link.stream)
                if not link.secured:
                    self._wait_for(number, link, READ)
                    return
                self._side.secured(number, now)
                self._write(number, link)
            else:
                if mask & READ:
                    self._read(number, link, now)
                if mask & WRITE:
                    self._write(number, link)
        except WantsWriteError:
            self._wait_for(number, link, READ | WRITE)
        except StreamEndedError as end:
            self._drop(number, link)
            self._side.lost(number, end.reason, now)

    def _read(self, number: int, link: _Link, now: float) -> None:
        """Read until there is no more, or enough for now."""
        left = stream.READ_BYTES
        for _ in range(stream.READ_RECORDS):
            data = stream.read(link.stream, left)
            if not data:
                return
            self.traffic.stream_bytes_in += len(data)
            self._side.received(number, data, now)
            left -= len(data)
            if not left:
                break
        if link.stream.pending():
            self._unread.add(number)

    def _write(self, number: int, link: _Link) -> None:
        """Write until there is no more, or the socket is full: then wait for it."""
        while data := self._side.pending(number):
            count = stream.write(link.stream, data)
            if not count:
                self._wait_for(number, link, READ | WRITE)
                return
            self.traffic.stream_bytes_out += count
            self._side.sent(number, count)
        self._wait_for(number, link, READ)

    def _wait_for(self, number: int, link: _Link, mask: int) -> None:
        if link.mask != mask:
            link.mask = mask
            self._selector.modify(link.stream, mask, number)

    def _drop(self, number: int, link: _Link, last_words: bytes | None = None) -> None:
        self._selector.unregister(link.stream)
        stream.close(link.stream, last_words)
        del self._links[number]
        self._unread.discard(number)

    # -- datagrams

    def _receive(self, udp: socket.socket, now: float) -> None:
        take = self._side.datagram
        count = size = 0
        for data, source in drain(udp):
            count += 1
            size += len(data)
            take(data, source, now)
        self.traffic.datagrams_in += count
        self.traffic.datagram_bytes_in += size

    def _send(self, datagrams: list[tuple[bytes, tuple[str, int]]]) -> None:
        """Send datagrams; one that the system does not take is lost, as on any network."""
        ipv4, ipv6 = self._datagrams.get(socket.AF_INET), self._datagrams.get(socket.AF_INET6)
        count = size = 0
        for data, where in datagrams:
            try:
                if ":" not in where[0]:
                    if ipv4:
                        size += ipv4.sendto(data, where)
                        count += 1
                elif ipv6:
                    address, _, scope = where[0].partition("%")
                    size += ipv6.sendto(data, (address, where[1], 0, int(scope or 0)))
                    count += 1
            except OSError:
                pass
        self.traffic.datagrams_out += count
        self.traffic.datagram_bytes_out += size
