"""Chalk: where a look meets wall or floor within an arm's reach.

Owns the ray and the wiping of near marks. Knows nothing of how many marks a player may make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.maze.grid import E, N, S, W
from maze3d.sim.angles import ONE, cosine, sine
from maze3d.sim.state import ChalkMark, Surface
from maze3d.sim.units import CELL, EYE_HEIGHT, HALF_WALL, WALL_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maze3d.sim.movement import Floor

REACH = CELL * 6 // 5
"""How far from the eye a mark can be drawn, units."""

WIPE_REACH = 150
"""A mark drawn this near to one's own on the same surface wipes that one off instead, units."""


def aim(floor: Floor, eye: tuple[int, int, int], yaw: int, pitch: int) -> ChalkMark | None:
    """Return the mark that a player at `eye` (level, x, y) who looks along yaw and pitch would make, or None.

    None is nothing within REACH, or the ceiling. A ray on the grid of wall strips and cell insides, after
    J. Amanatides and A. Woo, "A Fast Voxel Traversal Algorithm for Ray Tracing" (1987); distances along
    the ray are exact in units, crossings rounded down.
    """
    level, x, y = eye
    flat = cosine(pitch)
    dx, dy, dz = sine(yaw) * flat // ONE, -cosine(yaw) * flat // ONE, sine(pitch)
    strip_x, strip_y = _strip(x), _strip(y)
    reach = REACH
    if dz < 0:
        reach = min(reach, EYE_HEIGHT * ONE // -dz)
    surface = Surface.FLOOR
    while True:
        to_x, to_y = _distance_out(x, strip_x, dx), _distance_out(y, strip_y, dy)
        along = min(to_x, to_y)
        if along >= reach:
            break
        if to_x <= to_y:
            strip_x += 1 if dx > 0 else -1
            hit = Surface.EAST if dx > 0 else Surface.WEST
        else:
            strip_y += 1 if dy > 0 else -1
            hit = Surface.SOUTH if dy > 0 else Surface.NORTH
        if _solid(floor, strip_x, strip_y):
            reach, surface = along, hit
            break
    if surface is Surface.FLOOR and (dz >= 0 or EYE_HEIGHT * ONE // -dz > REACH):
        return None
    at_x, at_y = x + dx * reach // ONE, y + dy * reach // ONE
    height = max(0, EYE_HEIGHT + dz * reach // ONE) if surface is not Surface.FLOOR else 0
    if height >= WALL_HEIGHT:
        return None
    at_x, at_y, cell_x, cell_y = _on_face(at_x, at_y, strip_x, strip_y, surface)
    return ChalkMark((level, cell_y, cell_x), surface, at_x, at_y, height, yaw)


def near(marks: Iterable[ChalkMark], mark: ChalkMark) -> ChalkMark | None:
    """Return the first of `marks` that is within WIPE_REACH of `mark` on the same surface."""
    for other in marks:
        if other.surface is mark.surface and other.cell[0] == mark.cell[0]:
            dx, dy, dz = other.x - mark.x, other.y - mark.y, other.height - mark.height
            if dx * dx + dy * dy + dz * dz <= WIPE_REACH * WIPE_REACH:
                return other
    return None


def _strip(at: int) -> int:
    """Return the plan index of a place: 2 * i is the strip on line i, 2 * i + 1 the inside of cell i."""
    index, rest = divmod(at + HALF_WALL, CELL)
    return 2 * index + (rest >= 2 * HALF_WALL)


def _distance_out(at: int, strip: int, direction: int) -> int:
    """Return how far along the ray it leaves the strip, units."""
    if direction == 0:
        return 2 * REACH
    line, inside = divmod(strip, 2)
    if direction > 0:
        border = (line + 1) * CELL - HALF_WALL if inside else line * CELL + HALF_WALL
    else:
        border = line * CELL + (HALF_WALL if inside else -HALF_WALL)
    return (border - at) * ONE // direction


def _solid(floor: Floor, strip_x: int, strip_y: int) -> bool:
    """Tell whether a plan square is wall: a closed border's slab, or the post where any slab ends."""
    col, inside_x = divmod(strip_x, 2)
    row, inside_y = divmod(strip_y, 2)
    if inside_x and inside_y:
        return False
    if inside_x:
        return not _sides(floor, row, col) & N
    if inside_y:
        return not _sides(floor, row, col) & W
    south_east, north_west = _sides(floor, row, col), _sides(floor, row - 1, col - 1)
    return not (south_east & N and south_east & W and north_west & S and north_west & E)


def _sides(floor: Floor, row: int, col: int) -> int:
    if 0 <= row < floor.rows and 0 <= col < floor.cols:
        return floor.cells[row * floor.cols + col]
    return 0


def _on_face(x: int, y: int, strip_x: int, strip_y: int, surface: Surface) -> tuple[int, int, int, int]:
    """Return (x, y) put exactly on the face that was hit, and the col and row of the cell before it."""
    cell_x, cell_y = x // CELL, y // CELL
    if surface in (Surface.EAST, Surface.WEST):
        x = strip_x // 2 * CELL + (-HALF_WALL if surface is Surface.EAST else HALF_WALL)
        cell_x = (x - 1 if surface is Surface.EAST else x) // CELL
    elif surface in (Surface.NORTH, Surface.SOUTH):
        y = strip_y // 2 * CELL + (-HALF_WALL if surface is Surface.SOUTH else HALF_WALL)
        cell_y = (y - 1 if surface is Surface.SOUTH else y) // CELL
    return x, y, cell_x, cell_y
