"""Players who come and go at a host in every way there is, each the same person and address every time.

Owns the ways and who goes when. Knows nothing of the faults that are worse than leaving.
"""

from __future__ import annotations

import contextlib
import random
import ssl
import threading
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from maze3d.session import messages as m
from soaking.gently import gently
from soaking.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS = {"leave": 5, "close": 3, "reset": 2, "refused": 1, "knock": 1}
"""How one goes, and how often in twelve: with a word, without, with a reset; the last two never come in."""

VANISH = 6
"""Of eighteen, when vanishing is among the faults: a third."""

LONG_AWAY = 0.04
"""Share of those vanished who stay away for longer than the host waits for them."""

LONG_AWAY_S = 11.0
MOST_STAY_S = 0.25
LEAVE_TRIES = 60
LEAVE_EVERY_S = 0.25
NEWCOMER, NEWCOMERS = "Newcomer", "127.1.1.1"
"""Who says everything once, and from where."""

PROBLEMS = (ConnectionError, ssl.SSLError, TimeoutError, OSError, StopIteration)
"""What can come of a visit to a host that is killed, or full, or refuses one."""


class Guest:
    """One of them."""

    def __init__(self, number: int, port: int, *, vanishes: bool, seed: str) -> None:
        self.counts: Counter[str] = Counter()
        self._name = f"Guest {number}"
        self._address = f"127.1.0.{number + 1}"
        self._port = port
        self._ways = WAYS | ({"vanish": VANISH} if vanishes else {})
        self._random = random.Random(seed)
        self._token = ""
        self._left_open: list[Visitor] = []

    def come_and_go(self, every_s: float, stopping: threading.Event) -> None:
        """Visit about every so many seconds until told to stop; then leave in order."""
        due = time.monotonic() + self._random.random() * every_s
        while not stopping.wait(max(0.0, due - time.monotonic())):
            away_s = self.visit()
            due = max(due + self._random.expovariate(1 / every_s), time.monotonic() - 1.0) + away_s
        self.leave_for_good()

    def visit(self) -> float:
        """Come and go in a way that is drawn; return how long to stay away."""
        ways = self._ways
        way = self._random.choices(list(ways), list(ways.values()))[0]
        stay_s = self._random.random() * MOST_STAY_S
        try:
            visitor = self._visitor()
        except PROBLEMS as problem:
            self.counts[type(problem).__name__] += 1
            return 0.0
        try:
            self._go(visitor, way, stay_s)
        except PROBLEMS as problem:
            self.counts[type(problem).__name__] += 1
            way = "close"
        if way != "vanish":
            visitor.close(reset=way == "reset")
            return 0.0
        self._left_open.append(visitor)
        while len(self._left_open) > 1:
            self._left_open.pop(0).close()
        return LONG_AWAY_S if self._random.random() < LONG_AWAY else 0.0

    def leave_for_good(self) -> None:
        """Give back the seat that may be kept."""
        give_back(self._port, self._name, self._address)
        for left in self._left_open:
            left.close()
        self._left_open.clear()

    def _visitor(self) -> Visitor:
        return Visitor(self._port, self._name, address=self._address)

    def _join(self, visitor: Visitor, protocol: int = m.PROTOCOL) -> m.Message:
        answer = visitor.join(protocol, resume=self._token if self._random.random() < 0.5 else "")
        if isinstance(answer, m.Welcome):
            self._token = answer.token
            self.counts["back" if answer.resumed else "new"] += 1
        elif isinstance(answer, m.Refused):
            self.counts[f"refused: {answer.reason}"] += 1
        return answer

    def _go(self, visitor: Visitor, way: str, stay_s: float) -> None:
        if way == "knock":
            self.counts["knocked"] += 1
            return
        visitor.shake()
        answer = self._join(visitor, 99 if way == "refused" else m.PROTOCOL)
        if not isinstance(answer, m.Welcome):
            return
        visitor.command(answer, 1 + int(stay_s * 30))
        time.sleep(stay_s)
        self.counts[f"went: {way}"] += 1
        if way == "leave":
            visitor.say(m.Leave())
            list(visitor.messages())


class Guests:
    """`count` of them, who visit `per_minute` times together, until they are asked to leave."""

    def __init__(self, port: int, count: int, per_minute: float, *, vanishes: bool, seed: str) -> None:
        self._stopping = threading.Event()
        self._guests = [
            Guest(number, port, vanishes=vanishes, seed=f"{seed} guest {number}") for number in range(count)
        ]
        every_s = 60 * count / per_minute
        self._threads = [
            threading.Thread(target=gently(_visits(guest, every_s, self._stopping)), daemon=True)
            for guest in self._guests
        ]
        for thread in self._threads:
            thread.start()

    def leave(self) -> Counter[str]:
        """Have all of them leave in order; return what they did."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        return sum((guest.counts for guest in self._guests), Counter())


def give_back(port: int, name: str, address: str) -> None:
    """Leave in order, so that no seat is kept for one of this name: come back for that, if need be."""
    for _ in range(LEAVE_TRIES):
        try:
            with closing(Visitor(port, name, address=address)) as visitor:
                visitor.shake()
                if isinstance(visitor.join(), m.Welcome):
                    visitor.say(m.Leave())
                    list(visitor.messages())
                    return
        except ConnectionRefusedError:
            return  # there is no host any more
        except PROBLEMS:
            pass
        time.sleep(LEAVE_EVERY_S)


def say_everything(port: int) -> None:
    """Say each message there is once, so that a host has met what it may remember of a kind."""
    said = [m.Ready(on=True), m.Looks(colour=1, shape=1), m.Chat(text="Hello"), m.Vote(choice=1)]
    said += [
        m.Words(words="players"),
        m.Alive(),
        m.Query(),
        m.Join(version="test", name="Again", key="0" * 32),
    ]
    for each in said:  # after the last two the host ends the session
        with contextlib.suppress(*PROBLEMS), closing(Visitor(port, NEWCOMER, address=NEWCOMERS)) as visitor:
            visitor.shake()
            if isinstance(visitor.join(), m.Welcome):
                visitor.say(each)
                visitor.say(m.Leave())
                list(visitor.messages())
    with contextlib.suppress(*PROBLEMS), closing(Visitor(port, NEWCOMER, address=NEWCOMERS)) as visitor:
        visitor.shake()
        visitor.say(m.Query())
        list(visitor.messages())
    give_back(port, NEWCOMER, NEWCOMERS)


def _visits(guest: Guest, every_s: float, stopping: threading.Event) -> Callable[[], None]:
    return lambda: guest.come_and_go(every_s, stopping)
