"""Mode Escape: from the start to the exit, which opens to whoever holds all keys.

Owns where keys lie, when they are taken, when the exit lets a player out, and which place a hint leads to.
Knows nothing of movement.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.grid import E, N, S, W
from maze3d.sim.movement import FINE, body_at
from maze3d.sim.state import Event, EventKind, KeyItem
from maze3d.sim.units import middle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.maze.grid import Cell, Maze
    from maze3d.sim.match import Match
    from maze3d.sim.players import Player
    from maze3d.sim.ways import Ways

TAKE_RADIUS = 340
"""How near a key's cell's middle a player takes it, units."""

EXIT_RADIUS = 300
"""How near the exit's cell's middle a player is out, units."""


def place_keys(maze: Maze, count: int, ways: Ways) -> tuple[KeyItem, ...]:
    """Return up to `count` keys: fewer only where the maze has too few cells besides start and exit.

    Those of a drawn maze lie where they were drawn. Else they lie in dead ends off every shortest way out
    where there are enough, else off the way, else on it. Each is taken, by a hash of the maze, from the
    quarter of the places that are farthest from start, exit and the keys before it.
    """
    if maze.keys is not None:
        return tuple(KeyItem(colour, cell) for colour, cell in enumerate(maze.keys[:count]))
    if count == 0:
        return ()
    to_start, to_exit = ways.field(maze.start), ways.field(maze.exit)
    free = to_start >= 0
    free[maze.start] = free[maze.exit] = False
    off_way = free & (to_start + to_exit > to_start[maze.exit])
    degree = sum((maze.passages >> bit & 1) for bit in range(6))
    seed = hashlib.blake2b(maze.passages.tobytes(), digest_size=32).digest()
    taken = [maze.start, maze.exit]
    for colour in range(count):
        for pool in (off_way & (degree == 1), off_way, free):
            places = np.argwhere(pool)
            if len(places):
                break
        else:
            break
        squares = np.min([((places - cell) ** 2).sum(axis=1) for cell in taken], axis=0)
        spread = np.argsort(-squares, kind="stable")[: (len(places) + 3) // 4]
        draw = int.from_bytes(seed[colour * 8 : colour * 8 + 8], "little")
        level, row, col = places[spread[draw % len(spread)]].tolist()
        taken.append((level, row, col))
        off_way[level, row, col] = free[level, row, col] = False
    return tuple(KeyItem(colour, cell) for colour, cell in enumerate(taken[2:]))


def missing(keys: Sequence[KeyItem], player: Player) -> tuple[KeyItem, ...]:
    """Return the keys that still lie in the maze for this player."""
    return tuple(key for key in keys if not player.keys >> key.colour & 1)


def target(maze: Maze, keys: Sequence[KeyItem], ways: Ways, player: Player) -> Cell:
    """Return where the player has to go next: the nearest missing key, else the exit."""
    cells = [key.cell for key in missing(keys, player)]
    return ways.nearest(player.cell, cells) if cells else maze.exit


def begin(match: Match) -> None:
    """Have all stand in the middle of the start."""
    yaw = facing(match.maze)
    for player in match.players.values():
        player.body = body_at(match.maze.start, yaw)


def arrive(match: Match, player: Player, events: list[Event]) -> None:
    """Take the key that is in reach, open or refuse the exit, and finish: after a player has moved."""
    maze, keys, tick = match.maze, match.keys, match.tick
    cell = player.cell
    left = missing(keys, player)
    for key in left:
        if key.cell == cell and within(player, cell, TAKE_RADIUS):
            player.keys |= 1 << key.colour
            events.append(_event(tick, EventKind.KEY_TAKEN, player, key.colour))
            left = missing(keys, player)
            if not left:
                x, y = middle(maze.exit)
                events.append(Event(tick, EventKind.EXIT_OPENED, player.player_id, x, y))
    if cell != maze.exit:
        player.refused = False
    elif within(player, cell, EXIT_RADIUS):
        if not left:
            player.finished_tick = tick
            events.append(_event(tick, EventKind.FINISHED, player))
        elif not player.refused:
            player.refused = True
            mask = sum(1 << key.colour for key in left)
            events.append(_event(tick, EventKind.EXIT_REFUSED, player, mask))


def end_tick(match: Match, events: list[Event]) -> None:
    """Nothing here happens to all at once."""


def over(match: Match) -> bool:
    """Tell whether every player is out."""
    return all(player.finished_tick >= 0 for player in match.players.values())


def ticks_left(match: Match) -> int:
    """Return -1: nobody is hurried."""
    del match
    return -1


def points(match: Match) -> dict[int, int]:
    """Return a point for each who is out."""
    return {player.player_id: 1 for player in match.players.values() if player.finished_tick >= 0}


def numbers(match: Match) -> list[int]:
    """Return nothing: the players hold it all."""
    del match
    return []


def resume(match: Match, numbers: Sequence[int]) -> None:
    """Take nothing over: the players hold it all."""
    del match, numbers


def facing(maze: Maze) -> int:
    """Return the yaw of a player at the start: along the longest straight way out of its cell."""
    level, row, col = maze.start
    passages = maze.passages
    best, yaw = 0, 0
    for turn, (side, down, right) in enumerate(((N, -1, 0), (E, 0, 1), (S, 1, 0), (W, 0, -1))):
        length, at = 0, (row, col)
        while passages[level, at[0], at[1]] & side:
            length, at = length + 1, (at[0] + down, at[1] + right)
        if length > best:
            best, yaw = length, turn * 16384
    return yaw


def within(player: Player, cell: Cell, radius: int) -> bool:
    """Tell whether a player is so near the middle of a cell, units. A host asks it of each in every tick."""
    if player.body.level != cell[0]:
        return False
    x, y = middle(cell)
    dx = player.body.x // FINE - x
    if not -radius <= dx <= radius:
        return False
    dy = player.body.y // FINE - y
    return dx * dx + dy * dy <= radius * radius


def _event(tick: int, kind: EventKind, player: Player, value: int = 0) -> Event:
    return Event(tick, kind, player.player_id, player.x, player.y, value)
