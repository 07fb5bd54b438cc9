"""The messages of the reliable stream: strict records, JSON on the wire.

Owns every message's fields and ranges. `decode_*` raises WireError for what is not exactly one of them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast, Field, TypeAdapter, ValidationError

from maze3d.session.framing import Kind, WireError, frame

PROTOCOL = 3
"""Both ends have to speak the same."""

MOST_SEATS = 64
NAME_LENGTH = 24
CHAT_LENGTH = 200
MOST_OWN_BYTES = 64 * 1024
"""Of a drawn maze that is sent: half of what may wait for a peer."""

MOST_PART_LENGTH = 8 * 1024
"""Characters of it in a message."""

COLOURS = 16
SHAPES = 6

T = TypeVar("T")
Seat: TypeAlias = Annotated[int, Field(ge=-1, lt=MOST_SEATS)]
Hex16: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
Hex32: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
Whole: TypeAlias = Annotated[int, Field(ge=-(2**53), le=2**53)]
"""Any number a host tells: JSON's can have thousands of digits, which no clock or table could take."""

MOST_MISTAKES = 32
"""Described in a message; one with more is not looked at any closer, as each costs a kilobyte."""

MOST_BRACKETS = 4096
"""In a message, those in names too: each empty list costs memory, once for every mistake in the message."""


class Message(BaseModel):
    """What all messages share: nothing unknown, nothing converted, nothing changed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


# -- from a peer


class Query(Message):
    """Who are you? Answered with Info; the connection then ends."""

    type: Literal["query"] = "query"


class Join(Message):
    """Let me in. `key` is who the player is to this host alone."""

    type: Literal["join"] = "join"
    protocol: Annotated[int, Field(ge=0, le=65535)] = PROTOCOL
    version: Annotated[str, Field(max_length=32)]
    name: Annotated[str, Field(max_length=4 * NAME_LENGTH)]
    key: Hex16
    colour: Annotated[int, Field(ge=0, lt=COLOURS)] = 0
    shape: Annotated[int, Field(ge=0, lt=SHAPES)] = 0
    proof: Literal[""] | Hex32 = ""
    """Shows that the password is known, see joining.py."""
    resume: Literal[""] | Hex16 = ""
    """The token of the seat that was lost."""
    admin: Literal[""] | Hex16 = ""
    """What the host gave to the one who started it."""
    bot: bool = False


class Ready(Message):
    """Whether the player wants the match to begin."""

    type: Literal["ready"] = "ready"
    on: bool


class Looks(Message):
    """The colour and shape the player wants."""

    type: Literal["look"] = "look"
    colour: Annotated[int, Field(ge=0, lt=COLOURS)]
    shape: Annotated[int, Field(ge=0, lt=SHAPES)]


class Chat(Message):
    """Something said to all."""

    type: Literal["chat"] = "chat"
    text: Annotated[str, Field(max_length=4 * CHAT_LENGTH)]


class Vote(Message):
    """Which of the two next mazes."""

    type: Literal["vote"] = "vote"
    choice: Literal[0, 1]


class Words(Message):
    """A line for the host's console; only an admin is heard."""

    type: Literal["console"] = "console"
    words: Annotated[str, Field(max_length=400)]


class Alive(Message):
    """Nothing to say, but here: for where no datagrams come through."""

    type: Literal["alive"] = "alive"


class WantMaze(Message):
    """Send me the maze you have offered."""

    type: Literal["want-maze"] = "want-maze"


class Leave(Message):
    """Goodbye: the seat is free."""

    type: Literal["leave"] = "leave"


FromPeer: TypeAlias = Query | Join | Ready | Looks | Chat | Vote | Words | Alive | WantMaze | Leave


# -- from a host


class Hello(Message):
    """The first word. `nonce` is what a password's proof is made with."""

    type: Literal["hello"] = "hello"
    protocol: Whole = PROTOCOL
    version: str
    nonce: Hex16
    locked: bool


class Info(Message):
    """What is played here, for those who look for a match."""

    type: Literal["info"] = "info"
    version: str
    name: str
    mode: str
    rows: Whole
    cols: Whole
    levels: Whole = 1
    players: Whole
    seats: Whole
    locked: bool
    round: Whole
    rounds: Whole
    phase: str
    code: str = ""


Refusal: TypeAlias = Literal[
    "version",
    "full",
    "password",
    "banned",
    "address",
    "busy",
    "tries",
    "name",
    "resume",
    "stopping",
    "memory",
]


class Refused(Message):
    """No: why. The connection ends."""

    type: Literal["refused"] = "refused"
    reason: Refusal
    text: str


class Welcome(Message):
    """The seat, and what the datagrams are sealed with. `token` brings the seat back once."""

    type: Literal["welcome"] = "welcome"
    seat: Seat
    name: str
    session: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    key: Hex16
    token: Hex16
    admin: bool
    resumed: bool
    code: str
    """The host's join code; empty where it has none."""


