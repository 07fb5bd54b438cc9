"""A maze as SVG: walls as one path of long strokes, so that even large ones print and zoom well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.formats.picture import Colours
from maze3d.maze.formats.walls import walls, way_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Maze

CELL = 10
_MARGIN = 5
_START, _EXIT = ("#{:02x}{:02x}{:02x}".format(*colour) for colour in (Colours().start, Colours().exit))
_INK = 'stroke="#222" stroke-width="2" stroke-linecap="square" fill="none"'


def svg(maze: Maze, *, solution: bool = False) -> str:
    """Return an SVG document; levels stand side by side, the lowest on the left."""
    path = way_out(maze) if solution else []
    across = maze.cols * CELL + 2 * _MARGIN
    width, height = across * maze.levels, maze.rows * CELL + 2 * _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
        f"<title>{f'maze3d {maze.code}'.strip()}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for level in range(maze.levels):
        parts.append(f'<g transform="translate({level * across + _MARGIN} {_MARGIN})">')
        for cell, colour in ((maze.start, _START), (maze.exit, _EXIT)):
            if cell[0] == level:
                x, y = _middle(cell)
                parts.append(f'<circle cx="{x}" cy="{y}" r="{CELL * 0.3:g}" fill="{colour}"/>')
        parts += [
            f'<polyline points="{points}" fill="none" stroke="#e08a1e" stroke-width="2"/>'
            for points in _ways(path, level)
        ]
        parts.append(f'<path d="{_strokes(maze, level)}" {_INK}/></g>')
    return "\n".join(parts) + "\n</svg>\n"


def _strokes(maze: Maze, level: int) -> str:
    across, along = walls(maze, level)
    flat = [f"M{c * CELL} {r * CELL}h{n * CELL}" for r, c, n in _runs(across)]
    upright = [f"M{c * CELL} {r * CELL}v{n * CELL}" for c, r, n in _runs(along.T)]
    return "".join(flat + upright)


def _runs(lines: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Return (line, first, length) of each run of true in each line."""
    edges = np.diff(np.pad(lines, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    line, first = np.nonzero(edges == 1)
    past = np.nonzero(edges == -1)[1]
    return list(zip(line.tolist(), first.tolist(), (past - first).tolist(), strict=True))


def _ways(path: list[Cell], level: int) -> list[str]:
    """Return the points of each stretch of the path that stays on a level."""
    ways: list[list[str]] = []
    before = -1
    for cell in path:
        if cell[0] == level:
            if before != level:
                ways.append([])
            ways[-1].append("{:g},{:g}".format(*_middle(cell)))
        before = cell[0]
    return [" ".join(points) for points in ways]


def _middle(cell: Cell) -> tuple[float, float]:
    return (cell[2] + 0.5) * CELL, (cell[1] + 0.5) * CELL
