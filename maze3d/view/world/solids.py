"""Boxes, tubes, rings and turned shapes as vertices: what fittings and figures are put together from.

Shapes are `Solid`s in a space of their own (x right, y up, z towards the viewer's wall-out direction, in
cells) and are turned and moved as wholes. Knows nothing of the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.view.world.faces import VERTEX, triangles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from maze3d.view.palette import RGB

WOOD, IRON = 0.02, 0.52
"""Where u begins for a material of the surface `fittings`; each is half the picture wide."""


class Solid(NamedTuple):
    """Vertices (faces.VERTEX) and the corners of their triangles, uint32."""

    vertices: NDArray[np.void]
    corners: NDArray[np.uint32]


def joined(parts: Iterable[Solid]) -> Solid:
    """Return the parts as one solid."""
    parts = list(parts)
    vertices = np.concatenate([part.vertices for part in parts])
    firsts = np.cumsum([0] + [len(part.vertices) for part in parts[:-1]])
    corners = np.concatenate([part.corners + np.uint32(f) for part, f in zip(parts, firsts, strict=True)])
    return Solid(vertices, corners)


def placed(solid: Solid, x: float, y: float, z: float, *, facing: tuple[float, float] = (0, 1)) -> Solid:
    """Return the solid turned so that its +z looks along `facing` (engine x, z), then moved."""
    fx, fz = facing
    vertices = solid.vertices.copy()
    turn = np.array([(fz, 0, -fx), (0, 1, 0), (fx, 0, fz)], np.float32)
    vertices["position"] = solid.vertices["position"] @ turn + np.array([x, y, z], np.float32)
    vertices["normal"] = solid.vertices["normal"] @ turn
    return Solid(vertices, solid.corners)


def box(
    low: Sequence[float],
    high: Sequence[float],
    *,
    u: float = IRON,
    colour: RGB = (1, 1, 1),
    shine: float = 0,
    in_cells: bool = False,
) -> Solid:
    """Return a box; `in_cells` gives it the walls' texture coordinates instead of the fittings'."""
    corner = np.array([low, high], np.float32)
    vertices = np.zeros((6, 4), VERTEX)
    face = 0
    for axis in range(3):
        across, up = [(2, 1), (0, 2), (0, 1)][axis]
        for end in (0, 1):
            normal = np.zeros(3, np.float32)
            normal[axis] = 2 * end - 1
            square = np.zeros((4, 3), np.float32)
            square[:, axis] = corner[end, axis]
            square[:, across] = corner[[0, 1, 1, 0], across]
            square[:, up] = corner[[0, 0, 1, 1], up]
            vertices[face]["position"] = _wound(square, normal)
            vertices[face]["normal"] = normal
            coords = vertices[face]["position"][:, [across, up]]
            vertices[face]["texcoord"] = coords if in_cells else np.mod(coords, 0.4) + np.array([u, 0])
            face += 1
    flat = vertices.ravel()
    flat["colour"] = _bytes(colour, shine)
    return Solid(flat, triangles(len(flat)))


def tube(
    points: Sequence[Sequence[float]],
    radii: Sequence[float],
    *,
    sides: int = 8,
    closed: bool = False,
    u: float = IRON,
    colour: RGB = (1, 1, 1),
    shine: float = 0,
) -> Solid:
    """Return a tube along `points` with a radius at each; `closed` joins the end to the start, else caps."""
    line = np.array(points, np.float32)
    count = len(line)
    ahead = np.roll(line, -1, 0) - np.roll(line, 1, 0) if closed else np.gradient(line, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    aside = _cross(ahead, np.where(np.abs(ahead[:, 2:]) > 0.9, [[0, 1, 0]], [[0, 0, 1]]))
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    third = _cross(ahead, aside)
    angle = np.arange(sides + 1) * (2 * np.pi / sides)
    out = aside[:, None] * np.cos(angle)[None, :, None] + third[:, None] * np.sin(angle)[None, :, None]
    radius = np.array(radii, np.float32)[:, None, None]
    vertices = np.zeros((count, sides + 1), VERTEX)
    vertices["position"] = line[:, None] + out * radius
    vertices["normal"] = out
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    vertices["texcoord"][..., 0] = u + np.abs(np.linspace(-0.4, 0.4, sides + 1))[None, :]
    vertices["texcoord"][..., 1] = along[:, None]
    grid = np.arange(count * (sides + 1), dtype=np.uint32).reshape(count, sides + 1)
    following = np.roll(grid, -1, 0) if closed else grid[1:]
    here = grid if closed else grid[:-1]
    a, b = here[:, :-1], here[:, 1:]
    c, d = following[:, 1:], following[:, :-1]
    corners = np.stack([a, b, c, a, c, d], -1).ravel()
    flat = vertices.ravel()
    if not closed:
        flat, corners = _capped(flat, corners, grid, line, ahead)
    flat["colour"] = _bytes(colour, shine)
    return Solid(flat, _outward(flat, corners.astype(np.uint32)))


def turned(
    profile: Sequence[tuple[float, float]],
    *,
    sides: int = 10,
    squash: tuple[float, float] = (1, 1),
    at: Sequence[float] = (0, 0, 0),
    u: float = IRON,
    colour: RGB = (1, 1, 1),
    shine: float = 0,
) -> Solid:
    """Return what a lathe makes: (height, radius) points from the foot up, turned about y, open at the ends.

    `squash` stretches it along x and z; `at` is where its axis stands on height 0.
    """
    height, radius = np.array(profile, np.float32).T
    angle = np.arange(sides + 1) * (2 * np.pi / sides)
    round_ = np.stack([np.sin(angle), np.cos(angle)], -1).astype(np.float32)
    vertices = np.zeros((len(profile), sides + 1), VERTEX)
    stretch = np.array(squash, np.float32)
    vertices["position"][..., ::2] = round_[None] * radius[:, None, None] * stretch
    vertices["position"][..., 1] = height[:, None]
    rise, widen = np.gradient(height), np.gradient(radius)
    normal = vertices["normal"]
    normal[..., ::2] = round_[None] * rise[:, None, None] / stretch
    normal[..., 1] = -widen[:, None]
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    vertices["position"] += np.array(at, np.float32)
    along = np.concatenate([[0], np.cumsum(np.hypot(np.diff(height), np.diff(radius)))])
    vertices["texcoord"][..., 0] = u + np.abs(np.linspace(-0.4, 0.4, sides + 1))[None, :]
    vertices["texcoord"][..., 1] = along[:, None]
    grid = np.arange(vertices.size, dtype=np.uint32).reshape(vertices.shape)
    a, b, c, d = grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]
    corners = np.stack([a, b, c, a, c, d], -1).ravel()
    flat = vertices.ravel()
    flat["colour"] = _bytes(colour, shine)
    return Solid(flat, _outward(flat, corners))


def _capped(
    vertices: NDArray[np.void],
    corners: NDArray[np.uint32],
    grid: NDArray[np.uint32],
    line: NDArray[np.float32],
    ahead: NDArray[np.float32],
) -> tuple[NDArray[np.void], NDArray[np.uint32]]:
    for end, normal in ((0, -ahead[0]), (-1, ahead[-1])):
        rim = vertices[grid[end]].copy()
        rim["normal"] = normal
        centre = rim[:1].copy()
        centre["position"] = line[end]
        first = len(vertices)
        vertices = np.concatenate([vertices, centre, rim])
        around = np.arange(len(rim) - 1, dtype=np.uint32) + first + 1
        fan = np.stack([np.full_like(around, first), around, around + 1], -1).ravel()
        corners = np.concatenate([corners, fan])
    return vertices, corners


def _outward(vertices: NDArray[np.void], corners: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Wind each triangle so that it looks the way its normals point."""
    each = corners.reshape(-1, 3).copy()
    p = vertices["position"][each]
    # The engine's space is left-handed: a face looks against the cross product of its sides.
    looks = _cross(p[:, 2] - p[:, 0], p[:, 1] - p[:, 0])
    wrong = (looks * vertices["normal"][each].sum(1)).sum(1) < 0
    each[wrong] = each[wrong][:, ::-1]
    wound: NDArray[np.uint32] = each.ravel()
    return wound


def _wound(square: NDArray[np.float32], normal: NDArray[np.float32]) -> NDArray[np.float32]:
    looks = _cross(square[2] - square[0], square[1] - square[0])
    return square if float(looks @ normal) > 0 else square[::-1].copy()


def _bytes(colour: RGB, shine: float) -> NDArray[np.uint8]:
    return (np.array([*colour, 1 - shine]) * 255 + 0.5).astype(np.uint8)


def _cross(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the cross products along the last axis; np.cross takes longer than all else of a small solid."""
    ax, ay, az, bx, by, bz = (each[..., axis] for each in (a, b) for axis in range(3))
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], -1)
