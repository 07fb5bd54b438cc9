"""zeroconf on every interface, in a daemon thread of its own.

Owns the thread, its asyncio loop and what happens when interfaces come and go: everything is opened anew.
Knows nothing of what is announced or looked for.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from typing import TYPE_CHECKING, Protocol

from maze3d.net.addresses import own_addresses
from maze3d.net.missing import need

if TYPE_CHECKING:
    from collections.abc import Callable

    from zeroconf.asyncio import AsyncZeroconf

_log = logging.getLogger(__name__)

LOOK_S = 10.0
"""How often is looked whether the interfaces have changed."""

GOODBYE_S = 1.5
"""How long closing may take."""


class Service(Protocol):
    """What runs in the thread, each time zeroconf has been opened. `work` is called again and again."""

    async def begin(self, zeroconf: AsyncZeroconf) -> None:
        """Start."""

    async def work(self, zeroconf: AsyncZeroconf) -> None:
        """Do what is due: after every wake, and every LOOK_S."""

    async def end(self, zeroconf: AsyncZeroconf) -> None:
        """Stop; `begin` may not have come to its end."""


class Multicast:
    """Runs `service`, once started, until closed. Raises LanMissingError where zeroconf is not installed.

    A network that cannot be used is logged once and tried again every LOOK_S.
    """

    def __init__(self, service: Service, name: str) -> None:
        need("zeroconf")
        self._service = service
        self._loop = asyncio.new_event_loop()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread, once."""
        self._thread.start()

    def wake(self) -> None:
        """Have the service do its work now. From any thread."""
        self._call(self._wake.set)

    def close(self) -> None:
        """End the service; wait up to GOODBYE_S until it has said goodbye."""
        self._closed = True
        self._call(self._cancel)
        self._thread.join(GOODBYE_S)

    def _call(self, what: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: it is over already
            self._loop.call_soon_threadsafe(what)

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()

    def _run(self) -> None:
        self._task = self._loop.create_task(self._serve())
        try:
            with contextlib.suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._task)
        finally:
            self._loop.run_until_complete(_end_tasks())
            self._loop.close()

    async def _serve(self) -> None:
        from zeroconf import Error  # noqa: PLC0415 - slow to import, and only for the LAN

        told = False
        while not self._closed:
            try:
                await self._serve_here()
            except (OSError, RuntimeError, Error) as problem:
                if not told:
                    _log.warning("the LAN list does not work: %s", problem or type(problem).__name__)
                told = True
                await asyncio.sleep(LOOK_S)

    async def _serve_here(self) -> None:
        """Serve until the interfaces change."""
        addresses = set(own_addresses())
        zeroconf = _open()
        try:
            # Shielded: zeroconf cannot be closed whose start was cut short.
            await asyncio.shield(zeroconf.zeroconf.async_wait_for_start())
            await self._service.begin(zeroconf)
            while addresses == set(own_addresses()):
                self._wake.clear()
                await self._service.work(zeroconf)
                await self._wait()
        finally:
            try:
                await self._service.end(zeroconf)
            finally:
                await zeroconf.async_close()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), LOOK_S)
        except TimeoutError:
            return


async def _end_tasks() -> None:
    """End what zeroconf has left running."""
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def _open() -> AsyncZeroconf:
    """Open zeroconf on every interface, IPv6 too where there is any. Raises OSError, RuntimeError."""
    from zeroconf import InterfaceChoice, IPVersion  # noqa: PLC0415 - as above
    from zeroconf.asyncio import AsyncZeroconf  # noqa: PLC0415 - as above

    logging.getLogger("zeroconf").setLevel(logging.ERROR)  # it warns of every interface that cannot be used
    try:
        return AsyncZeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.All)
    except OSError:
        return AsyncZeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.V4Only)
