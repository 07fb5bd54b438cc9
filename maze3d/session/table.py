"""The table of sessions: who is connected, and everything each of them owns.

All that a session holds hangs off its row, and `close` is the only way out: it frees all of it at once and
counts the reason. Knows nothing of rounds or rules.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from maze3d.session.framing import MOST_FROM_PEER_BYTES, Unframer
from maze3d.session.limits import Bucket, Limits, group_of
from maze3d.session.seal import RejectedError, session_id_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.session.packets import CommandPacket
    from maze3d.session.seal import Opener, Sealer
    from maze3d.sim.state import Command

COMMAND_BYTES = 120
"""What a waiting command costs, about."""


class State(Enum):
    """How far a session has come."""

    OPENING = auto()
    """The stream is there, its handshake is not done."""
    GREETED = auto()
    """The host has said hello and waits for a word."""
    JOINED = auto()
    """Has a seat."""


@dataclass(slots=True, weakref_slot=True, eq=False)
class Session:
    """One row: a connection and, once it has joined, a player."""

    link: int
    address: str
    opened: float
    heard: float
    messages: Bucket
    packets: Bucket
    volume: Bucket
    """Bytes of the stream."""
    chat: Bucket
    state: State = State.OPENING
    nonce: bytes = b""
    unframer: Unframer = field(default_factory=lambda: Unframer(MOST_FROM_PEER_BYTES))
    outbox: bytearray = field(default_factory=bytearray)
    # from here on: of those who have joined
    session_id: bytes = b""
    sealer: Sealer | None = None
    opener: Opener | None = None
    seal_key: str = ""
    """The key of both in words, until it has been told."""
    token: bytes = b""
    source: tuple[str, int] | None = None
    """Where the newest datagram came from."""
    seat: int = -1
    name: str = ""
    key: bytes = b""
    look: tuple[int, int] = (0, 0)
    admin: bool = False
    bot: bool = False
    counted: bool = True
    """Whether it counts as one of its address's sessions; the host's own bots do not."""
    active: float = 0.0
    """When it last did something: chose, wrote or moved."""
    mark: tuple[int, int, int] = (0, 0, 0)
    """Where its body was and looked when that was last looked at."""
    ready: bool = False
    score: int = 0
    muted_until: float = 0.0
    commands: deque[Command] = field(default_factory=deque)
    newest: int = 0
    """The number of the newest command taken."""
    played: int = 0
    """The number of the last command played."""
    allowance: int = 0
    """Ticks of commands that may be played now."""
    heard_packet: CommandPacket | None = None
    heard_packet_at: float = 0.0
    seen_tick: int = 0
    """The newest snapshot that reached the peer by datagram."""
    round_trip_ms: int = 0
    maze_sent: bool = False
    """Whether it got the host's drawn maze."""
    lobby: int = 0
    """Which state of the lobby it was told last."""

    def facts(self, event: str, **more: object) -> dict[str, object]:
        """Return what a log says of it besides words: nothing secret. `session` is the link's number."""
        seat = {"seat": self.seat} if self.seat >= 0 else {}
        return {"event": event, "session": self.link, "address": self.address, **seat, **more}

    def forget_commands(self) -> None:
        """Play none of the commands that have come so far."""
        self.commands.clear()
        self.played = self.newest
        self.allowance = 0

    def bytes_held(self) -> int:
        """Return what this session makes the host hold: its buffers and queues."""
        return len(self.outbox) + len(self.unframer) + COMMAND_BYTES * len(self.commands)


@dataclass(slots=True)
class HighWater:
    """The most that any queue has held since the start."""

    outbox_bytes: int = 0
    """Of one session's stream."""
    commands: int = 0
    """Of one player."""
    datagrams: int = 0
    """Of all sessions, to be sent in one go."""


