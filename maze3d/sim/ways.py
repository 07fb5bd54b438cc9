"""Walking distances in one maze, worked out once for each place they are asked about.

Owns the fields of distances a match needs: to the exit and to its keys, 4 bytes a cell each. Knows nothing
of who walks.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from maze3d.maze.grid import STEPS
from maze3d.maze.solve import distances

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Maze


class Ways:
    """Distances in `maze`, made when first asked for."""

    def __init__(self, maze: Maze) -> None:
        self.maze = maze
        self._fields: dict[Cell, NDArray[np.int32]] = {}

    def field(self, target: Cell) -> NDArray[np.int32]:
        """Return every cell's distance to `target` in steps, -1 where there is no way."""
        if target not in self._fields:
            self._fields[target] = distances(self.maze.passages, target)
        return self._fields[target]

    def distance(self, cell: Cell, target: Cell) -> int:
        """Return the steps from `cell` to `target`, or -1."""
        return int(self.field(target)[cell])

    def ahead(self, cell: Cell, target: Cell, count: int) -> list[Cell]:
        """Return up to `count` cells of a shortest way to `target`, from the one after `cell` on."""
        field, passages = self.field(target), self.maze.passages
        left = int(field[cell])
        way: list[Cell] = []
        while left > 0 and len(way) < count:
            level, row, col = cell
            sides = int(passages[cell])
            for side, (up, down, right) in STEPS.items():
                if sides & side and field[level + up, row + down, col + right] == left - 1:
                    cell = (level + up, row + down, col + right)
                    break
            left -= 1
            way.append(cell)
        return way

    def nearest(self, cell: Cell, targets: Iterable[Cell]) -> Cell:
        """Return the target that is the fewest steps away; the first of several."""
        return min(targets, key=lambda target: self.distance(cell, target))

    def best_tour(self, cell: Cell, stops: Sequence[Cell], end: Cell) -> tuple[list[Cell], int]:
        """Return the order to visit `stops` in on the shortest walk from `cell` to `end`, and its steps.

        Tries every order: meant for the few keys of a match.
        """
        best: tuple[list[Cell], int] | None = None
        for order in permutations(stops):
            steps = self.distance(order[-1], end) if order else self.distance(cell, end)
            for here, there in zip((cell, *order), order, strict=False):
                steps += self.distance(here, there)
            if best is None or steps < best[1]:
                best = (list(order), steps)
        return best or ([], 0)
