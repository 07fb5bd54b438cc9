"""A maze as pixels, seen from above: for menus, and for PNG files."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.maze.formats.walls import walls, way_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Maze

    Pixels = NDArray[np.uint8]

_LARGEST_PNG = 4096


class Colours(NamedTuple):
    """RGBA, 0 to 255, of what a picture shows. The exit is turquoise as its gate is in the game."""

    floor: tuple[int, int, int, int] = (236, 228, 212, 255)
    wall: tuple[int, int, int, int] = (52, 46, 42, 255)
    way: tuple[int, int, int, int] = (230, 150, 40, 255)
    start: tuple[int, int, int, int] = (164, 104, 222, 255)
    exit: tuple[int, int, int, int] = (16, 168, 148, 255)
    nothing: tuple[int, int, int, int] = (0, 0, 0, 0)


_FLOOR, _WALL, _WAY, _START, _EXIT, _NOTHING = range(6)


def picture(
    maze: Maze,
    cell_px: int = 8,
    *,
    level: int = 0,
    solution: bool = False,
    max_px: int | None = None,
    colours: Colours = Colours(),  # noqa: B008 - a tuple does not change
) -> Pixels:
    """Return uint8[height, width, 4] of one level, rows from the north; walls are a quarter cell wide.

    A cell is `cell_px` (at least 2) pixels from wall to wall, less when a side would pass `max_px`; where
    not even two fit, several cells share a pixel, in their mean colour, with the ends and the way on top.
    """
    way = way_out(maze) if solution else []
    return _drawn(maze, cell_px, level, way, max_px=max_px, colours=colours)


def all_levels(maze: Maze, cell_px: int, colours: Colours) -> Pixels:
    """Return the pictures of all levels as one, about as wide as tall, the lowest at its top left."""
    sheets = [_drawn(maze, cell_px, level, [], colours=colours) for level in range(maze.levels)]
    return _joined(sheets, math.isqrt(maze.levels - 1) + 1, cell_px)


def _drawn(
    maze: Maze, cell_px: int, level: int, way: list[Cell], *, max_px: int | None = None, colours: Colours
) -> Pixels:
    plan = _plan(maze, level)
    marks = [(cell, _WAY) for cell in way]
    longest = max(maze.rows, maze.cols)
    if max_px is not None:
        cell_px = min(cell_px, (max_px - 1) // longest)
    palette = np.array(colours, dtype=np.uint8)
    ends = [(maze.start, _START), (maze.exit, _EXIT)]
    if cell_px < 2:
        # A list is drawn in order, the ends last; only cells of this level.
        shown = [(cell, colour) for cell, colour in marks + ends if cell[0] == level]
        return _shrunk(plan, palette, shown, max_px or 2 * longest + 1)
    _mark(plan, marks, level)
    _mark(plan, ends, level)
    wall_px = max(1, cell_px // 4)
    for axis in (0, 1):
        sizes = np.where(np.arange(plan.shape[axis]) % 2 == 0, wall_px, cell_px - wall_px)
        plan = np.repeat(plan, sizes, axis=axis)
    out: Pixels = palette[plan]
    return out


def png(maze: Maze, *, solution: bool = False) -> bytes:
    """Return a PNG file of all levels side by side, the lowest on the left."""
    from PIL import Image  # noqa: PLC0415 - the rest of the package does without

    cell_px = min(16, max(2, _LARGEST_PNG // max(maze.rows, maze.cols * maze.levels)))
    way = way_out(maze) if solution else []
    sheets = [_drawn(maze, cell_px, level, way, colours=Colours()) for level in range(maze.levels)]
    out = io.BytesIO()
    Image.fromarray(_joined(sheets, maze.levels, cell_px)).save(out, "PNG")
    return out.getvalue()


def _joined(sheets: list[Pixels], across: int, gap_px: int) -> Pixels:
    """Return sheets of one size in lines of `across`, with nothing between them and where one is lacking."""
    tall, wide = sheets[0].shape[0] + gap_px, sheets[0].shape[1] + gap_px
    down = -(-len(sheets) // across)
    out = np.zeros((down * tall - gap_px, across * wide - gap_px, 4), dtype=np.uint8)
    for number, sheet in enumerate(sheets):
        row, col = divmod(number, across)
        out[row * tall : (row + 1) * tall - gap_px, col * wide : (col + 1) * wide - gap_px] = sheet
    return out


def _plan(maze: Maze, level: int) -> Pixels:
    """Return a colour index for each wall and each cell: uint8[2 rows + 1, 2 cols + 1]."""
    across, along = walls(maze, level)
    plan = np.full((2 * maze.rows + 1, 2 * maze.cols + 1), _FLOOR, dtype=np.uint8)
    if maze.mask is not None:
        there = np.zeros_like(plan)
        cells = maze.mask[level]
        for down in range(3):
            for right in range(3):
                there[down : down + 2 * maze.rows - 1 : 2, right : right + 2 * maze.cols - 1 : 2] |= cells
        plan[there == 0] = _NOTHING
    plan[::2, 1::2][across] = _WALL
    plan[1::2, ::2][along] = _WALL
    posts = np.zeros((maze.rows + 1, maze.cols + 1), dtype=np.bool_)
    posts[:, 1:] |= across
    posts[:, :-1] |= across
    posts[1:] |= along
    posts[:-1] |= along
    plan[::2, ::2][posts] = _WALL
    return plan


def _mark(plan: Pixels, marks: list[tuple[Cell, int]], level: int) -> None:
    """Colour cells, in place, and the openings between those that follow each other."""
    before: Cell | None = None
    for cell, colour in marks:
        if cell[0] == level:
            plan[2 * cell[1] + 1, 2 * cell[2] + 1] = colour
            if before is not None and before[0] == level and colour == _WAY:
                plan[cell[1] + before[1] + 1, cell[2] + before[2] + 1] = colour
        before = cell


def _shrunk(plan: Pixels, palette: Pixels, marks: list[tuple[Cell, int]], max_px: int) -> Pixels:
    """Return the plan in at most `max_px` pixels a side, each the mean of the square it stands for."""
    share = -(-max(plan.shape) // max_px)
    height, width = (-(-side // share) for side in plan.shape)
    full = np.full((height * share, width * share), _NOTHING, dtype=np.uint8)
    full[: plan.shape[0], : plan.shape[1]] = plan
    blocks = full.reshape(height, share, width, share)
    counts = np.stack([(blocks == index).sum(axis=(1, 3)) for index in range(len(palette))], axis=-1)
    out: Pixels = np.rint(counts @ palette.astype(np.float64) / share**2).astype(np.uint8)
    for cell, colour in marks:
        row, col = (2 * cell[1] + 1) // share, (2 * cell[2] + 1) // share
        size = 0 if colour == _WAY else 1
        out[max(0, row - size) : row + size + 1, max(0, col - size) : col + size + 1] = palette[colour]
    return out
