"""A bot that knows the maze and walks the shortest way through the keys to the exit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.bot.steer import Steering
from maze3d.sim.ways import Ways

if TYPE_CHECKING:
    from maze3d.bot import Bot
    from maze3d.maze.grid import Cell, Maze
    from maze3d.sim.state import Command, KeyItem, Snapshot

PLANNED_CELLS = 8


def solver(maze: Maze, player_id: int = 0, *, run: bool = True, ways: Ways | None = None) -> Bot:
    """Return a bot that walks player `player_id` of a match in `maze` out, given its snapshot each tick.

    It runs where the way is straight unless `run` is false. `ways` may be those of the match
    (Match.ways), so that distances are not worked out twice.
    """
    known = ways or Ways(maze)
    keys_left: tuple[KeyItem, ...] | None = None
    target = maze.exit

    def more(cell: Cell) -> list[Cell]:
        return known.ahead(cell, target, PLANNED_CELLS)

    steering = Steering(more, run=run)

    def bot(snapshot: Snapshot) -> Command:
        nonlocal keys_left, target
        player = snapshot.player(player_id)
        if snapshot.keys != keys_left:
            keys_left = snapshot.keys
            order, _steps = known.best_tour(player.cell, [key.cell for key in keys_left], maze.exit)
            target = (*order, maze.exit)[0]
            steering.forget()
        return steering.command(player)

    return bot
