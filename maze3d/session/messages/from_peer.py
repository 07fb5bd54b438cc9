"""What a peer says to a host."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from maze3d.session.messages.fields import (
    CHAT_LENGTH,
    COLOURS,
    NAME_LENGTH,
    PROTOCOL,
    SHAPES,
    Hex16,
    Hex32,
    Message,
)


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
