"""Keys that were meant for what was shown before, when a screen comes by itself in the middle of play.

Owns which keys choose nothing, and for how long. Knows no screen, and no key by name.
"""

from __future__ import annotations

LONGEST_FRAME_S = 0.1
"""What a frame counts at most: a screen that took long to build has not been seen any longer for it."""


class Settling:
    """Begun with a screen; a key that is down before its time is over chooses nothing until it is let go."""

    def __init__(self) -> None:
        self._left_s = 0.0
        self._unmeant: set[str] = set()

    def begin(self, seconds: float, held: frozenset[str]) -> None:
        """Take a screen that settles for so long; 0 has every key count, the `held` ones too."""
        self._left_s = seconds
        self._unmeant = set(held) if seconds else set()

    def is_meant(self, name: str) -> bool:
        """Tell whether a key that goes down now is meant for the screen."""
        if self._left_s > 0:
            self._unmeant.add(name)
        return name not in self._unmeant

    def release(self, name: str) -> None:
        """Know that a key has been let go."""
        self._unmeant.discard(name)

    def release_all(self) -> None:
        """Know that all keys have been let go."""
        self._unmeant.clear()

    def update(self, dt: float) -> None:
        """Let `dt` seconds go by."""
        self._left_s -= min(dt, LONGEST_FRAME_S)
