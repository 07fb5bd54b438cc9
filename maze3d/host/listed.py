"""A host's line in the LAN list: shown, kept true, taken away.

Owns what the line says. Knows nothing of how it travels (net/discovery.py).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.net.discovery import Announcement
    from maze3d.session.host import Host

_log = logging.getLogger(__name__)


class Listed:
    """The line of `host` at `port`. `address` is the only one it listens on, "" for all."""

    def __init__(self, host: Host, port: int, address: str) -> None:
        self._host = host
        self._port = port
        self._address = address
        self._announcement: Announcement | None = None
        self._said: dict[str, str] = {}

    def begin(self) -> None:
        """Tell the LAN from now on; where that cannot be, the log says so."""
        from maze3d.net.discovery import Announcement  # noqa: PLC0415 - a host that stays off the list needs none

        self._said = self._properties()
        try:
            self._announcement = Announcement(self._host.settings.name, self._port, self._said, self._address)
        except OSError as problem:
            facts = {"event": "unlisted", "reason": str(problem)}
            _log.warning("the LAN list will not show this host: %s", problem, extra=facts)

    def look_after(self) -> None:
        """Tell what has changed."""
        properties = self._properties()
        if self._announcement and properties != self._said:
            self._said = properties
            self._announcement.update(properties)

    def close(self) -> None:
        """Take it away."""
        if self._announcement:
            self._announcement.close()

    def _properties(self) -> dict[str, str]:
        settings = self._host.settings
        return {
            "v": settings.version,
            "mode": settings.mode,
            "rows": str(settings.rows),
            "cols": str(settings.cols),
            "levels": str(settings.levels),
            "players": str(len(self._host.table.joined())),
            "seats": str(settings.seats),
            "locked": str(int(bool(settings.password))),
            "fp": settings.fingerprint,
        }
