"""A host without sockets, its mazes made at once, and scripted peers that speak the protocol by hand.

The real peer (session.peer) has tests of its own; these can also lie.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from maze3d.session import messages
from maze3d.session.framing import Kind, Unframer
from maze3d.session.host import Host
from maze3d.session.host_settings import HostSettings
from maze3d.session.packets import CommandPacket, decode_snapshot, encode_commands
from maze3d.session.proofs import password_proof, player_key
from maze3d.session.seal import Opener, RejectedError, Sealer, peer_end
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from maze3d.session.packets import SnapshotPacket
    from maze3d.sim.state import Command

T = TypeVar("T", bound=messages.Message)
FINGERPRINT = "ab" * 32
SETTINGS = HostSettings(name="Test", rows=5, cols=5, seed=1, fingerprint=FINGERPRINT, version="1.0")


class Entropy:
    """Bytes that no two calls share."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, size: int) -> bytes:
        self._count += 1
        return hashlib.shake_128(str(self._count).encode()).digest(size)


class World:
    """A host, its clock, and the peers' ends of its streams."""

    def __init__(self, settings: HostSettings = SETTINGS, **limits: Any) -> None:
        settings = replace(settings, limits=replace(settings.limits, **limits))
        self.host = Host(settings, 1, Entropy())
        self.now = 1000.0
        self.ends: dict[int, FakePeer] = {}
        self.unclaimed: list[tuple[bytes, tuple[str, int]]] = []
        self._links = 0

    def connect(self, address: str = "10.0.0.1", *, secure: bool = True) -> FakePeer:
        """Return a peer whose stream is open, and secured unless it shall stay half-open."""
        self._links += 1
        peer = FakePeer(self, self._links, address)
        peer.accepted = self.host.opened(peer.link, address, self.now)
        peer.open = peer.accepted
        if peer.accepted:
            self.ends[peer.link] = peer
            if secure:
                self.host.secured(peer.link, self.now)
        self.deliver()
        return peer

    def join(self, name: str = "Anna", address: str = "10.0.0.1", **fields: Any) -> FakePeer:
        """Return a peer that has asked to join."""
        peer = self.connect(address)
        peer.join(name, **fields)
        return peer

    def step(self, ticks: int = 1) -> None:
        """Let ticks pass; wanted mazes are there at once."""
        for _ in range(ticks):
            self.now += 1 / TICK_RATE
            for recipe in self.host.rounds.wanted:
                self.host.rounds.provide(recipe, recipe.make())
            self.host.step(self.now)
            self.deliver()

    def deliver(self) -> None:
        """Bring what the host has to say to the peers."""
        for link in self.host.take_dirty():
            while data := self.host.pending(link):
                peer = self.ends.get(link)
                if peer and peer.reads:
                    peer.take(data)
                    self.host.sent(link, len(data))
                else:
                    break
        for link, last_words in self.host.take_closed():
            peer = self.ends.pop(link)
            peer.take(last_words)
            peer.open = False
        for datagram, source in self.host.take_datagrams():
            for peer in self.ends.values():
                if peer.source == source:
                    peer.take_datagram(datagram)
                    break
            else:
                self.unclaimed.append((datagram, source))


class FakePeer:
    """One stream, and what has come over it."""

    def __init__(self, world: World, link: int, address: str) -> None:
        self.world = world
        self.link = link
        self.source = (address, 5000 + link)
        self.accepted = False
        self.open = True
        self.reads = True
        self.heard: list[messages.Message] = []
        self.snapshots: list[SnapshotPacket] = []
        self.streamed: list[SnapshotPacket] = []
        self.sealer: Sealer | None = None
        self._opener: Opener | None = None
        self._unframer = Unframer(1 << 20)
        self.newest = 0

    def join(self, name: str = "Anna", **fields: Any) -> None:
        """Ask for a seat; the player's secret is his name unless `key` says otherwise."""
        password = fields.pop("password", "")
        if password:
            nonce = bytes.fromhex(self.one(messages.Hello).nonce)
            fields["proof"] = password_proof(password, nonce, FINGERPRINT)
        fields.setdefault("key", player_key(name.encode(), FINGERPRINT).hex())
        self.say(messages.Join(version="1.0", name=name, **fields))

    def say(self, message: messages.Message) -> None:
        """Send a message."""
        self.send(messages.encode(message))

    def send(self, data: bytes) -> None:
        """Send bytes on the stream."""
        self.world.host.received(self.link, data, self.world.now)
        self.world.deliver()

    def commands(self, *commands: Command, seen: int = 0, ahead: int = 0) -> None:
        """Send commands in a sealed datagram; `ahead` numbers are left out before them."""
        assert self.sealer
        self.newest += ahead + len(commands)
        packet = CommandPacket(self.newest, seen, 0, 7, commands)
        self.datagram(self.sealer.seal(encode_commands(packet)))

    def datagram(self, data: bytes) -> None:
        """Send a datagram as it is."""
        self.world.host.datagram(data, self.source, self.world.now)
        self.world.deliver()

    def lose(self, reason: str = "reset") -> None:
        """Lose the stream."""
        self.world.ends.pop(self.link, None)
        self.open = False
        self.world.host.lost(self.link, reason, self.world.now)
        self.world.host.take_closed()
        self.world.deliver()

    def take(self, data: bytes) -> None:
        """Read what the host has sent on the stream."""
        for kind, body in self._unframer.feed(data):
            if kind is Kind.PACKET:
                self.streamed.append(decode_snapshot(body))
                continue
            message = messages.decode_from_host(body)
            self.heard.append(message)
            if isinstance(message, messages.Welcome):
                session_id, key = bytes.fromhex(message.session), bytes.fromhex(message.key)
                self.sealer, self._opener = peer_end(session_id, key)

    def take_datagram(self, data: bytes) -> None:
        """Open a datagram."""
        try:
            assert self._opener
            self.snapshots.append(decode_snapshot(self._opener.open(data)))
        except (RejectedError, AssertionError):
            self.world.unclaimed.append((data, self.source))

    def all(self, kind: type[T]) -> list[T]:
        """Return all messages of a kind that have come."""
        return [message for message in self.heard if isinstance(message, kind)]

    def one(self, kind: type[T]) -> T:
        """Return the last message of a kind."""
        return self.all(kind)[-1]

    @property
    def seat(self) -> int:
        """The seat it was given."""
        return self.one(messages.Welcome).seat
