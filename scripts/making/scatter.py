"""Many small things lying over one another: leaves, blades, petals, each with its own place and lie.

All of them are worked out at once and the highest wins each pixel, over the edges of the square too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from making.noise import between, uniform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from making.noise import Field

_AT_ONCE = 2000


class Heap(NamedTuple):
    """What is seen of a heap from above, by pixel."""

    piece: NDArray[np.int64]
    """Which thing, -1 where there is none."""
    height: Field
    """0 to 1."""
    along: Field
    """From -1, its stem, to 1, its tip."""
    across: Field
    """From -1 to 1."""


def heap(
    size: int,
    count: int,
    seed: int,
    *,
    long: tuple[float, float],
    wide: float,
    bend: float = 0.5,
    tilt: float = 0.35,
    thick: float = 0.5,
    turn: tuple[float, float] = (0.0, 1.0),
    over: Field | None = None,
) -> Heap:
    """Scatter `count` leaves.

    `long` is the least and the most half length and `wide` the half width as a share of it, both in units of
    the square; `bend` how pointed, `tilt` how much one lies askew, `thick` how far above one another they
    reach; `turn` from which to which turn of a full one. `over`: how high the ground lies, 0 to 1.
    """
    x, y = uniform((count,), seed) * size, uniform((count,), seed + 1) * size
    angle = between(2 * np.pi * turn[0], 2 * np.pi * turn[1], (count,), seed + 2)
    half = between(*long, (count,), seed + 3) * size
    lies = uniform((count,), seed + 4) * np.float32(thick)
    if over is not None:
        lies += over[y.astype(np.int64) % size, x.astype(np.int64) % size] * np.float32(1 - thick)
    askew = between(-tilt, tilt, (count,), seed + 5)
    reach = int(np.ceil(long[1] * size)) + 1
    dy, dx = (each.ravel() for each in np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32))
    best = np.full(size * size, -1.0, np.float32)
    fields = [np.zeros(size * size, np.float32) for _ in range(2)]
    piece = np.full(size * size, -1, np.int64)
    for begin in range(0, count, _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        px, py = np.floor(x[some])[:, None] + dx, np.floor(y[some])[:, None] + dy
        ox, oy = px + 0.5 - x[some, None], py + 0.5 - y[some, None]
        c, s = np.cos(angle[some])[:, None], np.sin(angle[some])[:, None]
        along = (ox * c + oy * s) / half[some, None]
        width = np.clip(1 - along * along, 0, 1) ** np.float32(0.5 + bend) * np.float32(wide)
        across = (oy * c - ox * s) / (half[some, None] * np.maximum(width, 1e-3))
        inside = (np.abs(along) < 1) & (np.abs(across) < 1)
        which, spot = np.nonzero(inside)
        a, b = along[which, spot], across[which, spot]
        up = lies[some][which] + 0.10 * askew[some][which] * a - 0.07 * b * b - 0.03 * a * a
        pixel = (py[which, spot].astype(np.int64) % size) * size + px[which, spot].astype(np.int64) % size
        order = np.lexsort((which, up, pixel))
        last = np.append(np.diff(pixel[order]) > 0, True)
        top = order[last]
        top = top[up[top] > best[pixel[top]]]
        won = pixel[top]
        best[won] = up[top]
        fields[0][won], fields[1][won] = a[top], b[top]
        piece[won] = which[top] + begin
    square = (size, size)
    return Heap(
        piece.reshape(square),
        np.clip(best, 0, 1).reshape(square),
        fields[0].reshape(square),
        fields[1].reshape(square),
    )
