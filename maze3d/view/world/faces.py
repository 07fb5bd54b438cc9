"""Faces of the maze as plain numbers: greedy runs of wall, floor and ceiling over a ground plan.

Knows nothing of the engine. A face never lies inside a wall: each is where open ground meets a solid part,
and belongs to the chunk that owns the open ground.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.maze.grid import E, N, S, W
from maze3d.sim.units import CELL, WALL_HEIGHT
from maze3d.view.world.plan import MARGIN, ground_plan, plan_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = WALL_HEIGHT / CELL
"""From floor to ceiling, in cells."""

VERTEX = np.dtype([("position", "<f4", 3), ("normal", "<f4", 3), ("texcoord", "<f4", 2), ("colour", "u1", 4)])
"""One vertex: engine space (x east, y up, z north, in cells), texture coordinates in cells."""

AROUND = 16
"""How many cells beyond the wanted ones are looked at for the corner where a wall begins."""

TOWARDS = {N: (0, 1), E: (1, 0), S: (0, -1), W: (-1, 0)}
"""The engine's (x, z) direction of each passage bit."""


class Runs(NamedTuple):
    """Straight runs of equal value: in line `line`, from `begin` to `end` (exclusive), of value `kind`."""

    line: NDArray[np.intp]
    begin: NDArray[np.intp]
    end: NDArray[np.intp]
    kind: NDArray[np.int16]


def runs(values: NDArray[np.int16]) -> Runs:
    """Return the longest runs of equal values above 0 in each row."""
    edged = np.zeros((values.shape[0], values.shape[1] + 2), np.int16)
    edged[:, 1:-1] = values
    change = edged[:, 1:] != edged[:, :-1]
    line, begin = np.nonzero(change & (edged[:, 1:] > 0))
    _, end = np.nonzero(change & (edged[:, :-1] > 0))
    return Runs(line, begin, end, values[line, begin])


def single(found: Runs) -> Runs:
    """Return the runs cut into runs of one."""
    length = found.end - found.begin
    line, kind = np.repeat(found.line, length), np.repeat(found.kind, length)
    first = np.cumsum(length) - length
    begin = np.arange(len(line)) + np.repeat(found.begin - first, length)
    return Runs(line, begin, begin + 1, kind)


