"""What systemd is told while it runs the host: sd_notify, spoken by ourselves.

Owns the words and how often they are said. The watchdog is fed by the ticks and by nothing else: when they
stand, systemd hears nothing and starts the host anew. Where NOTIFY_SOCKET is not set there is none of this.
"""

from __future__ import annotations

import logging
import os
import socket
from typing import TYPE_CHECKING

from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from maze3d.session.host import Host

_log = logging.getLogger(__name__)

MOST_BETWEEN_TICKS = TICK_RATE
"""Told every second, however long the watchdog would wait: a host that is only slow counts its ticks slowly,
and is not to be killed for that."""

READY_WAIT_S = 1.0
"""How long the first word may wait for room. None of the others waits: a tick is short."""


class Systemd:
    """Tells the socket at `address`; a watchdog of `watchdog_us`, 0 for none, hears of every other half."""

    def __init__(self, host: Host, address: str, watchdog_us: int) -> None:
        self._host = host
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._fed = "WATCHDOG=1\n" if watchdog_us else ""
        self._status = ""
        half_ticks = watchdog_us * TICK_RATE // 2_000_000 if watchdog_us else MOST_BETWEEN_TICKS
        self.beats: list[tuple[int, Callable[[], object]]] = [
            (max(1, min(half_ticks, MOST_BETWEEN_TICKS)), self.beat)
        ]

    def ready(self) -> None:
        """Say that players can join."""
        self._socket.settimeout(READY_WAIT_S)
        if not self._tell(f"READY=1\n{self._news()}"):
            _log.warning("systemd cannot be told that the host is ready", extra={"event": "systemd"})
        self._socket.setblocking(False)

    def beat(self) -> None:
        """Feed the watchdog, and say who plays what when that has changed."""
        words = self._fed + self._news()
        if words:
            self._tell(words)

    def ending(self) -> None:
        """Say that this is the end; a host that begins anew says that it does, and is ready again soon."""
        if self._host.restart_asked and not self._host.stop_asked:
            self._tell(f"{self._fed}STATUS=begins anew")
        else:
            self._tell("STOPPING=1\nSTATUS=says goodbye")
        self._socket.close()

    def _news(self) -> str:
        status = status_of(self._host)
        if status == self._status:
            return ""
        self._status = status
        return f"STATUS={status}\n"

    def _tell(self, words: str) -> bool:
        try:
            self._socket.sendto(words.encode(), self._address)
        except OSError:
            return False
        return True


def systemd(host: Host, environ: Mapping[str, str] = os.environ) -> Systemd | None:
    """Return the systemd that runs this process, or None."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return None
    mine = environ.get("WATCHDOG_PID", "") in {"", str(os.getpid())}
    microseconds = environ.get("WATCHDOG_USEC", "")
    return Systemd(host, address, int(microseconds) if mine and microseconds.isdecimal() else 0)


def status_of(host: Host) -> str:
    """Return a line on how many play and what."""
    rounds, settings = host.rounds, host.settings
    what = f"round {rounds.round} of {settings.rounds}" if rounds.round else "no round yet"
    return f"{len(host.table.joined())} of {settings.seats} players, {rounds.phase}, {what}"
