"""The peer's end of a session, without any I/O: joins, plays, and comes back by itself when it was lost.

Bytes and the time come in, bytes go out, and what has happened is read from `events()`. What a packet or a
message does is in peer_incoming.py; this owns the states and their times. Knows nothing of sockets.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from maze3d.session.framing import MOST_FROM_HOST_BYTES, Kind, Unframer, WireError, frame
from maze3d.session.interpolation import Interpolation
from maze3d.session.mazes import maze_digest
from maze3d.session.messages import Alive, Chat, Leave, Looks, Ready, Vote, Words, encode
from maze3d.session.packets import MOST_COMMANDS, CommandPacket, encode_commands
from maze3d.session.peer_incoming import take_frame, take_packet
from maze3d.session.prediction import Prediction
from maze3d.session.seal import RejectedError
from maze3d.sim.movement import floor_of

if TYPE_CHECKING:
    from typing import Literal

    from maze3d.maze import Maze
    from maze3d.session.messages import FromHost, Lobby, Member, Message, Results, Round
    from maze3d.session.packets import SnapshotPacket
    from maze3d.session.seal import Opener, Sealer
    from maze3d.sim.state import Command

PLAYING_S = 1 / 30
IDLE_S = 1 / 4
"""Between two command packets, with a body in a round and without."""

ALIVE_S = 2.0
NO_DATAGRAMS_S = 1.0
"""After so long without one, what goes by datagram goes by stream as well."""

SILENCE_S = 5.0
"""After so long without a word the host is lost."""

RETRY_S = (0.5, 1.0, 2.0, 4.0, 5.0)
"""Waits before coming back, the last one again and again."""

GIVE_UP_S = 60.0
"""A host keeps a seat for so long."""

MOST_EVENTS = 512
MOST_OUTBOX_BYTES = 256 * 1024


class State(Enum):
    """Where a peer stands."""

    JOINING = auto()
    IN = auto()
    RETRYING = auto()
    """Was in, lost the host, and tries to come back."""
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class Me:
    """Who joins.

    `fingerprint`: what the host's certificate has to begin with, "" to trust the first one seen.
    """

    name: str
    secret: bytes
    colour: int = 0
    shape: int = 0
    password: str = ""
    admin: str = ""
    bot: bool = False
    fingerprint: str = ""
    resume: str = ""
    """The token of a seat that was lost in an earlier run."""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """The peer is in; `back` when it was before."""

    back: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The host is lost, for now."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """It is over: a word for programs and a sentence for people."""

    reason: str
    text: str


class Peer:
    """One peer. It wants a connection as soon as it is made."""

    def __init__(self, me: Me, now: float) -> None:
        self.me = me
        self.state = State.JOINING
        self.ended: Ended | None = None
        self.fingerprint = ""
        self.host_version = ""
        self.seat = -1
        self.name = me.name
        self.admin = False
        self.token = me.resume
        self.code = ""
        self.lobby: Lobby | None = None
        self.round: Round | None = None
        self.results: Results | None = None
        self.votes: list[int] = [0, 0]
        self.snapshot: SnapshotPacket | None = None
        """The newest of the running round."""
        self.interpolation = Interpolation()
        self.prediction: Prediction | None = None
        self.maze: Maze | None = None
        self.round_trip_ms = 0.0
        self.snapshots_received = 0
        self.snapshots_lost = 0
        self.nonce = b""
        self.sealer: Sealer | None = None
        self.opener: Opener | None = None
        self.unframer = Unframer(MOST_FROM_HOST_BYTES)
        self.heard = now
        self.heard_datagram = now
        self.newest_tick = 0
        """The newest snapshot that came by datagram."""
        self._outbox = bytearray()
        self._datagrams: list[bytes] = []
        self._events: deque[FromHost | Joined | Lost | Ended] = deque(maxlen=MOST_EVENTS)
        self._number = 0
        self._recent: deque[Command] = deque(maxlen=MOST_COMMANDS)
        self._packet_due = now
        self._alive_due = now
        self._connected = False
        self._lost_at = 0.0
        self._tries = 0
        self._try_at = now

    # -- what is read

    @property
    def members(self) -> tuple[Member, ...]:
        """Who is here."""
        return tuple(self.lobby.members) if self.lobby else ()

    @property
    def playing(self) -> bool:
        """Whether there is a body of one's own in a running round."""
        return self.snapshot is not None and self.snapshot.own is not None

    def events(self) -> list[FromHost | Joined | Lost | Ended]:
        """Return what has happened since this was last asked."""
        out = list(self._events)
        self._events.clear()
        return out

    def retry_in_s(self, now: float) -> float:
        """Return how long until the next try to come back."""
        return max(0.0, self._try_at - now)

    @property
    def tries(self) -> int:
        """How often it has tried to come back."""
        return self._tries

    # -- what is said

    def ready(self, *, on: bool) -> None:
        """Say whether one is ready."""
        self._say(Ready(on=on))

    def look(self, colour: int, shape: int) -> None:
        """Say how one wants to look."""
        self._say(Looks(colour=colour, shape=shape))

    def chat(self, text: str) -> None:
        """Say something to all."""
        self._say(Chat(text=text))

    def vote(self, choice: Literal[0, 1]) -> None:
        """Vote for one of the next mazes."""
        self._say(Vote(choice=choice))

    def console(self, words: str) -> None:
        """Say something to the host's console."""
        self._say(Words(words=words))

    def command(self, command: Command) -> None:
        """Do something for one tick of the own body."""
        self._number += 1
        self._recent.append(command)
        if self.prediction:
            self.prediction.step(self._number, command)

    def set_maze(self, maze: Maze) -> None:
        """Take the maze of the round that was announced, made from its code."""
        if self.round is None:
            return
        if maze_digest(maze) != self.round.digest:
            self.end("maze", "This computer makes another maze of the host's code: the versions differ.")
            return
        self.maze = maze
        self.prediction = Prediction(floor_of(maze.passages))
        self.interpolation.clear()
        self.snapshot = None

    def leave(self) -> None:
        """Give the seat back and end."""
        self._say(Leave())
        self.token = ""
        self.end("left", "You have left the match.")

    # -- what the sockets tell and ask (net.peer_sockets.PeerSide)

    def wants_connection(self, now: float) -> bool:
        """Tell whether to connect."""
        if self.state in {State.JOINING, State.RETRYING} and not self._connected and now >= self._try_at:
            self._connected = True
            self.heard = now
            return True
        return False

    def secured(self, fingerprint: str, now: float) -> bool:
        """Know which host this is; False when it is another one than it should be."""
        wanted = self.fingerprint or self.me.fingerprint
        if wanted and not fingerprint.startswith(wanted):
            self.end(
                "fingerprint",
                "Another host answers at this address: its certificate is not the one it should be.",
            )
            return False
        self.fingerprint = fingerprint
        self.heard = now
        self.unframer.clear()
        self._outbox.clear()
        return True

    def received(self, data: bytes, now: float) -> None:
        """Take bytes of the stream."""
        self.heard = now
        try:
            for kind, body in self.unframer.feed(data):
                take_frame(self, kind, body, now)
                if self.state is State.ENDED:
                    return
        except WireError as problem:
            self.end("protocol", f"The host says what cannot be understood: {problem}.")

    def datagram(self, data: bytes, now: float) -> None:
        """Take a datagram; one that the host has not sealed is ignored."""
        if self.opener is None or self.state is not State.IN:
            return
        try:
            take_packet(self, self.opener.open(data), now, by_datagram=True)
        except (RejectedError, WireError):
            return

    def lost(self, reason: str, now: float) -> None:
        """Know that the stream has ended."""
        if self.state is State.ENDED:
            return
        self._connected = False
        if self.state is State.JOINING:
            self.end(reason, CANNOT_CONNECT.get(reason, "The connection has ended."))
            return
        if self.state is State.IN:
            self._lost_at, self._tries = now, 0
            self.state = State.RETRYING
            self._forget_session()
            self._tell(Lost(reason))
        if now - self._lost_at >= GIVE_UP_S:
            self.end("lost", "The host did not come back.")
            return
        self._try_at = now + RETRY_S[min(self._tries, len(RETRY_S) - 1)]
        self._tries += 1

    def pending(self) -> bytes:
        """Return the next bytes for the stream."""
        return bytes(self._outbox[:16384])

    def sent(self, count: int) -> None:
        """Know that `count` of the pending bytes have gone out."""
        del self._outbox[:count]

    def take_datagrams(self) -> list[bytes]:
        """Return the datagrams to send."""
        out, self._datagrams = self._datagrams, []
        return out

    def wants_close(self) -> bool:
        """Tell whether the stream shall end."""
        return self.state is State.ENDED or not self._connected

    # -- time

    def step(self, now: float) -> None:
        """Send what is due and see what is overdue; call it once a frame."""
        if self._connected and self.state is not State.ENDED and now - self.heard > SILENCE_S:
            self.lost("timeout", now)
        if self.state is not State.IN or self.sealer is None:
            return
        blocked = now - self.heard_datagram > NO_DATAGRAMS_S
        if now >= self._packet_due:
            every = PLAYING_S if self.playing else IDLE_S
            self._packet_due = max(self._packet_due + every, now - every)
            packet = encode_commands(
                CommandPacket(
                    self._number,
                    self.newest_tick,
                    int(now * 1000) & 0xFFFF,
                    min(int(self.round_trip_ms), 65535),
                    tuple(self._recent) if self.playing else (),
                )
            )
            self._datagrams.append(self.sealer.seal(packet))
            if blocked and not self._outbox:
                self._outbox += frame(Kind.PACKET, packet)
        if now >= self._alive_due:
            self._alive_due = now + ALIVE_S
            if blocked:
                self._say(Alive())

    # -- for peer_incoming

    def welcomed(self, now: float, *, back: bool) -> None:
        """Be in."""
        self.state = State.IN
        self._packet_due = self._alive_due = now
        self.heard_datagram = now
        self._tries = 0
        self._tell(Joined(back))

    def new_round(self) -> None:
        """Forget the round before."""
        self.maze = self.prediction = self.snapshot = None
        self.interpolation.clear()
        self._recent.clear()

    def say(self, message: Message) -> None:
        """Put a message on the stream."""
        self._outbox += encode(message)
        if len(self._outbox) > MOST_OUTBOX_BYTES:
            self.end("slow", "The connection is too slow for what there is to say.")

    def tell(self, event: FromHost) -> None:
        """Note what the host has told."""
        self._events.append(event)

    def end(self, reason: str, text: str) -> None:
        """End for good."""
        if self.state is not State.ENDED:
            self.state = State.ENDED
            self.ended = Ended(reason, text)
            self._tell(self.ended)

    def _say(self, message: Message) -> None:
        if self.state is State.IN:
            self.say(message)

    def _tell(self, event: Joined | Lost | Ended) -> None:
        self._events.append(event)

    def _forget_session(self) -> None:
        self.sealer = self.opener = None
        self.new_round()
        self.round = None
        self._number = 0
        self._datagrams.clear()
        self.newest_tick = 0


CANNOT_CONNECT = {
    "unknown address": "There is no computer of that name.",
    "unreachable": "Nothing answers at that address.",
    "refused": "That computer answers, but no match is hosted there at that port.",
    "tls": "What answers at that address is no maze3d host.",
    "left": "The host has ended the connection before it began: it may be busy.",
    "reset": "The host has ended the connection before it began: it may be busy.",
    "timeout": "The host does not answer.",
}
"""Why there is no connection, in a sentence each."""