def wall_faces(
    floor: NDArray[np.uint8], rows: range, cols: range, kinds: NDArray[np.int16], *, greedy: bool = True
) -> list[NDArray[np.void]]:
    """Return the walls' vertices of these cells, four to a face, one array for each kind.

    `kinds` int16[len(rows) + 2 * AROUND, len(cols) + 2 * AROUND] says which kind (0, 1, ...) suits each cell,
    those around included. A wall is of one kind from corner to corner, the one that suits its west or north
    end; only one that begins more than AROUND cells away may change where these cells begin.
    """
    wide_rows = range(rows.start - AROUND, rows.stop + AROUND)
    wide_cols = range(cols.start - AROUND, cols.stop + AROUND)
    plan = ground_plan(floor, wide_rows, wide_cols)
    here, back, ahead = (slice(MARGIN + step, -MARGIN - 1 + step) for step in (0, -1, 1))
    free = ~plan[here, here]
    x_lines, y_lines = plan_lines(cols), plan_lines(rows)
    last_row, last_col = _owns_last(rows, floor.shape[0]), _owns_last(cols, floor.shape[1])
    size = (2 * len(rows) + last_row, 2 * len(cols) + last_col)
    found = []
    for facing, solid in (
        (S, plan[back, here]),
        (N, plan[ahead, here]),
        (E, plan[here, back].T),
        (W, plan[here, ahead].T),
    ):
        turned = facing in {E, W}
        walls = runs(((free.T if turned else free) & solid).astype(np.int16))
        suited = (kinds.T if turned else kinds)[walls.line // 2, walls.begin // 2] + 1
        mine = _within(walls._replace(kind=suited), *(size[::-1] if turned else size))
        found.append(_walls(mine if greedy else single(mine), x_lines, y_lines, facing))
    every = np.concatenate([vertices for vertices, _kind in found])
    kind = np.repeat(np.concatenate([kind for _vertices, kind in found]), 4)
    return [every[kind == wanted_kind + 1] for wanted_kind in range(int(kinds.max()) + 1)]


def level_faces(
    floor: NDArray[np.uint8],
    rows: range,
    cols: range,
    kinds: NDArray[np.int16],
    *,
    ceiling: bool,
    greedy: bool = True,
) -> list[NDArray[np.void]]:
    """Return the floor's (or the ceiling's) vertices of these cells, four to a face, one array a kind."""
    here = ground_plan(floor, rows, cols)[MARGIN:-MARGIN, MARGIN:-MARGIN]
    wanted = np.repeat(np.repeat(kinds, 2, 0), 2, 1) + 1
    wanted = np.pad(wanted, ((0, 1), (0, 1)), mode="edge") * ~here
    wanted[-1, :] *= _owns_last(rows, floor.shape[0])
    wanted[:, -1] *= _owns_last(cols, floor.shape[1])
    found = runs(wanted) if greedy else single(runs(wanted))
    x_lines, y_lines = plan_lines(cols), plan_lines(rows)
    west, east = x_lines[found.begin], x_lines[found.end]
    north, south = -y_lines[found.line], -y_lines[found.line + 1]
    height = np.full(west.shape, HEIGHT if ceiling else 0.0, np.float32)
    x = np.stack([west, east, east, west], -1)
    z = np.stack([south, south, north, north], -1)
    if ceiling:
        z = z[:, ::-1]
    vertices = np.zeros(x.shape, VERTEX)
    vertices["position"] = np.stack([x, np.repeat(height[:, None], 4, 1), z], -1)
    vertices["normal"] = (0, -1 if ceiling else 1, 0)
    vertices["texcoord"] = np.stack([x, z], -1)
    vertices["colour"] = 255
    kind = np.repeat(found.kind, 4)
    flat = vertices.ravel()
    return [flat[kind == wanted_kind + 1] for wanted_kind in range(int(kinds.max()) + 1)]


def triangles(vertex_count: int) -> NDArray[np.uint32]:
    """Return the corners of the triangles of faces of four vertices each."""
    first = np.arange(0, vertex_count, 4, dtype=np.uint32)[:, None]
    indices: NDArray[np.uint32] = (first + np.array([0, 1, 2, 0, 2, 3], np.uint32)).ravel()
    return indices


def _within(found: Runs, lines: int, length: int) -> Runs:
    """Return what of the runs lies within that much of a plan, behind the cells AROUND it."""
    line, begin = found.line - 2 * AROUND, np.maximum(found.begin - 2 * AROUND, 0)
    end = np.minimum(found.end - 2 * AROUND, length)
    inside = (line >= 0) & (line < lines) & (begin < end)
    return Runs(line[inside], begin[inside], end[inside], found.kind[inside])


def _owns_last(cells: range, count: int) -> bool:
    """Tell whether these cells own the strip behind their last one: only the maze's outermost do."""
    return cells.stop >= count


def _walls(
    found: Runs, x_lines: NDArray[np.float32], y_lines: NDArray[np.float32], facing: int
) -> tuple[NDArray[np.void], NDArray[np.int16]]:
    """Return the vertices and kinds of runs of open ground whose wall faces `facing`.

    Seen from the open side the corners go bottom left, bottom right, top right, top left; the texture's u
    grows to the right.
    """
    if facing in {N, S}:
        z = -(y_lines[found.line] if facing == S else y_lines[found.line + 1])
        a, b = x_lines[found.begin], x_lines[found.end]
        left, right = (a, b) if facing == S else (b, a)
        x0, x1, z0, z1 = left, right, z, z
        u0, u1 = (left, right) if facing == S else (-left, -right)
    else:
        x = x_lines[found.line] if facing == E else x_lines[found.line + 1]
        a, b = -y_lines[found.begin], -y_lines[found.end]
        left, right = (b, a) if facing == E else (a, b)
        x0, x1, z0, z1 = x, x, left, right
        u0, u1 = (left, right) if facing == E else (-left, -right)
    zero = np.zeros_like(x0)
    top = zero + np.float32(HEIGHT)
    vertices = np.zeros((len(x0), 4), VERTEX)
    vertices["position"] = np.stack(
        [
            np.stack([x0, zero, z0], -1),
            np.stack([x1, zero, z1], -1),
            np.stack([x1, top, z1], -1),
            np.stack([x0, top, z0], -1),
        ],
        1,
    )
    east, north = TOWARDS[facing]
    vertices["normal"] = (east, 0, north)
    vertices["texcoord"] = np.stack(
        [
            np.stack([u0, zero], -1),
            np.stack([u1, zero], -1),
            np.stack([u1, top], -1),
            np.stack([u0, top], -1),
        ],
        1,
    )
    vertices["colour"] = 255
    return vertices.ravel(), found.kind
