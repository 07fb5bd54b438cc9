"""Where a hint leads from where one stands: as a direction, and in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.maze.grid import Cell

_WORDS = ("is straight ahead", "leads to the right", "is behind you", "leads to the left")
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
    words = "It is right here" if direction is None else "Blue steps lead on: the way "
    if direction is not None:
        words += _WORDS[round((direction - yaw) * 4) % 4]
    return words + ("" if left else " - that was the last hint")
