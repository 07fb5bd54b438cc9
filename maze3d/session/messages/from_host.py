"""What a host says to a peer."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import FailFast, Field

from maze3d.session.messages.fields import (
    MOST_OWN_BYTES,
    MOST_PART_LENGTH,
    PROTOCOL,
    Hex16,
    Hex32,
    Message,
    Seat,
    Whole,
)


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
