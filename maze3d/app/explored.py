"""Which cells a player has seen, and how many he has walked: what the minimap shows and the results count.

Owns how far one sees. Knows nothing of who walks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.visibility import visible_cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Passages

SEEN_CELLS = 12
"""How far a cell may be to count as seen on the minimap."""


class Explored:
    """`cells`: bool[level, row, col], whether it has been seen; `walked`: how often a cell was left."""

    def __init__(self, passages: Passages) -> None:
        self.cells: NDArray[np.bool_] = np.zeros(passages.shape, dtype=np.bool_)
        self.walked = 0
        self._passages = passages
        self._from: Cell | None = None

    def look_from(self, cell: Cell) -> None:
        """Note what is seen from a cell, when it is another than before."""
        if cell == self._from:
            return
        self.walked += self._from is not None
        self._from = cell
        for level, row, col in visible_cells(self._passages, cell, SEEN_CELLS):
            self.cells[level, row, col] = True
