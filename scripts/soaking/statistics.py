"""The slope of a measured value over time, and how sure it is.

Neighbouring samples of a process's memory are alike, so as many as there are would make any slope look sure.
They are therefore put together in blocks that are long enough to differ by chance alone, and the line is
fitted to the blocks' middles: a flood's second of need is no growth, and a leak moves the median as well.
"""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_BLOCKS, MOST_BLOCKS = 6, 20
BLOCK_SAMPLES = 15
"""A block has at least so many, where there are enough."""

Z = 1.959964
"""97.5 % of a normal distribution lie below."""


class Slope(NamedTuple):
    """Units a second, with the ends of its 95 % confidence interval, and the line's value at time 0."""

    per_s: float
    low: float
    high: float
    at_zero: float


def slope(times_s: Sequence[float], values: Sequence[float]) -> Slope | None:
    """Fit a line by least squares to block medians; None when there are too few samples to say anything."""
    count = max(LEAST_BLOCKS, min(MOST_BLOCKS, len(times_s) // BLOCK_SAMPLES))
    if len(times_s) < 2 * LEAST_BLOCKS:
        return None
    xs = [mean(each) for each in blocks(times_s, count)]
    ys = [median(each) for each in blocks(values, count)]
    mean_x, mean_y = sum(xs) / count, sum(ys) / count
    spread = sum((x - mean_x) ** 2 for x in xs)
    if spread == 0:
        return None
    per_s = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    at_zero = mean_y - per_s * mean_x
    left = sum((y - at_zero - per_s * x) ** 2 for x, y in zip(xs, ys, strict=True))
    margin = students_t(count - 2) * math.sqrt(left / (count - 2) / spread)
    return Slope(per_s, per_s - margin, per_s + margin, at_zero)


def blocks(values: Sequence[float], count: int) -> list[Sequence[float]]:
    """Return `count` blocks of neighbours, as equal in size as can be."""
    edges = [len(values) * each // count for each in range(count + 1)]
    return [values[a:b] for a, b in pairwise(edges)]


def students_t(freedom: int) -> float:
    """Return what 97.5 % of Student's t lie below, by Fisher's expansion: right to 1 % from 3 on."""
    z = Z
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum(term * (1.0 / freedom) ** power for power, term in enumerate(terms))
