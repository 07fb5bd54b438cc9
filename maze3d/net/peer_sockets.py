"""A peer's sockets: connects, shakes hands, and carries the bytes of a sans-I/O peer.

Owns the two sockets of one peer. Many peers can share one selector (a swarm of
bots). Knows nothing of what the bytes mean.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import time
from typing import TYPE_CHECKING, Protocol

from maze3d.net import stream
from maze3d.net.certificate import fingerprint_of, peer_context
from maze3d.net.connecting import CONNECT_S, Connecting
from maze3d.net.datagrams import drain, open_bound
from maze3d.net.stream import StreamEndedError, WantsWriteError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

    from maze3d.net.addresses import Endpoint

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class PeerSide(Protocol):
    """What a peer has to be, to be driven by sockets. `now` is in seconds; nothing may raise."""

    def wants_connection(self, now: float) -> bool:
        """Tell whether to connect, while there is no connection. Asked at every poll."""

    def secured(self, fingerprint: str, now: float) -> bool:
        """Know that the stream is there, and the host's fingerprint. False: close, nothing has been said."""

    def received(self, data: bytes, now: float) -> None:
        """Take bytes of the stream."""

    def lost(self, reason: str, now: float) -> None:
        """Know that the stream has ended, or could not be had.

        "unknown address", "unreachable", "refused", "left", "reset", "tls" or "error". Not told of an end the
        peer asked for.
        """

    def datagram(self, data: bytes, now: float) -> None:
        """Take a datagram, from anybody."""

    def pending(self) -> bytes:
        """Return bytes that wait for the stream, b"" for none."""

    def sent(self, count: int) -> None:
        """Know that `count` of the pending bytes are gone."""

    def take_datagrams(self) -> list[bytes]:
        """Return datagrams to send."""

    def wants_close(self) -> bool:
        """Tell whether to close the stream, once what is pending has been tried; or not to connect any more.

        Asked while there is a stream or one is tried.
        """


