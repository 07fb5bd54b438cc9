"""Tileable noise and cell patterns on a square of size x size pixels.

Chance is a hash of a count and a seed: numpy promises no stable streams, and these pictures are to stay.
Every array here is float32[size, size] and continues over its edges. Row 0 is the bottom of the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Field: TypeAlias = "NDArray[np.floating[Any]]"
"""float32[size, size]."""


_MASK = np.uint64((1 << 64) - 1)


def uniform(shape: tuple[int, ...], seed: int) -> Field:
    """Return float32 numbers from 0 to 1, by position (SplitMix64, Steele and others 2014)."""
    count = int(np.prod(shape))
    value = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    value += np.uint64(seed * 0xD1B54A32D192ED03 & int(_MASK))
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    value ^= value >> np.uint64(31)
    numbers: Field = ((value >> np.uint64(40)).astype(np.float32) / np.float32(1 << 24)).reshape(shape)
    return numbers


def between(low: float, high: float, shape: tuple[int, ...], seed: int) -> Field:
    """Return numbers from `low` to `high`."""
    spread: Field = np.float32(low) + np.float32(high - low) * uniform(shape, seed)
    return spread


def spectral(size: int, seed: int, *, falloff: float, lowest: float = 1.0, highest: float = 1e9) -> Field:
    """Return noise of mean 0 and deviation 1 whose waves fade with frequency to the power -falloff.

    Only frequencies from `lowest` to `highest` waves a side take part. White noise filtered in Fourier
    space (spectral synthesis, Saupe 1988), so it tiles by itself.
    """
    white = uniform((size, size), seed) - np.float32(0.5)
    fy = np.fft.fftfreq(size, 1 / size)[:, None]
    fx = np.fft.rfftfreq(size, 1 / size)[None, :]
    frequency = np.hypot(fy, fx)
    gain = np.where((frequency >= lowest) & (frequency <= highest), np.maximum(frequency, 1) ** -falloff, 0)
    field = np.fft.irfft2(np.fft.rfft2(white) * gain, s=(size, size)).astype(np.float32)
    even: Field = (field - field.mean()) / (field.std() + np.float32(1e-9))
    return even


def blurred(field: Field, radius: float) -> Field:
    """Return `field` smoothed by a Gaussian of `radius` pixels, over the edges."""
    size = field.shape[0]
    fy = np.fft.fftfreq(size)[:, None]
    fx = np.fft.rfftfreq(size)[None, :]
    gain = np.exp(-2 * (np.pi * radius) ** 2 * (fy * fy + fx * fx))
    soft: Field = np.fft.irfft2(np.fft.rfft2(field) * gain, s=field.shape).astype(np.float32)
    return soft


def smoothstep(low: float | Field, high: float | Field, value: Field) -> Field:
    """Return 0 below `low`, 1 above `high`, a smooth rise between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    risen: Field = (t * t * (3 - 2 * t)).astype(np.float32)
    return risen


def positions(size: int) -> tuple[Field, Field]:
    """Return x and y of each pixel's centre, 0 to 1."""
    line = (np.arange(size, dtype=np.float32) + 0.5) / size
    x, y = np.meshgrid(line, line)
    return x.astype(np.float32), y.astype(np.float32)


def courses(
    x: Field, y: Field, row_edges: Field, columns: Sequence[Field]
) -> tuple[NDArray[np.int64], Field, Field]:
    """Divide the square into rows of stones.

    `row_edges` are the heights 0 < ... < 1 at which a course begins (the first wraps round), `columns` for
    each course the places at which a stone begins. Returns each pixel's stone number, and its place in the
    stone as distance to the nearest side and to the nearest top or bottom, in units of the square.
    """
    x, y = np.mod(x, 1), np.mod(y, 1)
    count = len(row_edges)
    row = np.searchsorted(row_edges, y.ravel(), side="right").reshape(y.shape) - 1
    below = np.where(row < 0, row_edges[-1] - 1, row_edges[row])
    above = np.where(row + 1 >= count, row_edges[0] + 1, row_edges[(row + 1) % count])
    dy = np.minimum(y - below, above - y)
    row = row % count
    stone = np.zeros(x.shape, np.int64)
    dx = np.zeros(x.shape, np.float32)
    for index, edges in enumerate(columns):
        here = row == index
        along = x[here]
        column = np.searchsorted(edges, along, side="right") - 1
        left = np.where(column < 0, edges[-1] - 1, edges[column])
        right = np.where(column + 1 >= len(edges), edges[0] + 1, edges[(column + 1) % len(edges)])
        dx[here] = np.minimum(along - left, right - along)
        stone[here] = index * 64 + column % len(edges)
    return stone, dx, dy.astype(np.float32)


def stones(count: int, jitter: float, seed: int, *, start: float | None = None) -> Field:
    """Return where the `count` stones of a course begin, 0 to 1, in order; `start`: or anywhere."""
    chance = uniform((count + 1,), seed)
    first = chance[-1] if start is None else np.float32(start)
    at = (np.arange(count) + jitter * (2 * chance[:-1] - 1)) / count + first
    begun: Field = np.sort(np.mod(at, 1)).astype(np.float32)
    return begun


def cobbles(x: Field, y: Field, across: int, seed: int) -> tuple[NDArray[np.int64], Field]:
    """Divide the square into about across x across rounded stones.

    Returns each pixel's stone number and its distance to the stone's edge, in units of a stone. Voronoi
    cells of one jittered point in each square of a grid (Worley 1996), edge = half the difference of the
    distances to the nearest two points.
    """
    jitter = between(0.12, 0.88, (across, across, 2), seed)
    gx, gy = np.mod(x, 1) * across, np.mod(y, 1) * across
    column, row = np.floor(gx).astype(np.int64), np.floor(gy).astype(np.int64)
    first = np.full(x.shape, 9, np.float32)
    second = np.full(x.shape, 9, np.float32)
    stone: NDArray[np.int64] = np.zeros(x.shape, np.int64)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            r, c = (row + down) % across, (column + right) % across
            distance = np.hypot(
                column + right + jitter[r, c, 0] - gx, row + down + jitter[r, c, 1] - gy
            ).astype(np.float32)
            nearer = distance < first
            np.copyto(second, np.where(nearer, first, np.minimum(second, distance)))
            np.copyto(first, distance, where=nearer)
            np.copyto(stone, r * across + c, where=nearer)
    return stone, (second - first) / 2
