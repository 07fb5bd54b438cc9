"""The place map: light, shadow and damp of a chunk, baked at a few points a cell for the shader to look up.

A point light knows no walls, and only a few torches can be lit for each pixel. So all the torches that
reach a chunk are followed here on the ground plan, once. Knows nothing of the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.view.world.faces import HEIGHT
from maze3d.view.world.places import region
from maze3d.view.world.plan import HALF, MARGIN, ground_plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINTS = 4
"""Map points a cell. At four, every point lies clear of the walls: an eighth of a cell from a border."""

EDGE = 1
"""Points around the chunk, so that looking up between points needs no neighbour."""

REACH = 5.0
"""How far a torch shines, in cells. The shader's falloff() is the same curve."""

BRIGHTEST = 3.0
"""The sum of falloffs that the map's full blue stands for; stored as a square root."""

_FINE = 10
"""Plan pixels a cell while following light: a wall strip is two."""

SUN_POINTS = 16
"""Points a cell of the map of the sun's shadows."""

_SUN_STEP = 0.02
_RAYS = 160
_STEP = 0.08


def falloff(distance: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a torch's strength at `distance` cells: as the square, but nothing at REACH (Karis 2013)."""
    window = np.clip(1 - (distance / REACH) ** 4, 0, 1) ** 2
    faded: NDArray[np.float32] = (window / (0.50 + distance * distance)).astype(np.float32)
    return faded


def place_map(
    floor: NDArray[np.uint8],
    rows: range,
    cols: range,
    lights: NDArray[np.float32],
    salt: int,
    *,
    torch_count: int,
) -> NDArray[np.uint8]:
    """Return a chunk's map, uint8[h, w, 4] in the engine's order B, G, R, A.

    h is len(rows) * POINTS + 2 * EDGE.

    `lights` are map (x, y) in cells of all lights that may reach; the first `torch_count` are torches, the
    others cast shadows but have no part in B. Row 0 is the south edge (engine z grows north).
    R: how open the place is to the sky of a corner, 1 in the open. G: the share of the light reaching it
    that is not behind a wall. B: sqrt(all torch light reaching it / BRIGHTEST). A: damp.
    """
    pad = int(np.ceil(REACH)) + 1
    wide_rows = range(rows.start - pad, rows.stop + pad)
    wide_cols = range(cols.start - pad, cols.stop + pad)
    solid = _raster(ground_plan(floor, wide_rows, wide_cols)[MARGIN:-MARGIN, MARGIN:-MARGIN])
    y = rows.start + (np.arange(len(rows) * POINTS + 2 * EDGE) - EDGE + 0.5) / POINTS
    x = cols.start + (np.arange(len(cols) * POINTS + 2 * EDGE) - EDGE + 0.5) / POINTS
    origin = np.array([wide_cols.start, wide_rows.start], np.float32)

    lit = np.zeros((len(y), len(x)), np.float32)
    every = np.zeros_like(lit)
    torch_light = np.zeros_like(lit)
    if len(lights):
        free = _free_distance(solid, lights - origin)
        for index, (light, ray) in enumerate(zip(lights, free, strict=True)):
            top, bottom = np.searchsorted(y, [light[1] - REACH, light[1] + REACH])
            left, right = np.searchsorted(x, [light[0] - REACH, light[0] + REACH])
            if top == bottom or left == right:
                continue
            dy = (y[top:bottom] - light[1]).astype(np.float32)[:, None]
            dx = (x[left:right] - light[0]).astype(np.float32)[None, :]
            distance = np.hypot(dx, dy)
            strength = falloff(np.sqrt(distance * distance + np.float32(0.06)))
            angle = np.arctan2(dy, dx) * np.float32(_RAYS / (2 * np.pi))
            first = np.floor(angle)
            share = angle - first
            a = ray[first.astype(np.int32) % _RAYS]
            b = ray[(first.astype(np.int32) + 1) % _RAYS]
            seen = (
                np.clip((a - distance) * 4 + 1, 0, 1) * (1 - share)
                + np.clip((b - distance) * 4 + 1, 0, 1) * share
            )
            window = (slice(top, bottom), slice(left, right))
            every[window] += strength
            lit[window] += strength * seen
            if index < torch_count:
                torch_light[window] += strength * seen
    share = np.where(every > 1e-3, lit / np.maximum(every, 1e-3), 1)
    bright = np.sqrt(np.clip(torch_light / BRIGHTEST, 0, 1))
    damp = region(y, x, salt + 7, 5.5)
    channels = [bright, share, _openness(solid, y - wide_rows.start, x - wide_cols.start), damp]
    packed = (np.stack(channels, -1)[::-1] * 255 + 0.5).astype(np.uint8)
    return np.ascontiguousarray(packed)


def sun_map(
    floor: NDArray[np.uint8], rows: range, cols: range, towards: tuple[float, float, float]
) -> NDArray[np.uint8]:
    """Return how high the walls' shadow reaches over each point of a chunk, uint8[h, w, 4].

    Walls are of one height, so that is all there is to a shadow of the sun: what lies lower is in it. 0 is
    -HEIGHT, 255 HEIGHT, all channels alike; the floor is between, so an edge is where it crosses 0. Covers
    what the place map covers, SUN_POINTS a cell. `towards` the sun: engine x, y, z, of length 1.
    """
    level = max(float(np.hypot(towards[0], towards[2])), 1e-3)
    steep = towards[1] / level
    reach = 2 * HEIGHT / steep
    pad = int(np.ceil(reach)) + 1
    wide_rows = range(rows.start - pad, rows.stop + pad)
    wide_cols = range(cols.start - pad, cols.stop + pad)
    solid = _raster(ground_plan(floor, wide_rows, wide_cols)[MARGIN:-MARGIN, MARGIN:-MARGIN])
    edge = EDGE / POINTS
    y = rows.start - edge + (np.arange(int((len(rows) + 2 * edge) * SUN_POINTS)) + 0.5) / SUN_POINTS
    x = cols.start - edge + (np.arange(int((len(cols) + 2 * edge) * SUN_POINTS)) + 0.5) / SUN_POINTS
    top = np.full((len(y), len(x)), -HEIGHT, np.float32)
    for away in np.arange(0, reach, _SUN_STEP):
        row = ((y - wide_rows.start - away * towards[2] / level) * _FINE).astype(np.intp)
        col = ((x - wide_cols.start + away * towards[0] / level) * _FINE).astype(np.intp)
        shadow = np.float32(HEIGHT - away * steep)
        np.maximum(top, np.where(solid[np.ix_(row, col)], shadow, np.float32(-HEIGHT)), out=top)
    packed = ((top[::-1] / HEIGHT * 0.5 + 0.5) * 255 + 0.5).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(packed[..., None], 4, 2))


