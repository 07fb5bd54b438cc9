"""Bots that join a host over the normal protocol, many in one process.

Each is a peer as any player's, and sees what a player in its place may see. Owns their loop and the summary
at the end. Knows nothing of the command line.
"""

from __future__ import annotations

import hashlib
import secrets
import selectors
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d import __version__
from maze3d.bot import explorer, roamer, solver, tagger
from maze3d.maze import decode
from maze3d.maze.drawing import is_drawn
from maze3d.net.peer_sockets import PeerSockets, poll_all
from maze3d.session.messages import OwnMaze, Round
from maze3d.session.peer import Joined, Me, OwnMazeHere, Peer
from maze3d.session.seen import seen
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.bot import Bot
    from maze3d.maze import Maze
    from maze3d.net.join_code import JoinTarget

TICK_S = 1 / TICK_RATE
JOIN_EVERY_TICKS = 3
"""Bots come one by one, as people do: a host takes only so many connections at a time."""

NAMES = (
    *("Ada", "Bo", "Cleo", "Dag", "Elin", "Finn", "Gus", "Hedy", "Ivo", "Juno", "Kip", "Lua", "Mio", "Nell"),
    *("Oda", "Pim", "Quin", "Rua", "Sol", "Tove", "Udo", "Vera", "Wim", "Xena", "Yuri", "Zoe"),
)


@dataclass(slots=True)
class Summary:
    """What came of it."""

    joined: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    round_trips_ms: list[float] = field(default_factory=list)
    first_snapshots_ms: list[float] = field(default_factory=list)
    received: int = 0
    lost: int = 0
    corrections: int = 0

    def as_json(self) -> dict[str, object]:
        """Return it as it is printed."""
        return {
            "joined": self.joined,
            "refused": dict(self.refused),
            "ended": dict(self.ended),
            "round_trip_ms": {f"p{p}": _percentile(self.round_trips_ms, p) for p in (50, 99)},
            "join_to_first_snapshot_ms": {"p50": _percentile(self.first_snapshots_ms, 50)},
            "snapshots": {"received": self.received, "lost": self.lost},
            "corrections": self.corrections,
        }


class Member:
    """One bot: its peer, its sockets, and who it is in the running round."""

    def __init__(self, me: Me, target: JoinTarget, selector: selectors.BaseSelector, now: float) -> None:
        self.peer = Peer(me, now)
        self.sockets = PeerSockets(self.peer, target.address, target.port, selector)
        self.bot: Bot | None = None
        self.began = now
        self.was_in = False
        self.first_snapshot_s = -1.0


