"""A host and a peer in a running round, fresh for each input of scripts/fuzz.py and without sockets.

Owns how they get there; the same each time. A failure that the host would only log is raised.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from maze3d.maze import generate
from maze3d.session import messages as m
from maze3d.session.framing import MOST_FROM_HOST_BYTES, Kind, Unframer
from maze3d.session.host import Host
from maze3d.session.host_settings import HostSettings
from maze3d.session.mazes import maze_digest
from maze3d.session.peer import Me, Peer
from maze3d.session.seal import Sealer, host_end, peer_end
from maze3d.session.seen import seen
from maze3d.sim.state import Command

if TYPE_CHECKING:
    from collections.abc import Iterator

MAZE = generate("backtracker", 5, 5, seed=1, braid=0.2)
KEY, ID, FINGERPRINT, NOW = bytes(16), b"sessions", "ab" * 32, 1000.0
SETTINGS = HostSettings(name="Fuzz", rows=5, cols=5, seed=1, fingerprint=FINGERPRINT, version="1.0")
SOURCE = ("10.0.0.1", 5000)
LINK, OTHER = 1, 2
TICK_S = 1 / 60
WALL_S = 1_790_000_000.0


class _Raiser(logging.Handler):
    """Raises what is logged as a failure, where it is logged."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            raise record.exc_info[1]


@contextmanager
def failures_raised() -> Iterator[None]:
    """Let no failure end in a log."""
    log, raiser = logging.getLogger("maze3d"), _Raiser(logging.ERROR)
    before = log.propagate
    log.addHandler(raiser)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(raiser)
        log.propagate = before


class Entropy:
    """Bytes that no two calls share, the same in every run."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, size: int) -> bytes:
        """Return `size` bytes."""
        self._count += 1
        return hashlib.shake_128(str(self._count).encode()).digest(size)


def host_in_a_round(settings: HostSettings = SETTINGS, *, joined: bool = True) -> tuple[Host, Sealer | None]:
    """Return a host with an admin at LINK, in a round with one more; or LINK greeted only."""
    host = Host(settings, 1, Entropy())
    host.rounds.provide(settings.recipe(1), MAZE)
    sealer = None
    for link in (OTHER, LINK):
        host.opened(link, f"10.0.0.{link}", NOW)
        host.secured(link, NOW)
        if link == LINK and not joined:
            break
        host.received(link, m.encode(m.Join(version="1.0", name=f"P{link}", key=f"{link:032x}")), NOW)
        welcome = next(each for each in said(host, link) if isinstance(each, m.Welcome))
        sealer, _opener = peer_end(bytes.fromhex(welcome.session), bytes.fromhex(welcome.key))
    for player in host.table.joined():
        player.ready = player.admin = True
    host.step(NOW)
    assert host.rounds.match  # noqa: S101 - of a check, like a test's
    return host, sealer


def said(host: Host, link: int) -> list[m.Message]:
    """Return what a host has to say to a link, taken from it."""
    unframer = Unframer(MOST_FROM_HOST_BYTES)
    out: list[m.Message] = []
    while data := host.pending(link):
        host.sent(link, len(data))
        out += [m.decode_from_host(body) for kind, body in unframer.feed(data) if kind is Kind.MESSAGE]
    return out


def check(host: Host) -> None:
    """Let the host go on for two ticks and see that it holds no more than it may."""
    for tick in (1, 2):
        host.step(NOW + tick * TICK_S)
    limits = host.settings.limits
    for row in host.table.rows():
        assert len(row.outbox) <= limits.outbox_bytes  # noqa: S101
        assert len(row.commands) <= limits.waiting_commands  # noqa: S101
    assert host.table.by_link(OTHER) or host.table.closed.keys() & {"kicked", "banned", "slow"}  # noqa: S101


def peer_in_a_round(*, joined: bool = True) -> tuple[Peer, Sealer]:
    """Return a peer that plays, with commands the host has not answered; or one that is connected only."""
    peer = Peer(Me("Anna", secret=bytes(32), version="1.0"), NOW)
    sealer, _opener = host_end(ID, KEY)
    peer.wants_connection(NOW)
    peer.secured(FINGERPRINT, NOW)
    if joined:
        for message in (HELLO, WELCOME, ROUND):
            peer.received(m.encode(message), NOW)
        peer.set_maze(MAZE)
        for _ in range(3):
            peer.command(Command(forward=127, yaw=16384))
    return peer, sealer


def look_at(peer: Peer) -> None:
    """Do with a peer what a frame of the game does."""
    for tick in (1, 7):
        now = NOW + tick * TICK_S
        peer.step(now)
        peer.interpolation.at(now)
        seen(peer)
        if peer.prediction:
            peer.prediction.drawn(0.5, TICK_S)
        peer.command(Command(forward=127))
    peer.events()


def round_of(**changes: Any) -> m.Round:
    """Return the announcement of the round in MAZE."""
    return m.Round(
        **{
            "match": 1, "mode": "race", "rules": {"hold_ticks": 180}, "code": MAZE.code,
            "digest": maze_digest(MAZE), "round": 1, "rounds": 3, "seats": [0, 1], **changes,
        }
    )  # fmt: skip


HELLO = m.Hello(version="1.0", nonce="0" * 32, locked=True)
WELCOME = m.Welcome(
    seat=0, name="Anna", session=ID.hex(), key=KEY.hex(), token="2" * 32,
    admin=True, resumed=False, code="",
)  # fmt: skip
ROUND = round_of()
