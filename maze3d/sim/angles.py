"""Sine and cosine of integer angles, the same on every platform.

Owns one table. Knows nothing of what is turned.
"""

from __future__ import annotations

from array import array

import numpy as np

from maze3d.sim.units import TURN

ONE = 65536
"""What `sine(TURN // 4)` returns."""

_QUARTER = TURN // 4
_HALF_PI_Q30 = 1686629713


def _table() -> array[int]:
    """Return sines of a turn and a quarter, times ONE.

    The Taylor series in 2**-30 fixed point: integers only, so that no platform's rounding or maths
    library shows.
    """
    x = (np.arange(_QUARTER + 1, dtype=np.int64) * _HALF_PI_Q30) >> 14
    square = (x * x) >> 30
    series = np.full_like(x, 1 << 30)
    for divisor in (210, 156, 110, 72, 42, 20, 6):
        series = (1 << 30) - ((square * series) >> 30) // divisor
    quarter = (((x * series) >> 30) + (1 << 13)) >> 14
    half = np.concatenate([quarter[:-1], quarter[:0:-1]])
    return array("i", np.concatenate([half, -half, quarter]).tolist())


SINES = _table()
"""SINES[angle] for 0 <= angle < TURN; SINES[angle + TURN // 4] is the cosine."""


def sine(angle: int) -> int:
    """Return the sine of any angle (1/65536 turn) times ONE."""
    return SINES[angle % TURN]


def cosine(angle: int) -> int:
    """Return the cosine of any angle (1/65536 turn) times ONE."""
    return SINES[angle % TURN + _QUARTER]
