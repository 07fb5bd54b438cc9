"""A whole match in memory: a host, peers with bots, a bad network, faults. All of it follows from a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d.bot import roamer, solver, tagger
from maze3d.maze import decode
from maze3d.net.memory import MemoryNetwork
from maze3d.session.console import console
from maze3d.session.host import Host
from maze3d.session.messages import Round
from maze3d.session.peer import Me, Peer
from maze3d.session.seen import seen
from maze3d.sim.units import TICK_RATE
from tests.session.ends import SETTINGS, Entropy

if TYPE_CHECKING:
    from maze3d.bot import Bot
    from maze3d.maze import Maze
    from maze3d.session.host_settings import HostSettings

TICK_S = 1 / TICK_RATE
_MAZES: dict[str, Maze] = {}


def maze_of(code: str) -> Maze:
    """Return a code's maze, made once in all the simulations."""
    if code not in _MAZES:
        _MAZES[code] = decode(code).make()
    return _MAZES[code]


class Player:
    """A peer and the bot that plays it."""

    def __init__(self, number: int, peer: Peer, link: int) -> None:
        self.number = number
        self.peer = peer
        self.link = link
        self.bot: Bot | None = None
        self.commands = 0

    def play(self, now: float) -> None:
        """Do what a game does in a frame of 1/60 s."""
        peer = self.peer
        for event in peer.events():
            if isinstance(event, Round):
                maze = maze_of(event.code)
                peer.set_maze(maze)
                make = tagger if event.mode == "tag" else roamer if self.number % 3 == 2 else solver
                self.bot = make(maze, peer.seat)
        shown = seen(peer)
        if shown and self.bot:
            peer.command(self.bot(shown))
            self.commands += 1
        peer.step(now)


class Simulation:
    """`host`, `players` and the `network` between them; `tick` moves time by a tick."""

    def __init__(
        self, seed: int, settings: HostSettings = SETTINGS, *, delay_s: float = 0.0, jitter_s: float = 0.0,
        loss: float = 0.0, duplicate: float = 0.0, reorder: float = 0.0,
    ) -> None:  # fmt: skip
        self.network = MemoryNetwork(
            seed, delay_s=delay_s, jitter_s=jitter_s, loss=loss, duplicate=duplicate, reorder=reorder
        )
        settings = replace(settings, fingerprint=self.network.fingerprint)
        self.host = Host(settings, seed, Entropy())
        self.network.host(self.host)
        self.players: list[Player] = []
        self._joined = 0
        self.random = random.Random(seed)

    @property
    def now(self) -> float:
        """The virtual time."""
        return self.network.now

    def join(self, *, bot: bool = True, address: str = "") -> Player:
        """Have another player join."""
        number, self._joined = self._joined, self._joined + 1
        me = Me(f"P{number}", secret=bytes([number]) * 16, bot=bot, password=self.host.settings.password)
        peer = Peer(me, self.now)
        link = self.network.add_peer(peer, address or f"10.0.{number // 250}.{number % 250 + 1}")
        self.players.append(Player(number, peer, link))
        return self.players[-1]

    def tick(self) -> None:
        """Let a tick pass at both ends."""
        self.network.advance(TICK_S)
        for recipe in self.host.rounds.wanted:
            self.host.rounds.provide(recipe, recipe.make())
        self.host.step(self.now)
        for player in self.players:
            player.play(self.now)

    def fault(self) -> str:
        """Have something go wrong, or right again, with somebody."""
        player = self.random.choice(self.players) if self.players else self.join()
        what = self.random.choice(
            ["partition", "heal", "stall", "unstall", "vanish", "reset", "leave", "kick", "join", "rubbish"]
        )
        network = self.network
        if what in {"partition", "heal"}:
            network.partition(player.link, what == "partition")
        elif what in {"stall", "unstall"}:
            network.stall(player.link, what == "stall")
        elif what == "vanish":
            self.vanish(player)
        elif what == "reset":
            network.reset(player.link)
        elif what == "leave":
            player.peer.leave()
        elif what == "kick":
            console(self.host, f"kick {player.peer.seat}", self.now)
        elif what == "join" and len(self.players) < 8:
            self.join()
        elif what == "rubbish":
            data = self.random.randbytes(self.random.randrange(80))
            self.host.datagram(data, ("10.9.9.9", 9), self.now)
            if self.random.random() < 0.2:
                player.peer._outbox += data
        return f"{what} {player.number}"

    def vanish(self, player: Player) -> None:
        """Take a player away as a pulled plug does."""
        self.network.vanish(player.link)
        self.players.remove(player)
