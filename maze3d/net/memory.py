"""A network in memory with a time of its own: one host and many peers, without sockets or TLS, for tests.

Owns the two ends of each connection, and how they part, stall, vanish or are reset. Everything follows from
a seed, so a run can be had again. Calls both ends as host_sockets.py and peer_sockets.py do, and knows as
little of what the bytes mean.
"""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

from maze3d.net.connecting import CONNECT_S
from maze3d.net.memory_wire import Item, Pipe, Sign, Wire

if TYPE_CHECKING:
    from maze3d.net.host_sockets import HostSide
    from maze3d.net.peer_sockets import PeerSide

_FIRST_PORT = 49152
_PORTS = 16384


class _Peer:
    """One peer, and what is wrong with it."""

    def __init__(self, side: PeerSide, address: str) -> None:
        self.side = side
        self.address = address
        self.stream: _Stream | None = None
        self.parted = self.stalled = self.vanished = False


class _Stream:
    """A connection. `peer_up`, `host_up`: whether that end has it open; `secure`: has shaken hands."""

    def __init__(self, link: int, peer: _Peer, network: MemoryNetwork) -> None:
        self.link = link
        self.peer = peer
        self.source = (peer.address, _FIRST_PORT + link % _PORTS)
        self.to_host = Pipe(partial(network.pump, self, to_host=True))
        self.to_peer = Pipe(partial(network.pump, self, to_host=False))
        self.peer_up = True
        self.peer_secure = self.host_up = self.host_secure = False