class PeerSockets:
    """Connects `side` to a host whenever it wants. `address`: numeric, or a computer's name."""

    def __init__(
        self, side: PeerSide, address: str, port: int, selector: selectors.BaseSelector | None = None
    ) -> None:
        self._side = side
        self._address = address
        self._port = port
        self._own_selector = selector is None
        self._selector = selector or selectors.DefaultSelector()
        self._attempt: Connecting | None = None
        self._host: Endpoint | None = None
        self._give_up = 0.0
        """When the handshake has taken too long."""
        self._stream: ssl.SSLSocket | None = None
        self._secured = False
        self._mask = READ
        self._unread = False
        """Whether the TLS layer holds bytes that the selector does not see."""
        self._udp: socket.socket | None = None

    def poll(self, timeout_s: float, clock: Callable[[], float]) -> None:
        """Wait up to `timeout_s` for something to come, hand it over, then flush. `clock` gives `now`."""
        poll_all(self._selector, [self], timeout_s, clock)

    def flush(self, now: float) -> None:
        """Send what the peer has to send, as far as the sockets take it; close when it wants to."""
        if self._stream is None or not self._secured:
            return
        if not self._mask & WRITE:
            try:
                self._write(self._stream)
            except StreamEndedError as end:
                self._lose(end.reason, now)
                return
        for data in self._side.take_datagrams():
            if self._udp and self._host:
                with contextlib.suppress(OSError):  # what the system does not take is lost, as on any network
                    self._udp.sendto(data, self._host.where)
        if self._side.wants_close():
            self._let_go(self._side.pending())

    def close(self) -> None:
        """Close everything. The peer is told nothing."""
        self._let_go()
        if self._own_selector:
            self._selector.close()

    # -- for poll_all

    def begin(self, now: float) -> float:
        """Do what is due by time; return how long to wait for events at most, in seconds."""
        if not self._secured and (self._attempt or self._stream) and self._side.wants_close():
            self._let_go()
        try:
            if self._stream is None:
                if self._attempt is None and self._side.wants_connection(now):
                    self._attempt = Connecting(self._address, self._port, self._selector, self, now)
                if self._attempt:
                    return self._attempt.step(now)
            elif not self._secured and now >= self._give_up:
                raise StreamEndedError("unreachable")  # noqa: TRY301 - it ends as any other
        except StreamEndedError as end:
            self._lose(end.reason, now)
        return 0.0 if self._unread else CONNECT_S

    def take(self, ready: object, mask: int, now: float) -> None:
        """Do what one of the sockets is ready for; a socket that is not there any more is ignored."""
        try:
            if self._udp and ready is self._udp:
                for data, _source in drain(self._udp):
                    self._side.datagram(data, now)
            elif self._stream and ready is self._stream:
                self._turn(self._stream, mask, now)
            elif self._attempt:
                self._connected(self._attempt, ready, now)
        except WantsWriteError:
            self._wait_for(READ | WRITE)
        except StreamEndedError as end:
            self._lose(end.reason, now)

    def take_unread(self, now: float) -> None:
        """Read on where the last poll had read enough."""
        if self._unread:
            self.take(self._stream, READ, now)

    # -- inside

    def _connected(self, attempt: Connecting, ready: object, now: float) -> None:
        """Begin the handshake when the attempt has led to a connection."""
        found = attempt.connected(ready)
        if found is None:
            return
        raw, self._host = found
        self._attempt = None
        self._give_up = attempt.give_up
        try:
            self._stream = peer_context().wrap_socket(
                raw, do_handshake_on_connect=False, suppress_ragged_eofs=False
            )
        except (OSError, ValueError):
            raw.close()
            raise StreamEndedError("reset") from None
        self._mask = READ
        self._selector.register(self._stream, READ, self)
        self._turn(self._stream, READ, now)

    def _turn(self, secure: ssl.SSLSocket, mask: int, now: float) -> None:
        if not self._secured:
            self._secured = stream.shake(secure)
            self._wait_for(READ)
            if self._secured:
                self._shaken(secure, now)
            return
        if mask & READ:
            self._read(secure, now)
        if mask & WRITE:
            self._write(secure)

    def _shaken(self, secure: ssl.SSLSocket, now: float) -> None:
        """Show the peer whom it has reached."""
        fingerprint = fingerprint_of(secure.getpeercert(binary_form=True) or b"")
        if not self._side.secured(fingerprint, now):
            self._let_go(b"")
            return
        # Not connected to the host's address: a computer with several may answer from another one, and as
        # every datagram is sealed, where it came from proves nothing anyway.
        everywhere = ("::", 0, 0, 0) if secure.family == socket.AF_INET6 else ("0.0.0.0", 0)  # noqa: S104
        with contextlib.suppress(OSError):
            self._udp = open_bound(secure.family, socket.SOCK_DGRAM, everywhere)
            self._selector.register(self._udp, READ, self)

    def _read(self, secure: ssl.SSLSocket, now: float) -> None:
        """Read until there is no more, or enough for now."""
        self._unread = False
        left = stream.READ_BYTES
        for _ in range(stream.READ_RECORDS):
            data = stream.read(secure, left)
            if not data:
                return
            self._side.received(data, now)
            left -= len(data)
            if not left:
                break
        self._unread = secure.pending() > 0

    def _write(self, secure: ssl.SSLSocket) -> None:
        """Write until there is no more, or the socket is full: then wait for it."""
        while data := self._side.pending():
            count = stream.write(secure, data)
            if not count:
                self._wait_for(READ | WRITE)
                return
            self._side.sent(count)
        self._wait_for(READ)

    def _wait_for(self, mask: int) -> None:
        if self._stream and self._mask != mask:
            self._mask = mask
            self._selector.modify(self._stream, mask, self)

    def _lose(self, reason: str, now: float) -> None:
        self._let_go()
        self._side.lost(reason, now)

    def _let_go(self, last_words: bytes | None = None) -> None:
        """Close the sockets."""
        if self._attempt:
            self._attempt.close()
        for each in (self._udp, self._stream):
            if each is not None:
                self._selector.unregister(each)
                stream.close(each, last_words)
        self._attempt = self._udp = self._stream = None
        self._secured = self._unread = False


def poll_all(
    selector: selectors.BaseSelector,
    peers: Iterable[PeerSockets],
    timeout_s: float,
    clock: Callable[[], float],
) -> None:
    """Poll many peers that share `selector`: wait up to `timeout_s`, hand over what came, flush them all."""
    peers = list(peers)
    now = clock()
    wait_s = min((peer.begin(now) for peer in peers), default=CONNECT_S)
    wait_s = min(wait_s, timeout_s)
    if selector.get_map():
        events = selector.select(wait_s)
    else:  # Windows cannot wait for no sockets
        events = []
        time.sleep(wait_s)
    now = clock()
    for peer in peers:
        peer.take_unread(now)
    for key, mask in events:
        key.data.take(key.fileobj, mask, now)
    for peer in peers:
        peer.flush(now)