def _raster(plan: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Spread the plan to _FINE pixels a cell; the first strip's northern half is left out."""
    strip = round(2 * HALF * _FINE)
    widths = np.tile([strip, _FINE - strip], plan.shape[0] // 2 + 1)
    fine = np.repeat(plan, widths[: plan.shape[0]], 0)
    widths = np.tile([strip, _FINE - strip], plan.shape[1] // 2 + 1)
    fine = np.repeat(fine, widths[: plan.shape[1]], 1)
    return fine[strip // 2 :, strip // 2 :]


def _free_distance(solid: NDArray[np.bool_], lights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return float32[light, ray]: how far each light's rays go before a wall, in cells."""
    angle = np.arange(_RAYS, dtype=np.float32) * np.float32(2 * np.pi / _RAYS)
    dx, dy = np.cos(angle) * _FINE * _STEP, np.sin(angle) * _FINE * _STEP
    x = np.repeat(lights[:, 0] * _FINE, _RAYS)
    y = np.repeat(lights[:, 1] * _FINE, _RAYS)
    dx, dy = np.tile(dx, len(lights)), np.tile(dy, len(lights))
    width = solid.shape[1]
    flat = solid.ravel()
    free = np.full(len(x), REACH, np.float32)
    going: NDArray[Any] = np.arange(len(x))
    for step in range(1, int(REACH / _STEP)):
        x += dx
        y += dy
        stopped = flat.take(y.astype(np.int32) * width + x.astype(np.int32), mode="clip")
        ended = going[stopped]
        free[ended] = np.minimum(free[ended], np.float32(step * _STEP))
        if step % 4 == 0:  # most rays end soon, and are not followed any further
            left = free[going] >= REACH
            going, x, y, dx, dy = going[left], x[left], y[left], dx[left], dy[left]
    return free.reshape(len(lights), _RAYS)


def _openness(
    solid: NDArray[np.bool_], y: NDArray[np.floating], x: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Return 1 where no wall is near, less the more of the surroundings is wall."""
    field: NDArray[np.floating[Any]] = solid.astype(np.float32)
    for radius in (2, 2):
        for axis in (0, 1):
            around = [(0, 0), (0, 0)]
            around[axis] = (radius + 1, radius)
            total = np.cumsum(np.pad(field, around, mode="edge"), axis)
            span = 2 * radius + 1
            field = (
                np.take(total, range(span, total.shape[axis]), axis)
                - np.take(total, range(total.shape[axis] - span), axis)
            ) / span
    row, col = (y * _FINE).astype(np.int32), (x * _FINE).astype(np.int32)
    near = field[np.ix_(row, col)]
    openness: NDArray[np.float32] = (1 - np.clip(near * 1.15, 0, 0.8)).astype(np.float32)
    return openness