class Swarm:
    """`count` bots for `target`, each of a `behaviour` of BEHAVIOURS; the host's own have its `pass_key`.

    With a `factory` it makes the bots, of a maze, a seat and a seed.
    """

    def __init__(
        self,
        target: JoinTarget,
        count: int,
        behaviour: str,
        *,
        password: str = "",
        pass_key: str = "",
        factory: Callable[[Maze, int, int], Bot] | None = None,
    ) -> None:
        self._target = target
        self._count = count
        self._behaviour = behaviour
        self._factory = factory
        self._password = password
        self._pass = pass_key
        self._selector = selectors.DefaultSelector()
        self._members: list[Member] = []
        self._mazes: dict[str, Maze] = {}
        self._tick = 0
        self.summary = Summary()

    def run(self, seconds: float | None, stopped: Callable[[], bool]) -> None:
        """Play for `seconds`, or until all have ended or `stopped()` says so."""
        end = None if seconds is None else time.monotonic() + seconds
        due = time.monotonic()
        while not stopped() and (end is None or due < end):
            now = time.monotonic()
            if now < due:
                time.sleep(due - now)
            self.tick(time.monotonic())
            due = max(due + TICK_S, time.monotonic() - 0.25)
            if len(self._members) == self._count and all(each.peer.ended for each in self._members):
                break

    def tick(self, now: float) -> None:
        """Do one tick of all of them."""
        self._tick += 1
        if len(self._members) < self._count and self._tick % JOIN_EVERY_TICKS == 0:
            self._members.append(self._new_member(now))
        poll_all(self._selector, [each.sockets for each in self._members], 0.0, time.monotonic)
        for member in self._members:
            self._play(member, now)
            member.sockets.flush(now)

    def close(self, *, vanish: bool) -> None:
        """Leave, or vanish without a word."""
        now = time.monotonic()
        for member in self._members:
            self._count_in(member)
            if not vanish and not member.peer.ended:
                member.peer.leave()
                member.sockets.flush(now)
            member.sockets.close()
        self._selector.close()

    def _new_member(self, now: float) -> Member:
        number = len(self._members)
        lap, at = divmod(number, len(NAMES))
        me = Me(
            name=NAMES[at] + (f" {lap + 1}" if lap else ""),
            secret=self._secret(number),
            colour=number % 16,
            shape=number % 6,
            password=self._password,
            admin=self._pass,
            bot=True,
            fingerprint=self._target.fingerprint_start,
            version=__version__,
        )
        return Member(me, self._target, self._selector, now)

    def _secret(self, number: int) -> bytes:
        """Return who a bot is: by chance, or for a host's own the same ones again after it has begun anew."""
        if not self._pass:
            return secrets.token_bytes(32)
        return hashlib.blake2b(f"{self._pass} {number}".encode(), digest_size=32).digest()

    def _play(self, member: Member, now: float) -> None:
        peer = member.peer
        for event in peer.events():
            if isinstance(event, Joined):
                member.was_in = True
            elif isinstance(event, OwnMaze):
                peer.take_own_maze()
            elif isinstance(event, (Round, OwnMazeHere)) and peer.round:
                self._enter(member, peer.round)
        if peer.newest_tick and member.first_snapshot_s < 0:
            member.first_snapshot_s = now - member.began
        shown = seen(peer)
        if shown and member.bot:
            peer.command(member.bot(shown))
        peer.step(now)

    def _enter(self, member: Member, announced: Round) -> None:
        """Go into a round; a drawn maze may still be on its way."""
        drawing = member.peer.own.drawing
        if is_drawn(announced.code) and drawing is None:
            return
        maze = drawing.maze if drawing and is_drawn(announced.code) else self._maze(announced.code)
        member.peer.set_maze(maze)
        member.bot = self._bot(maze, member.peer, announced.mode)

    def _bot(self, maze: Maze, peer: Peer, mode: str) -> Bot:
        seed = peer.seat
        if self._factory:
            return self._factory(maze, peer.seat, seed)
        if self._behaviour == "random":
            return roamer(maze, peer.seat, seed)
        if mode == "tag":
            return tagger(maze, peer.seat, seed)
        if self._behaviour == "explorer":
            return explorer(maze, peer.seat, seed)
        return solver(maze, peer.seat)

    def _maze(self, code: str) -> Maze:
        """Return a round's maze, made once for all."""
        if code not in self._mazes:
            self._mazes.clear()
            self._mazes[code] = decode(code).make()
        return self._mazes[code]

    def _count_in(self, member: Member) -> None:
        peer, summary = member.peer, self.summary
        if member.was_in:
            summary.joined += 1
            summary.received += peer.snapshots_received
            summary.lost += peer.snapshots_lost
            if peer.round_trip_ms:
                summary.round_trips_ms.append(peer.round_trip_ms)
            if member.first_snapshot_s >= 0:
                summary.first_snapshots_ms.append(member.first_snapshot_s * 1000)
            if peer.prediction:
                summary.corrections += peer.prediction.errors.corrections
            if peer.ended:
                summary.ended[peer.ended.reason] += 1
        elif peer.ended:
            summary.refused[peer.ended.reason] += 1


def _percentile(values: list[float], percent: int) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1)
