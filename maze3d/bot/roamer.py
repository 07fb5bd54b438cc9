"""Bots that roam: one just walks about, one plays Tag with those it sees.

Owns where they turn. Knows only what a player in their place could see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.bot.explorer import SIGHT_CELLS, neighbours
from maze3d.bot.steer import Steering
from maze3d.maze.randomness import base, below, draw
from maze3d.maze.solve import shortest_path
from maze3d.maze.visibility import visible_cells

if TYPE_CHECKING:
    from maze3d.bot import Bot
    from maze3d.maze.grid import Cell, Maze
    from maze3d.sim.state import Command, PlayerState, Snapshot

LOOK_TICKS = 10
"""How often one who plays Tag looks about."""


class Roaming:
    """The next cell by chance: straight back only out of a dead end."""

    def __init__(self, maze: Maze, seed: int) -> None:
        self._maze = maze
        self._start = base(seed, 0)
        self._count = 0
        self._before: Cell | None = None

    def next(self, cell: Cell) -> Cell | None:
        """Return the cell after `cell`."""
        ways = neighbours(cell, int(self._maze.passages[cell]), 0)
        ahead = [way for way in ways if way != self._before] or ways
        self._before = cell
        if not ahead:
            return None
        self._count += 1
        return ahead[below(draw(self._start, self._count), len(ahead))]


def roamer(maze: Maze, player_id: int = 0, seed: int = 0) -> Bot:
    """Return a bot that walks about for ever."""
    roaming = Roaming(maze, seed)

    def more(cell: Cell) -> list[Cell]:
        way = roaming.next(cell)
        return [way] if way else []

    steering = Steering(more, run=False)

    def bot(snapshot: Snapshot) -> Command:
        return steering.command(snapshot.player(player_id))

    return bot


def tagger(maze: Maze, player_id: int = 0, seed: int = 0) -> Bot:
    """Return a bot that plays Tag: it hunts a runner it sees, flees from a hunter it sees, else roams."""
    roaming = Roaming(maze, seed)
    looked_at = -LOOK_TICKS
    other: Cell | None = None
    hunts = False

    def more(cell: Cell) -> list[Cell]:
        if other is None or other == cell:
            way = roaming.next(cell)
            return [way] if way else []
        if hunts:
            return shortest_path(maze.passages, cell, other)[1:3]
        from_there, ways = other, neighbours(cell, int(maze.passages[cell]), 0)
        return [max(ways, key=lambda way: _apart(way, from_there))]

    steering = Steering(more, run=True)

    def bot(snapshot: Snapshot) -> Command:
        nonlocal looked_at, other, hunts
        me = snapshot.player(player_id)
        if snapshot.tick - looked_at >= LOOK_TICKS or snapshot.tick < looked_at:
            looked_at, before, hunts = snapshot.tick, other, me.hunter
            other = _nearest(maze, snapshot, me)
            if other != before:
                steering.forget()
        return steering.command(me)

    return bot


def _nearest(maze: Maze, snapshot: Snapshot, me: PlayerState) -> Cell | None:
    """Return the cell of the nearest of the other side that `me` sees."""
    others = [other for other in snapshot.players if other.hunter != me.hunter and other.finished_tick < 0]
    if not others:
        return None
    seen = set(visible_cells(maze.passages, me.cell, SIGHT_CELLS))
    cells = [other.cell for other in others if other.cell in seen]
    return min(cells, key=lambda cell: _apart(cell, me.cell), default=None)


def _apart(a: Cell, b: Cell) -> int:
    return (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2
