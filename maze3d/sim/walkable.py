"""Which mazes a match can be walked in.

Owns the limits of a match's maze; the maze package makes larger ones. Knows nothing of where a maze comes
from.
"""

from __future__ import annotations

from maze3d.maze.grid import MazeError

MIN_SIDE = 2
MAX_SIDE = 1000
"""The fewest and the most rows or columns of a maze that is walked."""

MAX_LEVELS = 8
MAX_CELLS = MAX_SIDE * MAX_SIDE


def check_walkable(rows: int, cols: int, levels: int = 1, keys: int = 0) -> None:
    """Raise MazeError, in a sentence, when no match can be walked there with so many keys to find."""
    if levels > MAX_LEVELS:
        raise MazeError(f"This maze has {levels} levels; the game walks mazes of up to {MAX_LEVELS}.")
    if min(rows, cols) < MIN_SIDE or max(rows, cols) > MAX_SIDE:
        raise MazeError(
            f"This maze is {rows}x{cols}; the game walks mazes from {MIN_SIDE}x{MIN_SIDE} "
            f"to {MAX_SIDE}x{MAX_SIDE}."
        )
    cells = levels * rows * cols
    if cells > MAX_CELLS:
        raise MazeError(f"This maze has {cells:,} cells; the game walks mazes of up to {MAX_CELLS:,}.")
    free = cells - 2
    if keys > free:
        raise MazeError(
            f"A maze of {rows}x{cols} has {free} cells besides start and exit, too few for {keys} keys."
        )