class MemoryNetwork:
    """Joins one host and many peers. Time starts at 0 and is moved by run_until and advance alone.

    Everything takes `delay_s`, and 0 to `jitter_s` more. Of the datagrams, each way, the share `loss` is
    lost, `duplicate` comes twice, `reorder` comes up to 100 ms late; a lost piece of a stream comes later.
    What ends send is taken when time begins to pass and after each delivery; whether a peer wants to connect
    is asked at the former alone.
    """

    def __init__(
        self,
        seed: int,
        *,
        delay_s: float = 0.0,
        jitter_s: float = 0.0,
        loss: float = 0.0,
        duplicate: float = 0.0,
        reorder: float = 0.0,
    ) -> None:
        self.fingerprint = "5a" * 32
        """What peers are told is the host's."""
        self.wire = Wire(
            seed, delay_s=delay_s, jitter_s=jitter_s, loss=loss, duplicate=duplicate, reorder=reorder
        )
        """The conditions, which may be changed at any time, and the counts of datagrams."""
        self._host: HostSide | None = None
        self._peers: dict[int, _Peer] = {}
        self._peer_numbers = itertools.count(1)
        self._links = itertools.count(1)
        self._streams: dict[int, _Stream] = {}
        """By link, those that the host has open."""
        self._by_source: dict[tuple[str, int], _Stream] = {}

    # -- who is there

    def host(self, side: HostSide) -> None:
        """Put the host there, before time passes."""
        self._host = side

    def add_peer(self, side: PeerSide, address: str = "") -> int:
        """Put a peer there; return its number. Without an address it gets 10.0.0.N, N being the number."""
        number = next(self._peer_numbers)
        self._peers[number] = _Peer(side, address or f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
        return number

    @property
    def now(self) -> float:
        """The time, in seconds."""
        return self.wire.now

    @property
    def open_links(self) -> int:
        """How many streams the host has open."""
        return len(self._streams)

    # -- time

    def advance(self, dt_s: float) -> None:
        """Let `dt_s` seconds pass."""
        self.run_until(self.now + dt_s)

    def run_until(self, until_s: float) -> None:
        """Let time pass until then: deliver what comes, in the order it comes."""
        self._collect_host()
        for peer in list(self._peers.values()):
            if peer.stream is None and peer.side.wants_connection(self.now):
                self._connect(peer)
            self._collect_peer(peer)
        self.wire.run_until(until_s)

    # -- what goes wrong

    def partition(self, peer: int, on: bool) -> None:  # noqa: FBT001 - a switch
        """Cut a peer off, or not any more: datagrams are lost, streams wait."""
        self._peers[peer].parted = on
        self._wake(self._peers[peer])

    def stall(self, peer: int, on: bool) -> None:  # noqa: FBT001 - a switch
        """Let a peer read nothing of its stream, or read again: WINDOW_BYTES wait for it at most."""
        self._peers[peer].stalled = on
        self._wake(self._peers[peer])

    def vanish(self, peer: int) -> None:
        """Take a peer away as a pulled plug does: the host is told nothing. What is on its way comes."""
        gone = self._peers.pop(peer)
        gone.vanished = True
        if gone.stream:
            self._peer_lets_go(gone.stream)

    def reset(self, peer: int) -> None:
        """Break a peer's stream: both ends learn of it, what is on its way is lost."""
        if stream := self._peers[peer].stream:
            self.wire.reset(stream.to_host)
            self.wire.reset(stream.to_peer)

    # -- what the ends send

    def _collect_host(self) -> None:
        """Take what the host sends and closes, as HostSockets.flush does."""
        host = self._side()
        for link in host.take_dirty():
            stream = self._streams.get(link)
            if stream:
                self._host_writes(stream)
        for data, where in host.take_datagrams():
            if to := self._by_source.get(where):
                self.wire.send(partial(self._to_peer, to, data))
            else:
                self.wire.counts["nowhere"] += 1
        for link, last_words in host.take_closed():
            stream = self._streams.get(link)
            if stream:
                if stream.host_secure:
                    self.wire.put_bytes(stream.to_peer, last_words)
                self.wire.put(stream.to_peer, Sign.END)
                self._host_lets_go(stream)

    def _host_writes(self, stream: _Stream) -> None:
        host = self._side()
        while stream.host_secure and stream.to_peer.room_bytes and (data := host.pending(stream.link)):
            host.sent(stream.link, self.wire.put_bytes(stream.to_peer, data))

    def _collect_peer(self, peer: _Peer) -> None:
        """Take what a peer sends, and close when it wants to, as PeerSockets.flush does."""
        stream, side = peer.stream, peer.side
        if stream is None:
            return
        if not stream.peer_secure:
            if side.wants_close():
                self._peer_closes(stream)
            return
        while stream.to_host.room_bytes and (data := side.pending()):
            side.sent(self.wire.put_bytes(stream.to_host, data))
        for data in side.take_datagrams():
            self.wire.send(partial(self._to_host, stream, data))
        if side.wants_close():
            self.wire.put_bytes(stream.to_host, side.pending())
            self._peer_closes(stream)

    # -- what comes

    def pump(self, stream: _Stream, *, to_host: bool) -> None:
        """Deliver what has come through one direction of a stream, unless something is in the way."""
        peer = stream.peer
        pipe = stream.to_host if to_host else stream.to_peer
        while not peer.parted and (to_host or not (peer.vanished or (stream.peer_up and peer.stalled))):
            item = pipe.take(self.now)
            if item is None:
                return
            gets = self._host_gets if to_host else self._peer_gets
            gets(stream, item)

    def _host_gets(self, stream: _Stream, item: Item) -> None:
        host = self._side()
        if item is Sign.OPEN:
            stream.host_up = True
            self._streams[stream.link] = stream
            if host.opened(stream.link, stream.peer.address, self.now):
                self.wire.put(stream.to_peer, Sign.HOST_HELLO)
            else:
                self.wire.put(stream.to_peer, Sign.END)
                self._host_lets_go(stream)
        elif not stream.host_up:
            return
        elif item is Sign.FINISHED:
            stream.host_secure = True
            host.secured(stream.link, self.now)
        elif isinstance(item, bytes):
            host.received(stream.link, item, self.now)
        else:
            self._host_lets_go(stream)
            host.lost(stream.link, "reset" if item is Sign.RESET else "left", self.now)
        self._collect_host()
        if stream.peer_up:
            self._collect_peer(stream.peer)  # its window is open again

    def _peer_gets(self, stream: _Stream, item: Item) -> None:
        peer = stream.peer
        if not stream.peer_up:
            return
        if item is Sign.HOST_HELLO:
            self.wire.put(stream.to_host, Sign.FINISHED)
            if peer.side.secured(self.fingerprint, self.now):
                stream.peer_secure = True
                self._by_source[stream.source] = stream
            else:
                self._peer_closes(stream)
        elif isinstance(item, bytes):
            peer.side.received(item, self.now)
        else:
            self._peer_loses(stream, "reset" if item is Sign.RESET else "left")
        self._collect_peer(peer)
        self._host_writes(stream)  # its window is open again

    def _to_host(self, stream: _Stream, data: bytes) -> None:
        if stream.peer.parted:
            self.wire.counts["lost"] += 1
            return
        self.wire.counts["delivered"] += 1
        self._side().datagram(data, stream.source, self.now)
        self._collect_host()

    def _to_peer(self, stream: _Stream, data: bytes) -> None:
        if stream.peer.parted:
            self.wire.counts["lost"] += 1
        elif stream.peer_secure:
            self.wire.counts["delivered"] += 1
            stream.peer.side.datagram(data, self.now)
            self._collect_peer(stream.peer)
        else:
            self.wire.counts["nowhere"] += 1

    # -- inside

    def _connect(self, peer: _Peer) -> None:
        stream = peer.stream = _Stream(next(self._links), peer, self)
        self.wire.put(stream.to_host, Sign.OPEN, more_s=2 * self.wire.delay_s)  # TCP shakes hands first
        self.wire.at(self.now + CONNECT_S, partial(self._give_up, stream))

    def _give_up(self, stream: _Stream) -> None:
        if stream.peer_up and not stream.peer_secure:
            self.wire.put(stream.to_host, Sign.END)
            self._peer_loses(stream, "unreachable")

    def _peer_closes(self, stream: _Stream) -> None:
        self.wire.put(stream.to_host, Sign.END)
        self._peer_lets_go(stream)

    def _peer_loses(self, stream: _Stream, reason: str) -> None:
        self._peer_lets_go(stream)
        stream.peer.side.lost(reason, self.now)

    def _peer_lets_go(self, stream: _Stream) -> None:
        stream.peer_up = stream.peer_secure = False
        stream.peer.stream = None
        self._by_source.pop(stream.source, None)

    def _host_lets_go(self, stream: _Stream) -> None:
        stream.host_up = stream.host_secure = False
        self._streams.pop(stream.link, None)

    def _wake(self, peer: _Peer) -> None:
        """Let go on what has waited for this peer, on old streams too."""
        waiting = [stream for stream in self._streams.values() if stream.peer is peer]
        if peer.stream and peer.stream.link not in self._streams:
            waiting.append(peer.stream)
        for pipe in (pipe for stream in waiting for pipe in (stream.to_host, stream.to_peer)):
            self.wire.at(self.now, pipe.pump)

    def _side(self) -> HostSide:
        if self._host is None:
            raise RuntimeError("A network needs its host before time passes: call host(side).")
        return self._host