class SessionTable:
    """The rows. `on_close(session, reason, now)` is told before a row's belongings are let go."""

    def __init__(self, limits: Limits, on_close: Callable[[Session, str, float], None]) -> None:
        self.limits = limits
        self.closed: Counter[str] = Counter()
        """How many sessions ended, by reason."""
        self.high_water = HighWater()
        self.last_words: list[tuple[int, bytes]] = []
        """Links to close, with what is still to be said."""
        self._on_close = on_close
        self._by_link: dict[int, Session] = {}
        self._by_id: dict[bytes, Session] = {}
        self._by_seat: dict[int, Session] = {}
        self._per_address: Counter[str] = Counter()
        self._half_open: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._by_link)

    def rows(self) -> list[Session]:
        """Return every session."""
        return list(self._by_link.values())

    def joined(self) -> list[Session]:
        """Return those who have a seat, in the order of the seats."""
        return [self._by_seat[seat] for seat in sorted(self._by_seat)]

    def by_link(self, link: int) -> Session | None:
        """Return the session of a stream."""
        return self._by_link.get(link)

    def of_datagram(self, datagram: bytes) -> Session:
        """Return the session that a datagram names. Raises RejectedError when there is none."""
        session = self._by_id.get(session_id_of(datagram))
        if session is None:
            raise RejectedError("unknown")
        return session

    def by_seat(self, seat: int) -> Session | None:
        """Return who sits there."""
        return self._by_seat.get(seat)

    def half_open(self) -> int:
        """Return how many have not joined yet."""
        return self._half_open.total()

    def people(self) -> list[Session]:
        """Return those who have joined and are no bots."""
        return [session for session in self.joined() if not session.bot]

    def joined_from(self, address: str) -> int:
        """Return how many sessions with a seat an address has."""
        return self._per_address[group_of(address)]

    def refusal(self, address: str) -> str:
        """Return why no connection can be taken from an address now, or ""."""
        if self.half_open() >= self.limits.half_open:
            return "half-open"
        if self._half_open[group_of(address)] >= self.limits.half_open_per_address:
            return "half-open-address"
        return ""

    def open(self, link: int, address: str, now: float) -> Session:
        """Make a row for a new stream."""
        limits = self.limits
        session = Session(
            link=link,
            address=address,
            opened=now,
            heard=now,
            messages=Bucket(limits.messages_per_s, limits.message_burst, now),
            packets=Bucket(limits.packets_per_s, limits.packet_burst, now),
            volume=Bucket(limits.bytes_per_s, limits.byte_burst, now),
            chat=Bucket(limits.chat_per_s, limits.chat_burst, now),
        )
        self._by_link[link] = session
        self._half_open[group_of(address)] += 1
        return session

    def seat(self, session: Session, seat: int) -> None:
        """Give a session its seat and its id in datagrams; no longer half-open."""
        session.state = State.JOINED
        session.seat = seat
        self._by_id[session.session_id] = session
        self._by_seat[seat] = session
        if session.counted:
            self._per_address[group_of(session.address)] += 1
        _count_down(self._half_open, group_of(session.address))

    def close(self, session: Session, reason: str, now: float, last_words: bytes = b"") -> None:
        """End a session: free everything it owns and count why. The only way out of the table."""
        if self._by_link.pop(session.link, None) is None:
            return
        self.closed[reason] += 1
        self._on_close(session, reason, now)
        group = group_of(session.address)
        if session.state is State.JOINED:
            del self._by_id[session.session_id]
            del self._by_seat[session.seat]
            if session.counted:
                _count_down(self._per_address, group)
        else:
            _count_down(self._half_open, group)
        waiting = bytes(session.outbox[: self.limits.outbox_bytes]) if last_words else b""
        self.last_words.append((session.link, waiting + last_words))
        session.outbox.clear()
        session.unframer.clear()
        session.commands.clear()
        session.sealer = session.opener = session.source = session.heard_packet = None
        session.token = session.key = session.nonce = b""

    def bytes_held(self) -> int:
        """Return what all sessions make the host hold."""
        return sum(session.bytes_held() for session in self._by_link.values())


def _count_down(counter: Counter[str], group: str) -> None:
    counter[group] -= 1
    if counter[group] <= 0:
        del counter[group]
