"""Where a hint leads from where one stands: as a direction, and in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maze3d.view.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.maze.grid import Cell

_KEYS = ("hint.ahead", "hint.right", "hint.behind", "hint.left")
"""By the quarter turn from where one looks."""


def hint_yaw(way: Sequence[Cell], x: float, y: float) -> float | None:
    """Return the direction of the second cell of `way` from (x, y), in turns clockwise from north.

    `x` and `y` in cells, east and south. None while no way shows, or when one stands at its end.
    """
    if len(way) < 2:
        return None
    _level, row, col = way[1]
    return math.atan2(col + 0.5 - x, y - row - 0.5) / math.tau % 1.0


def hint_words(direction: float | None, yaw: float, left: int) -> str:
    """Return what to say when a hint appears, with `left` more of them; directions in turns."""
    words = say("hint.here" if direction is None else _KEYS[round((direction - yaw) * 4) % 4])
    return words if left else say("hint.last", hint=words)
