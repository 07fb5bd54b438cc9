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

    `x` and `y` in cells, east and south. None while no way shows, when one stands at its end or at a ladder.
    """
    if len(way) < 2 or hint_climb(way):
        return None
    _level, row, col = way[1]
    return math.atan2(col + 0.5 - x, y - row - 0.5) / math.tau % 1.0


def hint_climb(way: Sequence[Cell]) -> int:
    """Return 1 when the way goes on up a ladder right here, -1 when down, else 0."""
    return way[1][0] - way[0][0] if len(way) > 1 else 0


def hint_words(direction: float | None, yaw: float, left: int, climb: int = 0) -> str:
    """Return what to say when a hint appears, with `left` more of them; directions in turns.

    `climb`: see hint_climb.
    """
    if climb:
        words = say("hint.up" if climb > 0 else "hint.down")
    else:
        words = say("hint.here" if direction is None else _KEYS[round((direction - yaw) * 4) % 4])
    return words if left else say("hint.last", hint=words)
