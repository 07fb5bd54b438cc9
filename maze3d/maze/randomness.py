"""Chance from a seed: a counter-based hash, the same on every platform, one by one or as arrays.

Owns every random draw of the maze package. Draw `index` of `stream` of a seed is a pure function of the
three, so algorithms may draw in any order, skip draws or draw them all at once. The mixing function is
SplitMix64's (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_SEED = 2**64 - 1
_MASK = MAX_SEED
_GAMMA = 0x9E3779B97F4A7C15
_MUL_1 = 0xBF58476D1CE4E5B9
_MUL_2 = 0x94D049BB133111EB
_INDEX_BITS = 24
"""`shuffled` keeps this many low bits for the index: enough for three edges of each of the most cells."""


def _mix(z: int) -> int:
    z = ((z ^ (z >> 30)) * _MUL_1) & _MASK
    z = ((z ^ (z >> 27)) * _MUL_2) & _MASK
    return z ^ (z >> 31)


def base(seed: int, stream: int) -> int:
    """Return where the draws of `stream` start: `draw` and `draws` take it."""
    return _mix((_mix((seed + _GAMMA) & _MASK) + _GAMMA * (stream + 1)) & _MASK)


def draw(start: int, index: int) -> int:
    """Return draw `index` (from 0) of the stream that starts at `start`, 0 to 2^64 - 1."""
    return _mix((start + _GAMMA * (index + 1)) & _MASK)


def draws(start: int, indices: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return `draw(start, i)` for each i of `indices` (uint64, any shape)."""
    z = indices + np.uint64(1)
    z *= np.uint64(_GAMMA)
    z += np.uint64(start)
    z ^= z >> np.uint64(30)
    z *= np.uint64(_MUL_1)
    z ^= z >> np.uint64(27)
    z *= np.uint64(_MUL_2)
    z ^= z >> np.uint64(31)
    return z


def first_draws(start: int, count: int) -> NDArray[np.uint64]:
    """Return draws 0 to count - 1 of the stream that starts at `start`."""
    return draws(start, np.arange(count, dtype=np.uint64))


def below(value: int, limit: int) -> int:
    """Turn a draw into 0 to limit - 1 (limit up to 2^32); its bias is under limit / 2^32."""
    return ((value >> 32) * limit) >> 32


def all_below(values: NDArray[np.uint64], limits: NDArray[np.uint64] | int) -> NDArray[np.int64]:
    """Return `below` of each value and its limit (an array like `values`, or one for all)."""
    scaled: NDArray[np.uint64] = (values >> np.uint64(32)) * np.asarray(limits, dtype=np.uint64)
    return (scaled >> np.uint64(32)).astype(np.int64)


def shuffled(start: int, indices: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return `indices` (distinct, 0 to 2^24 - 1) in an order drawn from the stream at `start`.

    An index's place depends on its own draw alone, so leaving some out does not move the others.
    """
    low = np.uint64((1 << _INDEX_BITS) - 1)
    keys = draws(start, indices.astype(np.uint64))
    keys = (keys & ~low) | indices.astype(np.uint64)
    keys.sort()
    return (keys & low).astype(np.int64)
