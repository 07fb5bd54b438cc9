"""The peer's end of a session, without any I/O: joins, plays, and comes back by itself when it was lost.

Bytes and the time come in, bytes go out, and what has happened is read from `events()`. What a packet or a
message does is in peer_incoming.py; this owns the states, and what is said when. Knows nothing of sockets.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from maze3d.session import endings
from maze3d.session.command_stream import CommandStream
from maze3d.session.framing import MOST_FROM_HOST_BYTES, Kind, Unframer, WireError, frame
from maze3d.session.interpolation import Interpolation
from maze3d.session.mazes import maze_digest
from maze3d.session.me import Me
from maze3d.session.messages import (
    CHAT_LENGTH,
    Alive,
    Chat,
    Leave,
    Looks,
    Ready,
    Vote,
    WantMaze,
    Words,
    encode,
)
from maze3d.session.own_maze import Offered
from maze3d.session.packets import CommandPacket, encode_commands
from maze3d.session.peer_incoming import take_frame, take_packet
from maze3d.session.prediction import Prediction
from maze3d.session.reconnect import Reconnect
from maze3d.session.seal import RejectedError
from maze3d.session.words import clean
from maze3d.sim.movement import floors_of

if TYPE_CHECKING:
    from typing import Literal

    from maze3d.maze import Maze
    from maze3d.session.messages import FromHost, Lobby, MazePart, Member, Message, Results, Round
    from maze3d.session.packets import SnapshotPacket
    from maze3d.session.seal import Opener, Sealer
    from maze3d.sim.state import Command

__all__ = ["Ended", "Joined", "Lost", "Me", "OwnMazeHere", "Peer", "State"]

ALIVE_S = 2.0
NO_DATAGRAMS_S = 1.0
"""After so long without one, what goes by datagram goes by stream as well."""

SILENCE_S = 5.0
"""After so long without a word the host is lost."""

MOST_EVENTS = 512
MOST_OUTBOX_BYTES = 256 * 1024
MOST_DATAGRAMS = 64
"""What waits for the network is bounded: the oldest events and datagrams go."""

WORDS_LENGTH = 400
"""The longest line for a host's console."""


class State(Enum):
    """Where a peer stands."""

    JOINING = auto()
    IN = auto()
    RETRYING = auto()
    """Was in, lost the host, and tries to come back."""
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class Joined:
    """The peer is in; `back` when it was before."""

    back: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The host is lost, for now."""

    reason: str


@dataclass(frozen=True, slots=True)
class OwnMazeHere:
    """All of the host's own maze has come, and it is right: `Peer.own.drawing`."""


@dataclass(frozen=True, slots=True)
class Ended:
    """It is over: a word for programs and a sentence for people."""

    reason: str
    text: str


