"""Datagram sockets: opened, and drained without waiting.

Owns how much is taken in one go. Knows nothing of what a datagram holds.
"""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

from maze3d.net.addresses import scoped

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DATAGRAMS = 256
"""Taken in one go from one socket."""

DATAGRAM_BYTES = 2048
"""More than the longest that is valid, so that one too long is seen to be."""

_BUFFER_BYTES = 1 << 20
"""Asked for, should this end stall for a while; the system may give less."""


def open_bound(family: int, kind: int, where: tuple[str, int] | tuple[str, int, int, int]) -> socket.socket:
    """Return a non-blocking socket bound to `where`, for this process alone. Raises OSError."""
    made = socket.socket(family, kind)
    try:
        made.setblocking(False)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)  # IPv4 has a socket of its own
        if sys.platform == "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        elif kind == socket.SOCK_STREAM:
            # A host that starts again need not wait until its old connections are forgotten.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if kind == socket.SOCK_DGRAM:
            for size in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                made.setsockopt(socket.SOL_SOCKET, size, _BUFFER_BYTES)
        made.bind(where)
    except OSError:
        made.close()
        raise
    return made


def drain(udp: socket.socket) -> Iterator[tuple[bytes, tuple[str, int]]]:
    """Yield the datagrams that have come, each with where from, MOST_DATAGRAMS at most."""
    for _ in range(MOST_DATAGRAMS):
        try:
            data, where = udp.recvfrom(DATAGRAM_BYTES)
        except BlockingIOError:
            return
        except OSError:
            # Windows: one we sent did not arrive, or one that came is longer than the buffer.
            continue
        yield data, where if len(where) == 2 else scoped(where)
