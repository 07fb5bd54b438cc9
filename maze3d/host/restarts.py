"""When a host begins anew by itself: at an hour, and before its memory runs out.

Owns what is said and done on the way there. A restart is a new process with the same match, in which
everybody has his place back; that is process.py's. Knows nothing of sockets.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.session.messages import Said
from maze3d.session.rounds import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.session.host import Host

_log = logging.getLogger(__name__)

ANNOUNCED_S = (600, 60, 10)
"""So long before, the players are told."""

PATIENCE_S = 300.0
"""How long a running round may delay a restart at an hour."""

NEAR = 0.9
"""Share of the memory limit from which nobody new is let in, and the idle have to go."""

CLEAR = 0.85
"""Share below which all is well again."""

IDLE_S = 60.0

SHORT = "This host is short of memory: try again later."
IDLE = "You did nothing for a while, and this host is short of memory."


@dataclass(slots=True)
class Hour:
    """A restart at a time of day (minutes after midnight), this computer's own time. `clock` gives it."""

    minute: int
    clock: Callable[[], dt.datetime]
    due: dt.datetime | None = None
    left_s: float = float("inf")
    """How long it was when last looked at."""

    def look_after(self, host: Host) -> None:
        """Tell the players in time; ask for the restart at the hour, when no round is on."""
        now = self.clock()
        if self.due is None:
            self.due = self._next(now)
        left_s = (self.due - now).total_seconds()
        for told_s in ANNOUNCED_S:
            if left_s <= told_s < self.left_s and left_s > 0:
                _say(host, f"The host begins anew in {_words(told_s)}: you keep your place.")
        self.left_s = left_s
        if left_s <= 0 and (host.rounds.phase is not Phase.ROUND or left_s <= -PATIENCE_S):
            host.restart_asked = host.restart_asked or "the hour has come"

    def _next(self, now: dt.datetime) -> dt.datetime:
        today = now.replace(hour=self.minute // 60, minute=self.minute % 60, second=0, microsecond=0)
        return today if today > now else today + dt.timedelta(days=1)


@dataclass(slots=True)
class MemoryLimit:
    """A limit on the resident memory, bytes. `resident` gives what there is."""

    limit_bytes: int
    resident: Callable[[], int]

    def look_after(self, host: Host, now: float) -> None:
        """Near the limit let nobody in and end the idle; at it ask for a restart."""
        used = self.resident()
        if used >= self.limit_bytes:
            if not host.restart_asked:
                self._warn(used, "the host begins anew")
                _say(host, "The host begins anew: you keep your place.")
            host.restart_asked = host.restart_asked or "its memory is at the limit"
        elif used >= NEAR * self.limit_bytes:
            if not host.closed_for:
                self._warn(used, "nobody new is let in")
            host.closed_for = SHORT
            host.end_idle(now, IDLE_S, IDLE)
        elif host.closed_for and used < CLEAR * self.limit_bytes:
            self._warn(used, "all may join again")
            host.closed_for = ""

    def _warn(self, used: int, what: str) -> None:
        facts = {"event": "memory", "resident_bytes": used, "limit_bytes": self.limit_bytes}
        _log.warning("memory: %s MB of %s MB: %s", _mb(used), _mb(self.limit_bytes), what, extra=facts)


def minute_of(words: str) -> int | None:
    """Return the minute of the day that HH:MM names, None when it names none."""
    hours, colon, minutes = words.partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and len(hours) <= 2):
        return None
    return int(hours) * 60 + int(minutes) if int(hours) < 24 and int(minutes) < 60 else None


def _say(host: Host, text: str) -> None:
    host.tell(Said(seat=-1, name=host.settings.name, text=text))


def _words(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds"
    return f"{seconds // 60} minute{'s' * (seconds >= 120)}"


def _mb(count: int) -> str:
    return f"{count / 2**20:.0f}"
