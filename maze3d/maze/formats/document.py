"""A maze as JSON, for other programs.

format       "maze3d"
version      1, of this layout
algorithm    the version of the generators: with the recipe it decides the maze
recipe       generator, rows, cols, levels, seed, braid, newest; null for a maze that no code makes
code         the maze code, "" for a maze that no code makes
start, exit  [level, row, col]; row 0 is the north edge, column 0 the west
passages     for each level, for each row, two hex digits a cell: the sum of the open directions,
             1 north, 2 east, 4 south, 8 west, 16 up, 32 down
solution     when asked for: the cells from start to exit, both included
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from maze3d.maze.codes import VERSION, decode
from maze3d.maze.drawing import is_drawn
from maze3d.maze.formats.walls import way_out

if TYPE_CHECKING:
    from maze3d.maze.grid import Maze


def document(maze: Maze, *, solution: bool = False) -> str:
    """Return the maze as JSON text."""
    code = "" if is_drawn(maze.code) else maze.code
    fields: dict[str, Any] = {
        "format": "maze3d",
        "version": 1,
        "algorithm": VERSION,
        "recipe": asdict(decode(code)) if code else None,
        "code": code,
        "start": maze.start,
        "exit": maze.exit,
        "passages": [[row.tobytes().hex() for row in level] for level in maze.passages],
    }
    if solution:
        fields["solution"] = way_out(maze)
    lines = (f'  "{name}": {json.dumps(value)}' for name, value in fields.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"
