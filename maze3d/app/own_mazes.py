"""The player's own mazes: drawn ones, files in a folder.

Owns how a file becomes a drawing or a list of what is wrong with it. Knows nothing of screens.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maze3d.files import StorageError
from maze3d.maze import MazeError
from maze3d.maze.drawing import MOST_BYTES, Drawing, DrawingError
from maze3d.maze.formats.drawn import JSON, TEXT, is_drawing, read_drawing
from maze3d.sim.walkable import check_walkable

MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class OwnMaze:
    """A file: its drawing, or why there is none, a sentence each with line and column."""

    path: Path
    drawing: Drawing | None
    problems: tuple[str, ...] = ()


def read(path: Path) -> Drawing:
    """Return the drawing of a file. Raises DrawingError, or StorageError when it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise StorageError(f"{path} cannot be read: {problem.strerror or problem}.") from problem
    return read_drawing(path.name, content)


def drawing_at(name: str) -> Drawing:
    """Return the drawing of a file somebody names; all that is wrong with it is one error, a line each.

    Raises MazeError, or StorageError when it cannot be read.
    """
    path = Path(name)
    if not is_drawing(path.name):
        raise MazeError(f"{name}: the name of a drawn maze ends in {TEXT} or {JSON}.")
    try:
        return read(path)
    except DrawingError as problem:
        raise MazeError(problem.in_file(name)) from problem


def look_at(path: Path) -> OwnMaze:
    """Return what a file holds."""
    try:
        drawing = read(path)
        check_walkable(drawing.rows, drawing.cols, drawing.levels)
    except DrawingError as problem:
        return OwnMaze(path, None, tuple(each.at(path.name) for each in problem.mistakes))
    except (MazeError, StorageError) as problem:
        return OwnMaze(path, None, (str(problem),))
    return OwnMaze(path, drawing)


def found_in(folder: Path) -> list[OwnMaze]:
    """Return the mazes of a folder by title, broken ones last; none when there is no such folder."""
    try:
        files = sorted(path for path in folder.iterdir() if is_drawing(path.name) and path.is_file())
    except OSError:
        return []
    mazes = [look_at(path) for path in files[:MOST_FILES]]
    return sorted(mazes, key=lambda each: (each.drawing is None, _title(each).casefold()))


def after(folder: Path, drawing: Drawing) -> Drawing:
    """Return the next one of the folder, or the same where it is the only one."""
    drawings = [each.drawing for each in found_in(folder) if each.drawing]
    codes = [each.maze.code for each in drawings]
    if not drawings:
        return drawing
    at = codes.index(drawing.maze.code) if drawing.maze.code in codes else -1
    return drawings[(at + 1) % len(drawings)]


def _title(maze: OwnMaze) -> str:
    return maze.drawing.title if maze.drawing else maze.path.name
