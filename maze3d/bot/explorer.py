"""A bot that does not know the maze: it uses only passages, keys and an exit that it has seen."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from maze3d.bot.steer import Steering
from maze3d.maze.grid import DOWN, STEPS, UP, E, N, S, W
from maze3d.maze.visibility import visible_cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maze3d.bot import Bot
    from maze3d.maze.grid import Cell, Maze
    from maze3d.sim.state import Command, Snapshot

SIGHT_CELLS = 12
SIDES = (N, E, S, W)


class Memory:
    """The cells seen so far with their passages, and where passages lead into the unseen."""

    def __init__(self, seed: int) -> None:
        self.seen: dict[Cell, int] = {}
        self._open: list[Cell] = []
        self._turn = seed % 4

    def add(self, cells: Iterable[tuple[Cell, int]]) -> None:
        """Remember cells, with the passages of each."""
        new = [cell for cell, sides in cells if cell not in self.seen and not self.seen.update({cell: sides})]
        self._open += [cell for cell in reversed(new) if self.leads_on(cell)]

    def leads_on(self, cell: Cell) -> bool:
        """Tell whether a seen cell has a passage to one that is not."""
        return any(there not in self.seen for there in neighbours(cell, self.seen[cell], 0))

    def unseen_levels(self, cell: Cell) -> list[Cell]:
        """Return where the ladders of a seen cell lead that is not seen: nobody sees it from below."""
        ways = neighbours(cell, self.seen[cell], 0)
        return [there for there in ways if there[0] != cell[0] and there not in self.seen]

    def newest_opening(self) -> Cell | None:
        """Return the cell seen last that leads on: depth first."""
        while self._open and not self.leads_on(self._open[-1]):
            self._open.pop()
        return self._open[-1] if self._open else None

    def way(self, start: Cell, goal: Cell) -> list[Cell]:
        """Return a shortest way over seen cells, from the one after `start` on; empty where there is none."""
        came: dict[Cell, Cell] = {start: start}
        queue = deque([start])
        while queue and goal not in came:
            cell = queue.popleft()
            for there in neighbours(cell, self.seen[cell], self._turn):
                if there in self.seen and there not in came:
                    came[there] = cell
                    queue.append(there)
        way: list[Cell] = []
        while goal in came and goal != start:
            way.append(goal)
            goal = came[goal]
        return way[::-1]


def neighbours(cell: Cell, sides: int, turn: int) -> list[Cell]:
    """Return the cells that a cell's passages lead to, beginning with side `turn`, ladders last."""
    level, row, col = cell
    order = (*SIDES[turn:], *SIDES[:turn], UP, DOWN)
    steps = (STEPS[side] for side in order if sides & side)
    return [(level + up, row + down, col + right) for up, down, right in steps]


def explorer(maze: Maze, player_id: int = 0, seed: int = 0) -> Bot:
    """Return a bot that finds the keys and the exit of `maze` by walking, depth first.

    It sees what a player in its cell could see, SIGHT_CELLS far. `seed` (any integer) decides between
    ways of equal length.
    """
    memory = Memory(seed)
    looked_from: Cell | None = None
    wanted: list[Cell] = []

    def goal() -> Cell | None:
        seen = next((cell for cell in wanted if cell in memory.seen), None)
        return seen or memory.newest_opening()

    def more(cell: Cell) -> list[Cell]:
        there = goal()
        if there is None or cell not in memory.seen:
            return []
        return memory.way(cell, there)[:3] or memory.unseen_levels(cell)[:1]

    steering = Steering(more, run=True)

    def bot(snapshot: Snapshot) -> Command:
        nonlocal looked_from, wanted
        player = snapshot.player(player_id)
        if player.cell != looked_from:
            looked_from = player.cell
            before = goal()
            cells = visible_cells(maze.passages, player.cell, SIGHT_CELLS)
            memory.add((cell, int(maze.passages[cell])) for cell in cells)
            if goal() != before:
                steering.forget()
        targets = [key.cell for key in snapshot.keys] or [maze.exit]
        if targets != wanted:
            wanted = targets
            steering.forget()
        return steering.command(player)

    return bot
