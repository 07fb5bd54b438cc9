"""Messages to frames of the stream and back: JSON, read within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from maze3d.mistakes import first_mistake
from maze3d.session.framing import Kind, WireError, frame
from maze3d.session.messages.from_host import FromHost
from maze3d.session.messages.from_peer import FromPeer

if TYPE_CHECKING:
    from maze3d.session.messages.fields import Message

T = TypeVar("T")

MOST_MISTAKES = 32
"""Described in a message; one with more is not looked at any closer, as each costs a kilobyte."""

MOST_BRACKETS = 4096
"""In a message, those in names too: each empty list costs memory, once for every mistake in the message."""

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
        raise WireError(first_mistake(problem, "message", most=MOST_MISTAKES)) from None
