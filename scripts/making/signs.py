"""The signs of the regions as banners: eight in one picture, four in a row, each twice as high as wide.

Pale thread on nothing: coverage is in alpha. The sign lies in the middle square of its banner, above and
below are borders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from making.noise import positions, smoothstep, spectral

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from making.noise import Field

THIN = 0.012
"""How soft an edge is, in units of half a banner's width."""


def signs(size: int) -> NDArray[np.float32]:
    """Return float32[size, size, 4] of red, green, blue, coverage, row 0 at the bottom."""
    x, y = positions(size)
    col, row = np.floor(x * 4), np.floor((1 - y) * 2)
    # -1 to 1 across a banner, -2 to 2 up it.
    u, v = np.mod(x * 4, 1) * 2 - 1, np.mod(y * 2, 1) * 4 - 2
    coverage = _border(u, v)
    for index, draw in enumerate(SIGNS):
        here = (col == index % 4) & (row == index // 4)
        shown = draw(u / 0.78, v / 0.78)
        coverage = np.where(here, np.maximum(coverage, shown), coverage)
    worn = spectral(size, 1900, falloff=1.1, lowest=6, highest=40)
    thread = np.clip(0.90 + 0.06 * worn, 0.6, 1) * coverage
    white = np.full_like(thread, 0.95)
    return np.stack([white, white, white, thread], -1).astype(np.float32)


def _inside(distance: Field) -> Field:
    """Return 1 where a distance to an outline is below 0."""
    return smoothstep(THIN, -THIN, distance)


def _border(u: Field, v: Field) -> Field:
    line = np.maximum(_inside(np.abs(np.abs(u) - 0.90) - 0.022), _inside(np.abs(np.abs(v) - 1.86) - 0.022))
    line = line * _inside(np.abs(u) - 0.925) * _inside(np.abs(v) - 1.885)
    lozenge = _inside(np.abs(u) + np.abs(np.abs(v) - 1.40) - 0.20)
    dots = _inside(np.hypot(np.abs(u) - 0.50, np.abs(v) - 1.40) - 0.065)
    bars = _inside(np.abs(np.abs(v) - 1.08) - 0.018) * _inside(np.abs(u) - 0.74)
    mixed: Field = np.maximum.reduce([line, lozenge, dots, bars])
    return mixed


def _sun(x: Field, y: Field) -> Field:
    radius, angle = np.hypot(x, y), np.arctan2(x, y)
    disc = _inside(radius - 0.42)
    turn = np.mod(angle / (2 * np.pi) * 12 + 0.5, 1) - 0.5
    reach = np.where(np.mod(np.floor(angle / (2 * np.pi) * 12 + 0.5), 2) == 0, 0.98, 0.80)
    ray = _inside(np.abs(turn) * radius * 0.52 - 0.10 * (reach - radius) / 0.45)
    ray = ray * _inside(0.52 - radius) * _inside(radius - reach)
    return np.maximum(disc, ray)


def _moon(x: Field, y: Field) -> Field:
    return _inside(np.hypot(x, y) - 0.90) * _inside(0.74 - np.hypot(x - 0.42, y - 0.12))


def _star(x: Field, y: Field) -> Field:
    """Return a five-pointed star, as a distance to its edges folded into one of ten halves."""
    angle = np.mod(np.arctan2(x, y) + np.pi / 5, 2 * np.pi / 5) - np.pi / 5
    radius = np.hypot(x, y)
    px, py = radius * np.sin(np.abs(angle)), radius * np.cos(angle)
    tip, notch = np.array([0.0, 0.98]), 0.40 * np.array([np.sin(np.pi / 5), np.cos(np.pi / 5)])
    along = notch - tip
    away = (px - tip[0]) * along[1] - (py - tip[1]) * along[0]
    outside: Field = -away / np.hypot(*along)
    return _inside(outside) * _inside(0.12 - np.hypot(x, y - 0.0))


def _wave(x: Field, y: Field) -> Field:
    ink = np.zeros_like(x)
    for middle in (-0.56, 0.0, 0.56):
        crest = middle + 0.13 * np.sin(2 * np.pi * x / 0.95)
        ink = np.maximum(ink, _inside(np.abs(y - crest) - 0.125))
    return ink * _inside(np.abs(x) - 0.95)


def _leaf(x: Field, y: Field) -> Field:
    bend = x - 0.10 * y * y
    side = 0.62 * np.sqrt(np.clip(1 - ((y - 0.10) / 0.86) ** 2, 0, 1)) * (0.92 - 0.45 * y * 0.6)
    blade = _inside(np.abs(bend) - side)
    veins = np.zeros_like(x)
    for at in (-0.42, -0.12, 0.18, 0.46):
        veins = np.maximum(veins, _inside(np.abs(y - at - 0.75 * np.abs(bend)) - 0.030))
    middle = _inside(np.abs(bend) - 0.035)
    stalk = _inside(np.abs(bend) - 0.055) * _inside(np.abs(y + 0.84) - 0.16)
    mixed: Field = np.maximum(blade * (1 - np.maximum(veins, middle)), stalk)
    return mixed


def _crown(x: Field, y: Field) -> Field:
    tooth = np.abs(np.mod(x / 0.62 + 0.5, 1) - 0.5) * 2
    top = 0.46 - 0.62 * tooth
    body = _inside(np.maximum(y - top, -0.44 - y)) * _inside(np.abs(x) - 0.84 - 0.10 * y)
    band = _inside(np.abs(y + 0.62) - 0.10) * _inside(np.abs(x) - 0.80)
    balls = np.zeros_like(x)
    for at in (-0.62, 0.0, 0.62):
        balls = np.maximum(balls, _inside(np.hypot(x - at, y - 0.62) - 0.12))
    mixed: Field = np.maximum.reduce([body, band, balls])
    return mixed


def _peak(x: Field, y: Field) -> Field:
    x = x * 1.22 + 0.08
    large = _inside(np.maximum((np.abs(x + 0.20) * 1.50 + y - 0.86) / 1.8, -0.74 - y))
    small = _inside(np.maximum((np.abs(x - 0.50) * 1.30 + y - 0.12) / 1.6, -0.74 - y))
    gap = _inside(np.abs((np.abs(x - 0.50) * 1.30 + y - 0.20) / 1.6) - 0.03)
    snow = _inside(np.abs(y - 0.36 - 0.10 * np.abs(np.mod(x / 0.20, 1) - 0.5)) - 0.03)
    return np.maximum(large * (1 - gap * (x > 0)) * (1 - snow), small)


def _spiral(x: Field, y: Field) -> Field:
    radius, angle = np.hypot(x, y), np.arctan2(y, x) / (2 * np.pi)
    pitch = 0.36
    away = np.abs(np.mod(radius / pitch - angle + 0.5, 1) - 0.5) * pitch
    return _inside(away - 0.088) * _inside(radius - 0.94)


SIGNS: tuple[Callable[[Field, Field], Field], ...] = (
    _sun,
    _moon,
    _star,
    _wave,
    _leaf,
    _crown,
    _peak,
    _spiral,
)
"""In the order of maze3d.view.palette.SIGNS: (x, y), -1 to 1, gives coverage."""
