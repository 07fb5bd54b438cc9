"""Where the focus goes when an arrow is pressed: pure geometry on rectangles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Rect: TypeAlias = tuple[float, float, float, float]
"""x, y, width, height; y grows down."""

Direction = Literal["up", "down", "left", "right"]

_ASIDE = 3.0
"""How much worse a point aside counts than a point ahead."""


def neighbour(rects: Sequence[Rect], current: int, direction: Direction) -> int | None:
    """Return the index of the nearest rectangle in that direction, None when there is none.

    Ahead is measured between the facing edges; aside is the gap across, 0 while the two overlap there.
    """
    best: tuple[float, float, int] | None = None
    for index, rect in enumerate(rects):
        if index == current:
            continue
        ahead, aside, centre = _offset(rects[current], rect, direction)
        if ahead < 0:
            continue
        cost = (ahead + _ASIDE * aside, centre, index)
        best = cost if best is None else min(best, cost)
    return None if best is None else best[2]


def _offset(a: Rect, b: Rect, direction: Direction) -> tuple[float, float, float]:
    if direction in {"left", "right"}:
        a, b = (a[1], a[0], a[3], a[2]), (b[1], b[0], b[3], b[2])
    backwards = direction in {"up", "left"}
    ahead = a[1] - (b[1] + b[3]) if backwards else b[1] - (a[1] + a[3])
    aside = max(0.0, b[0] - (a[0] + a[2]), a[0] - (b[0] + b[2]))
    return ahead + 0.5, aside, abs((a[0] + a[2] / 2) - (b[0] + b[2] / 2))


def along(count: int, current: int | None, step: int) -> int | None:
    """Return the index Tab (1) or Shift+Tab (-1) goes to, round and round; None when there is nothing."""
    if not count:
        return None
    if current is None:
        return 0 if step > 0 else count - 1
    return (current + step) % count
