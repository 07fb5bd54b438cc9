"""Time, chance and the way between two ends, for the network in memory.

Owns what happens to things on their way: delay, loss, doubles, disorder, and the order of a stream. Knows
nothing of hosts and peers.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections import Counter, deque
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW_BYTES = 64 * 1024
"""How much of a stream can be on its way or unread, each way."""

LEAST_RESENT_S = 0.2
"""How much later a piece of a stream comes that was lost once, round trip aside."""

MOST_LATE_S = 0.1
"""How late a datagram comes at most that others overtake."""

_PIECES_BYTES = (1, 3, 100, 1460, 16384)


class Sign(Enum):
    """What goes through a stream besides bytes."""

    OPEN = auto()
    """The connection reaches the host."""
    HOST_HELLO = auto()
    """The peer's handshake is done."""
    FINISHED = auto()
    """The host's handshake is done."""
    END = auto()
    RESET = auto()


Item: TypeAlias = bytes | Sign


@dataclass(slots=True, eq=False)
class Pipe:
    """One direction of a stream. `pump` is called when something may have come out of it."""

    pump: Callable[[], None]
    items: deque[tuple[float, Item]] = field(default_factory=deque)
    """What is on its way or unread, with when it comes; in order."""
    held_bytes: int = 0
    last_arrival: float = 0.0

    @property
    def room_bytes(self) -> int:
        """How much more it takes."""
        return WINDOW_BYTES - self.held_bytes

    def take(self, now: float) -> Item | None:
        """Take out the next item that has come."""
        if not self.items or self.items[0][0] > now:
            return None
        _arrival, item = self.items.popleft()
        if isinstance(item, bytes):
            self.held_bytes -= len(item)
        return item


class Wire:
    """All that is on its way. The conditions may be changed at any time; they are as MemoryNetwork says."""

    def __init__(
        self, seed: int, *, delay_s: float, jitter_s: float, loss: float, duplicate: float, reorder: float
    ) -> None:
        self.now = 0.0
        self.delay_s = delay_s
        self.jitter_s = jitter_s
        self.loss = loss
        self.duplicate = duplicate
        self.reorder = reorder
        self.counts: Counter[str] = Counter()
        """Datagrams "sent", "lost", "doubled", "late", "delivered", and "nowhere" for those to nobody."""
        self._chance = random.Random(seed)
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def at(self, time_s: float, event: Callable[[], None]) -> None:
        """Have `event` happen then."""
        heapq.heappush(self._events, (time_s, next(self._order), event))

    def run_until(self, until_s: float) -> None:
        """Let everything happen that is due until then, in order."""
        while self._events and self._events[0][0] <= until_s:
            self.now, _order, event = heapq.heappop(self._events)
            event()
        self.now = max(self.now, until_s)

    def put(self, pipe: Pipe, item: Item, more_s: float = 0.0) -> None:
        """Send one item through a stream; it comes `more_s` later than usual."""
        arrival = self.now + self._delay() + more_s
        if isinstance(item, bytes):
            pipe.held_bytes += len(item)
            if self._chance.random() < self.loss:
                arrival += LEAST_RESENT_S + 2 * self.delay_s
        pipe.last_arrival = arrival = max(arrival, pipe.last_arrival)
        pipe.items.append((arrival, item))
        self.at(arrival, pipe.pump)

    def put_bytes(self, pipe: Pipe, data: bytes) -> int:
        """Send bytes through a stream in pieces of any size; return how many it took."""
        taken = min(len(data), pipe.room_bytes)
        start = 0
        while start < taken:
            end = min(start + self._chance.choice(_PIECES_BYTES), taken)
            self.put(pipe, data[start:end])
            start = end
        return taken

    def reset(self, pipe: Pipe) -> None:
        """Lose what is on its way through a stream, and tell its end so."""
        pipe.items.clear()
        pipe.held_bytes = 0
        self.put(pipe, Sign.RESET)

    def send(self, arrive: Callable[[], None]) -> None:
        """Send a datagram: `arrive` happens once, or twice, or never."""
        self.counts["sent"] += 1
        if self._chance.random() < self.loss:
            self.counts["lost"] += 1
            return
        doubled = self._chance.random() < self.duplicate
        self.counts["doubled"] += doubled
        for _ in range(1 + doubled):
            delay_s = self._delay()
            if self._chance.random() < self.reorder:
                self.counts["late"] += 1
                delay_s += MOST_LATE_S * self._chance.random()
            self.at(self.now + delay_s, arrive)

    def _delay(self) -> float:
        return self.delay_s + self.jitter_s * self._chance.random()