class Member(Message):
    """One player, as all see him."""

    seat: Seat
    name: str
    colour: Whole
    shape: Whole
    ready: bool
    here: bool
    playing: bool
    """Has, or had before the connection was lost, a body in this round."""
    admin: bool
    bot: bool
    score: Whole
    ping_ms: Whole


class Lobby(Message):
    """Who is here and what is on."""

    type: Literal["lobby"] = "lobby"
    name: str
    mode: str
    rows: Whole
    cols: Whole
    levels: Whole = 1
    phase: Literal["lobby", "round", "results"]
    round: Whole
    rounds: Whole
    seconds_left: Whole
    """Until the phase ends by itself, -1 when it does not."""
    members: Annotated[list[Member], FailFast()]


class OwnMaze(Message):
    """The rounds to come are in a drawn maze, which is sent to who wants it. `size` is in bytes."""

    type: Literal["own-maze"] = "own-maze"
    title: Annotated[str, Field(max_length=240)]
    author: Annotated[str, Field(max_length=240)]
    levels: Whole = 1
    rows: Whole
    cols: Whole
    size: Annotated[int, Field(ge=1, le=MOST_OWN_BYTES)]
    sha256: Hex32


class MazePart(Message):
    """The next part of that maze's text, in the order of the text."""

    type: Literal["maze-part"] = "maze-part"
    text: Annotated[str, Field(min_length=1, max_length=MOST_PART_LENGTH)]


class Round(Message):
    """A round begins. Each peer makes the maze itself: `digest` says whether it is the same one."""

    type: Literal["round"] = "round"
    match: Whole
    mode: str
    rules: dict[str, Whole]
    code: str
    digest: Hex16
    round: Whole
    rounds: Whole
    seats: Annotated[list[Whole], FailFast()]
    """Those who play; the others watch."""


class Happened(Message):
    """An event of the match, as sim.state.Event has it."""

    type: Literal["event"] = "event"
    tick: Whole
    kind: Whole
    player: Whole
    x: Whole
    y: Whole
    value: Whole


class Standing(Message):
    """One line of a round's end."""

    seat: Seat
    name: str
    colour: Whole
    shape: Whole
    ticks: Whole
    """Until the exit (Race) or the catch (Tag); -1 when it did not come to that."""
    points: Whole
    total: Whole


class Results(Message):
    """A round is over. `next` are the codes of the two mazes to choose from, none when the cup is over."""

    type: Literal["results"] = "results"
    round: Whole
    rounds: Whole
    cup_over: bool
    standings: Annotated[list[Standing], FailFast()]
    next: Annotated[list[str], FailFast()]


class Votes(Message):
    """How the vote stands."""

    type: Literal["votes"] = "votes"
    counts: Annotated[list[Whole], FailFast()]


class Said(Message):
    """Something said; seat -1 is the host itself."""

    type: Literal["said"] = "said"
    seat: Seat
    name: str
    text: str


class ConsoleLines(Message):
    """What the host's console answered."""

    type: Literal["lines"] = "lines"
    lines: Annotated[list[str], FailFast()]


class Goodbye(Message):
    """The host ends the session: why."""

    type: Literal["goodbye"] = "goodbye"
    reason: str
    text: str


FromHost: TypeAlias = (
    Hello
    | Info
    | Refused
    | Welcome
    | Goodbye
    | Lobby
    | OwnMaze
    | MazePart
    | Round
    | Happened
    | Results
    | Votes
    | Said
    | ConsoleLines
)

_KEEP_NO_VALUES = ConfigDict(cache_strings="keys")
"""pydantic keeps 16,384 strings it has read, for the process: names and keys of players who are long gone."""

_FROM_PEER: TypeAdapter[FromPeer] = TypeAdapter(
    Annotated[FromPeer, Field(discriminator="type")], config=_KEEP_NO_VALUES
)
_FROM_HOST: TypeAdapter[FromHost] = TypeAdapter(
    Annotated[FromHost, Field(discriminator="type")], config=_KEEP_NO_VALUES
)


def encode(message: Message) -> bytes:
    """Return the frame of a message."""
    return frame(Kind.MESSAGE, message.model_dump_json().encode())


def decode_from_peer(body: bytes) -> FromPeer:
    """Read what a peer says. Raises WireError."""
    return _decoded(_FROM_PEER, body)


def decode_from_host(body: bytes) -> FromHost:
    """Read what a host says. Raises WireError."""
    return _decoded(_FROM_HOST, body)


def _decoded(adapter: TypeAdapter[T], body: bytes) -> T:
    if body.count(b"{") + body.count(b"[") > MOST_BRACKETS:
        raise WireError("message: it is in too many parts")
    try:
        return adapter.validate_json(body)
    except ValidationError as problem:
        if problem.error_count() > MOST_MISTAKES:
            raise WireError(f"message: it has {problem.error_count()} mistakes") from None
        first = problem.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "message"
        raise WireError(f"{where}: {first['msg']}") from None
