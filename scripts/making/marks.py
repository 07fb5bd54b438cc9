"""Four pictures in one: a chalk cross, a chalk arrow, a footprint pair of light, the start's rose.

Coverage is in alpha; colour is white with chalk's grain. Cross and arrow are strokes of a hand.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from making.noise import positions, smoothstep, spectral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from making.noise import Field

FINEST_GRAIN = 28
"""The most waves of grain across a chalk mark: some pixels each, so that it is smooth from near."""


def marks(size: int) -> NDArray[np.float32]:
    """Return float32[size, size, 4] of red, green, blue, coverage."""
    half = size // 2
    x, y = positions(half)
    x, y = x * 2 - 1, y * 2 - 1
    shaky = 0.020
    sx = x + shaky * spectral(half, 800, falloff=1.6, lowest=1, highest=12)
    sy = y + shaky * spectral(half, 801, falloff=1.6, lowest=1, highest=12)
    grain = spectral(half, 802, falloff=0.5, lowest=6, highest=FINEST_GRAIN)
    # Chalk catches the stone's high points and skips the hollows, more so towards a stroke's rim, and
    # leaves nothing beside it.
    cross = _strokes(sx, sy, [[(-0.62, -0.70), (0.10, 0.06), (0.66, 0.64)], [(0.60, -0.66), (-0.58, 0.70)]])
    arrow = _strokes(
        sx, sy, [[(0.02, -0.74), (-0.03, 0.0), (0.0, 0.70)], [(-0.46, 0.20), (-0.02, 0.74), (0.44, 0.24)]]
    )
    worn = [
        smoothstep(-0.55, 0.95, stroke * 3.2 - 0.95 + 0.55 * grain) * smoothstep(0.0, 0.2, stroke)
        for stroke in (cross, arrow)
    ]

    feet = np.maximum(_sole(x - 0.30, y - 0.22), _sole(-(x + 0.30), y + 0.22))
    radius, angle = np.hypot(x, y), np.arctan2(x, y)
    star = 0.30 + 0.42 * np.abs(np.cos(angle * 2)) ** 5 + 0.13 * np.abs(np.sin(angle * 2)) ** 9
    rose = np.maximum(
        smoothstep(0.035, 0.015, np.abs(radius - 0.86)), smoothstep(0.035, 0.015, np.abs(radius - 0.74))
    )
    rose = np.maximum(rose, smoothstep(0.03, -0.03, radius - star))
    rose = rose * (1 - smoothstep(0.05, 0.02, np.abs(radius - 0.20)))
    rose = rose * np.clip(
        0.86 + 0.28 * spectral(half, 803, falloff=0.7, lowest=4, highest=2 * FINEST_GRAIN), 0.15, 1
    )

    coverage = np.concatenate(
        [np.concatenate(worn, axis=1), np.concatenate([feet, rose], axis=1)], axis=0
    ).astype(np.float32)
    shade = np.tile(np.clip(0.90 + 0.07 * grain, 0, 1), (2, 2))
    return np.stack([shade, shade, shade, np.clip(coverage, 0, 1)], -1)


def _strokes(x: Field, y: Field, lines: Sequence[Sequence[tuple[float, float]]]) -> Field:
    """Return 1 along the lines, falling to 0 at a chalk stick's width."""
    ink = np.zeros_like(x)
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            dx, dy = bx - ax, by - ay
            t = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
            distance = np.hypot(x - ax - t * dx, y - ay - t * dy)
            ink = np.maximum(ink, np.clip(1 - distance / 0.15, 0, 1))
    return ink


def _sole(x: Field, y: Field) -> Field:
    """Return a shoe's print about the origin, its inner side to the left, pointing up."""
    ball = np.hypot(x / 0.165, (y - 0.14) / 0.29)
    heel = np.hypot((x + 0.02) / 0.115, (y + 0.33) / 0.14)
    print_ = smoothstep(1.12, 0.88, np.minimum(ball, heel))
    return print_ * (1 - 0.55 * smoothstep(0.6, 0.9, np.sin(y * 44)))
