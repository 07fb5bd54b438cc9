"""The mazes of a shared match: which codes a host may name, and whether both ends have made the same maze."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

from maze3d.maze import MazeError, decode
from maze3d.session.framing import WireError
from maze3d.session.host_settings import MOST_CELLS, MOST_SIDE
from maze3d.sim.walkable import MAX_LEVELS

if TYPE_CHECKING:
    from maze3d.maze import Maze


def maze_digest(maze: Maze) -> str:
    """Return 32 hex digits that are equal for equal passages, start and exit only."""
    digest = hashlib.blake2b(
        struct.pack("<9I", *maze.passages.shape, *maze.start, *maze.exit), digest_size=16
    )
    digest.update(maze.passages.tobytes())
    return digest.hexdigest()


def check_code(code: str, drawn: str = "") -> None:
    """Raise WireError for a code that no host would name: what it asks for would have to be made.

    `drawn` is the code of the drawn maze that is here, "" for none.
    """
    if code and code == drawn:
        return
    try:
        recipe = decode(code)
    except MazeError:
        raise WireError("a maze code that is none") from None
    levels, rows, cols = recipe.levels, recipe.rows, recipe.cols
    if max(rows, cols) > MOST_SIDE or levels > MAX_LEVELS or levels * rows * cols > MOST_CELLS:
        raise WireError(f"a maze of {levels} x {rows} x {cols} cells")
