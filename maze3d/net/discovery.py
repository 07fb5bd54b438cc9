"""The LAN list: a host tells that it is there, a player's game sees who is (zeroconf, DNS-SD).

Owns the names on the LAN and what may stand in an announcement, which anybody may have written. Knows nothing
of what the properties mean: "v", "mode", "rows", "cols", "levels", "players", "seats", "locked" (0 or 1),
"fp".
"""

from __future__ import annotations

import asyncio
import re
import threading
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from maze3d.net.addresses import nearest, own_addresses
from maze3d.net.multicast import Multicast
from maze3d.session.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zeroconf import ServiceInfo
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncZeroconf

SERVICE = "_maze3d._udp.local."
LIFE_S = 60
"""How long others believe that a host is there that has not said goodbye."""

MOST_FOUND = 256
"""Hosts in the list; the LAN may be full of lies."""

_MOST_NAME_BYTES = 56
"""A label of DNS has 63; a second host of the same name gets a number behind it."""

_MOST_LETTERS = 64
_RESOLVE_MS = 3000
_MOST_SILENT = 3
"""After so many questions without an answer a host is forgotten; it is back when it says anything."""

_DOT = "\u2024"
"""Stands for a full stop in a name, which would end a label of DNS."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A host on the LAN. `address`: the one likeliest to be reached; `fingerprint`: 64 hex digits."""

    name: str
    address: str
    port: int
    fingerprint: str
    properties: Mapping[str, str]


class Announcement:
    """Tells the LAN of a host until closed. `address`: the one it listens on; "" for all of this computer's.

    Raises LanMissingError where zeroconf is not installed.
    """

    def __init__(self, name: str, port: int, properties: dict[str, str], address: str = "") -> None:
        self._label = _label(name)
        self._port = port
        self._properties = dict(properties)
        self._address = address
        self._info: ServiceInfo | None = None
        self._told: dict[str, str] = {}
        self._thread = Multicast(self, "announcement")
        self._thread.start()

    def update(self, properties: dict[str, str]) -> None:
        """Tell new properties; returns at once."""
        self._properties = dict(properties)
        self._thread.wake()

    def close(self) -> None:
        """Say goodbye to the LAN; takes up to GOODBYE_S."""
        self._thread.close()

    # -- in the thread

    async def begin(self, zeroconf: AsyncZeroconf) -> None:
        """Announce."""
        self._info = self._made(f"{self._label}.{SERVICE}")
        await (await zeroconf.async_register_service(self._info, allow_name_change=True))

    async def work(self, zeroconf: AsyncZeroconf) -> None:
        """Tell what has changed."""
        if self._info and self._told != self._properties:
            self._info = self._made(self._info.name)
            await (await zeroconf.async_update_service(self._info))

    async def end(self, zeroconf: AsyncZeroconf) -> None:
        """Say goodbye: it is sent by nothing else."""
        if self._info:
            await (await zeroconf.async_unregister_service(self._info))

    def _made(self, name: str) -> ServiceInfo:
        from zeroconf import ServiceInfo  # noqa: PLC0415 - slow to import, and only for the LAN

        self._told = self._properties
        return ServiceInfo(
            SERVICE,
            name,
            self._port,
            properties=self._told,
            server=f"maze3d-{self._told.get('fp', '')[:16]}-{self._port}.local.",
            host_ttl=LIFE_S,
            other_ttl=LIFE_S,
            parsed_addresses=[self._address] if self._address else own_addresses(),
        )


class Browser:
    """Sees who is on the LAN, until closed. `on_change` is called from a thread of its own.

    Raises LanMissingError where zeroconf is not installed.
    """

    def __init__(self, on_change: Callable[[], None] | None = None) -> None:
        self._on_change = on_change
        self._lock = threading.Lock()
        self._found: dict[str, Announced] = {}
        self._names: dict[str, int] = {}
        """Who was announced and has not said goodbye; how many questions in a row had no answer."""
        self._changed: set[str] = set()
        self._browser: AsyncServiceBrowser | None = None
        self._thread = Multicast(self, "LAN list")
        self._thread.start()

    def found(self) -> list[Announced]:
        """Return the hosts there are, by name."""
        with self._lock:
            return sorted(
                self._found.values(), key=lambda each: (each.name.casefold(), each.address, each.port)
            )

    def close(self) -> None:
        """Look no more; `on_change` is not called again."""
        self._on_change = None
        self._thread.close()

    # -- in the thread

    async def begin(self, zeroconf: AsyncZeroconf) -> None:
        """Start to look."""
        from zeroconf.asyncio import AsyncServiceBrowser  # noqa: PLC0415 - slow to import, only for the LAN

        self._browser = AsyncServiceBrowser(zeroconf.zeroconf, SERVICE, handlers=[self._heard])

    async def work(self, zeroconf: AsyncZeroconf) -> None:
        """See what has changed, and whether those are still there that went without a goodbye."""
        names = self._changed & self._names.keys() or set(self._names)
        self._changed.clear()
        await asyncio.gather(*(self._look_at(zeroconf, name) for name in names))

    async def end(self, zeroconf: AsyncZeroconf) -> None:  # noqa: ARG002 - it is closed next
        """Forget what was seen: another network may have others."""
        if self._browser:
            await self._browser.async_cancel()
        self._names.clear()
        for name in list(self._found):
            self._show(name, None)

    def _heard(self, *, name: str, state_change: Any, **_about: Any) -> None:
        """Note that something has been announced."""
        if state_change.name == "Removed":
            self._names.pop(name, None)
            self._show(name, None)
        elif name in self._names or len(self._names) < MOST_FOUND:
            self._names[name] = 0
            self._changed.add(name)
            self._thread.wake()

    async def _look_at(self, zeroconf: AsyncZeroconf, name: str) -> None:
        from zeroconf.asyncio import AsyncServiceInfo  # noqa: PLC0415 - slow to import, only for the LAN

        info = AsyncServiceInfo(SERVICE, name)
        there = await info.async_request(zeroconf.zeroconf, _RESOLVE_MS)
        if name not in self._names:  # it has said goodbye meanwhile
            return
        self._names[name] = 0 if there else self._names[name] + 1
        if self._names[name] >= _MOST_SILENT:
            del self._names[name]
        self._show(name, _announced(info) if there else None)

    def _show(self, name: str, host: Announced | None) -> None:
        """Put a host into the list, or take it out."""
        if self._found.get(name) == host:
            return
        with self._lock:
            if host:
                self._found[name] = host
            else:
                del self._found[name]
        if self._on_change:
            self._on_change()


def _label(name: str) -> str:
    """Return a name as a label of DNS."""
    label = clean(name, _MOST_LETTERS).replace(".", _DOT)
    return label.encode()[:_MOST_NAME_BYTES].decode(errors="ignore") or "maze3d"


def _announced(info: ServiceInfo) -> Announced | None:
    """Return what an announcement says; None when it cannot be a host's."""
    properties = {key: clean(value or "", _MOST_LETTERS) for key, value in info.decoded_properties.items()}
    fingerprint = properties.get("fp", "")
    address = nearest(info.parsed_scoped_addresses())
    if not address or not info.port or not re.fullmatch("[0-9a-f]{64}", fingerprint):
        return None
    name = clean(info.name.removesuffix(f".{SERVICE}").replace(_DOT, "."), _MOST_LETTERS)
    return Announced(name, address, info.port, fingerprint, MappingProxyType(properties))