class Peer:
    """One peer. It wants a connection as soon as it is made; `computer` is where to, as a player wrote it."""

    def __init__(self, me: Me, now: float, computer: str = "") -> None:
        self.me = me
        self._computer = computer
        self.state = State.JOINING
        self.ended: Ended | None = None
        self.fingerprint = ""
        self.host_version = ""
        self.seat = -1
        self.name = me.name
        self.admin = False
        self.token = me.token
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
        self.own = Offered()
        """The host's own maze, if it has one."""
        self.round_trip_ms = 0.0
        self.snapshots_received = 0
        self.snapshots_lost = 0
        self.greeted = False
        """Whether the host has said hello on this connection."""
        self.sealer: Sealer | None = None
        self.opener: Opener | None = None
        self.unframer = Unframer(MOST_FROM_HOST_BYTES)
        self.heard = now
        self.heard_datagram = now
        self.newest_tick = 0
        """The newest snapshot that came by datagram."""
        self._outbox = bytearray()
        self._datagrams: deque[bytes] = deque(maxlen=MOST_DATAGRAMS)
        self._events: deque[FromHost | OwnMazeHere | Joined | Lost | Ended] = deque(maxlen=MOST_EVENTS)
        self._commands = CommandStream(now)
        self._alive_due = now
        self._connected = False
        self._reconnect = Reconnect(now)

    # -- what is read

    @property
    def members(self) -> tuple[Member, ...]:
        """Who is here."""
        return tuple(self.lobby.members) if self.lobby else ()

    @property
    def is_in(self) -> bool:
        """Whether there is a seat, and the host is there."""
        return self.state is State.IN

    @property
    def playing(self) -> bool:
        """Whether there is a body of one's own in a running round."""
        return self.snapshot is not None and self.snapshot.own is not None

    def events(self) -> list[FromHost | OwnMazeHere | Joined | Lost | Ended]:
        """Return what has happened since this was last asked."""
        out = list(self._events)
        self._events.clear()
        return out

    def retry_in_s(self, now: float) -> float:
        """Return how long until the next try to come back."""
        return self._reconnect.in_s(now)

    @property
    def tries(self) -> int:
        """How often it has tried to come back."""
        return self._reconnect.tries

    @property
    def number(self) -> int:
        """The newest command's number."""
        return self._commands.number

    # -- what is said

    def ready(self, *, on: bool) -> None:
        """Say whether one is ready."""
        self._say(Ready(on=on))

    def look(self, colour: int, shape: int) -> None:
        """Say how one wants to look."""
        self._say(Looks(colour=colour, shape=shape))

    def chat(self, text: str) -> None:
        """Say something to all."""
        self._say(Chat(text=clean(text, CHAT_LENGTH)))

    def vote(self, choice: Literal[0, 1]) -> None:
        """Vote for one of the next mazes."""
        self._say(Vote(choice=choice))

    def console(self, words: str) -> None:
        """Say something to the host's console."""
        self._say(Words(words=clean(words, WORDS_LENGTH)))

    def command(self, command: Command) -> None:
        """Do something for one tick of the own body."""
        number = self._commands.add(command)
        if self.prediction:
            self.prediction.step(number, command)

    def take_own_maze(self) -> None:
        """Ask for the drawn maze that the host has offered."""
        if self.own.ask():
            self._say(WantMaze())

    def set_maze(self, maze: Maze) -> None:
        """Take the maze of the round that was announced, made from its code; that of another is ignored."""
        if self.round is None or maze.code != self.round.code:
            return
        if maze_digest(maze) != self.round.digest:
            self.end("maze", endings.WRONG_MAZE)
            return
        self.maze = maze
        self.prediction = Prediction(floors_of(maze.passages))
        self.interpolation.clear()
        self.snapshot = None

    def leave(self) -> None:
        """Give the seat back and end."""
        self._say(Leave())
        self.token = ""
        self.end("left", endings.LEFT)

    # -- what the sockets tell and ask (net.peer_sockets.PeerSide)

    def wants_connection(self, now: float) -> bool:
        """Tell whether to connect."""
        if self._connected or self.state not in {State.JOINING, State.RETRYING} or self.retry_in_s(now) > 0:
            return False
        self._connected = True
        self.heard = now
        return True

    def secured(self, fingerprint: str, now: float) -> bool:
        """Know which host this is; False when it is another one than it should be."""
        wanted = self.fingerprint or self.me.fingerprint
        if wanted and not fingerprint.startswith(wanted):
            self.end("fingerprint", endings.WRONG_HOST)
            return False
        self.fingerprint = fingerprint
        self.heard = now
        self.greeted = False
        self.unframer.clear()
        self._outbox.clear()
        return True

    def received(self, data: bytes, now: float) -> None:
        """Take bytes of the stream."""
        if not self._connected:
            return  # given up already, but not closed yet
        self.heard = now
        try:
            for kind, body in self.unframer.feed(data):
                take_frame(self, kind, body, now)
                if self.state is State.ENDED or not self._connected:
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
            self.end(reason, endings.cannot_connect(reason, self._computer))
            return
        if self.state is State.IN:
            self._reconnect.begin(now)
            self.state = State.RETRYING
            self._forget_session()
            self._tell(Lost(reason))
        if not self._reconnect.again(now):
            self.end("lost", endings.NOT_BACK)

    def pending(self) -> bytes:
        """Return the next bytes for the stream."""
        return bytes(self._outbox[:16384])

    def sent(self, count: int) -> None:
        """Know that `count` of the pending bytes have gone out."""
        del self._outbox[:count]

    def take_datagrams(self) -> list[bytes]:
        """Return the datagrams to send."""
        out = list(self._datagrams)
        self._datagrams.clear()
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
        by_stream = blocked and not self._outbox
        for number, commands in self._commands.take_due(now, playing=self.playing):
            round_trip_ms = min(int(self.round_trip_ms), 65535)
            packet = encode_commands(
                CommandPacket(number, self.newest_tick, int(now * 1000) & 0xFFFF, round_trip_ms, commands)
            )
            self._datagrams.append(self.sealer.seal(packet))
            if by_stream:
                self._outbox += frame(Kind.PACKET, packet)
        if now >= self._alive_due:
            self._alive_due = now + ALIVE_S
            if blocked:
                self._say(Alive())

    # -- for peer_incoming

    def welcomed(self, now: float, *, back: bool) -> None:
        """Be in."""
        self.state = State.IN
        self._commands.restart(now)
        self._alive_due = now
        self.heard_datagram = now
        self._reconnect.done()
        self._tell(Joined(back))

    def new_round(self) -> None:
        """Forget the round before."""
        self.maze = self.prediction = self.snapshot = None
        self.interpolation.clear()
        self._commands.forget()

    def say(self, message: Message) -> None:
        """Put a message on the stream."""
        self._outbox += encode(message)
        if len(self._outbox) > MOST_OUTBOX_BYTES:
            self.end("slow", endings.SLOW)

    def tell(self, event: FromHost) -> None:
        """Note what the host has told."""
        self._events.append(event)

    def take_part(self, part: MazePart) -> None:
        """Take a part of the host's own maze. Raises WireError for one that should not come."""
        if self.own.add(part):
            self._tell(OwnMazeHere())

    def end(self, reason: str, text: str) -> None:
        """End for good."""
        if self.state is not State.ENDED:
            self.state = State.ENDED
            self.ended = Ended(reason, text)
            self._tell(self.ended)

    def _say(self, message: Message) -> None:
        if self.state is State.IN:
            self.say(message)

    def _tell(self, event: OwnMazeHere | Joined | Lost | Ended) -> None:
        self._events.append(event)

    def _forget_session(self) -> None:
        self.sealer = self.opener = None
        self.own.forget_parts()
        self.new_round()
        self.interpolation.restart()
        self.round = None
        self._datagrams.clear()
        self.newest_tick = 0
