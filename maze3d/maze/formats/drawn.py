"""Files with a drawn maze: which they are, and what is in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.maze.formats.drawn_json import read_json, write_json
from maze3d.maze.formats.drawn_text import read_text, write_text

if TYPE_CHECKING:
    from maze3d.maze.drawing import Drawing

TEXT, JSON = ".maze.txt", ".maze.json"


def is_drawing(name: str) -> bool:
    """Tell whether a file of that name holds a drawn maze."""
    return name.lower().endswith((TEXT, JSON))


def read_drawing(name: str, content: bytes) -> Drawing:
    """Return the drawing of a file. Raises DrawingError with everything that is wrong with it."""
    return (read_json if name.lower().endswith(JSON) else read_text)(content)


def write_drawing(name: str, drawing: Drawing) -> str:
    """Return what a file of that name holds."""
    return (write_json if name.lower().endswith(JSON) else write_text)(drawing)
