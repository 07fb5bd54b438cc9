"""The grid: which cells a maze has and which neighbours are joined.

Owns the passage bits, the `Maze` record and the checks on both. Knows nothing of how a maze is
made, solved, drawn or played.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

N, E, S, W, UP, DOWN = 1, 2, 4, 8, 16, 32
"""Passage bits: set means open to that neighbour. Row 0 is the north edge, column 0 the west."""

OPPOSITE = {N: S, E: W, S: N, W: E, UP: DOWN, DOWN: UP}
STEPS = {N: (0, -1, 0), E: (0, 0, 1), S: (0, 1, 0), W: (0, 0, -1), UP: (1, 0, 0), DOWN: (-1, 0, 0)}
"""What each bit adds to (level, row, col)."""

MAX_CELLS = 4_000_000
"""The largest maze that is made: four times the largest the view is measured on."""

Cell: TypeAlias = tuple[int, int, int]
"""(level, row, col)."""

Passages: TypeAlias = "NDArray[np.uint8]"
"""uint8[level, row, col] of passage bits, always symmetric."""

Mask: TypeAlias = "NDArray[np.bool_]"
"""bool[level, row, col], true where a cell exists."""


class MazeError(ValueError):
    """A maze that cannot be: one sentence saying what was wrong and the nearest right answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Maze:
    """A finished maze.

    `passages` and `mask` are read-only. `code` makes the same maze again anywhere, or is "" when no code can
    (a hand-made mask). One that was drawn (drawing.py) has a code that only names it, and may say where keys
    lie and torches hang; None leaves that to who plays it and shows it.
    """

    passages: Passages
    start: Cell
    exit: Cell
    code: str = ""
    mask: Mask | None = None
    keys: tuple[Cell, ...] | None = None
    torches: tuple[Cell, ...] | None = None

    @property
    def levels(self) -> int:
        """How many floors lie above each other."""
        return int(self.passages.shape[0])

    @property
    def rows(self) -> int:
        """Cells from north to south."""
        return int(self.passages.shape[1])

    @property
    def cols(self) -> int:
        """Cells from west to east."""
        return int(self.passages.shape[2])


def is_symmetric(passages: Passages) -> bool:
    """Tell whether every passage is open from both sides and none leaves the grid."""
    east, west = (passages & E) != 0, (passages & W) != 0
    south, north = (passages & S) != 0, (passages & N) != 0
    up, down = (passages & UP) != 0, (passages & DOWN) != 0
    return bool(
        np.array_equal(east[:, :, :-1], west[:, :, 1:])
        and np.array_equal(south[:, :-1], north[:, 1:])
        and np.array_equal(up[:-1], down[1:])
        and not (east[:, :, -1].any() or west[:, :, 0].any())
        and not (south[:, -1].any() or north[:, 0].any())
        and not (up[-1].any() or down[0].any())
    )
