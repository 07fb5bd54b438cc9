"""A player's commands on their way to a host: numbered, and said more than once in case a packet is lost.

Owns the numbers and when a packet is due. Knows nothing of what else is in a packet or how it is sent.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from maze3d.session.packets import MOST_COMMANDS

if TYPE_CHECKING:
    from maze3d.sim.state import Command

PLAYING_S = 1 / 30
IDLE_S = 1 / 4
"""Between two packets, with a body in a round and without."""

NEW_A_PACKET = MOST_COMMANDS // 2
"""Most commands in a packet that no packet had before: where frames are long there are more packets, so that
each command is still said twice."""

MOST_KEPT = 30
"""Half a second: a host lets no more wait."""


class CommandStream:
    """Commands in, the contents of packets out: a number, and the last few commands up to it."""

    def __init__(self, now: float) -> None:
        self.number = 0
        """The newest command's; they count from 1."""
        self._kept: deque[Command] = deque(maxlen=MOST_KEPT)
        self._sent = 0
        """The newest command that has been in a packet."""
        self._sent_at = now - IDLE_S
        self._due = now

    def add(self, command: Command) -> int:
        """Take a command; return its number."""
        self.number += 1
        self._kept.append(command)
        return self.number

    def forget(self) -> None:
        """Say none of the commands again: they were for a round that is over. The numbers go on."""
        self._kept.clear()
        self._sent = self.number

    def restart(self, now: float) -> None:
        """Begin anew with a host that has heard nothing; a packet is due at once."""
        self.number = 0
        self.forget()
        self._sent_at, self._due = now - IDLE_S, now

    def take_due(self, now: float, *, playing: bool) -> list[tuple[int, tuple[Command, ...]]]:
        """Return the packets that are due; without a body in a round they hold no commands."""
        every = PLAYING_S if playing else IDLE_S
        due = min(self._due, self._sent_at + every)
        if now < due:
            return []
        self._due = max(due + every, now - every)
        self._sent_at = now
        if not playing:
            self.forget()
            return [(self.number, ())]
        ends = [*range(self._sent + NEW_A_PACKET, self.number, NEW_A_PACKET), self.number]
        self._sent = self.number
        kept = tuple(self._kept)
        before = self.number - len(kept)
        """The newest command that is not kept."""
        return [
            (end, kept[max(0, end - before - MOST_COMMANDS) : end - before])
            for end in ends
            if end > before or end == self.number
        ]
