"""Who may not come in for a while, by address and by key."""

from __future__ import annotations

from maze3d.session.limits import group_of

MOST_BANS = 1024
FOREVER_S = 10 * 365 * 24 * 3600.0


class Bans:
    """Addresses and players' keys, each with the time its ban ends."""

    def __init__(self) -> None:
        self._ends: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, who: str | bytes, ends: float, now: float) -> bool:
        """Ban an address or a key until `ends`; False when the list is full."""
        self.forget_ended(now)
        if len(self._ends) >= MOST_BANS:
            return False
        self._ends[_name(who)] = ends
        return True

    def restore(self, who: str, ends: float) -> None:
        """Take over a ban under the name it was listed with."""
        if len(self._ends) < MOST_BANS:
            self._ends[who] = ends

    def items(self) -> list[tuple[str, float]]:
        """Return who is banned, with when it ends."""
        return list(self._ends.items())

    def remove(self, who: str) -> bool:
        """Lift a ban; False when there is none of that name."""
        return self._ends.pop(_name(who), None) is not None

    def of(self, address: str, key: bytes, now: float) -> str:
        """Return how long an address or key is banned still, in words, or ""."""
        ends = max(self._ends.get(_name(address), 0.0), self._ends.get(_name(key), 0.0))
        return _for_how_long(ends - now) if ends > now else ""

    def lines(self, now: float) -> list[str]:
        """Return a line for each ban."""
        self.forget_ended(now)
        return [f"{who}  for {_for_how_long(ends - now)}" for who, ends in self._ends.items()]

    def forget_ended(self, now: float) -> None:
        """Let go of bans that have ended."""
        for who in [who for who, ends in self._ends.items() if ends <= now]:
            del self._ends[who]


def _name(who: str | bytes) -> str:
    return who.hex() if isinstance(who, bytes) else group_of(who)


def _for_how_long(seconds: float) -> str:
    if seconds > FOREVER_S / 2:
        return "ever"
    minutes = max(1, round(seconds / 60))
    return f"{minutes} minute{'s' * (minutes > 1)}" if minutes < 120 else f"{round(minutes / 60)} hours"
