"""Frames on the reliable stream: where one message ends and the next begins.

    u32 length of what follows (big endian) | u8 kind | body

Knows nothing of what a body means. A length that is over the limit is refused before anything is kept of it.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = struct.Struct(">IB")

MOST_FROM_PEER_BYTES = 8 * 1024
"""The longest frame a host takes from a peer."""

MOST_FROM_HOST_BYTES = 64 * 1024
"""The longest frame a peer takes from a host."""


class Kind(IntEnum):
    """What a frame's body is."""

    MESSAGE = 1
    """JSON, see messages/."""
    PACKET = 2
    """What else goes by datagram, for where none come through: see packets.py."""


class WireError(ValueError):
    """Bytes that the other end should never have sent: what was wrong, in a few words."""


def frame(kind: Kind, body: bytes) -> bytes:
    """Return a frame."""
    return HEAD.pack(len(body) + 1, kind) + body


class Unframer:
    """Cuts a stream back into frames. Holds at most one unfinished frame."""

    __slots__ = ("_held", "_most")

    def __init__(self, most_bytes: int) -> None:
        self._held = bytearray()
        self._most = most_bytes

    def __len__(self) -> int:
        """Return how many bytes of an unfinished frame are held."""
        return len(self._held)

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Yield (kind, body) of each frame that is whole now. Raises WireError for an impossible one."""
        held = self._held
        held += data
        while len(held) >= HEAD.size:
            length, kind = HEAD.unpack_from(held)
            if not 1 <= length <= self._most:
                raise WireError(f"a frame of {length} bytes: 1 to {self._most} are possible")
            if kind not in Kind.__members__.values():
                raise WireError(f"a frame of kind {kind}")
            end = HEAD.size - 1 + length
            if len(held) < end:
                return
            body = bytes(held[HEAD.size : end])
            del held[:end]
            yield Kind(kind), body

    def clear(self) -> None:
        """Let go of what is held."""
        self._held.clear()
