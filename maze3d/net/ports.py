"""The sockets a host listens on: one port, for TCP and UDP, of one address or of all.

IPv6 and IPv4 each have their own, so that addresses never come in a mixed form.
"""

from __future__ import annotations

import errno
import socket

from maze3d.net.addresses import Endpoint, numeric
from maze3d.net.datagrams import open_bound

_BACKLOG = 128
_EVERYWHERE = {"", "::"}
_PORT_TRIES = 32


def listen(bind: str, port: int) -> tuple[list[socket.socket], dict[int, socket.socket]]:
    """Return listening sockets, and datagram sockets by family, all on one port; 0 takes one that is free.

    `bind` is a numeric address, or "" for all. Raises OSError when the port or the address cannot be had.
    """
    for _ in range(_PORT_TRIES if port == 0 else 1):
        streams: list[socket.socket] = []
        datagrams: dict[int, socket.socket] = {}
        try:
            for place in _places(bind):
                _bind(place, port, streams, datagrams)
        except OSError as problem:
            for each in (*streams, *datagrams.values()):
                each.close()
            if port or problem.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            for each in streams:
                each.listen(_BACKLOG)
            return streams, datagrams
    raise OSError(errno.EADDRINUSE, "no port is free for TCP and UDP both")


def _bind(
    place: Endpoint, port: int, streams: list[socket.socket], datagrams: dict[int, socket.socket]
) -> None:
    """Add both sockets of one family, on the port that the others have."""
    if streams:
        port = streams[0].getsockname()[1]
    streams.append(open_bound(place.family, socket.SOCK_STREAM, _at(place, port)))
    port = streams[0].getsockname()[1]
    datagrams[place.family] = open_bound(place.family, socket.SOCK_DGRAM, _at(place, port))


def _at(place: Endpoint, port: int) -> tuple[str, int] | tuple[str, int, int, int]:
    where = place.where
    return (where[0], port, where[2], where[3]) if len(where) == 4 else (where[0], port)


def _places(bind: str) -> list[Endpoint]:
    if bind not in _EVERYWHERE:
        place = numeric(bind, 0)
        if place is None:
            raise OSError(errno.EADDRNOTAVAIL, f'"{bind}" is not a numeric address')
        return [place]
    places = [Endpoint(socket.AF_INET, ("0.0.0.0", 0))]  # noqa: S104 - a host is for others
    if _has_ipv6():
        places.append(Endpoint(socket.AF_INET6, ("::", 0, 0, 0)))
    return places


def _has_ipv6() -> bool:
    """Tell whether IPv6 can be listened on: the system may know it and have it switched off."""
    try:
        open_bound(socket.AF_INET6, socket.SOCK_DGRAM, ("::", 0, 0, 0)).close()
    except OSError:
        return False
    return True
