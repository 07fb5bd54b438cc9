"""The regions of a maze: which sign (palette.SIGNS) each cell lies under.

A pure function of the cell and the maze's salt, so everybody in a match sees the same signs, whatever packs
he has on, and can say where he is. Knows nothing of the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.palette import SIGNS
from maze3d.view.world.places import scatter

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPAN = 6
"""How wide a region is, in cells, about."""

_STRAY = 0.3
"""How far a region's middle may lie from the middle of its square, in squares: near enough that the squares
around are all that have to be asked, and that those two squares away never meet."""


def signs_of(rows: range, cols: range, salt: int) -> NDArray[np.intp]:
    """Return the index in palette.SIGNS of each cell's region: [len(rows), len(cols)].

    Regions are the cells nearest to a point in each square of a grid (Worley 1996). No two that meet have
    the same sign.
    """
    y = (np.array(rows)[:, None] + 0.5) / SPAN + 0 * np.array(cols)[None, :]
    x = (np.array(cols)[None, :] + 0.5) / SPAN + 0 * np.array(rows)[:, None]
    row, col = np.floor(y).astype(np.int64), np.floor(x).astype(np.int64)
    nearest = np.full(y.shape, np.inf)
    signs = np.zeros(y.shape, np.intp)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            r, c = row + down, col + right
            # From 64 on, as scatter() takes no negative numbers.
            dy = r + 0.5 + _STRAY * (2 * scatter(r + 64, c + 64, salt + 21) - 1) - y
            dx = c + 0.5 + _STRAY * (2 * scatter(r + 64, c + 64, salt + 22) - 1) - x
            distance = dx * dx + dy * dy
            # Squares that touch differ by 1 to 4 here, so their signs differ; the odd factor mixes them.
            sign = ((3 * r + c + salt) * (2 * (salt // 8 % 4) + 1)) % len(SIGNS)
            signs = np.where(distance < nearest, sign, signs)
            nearest = np.minimum(nearest, distance)
    return signs
