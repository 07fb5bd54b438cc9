"""Mazes drawn as text, and an independent check that a body is clear of every wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.grid import OPPOSITE, STEPS, Cell, E, Maze, N, S, W
from maze3d.sim.movement import FINE
from maze3d.sim.units import BODY_RADIUS, CELL, HALF_WALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.maze.grid import Passages


def room(drawing: str, code: str = "") -> Maze:
    """Return the maze of a drawing: +, - and | are walls, A is the start and B the exit.

    Cells are two characters apart: character (2 * row + 1, 2 * col + 1) of the drawing is cell (row, col).
    """
    lines = [line.strip() for line in drawing.strip().splitlines()]
    rows, cols = len(lines) // 2, len(lines[0]) // 2
    passages = np.zeros((1, rows, cols), np.uint8)
    places: dict[str, Cell] = {}
    for row in range(rows):
        for col in range(cols):
            places[lines[2 * row + 1][2 * col + 1]] = (0, row, col)
            for side in (E, S):
                _level, down, right = STEPS[side]
                inside = row + down < rows and col + right < cols
                if inside and lines[2 * row + 1 + down][2 * col + 1 + right] in " .":
                    passages[0, row, col] |= side
                    passages[0, row + down, col + right] |= OPPOSITE[side]
    passages.setflags(write=False)
    return Maze(passages, places.get("A", (0, 0, 0)), places.get("B", (0, rows - 1, cols - 1)), code)


def walls_near(passages: Passages, x: int, y: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield (left, top, right, bottom) of each wall slab, posts included, two cells around, units."""
    _levels, rows, cols = passages.shape
    for row in range(y // CELL - 2, y // CELL + 3):
        for col in range(x // CELL - 2, x // CELL + 3):
            if not (0 <= row < rows and 0 <= col < cols):
                continue
            left, top = col * CELL, row * CELL
            right, bottom = left + CELL, top + CELL
            sides = int(passages[0, row, col])
            borders = {N: (left, top, right, top), S: (left, bottom, right, bottom)}
            borders |= {W: (left, top, left, bottom), E: (right, top, right, bottom)}
            for side, (x0, y0, x1, y1) in borders.items():
                if not sides & side:
                    yield x0 - HALF_WALL, y0 - HALF_WALL, x1 + HALF_WALL, y1 + HALF_WALL


def is_clear(passages: Passages, fine_x: int, fine_y: int) -> bool:
    """Tell whether a body's circle, at an exact place, is inside the maze and touches no wall's inside."""
    _levels, rows, cols = passages.shape
    if not (0 < fine_x < cols * CELL * FINE and 0 < fine_y < rows * CELL * FINE):
        return False
    for left, top, right, bottom in walls_near(passages, fine_x // FINE, fine_y // FINE):
        dx = max(left * FINE - fine_x, 0, fine_x - right * FINE)
        dy = max(top * FINE - fine_y, 0, fine_y - bottom * FINE)
        if dx * dx + dy * dy < (BODY_RADIUS * FINE) ** 2:
            return False
    return True
