"""Whether two ends have made the same maze of the same code."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.maze import Maze


def maze_digest(maze: Maze) -> str:
    """Return 32 hex digits that are equal for equal passages, start and exit only."""
    digest = hashlib.blake2b(
        struct.pack("<9I", *maze.passages.shape, *maze.start, *maze.exit), digest_size=16
    )
    digest.update(maze.passages.tobytes())
    return digest.hexdigest()
