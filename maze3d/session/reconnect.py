"""When a peer that has lost its host tries to come back, and when it gives up.

Owns the times. Knows nothing of connections.
"""

from __future__ import annotations

WAITS_S = (0.5, 1.0, 2.0, 4.0, 5.0)
"""Before each try, the last one again and again."""

GIVE_UP_S = 60.0
"""A host keeps a seat for so long."""


class Reconnect:
    """The tries since the host was lost."""

    def __init__(self, now: float) -> None:
        self.tries = 0
        self.try_at = now
        """When to try next."""
        self._lost_at = now

    def begin(self, now: float) -> None:
        """Know that the host is lost."""
        self.tries = 0
        self._lost_at = now

    def again(self, now: float) -> bool:
        """Set the time of the next try; False when it has been tried for long enough."""
        if now - self._lost_at >= GIVE_UP_S:
            return False
        self.try_at = now + WAITS_S[min(self.tries, len(WAITS_S) - 1)]
        self.tries += 1
        return True

    def done(self) -> None:
        """Know that the host is there again."""
        self.tries = 0

    def in_s(self, now: float) -> float:
        """Return how long until the next try."""
        return max(0.0, self.try_at - now)
