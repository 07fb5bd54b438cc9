"""Addresses: this computer's own, and what a name or a numeric address leads to.

Owns the order of preference. Knows nothing of who listens there.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from maze3d.net.missing import need

if TYPE_CHECKING:
    from collections.abc import Iterable

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_ELSEWHERE = {socket.AF_INET: "203.0.113.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses that nobody has (RFC 5737, RFC 3849): to ask which of ours would be used towards others."""

_MOST_RESOLVED = 4


class Endpoint(NamedTuple):
    """What a socket of `family` connects or binds to: `where` is the family's own address tuple."""

    family: socket.AddressFamily
    where: tuple[str, int] | tuple[str, int, int, int]


def own_addresses() -> list[str]:
    """Return this computer's addresses on the LAN, the likeliest to be reached first, IPv4 before IPv6.

    Loopback and link-local addresses only when there is nothing else. Raises LanMissingError.
    """
    usual = {_usual(family) for family in _ELSEWHERE}
    found = {address for address, _bits in _interfaces()}
    lan = [address for address in found if not address.is_loopback and not address.is_link_local]
    lan = lan or [address for address in found if not address.is_loopback]
    lan.sort(key=lambda a: (a.version, str(a) not in usual, not a.is_private, int(a)))
    return [str(address) for address in lan] or ["127.0.0.1"]


def nearest(addresses: Iterable[str]) -> str:
    """Return the one of another computer's numeric addresses that is likeliest to be reached; "" of none.

    One in a network of ours is near. One that is ours too is of a virtual network that both computers have,
    unless all of them are ours: then it is this computer.
    """
    own = _interfaces()
    ours = {str(address) for address, _bits in own}
    networks = [ipaddress.ip_network((address.packed, bits), strict=False) for address, bits in own]
    given = list(addresses)
    others = [text for text in given if text.partition("%")[0] not in ours] or given

    def rank(text: str) -> tuple[bool, int, bool]:
        address = ipaddress.ip_address(text.partition("%")[0])
        return not any(address in network for network in networks), address.version, address.is_link_local

    return min(others, key=rank, default="")


def numeric(address: str, port: int) -> Endpoint | None:
    """Return what a numeric address leads to, at once; None for a name."""
    try:
        return _look_up(address, port, socket.AI_NUMERICHOST)[0]
    except (OSError, UnicodeError):  # the latter of what no name on a network can hold
        return None


def resolve(name: str, port: int) -> list[Endpoint]:
    """Return what a computer's name leads to, the best first; nothing when unknown. Blocks for seconds."""
    try:
        return _look_up(name, port, 0)[:_MOST_RESOLVED]
    except (OSError, UnicodeError):
        return []


def scoped(where: tuple[str, int] | tuple[str, int, int, int]) -> tuple[str, int]:
    """Return (address, port) of a socket's address tuple; a link-local one with its interface: fe80::1%2."""
    if len(where) == 4 and where[3]:
        return f"{where[0]}%{where[3]}", where[1]
    return where[0], where[1]


def _look_up(name: str, port: int, flags: int) -> list[Endpoint]:
    found: list[Endpoint] = []
    for family, _kind, _proto, _canon, where in socket.getaddrinfo(
        name, port, type=socket.SOCK_STREAM, flags=flags
    ):
        if family == socket.AF_INET:
            found.append(Endpoint(family, (str(where[0]), int(where[1]))))
        elif family == socket.AF_INET6 and len(where) == 4:
            found.append(Endpoint(family, where))
    if not found:
        raise OSError(f"{name} has no address that can be used")
    return found


def _interfaces() -> list[tuple[Address, int]]:
    """Return the addresses of every interface, each with its network's bits."""
    need("ifaddr")
    import ifaddr  # noqa: PLC0415 - only LAN play needs it

    found: list[tuple[Address, int]] = []
    for adapter in ifaddr.get_adapters():
        for each in adapter.ips:
            text = each.ip if isinstance(each.ip, str) else each.ip[0]
            with contextlib.suppress(ValueError):
                found.append((ipaddress.ip_address(text.partition("%")[0]), each.network_prefix))
    return found


def _usual(family: socket.AddressFamily) -> str:
    """Return the address this computer uses towards others; nothing is sent to find out."""
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((_ELSEWHERE[family], 9))
        return str(probe.getsockname()[0])
    return ""
