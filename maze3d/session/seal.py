"""Datagrams that only the two ends of a session can read or make.

    8 bytes session id | u64 counter (big endian) | AES-128-GCM of the packet, with 16 bytes of tag

A session has one key, handed out over the TLS stream. The nonce is the direction, then the counter. No two
datagrams of a key share one: each end seals one direction only, with the one `Sealer` it makes of a key, and
counts. The head is authenticated too. Knows nothing of what is inside.
"""

from __future__ import annotations

import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEAD = struct.Struct(">8sQ")
KEY_BYTES = 16
TAG_BYTES = 16
OVERHEAD_BYTES = HEAD.size + TAG_BYTES
MOST_BYTES = 1200
"""The largest datagram: passes every LAN unfragmented."""

WINDOW = 256
"""How far behind the newest a datagram may come and still be taken."""

_WHOLE = (1 << WINDOW) - 1
_TO_HOST, _TO_PEER = bytes(4), bytes([0, 0, 0, 1])
"""What a nonce begins with."""


class RejectedError(ValueError):
    """A datagram that is not taken. `reason` is one word, for the counters."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Sealer:
    """Seals the datagrams of one direction. Made by `host_end` and `peer_end` only."""

    __slots__ = ("_aead", "_counter", "_direction", "_id")

    def __init__(self, session_id: bytes, aead: AESGCM, direction: bytes) -> None:
        self._id = session_id
        self._aead = aead
        self._direction = direction
        self._counter = 0

    def seal(self, packet: bytes) -> bytes:
        """Return the datagram that carries `packet`."""
        self._counter += 1
        head = HEAD.pack(self._id, self._counter)
        return head + self._aead.encrypt(self._direction + head[8:], packet, head)


class Opener:
    """Opens the datagrams of one direction, each at most once.

    The window is the one of RFC 6479: a bit for each of the WINDOW newest counters.
    """

    __slots__ = ("_aead", "_direction", "_newest", "_seen")

    def __init__(self, aead: AESGCM, direction: bytes) -> None:
        self._aead = aead
        self._direction = direction
        self._newest = 0
        self._seen = 0

    def open(self, datagram: bytes) -> bytes:
        """Return the packet. Raises RejectedError: "short", "replayed", "late" or "forged"."""
        if len(datagram) < OVERHEAD_BYTES:
            raise RejectedError("short")
        head = datagram[: HEAD.size]
        counter = int.from_bytes(head[8:], "big")
        behind = self._newest - counter
        if behind >= 0:
            if behind >= WINDOW:
                raise RejectedError("late")
            if self._seen >> behind & 1:
                raise RejectedError("replayed")
        try:
            packet = self._aead.decrypt(self._direction + head[8:], datagram[HEAD.size :], head)
        except InvalidTag:
            raise RejectedError("forged") from None
        if behind < 0:
            self._seen = (self._seen << -behind | 1) & _WHOLE if -behind < WINDOW else 1
            self._newest = counter
        else:
            self._seen |= 1 << behind
        return packet


def host_end(session_id: bytes, key: bytes) -> tuple[Sealer, Opener]:
    """Return what the host seals and opens a session's datagrams with.

    Called once for a key: the counter begins anew.
    """
    aead = AESGCM(key)  # one for both directions: it is 2.5 KB
    return Sealer(session_id, aead, _TO_PEER), Opener(aead, _TO_HOST)


def peer_end(session_id: bytes, key: bytes) -> tuple[Sealer, Opener]:
    """Return what the peer seals and opens its session's datagrams with.

    Called once for a key: the counter begins anew.
    """
    aead = AESGCM(key)
    return Sealer(session_id, aead, _TO_HOST), Opener(aead, _TO_PEER)


def session_id_of(datagram: bytes) -> bytes:
    """Return whose datagram it says it is. Raises RejectedError for one of an impossible length."""
    if len(datagram) < OVERHEAD_BYTES:
        raise RejectedError("short")
    if len(datagram) > MOST_BYTES:
        raise RejectedError("long")
    return datagram[:8]
