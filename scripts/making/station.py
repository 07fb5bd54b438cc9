"""The science station: panels with seams and coloured strips, rubber and grating, lamps in the ceiling.

A square is about five metres; of walls the lower 0.65 of it is seen.
"""

from __future__ import annotations

import numpy as np

from making.noise import positions, smoothstep, spectral
from making.surface import Colour, Maps, Recipe, band, grainy, mix, packed, per_piece, rgb

TOP = 0.651
"""Where the ceiling cuts the wall's picture: HEIGHT / TILE of the shader."""


def _cut(value: Colour, at: tuple[float, ...], soft: float, wide: float) -> Colour:
    """Return 1 in the grooves at those places of 0 to 1, which continue over the edges."""
    groove = np.zeros_like(value)
    for place in at:
        away = np.abs(np.mod(value - place + 0.5, 1) - 0.5)
        groove = np.maximum(groove, smoothstep(wide + soft, wide, away))
    return groove


def _panels(size: int, seed: int, white: Colour, accent: Colour, *, layout: int) -> Maps:
    """Large panels between a skirting and a rail, an accent strip at the height of the hand, a lit line."""
    x, y = positions(size)
    uprights = ((0.0, 0.5), (0.0, 0.25, 0.5, 0.75), (0.0, 0.3333, 0.6667))[layout]
    low = (0.200, 0.165, 0.245)[layout]
    panel = np.floor(x * len(uprights)).astype(np.int64) + 8 * (y > low) + 16 * (y > low + 0.075)
    tone = per_piece(panel, seed)
    colour = white * (0.965 + 0.05 * tone)[..., None]
    strip = band(y, low + 0.018, low + 0.057, 0.0012)
    colour = mix(colour, accent, strip)
    hatch = band(np.mod((x + y) * 16, 1), 0.0, 0.5, 0.03) * strip * band(np.mod(x * 2, 1), 0.03, 0.22, 0.004)
    colour = mix(colour, rgb(0.10, 0.11, 0.13), hatch)
    skirt = band(y, -0.1, 0.045, 0.0015)
    rail = band(y, 0.590, 0.80, 0.0015)
    colour = mix(colour, rgb(0.20, 0.22, 0.25), skirt)
    colour = mix(colour, rgb(0.34, 0.37, 0.41), rail)
    lamp = band(y, 0.566, 0.578, 0.0012) * band(np.mod(x * len(uprights), 1), 0.06, 0.94, 0.006)
    seams = np.maximum(
        _cut(x, uprights, 0.0020, 0.0018) * (1 - skirt),
        _cut(y, (0.045, low, low + 0.075, 0.590), 0.0020, 0.0018),
    )
    middle = 1.0 / len(uprights)
    inner = np.abs(np.mod(x, middle) - middle / 2)
    hatchway = band(y, low + 0.115, 0.535, 0.003) * band(inner, -1, middle / 2 - 0.035, 0.003)
    frame = hatchway - band(y, low + 0.122, 0.528, 0.003) * band(inner, -1, middle / 2 - 0.042, 0.003)
    inset = hatchway * (per_piece(panel, seed + 1) > 0.45)
    colour = mix(colour, colour * 0.86, inset)
    colour = mix(colour, colour * 0.60, np.clip(frame, 0, 1) * 0.7)
    bolts = _bolts(x, y, len(uprights), low + 0.095, 0.552)
    colour = mix(colour, rgb(0.52, 0.55, 0.58), bolts)
    colour = mix(colour, rgb(0.055, 0.06, 0.07), seams * 0.9)
    colour = mix(colour, mix(accent, rgb(1.0, 1.0, 1.0), np.full_like(x, 0.55)), lamp)
    scuffs = smoothstep(1.4, 2.6, spectral(size, seed + 5, falloff=0.9, lowest=5)) * smoothstep(0.22, 0.0, y)
    colour = mix(colour, colour * 0.82, scuffs)
    height = 0.72 - 0.5 * seams + 0.10 * skirt + 0.06 * rail - 0.12 * inset + 0.14 * bolts - 0.10 * lamp
    height = height - 0.05 * strip + 0.004 * spectral(size, seed + 6, falloff=0.6, lowest=20)
    rough = 0.34 + 0.12 * tone + 0.30 * skirt - 0.05 * strip + 0.2 * scuffs + 0.3 * seams
    return packed(
        colour * grainy(size, seed + 7, 0.012, 0.008)[..., None],
        np.clip(height, 0, 1),
        rough,
        depth=0.010,
        hollows=1.0,
        sunk=0.15,
        glow=lamp,
    )


def _bolts(x: Colour, y: Colour, across: int, *rows: float) -> Colour:
    """Return 1 on bolt heads in the corners of each panel."""
    there = np.zeros_like(x)
    for row in rows:
        dx = (np.abs(np.abs(np.mod(x * across, 1) - 0.5) - 0.5)) / across - 0.016
        there = np.maximum(there, smoothstep(0.0056, 0.0036, np.hypot(dx, y - row)))
    return there


def _blue(size: int) -> Maps:
    return _panels(size, 3000, rgb(0.80, 0.83, 0.86), rgb(0.10, 0.42, 0.72), layout=0)


def _orange(size: int) -> Maps:
    return _panels(size, 3100, rgb(0.86, 0.85, 0.82), rgb(0.90, 0.42, 0.09), layout=1)


def _green(size: int) -> Maps:
    return _panels(size, 3200, rgb(0.79, 0.84, 0.82), rgb(0.10, 0.58, 0.44), layout=2)


def _violet(size: int) -> Maps:
    return _panels(size, 3300, rgb(0.66, 0.68, 0.74), rgb(0.52, 0.26, 0.74), layout=1)


def _rubber(size: int) -> Maps:
    """Square tiles of studded rubber."""
    x, y = positions(size)
    sx, sy = np.mod(x * 32, 1) - 0.5, np.mod(y * 32, 1) - 0.5
    stud = smoothstep(0.36, 0.27, np.hypot(sx, sy))
    seams = np.maximum(
        _cut(x, (0.0, 0.25, 0.5, 0.75), 0.002, 0.0018), _cut(y, (0.0, 0.25, 0.5, 0.75), 0.002, 0.0018)
    )
    tile = (np.floor(x * 4) + 4 * np.floor(y * 4)).astype(np.int64)
    tone = per_piece(tile, 3400)
    worn = smoothstep(-0.6, 1.8, spectral(size, 3401, falloff=1.6))
    colour = mix(rgb(0.195, 0.215, 0.240), rgb(0.235, 0.255, 0.280), tone)
    colour = mix(colour, colour * 1.28, stud * (0.4 + 0.6 * worn))
    colour = mix(colour, rgb(0.05, 0.055, 0.06), seams * 0.85)
    height = 0.45 + 0.28 * stud - 0.4 * seams
    return packed(
        colour * grainy(size, 3402, 0.04, 0.03)[..., None],
        height,
        0.66 - 0.22 * stud * worn,
        depth=0.007,
        sunk=0.2,
    )


def _grating(size: int) -> Maps:
    """Steel plates round a run of grating, dark below."""
    x, y = positions(size)
    inside = band(np.mod(x * 2, 1), 0.10, 0.90, 0.004) * band(np.mod(y * 2, 1), 0.10, 0.90, 0.004)
    bars = np.maximum(
        smoothstep(0.30, 0.22, np.abs(np.mod(x * 40, 1) - 0.5)),
        smoothstep(0.24, 0.16, np.abs(np.mod(y * 20, 1) - 0.5)),
    )
    hole = inside * (1 - bars)
    tread = smoothstep(0.16, 0.08, np.abs(np.mod((x + y) * 18, 1) - 0.5)) * smoothstep(
        0.30, 0.22, np.abs(np.mod((x - y) * 9, 1) - 0.5)
    )
    tread = tread * (
        1 - band(np.mod(x * 2, 1), 0.08, 0.92, 0.002) * band(np.mod(y * 2, 1), 0.08, 0.92, 0.002)
    )
    seams = np.maximum(_cut(x, (0.0, 0.5), 0.002, 0.0016), _cut(y, (0.0, 0.5), 0.002, 0.0016))
    colour: Colour = rgb(0.43, 0.46, 0.49) * grainy(size, 3500, 0.06, 0.05)[..., None]
    colour = mix(colour, rgb(0.56, 0.59, 0.62), inside * bars)
    colour = mix(colour, colour * 1.2, tread)
    edge = (
        (1 - inside)
        * band(np.mod(x * 2, 1), 0.070, 0.930, 0.003)
        * band(np.mod(y * 2, 1), 0.070, 0.930, 0.003)
    )
    colour = mix(colour, rgb(0.82, 0.62, 0.10), edge * 0.85)
    colour = mix(colour, rgb(0.030, 0.034, 0.040), np.clip(hole + seams, 0, 1) * 0.95)
    height = 0.66 + 0.10 * tread - 0.55 * hole - 0.3 * seams
    return packed(colour, np.clip(height, 0, 1), 0.40 + 0.5 * hole, depth=0.012, sunk=0.35)


def _clean(size: int) -> Maps:
    """Pale tiles, one in a few with a coloured corner mark."""
    x, y = positions(size)
    seams = np.maximum(
        _cut(x, (0.0, 0.3333, 0.6667), 0.0016, 0.0014), _cut(y, (0.0, 0.3333, 0.6667), 0.0016, 0.0014)
    )
    tile = (np.floor(x * 3) + 3 * np.floor(y * 3)).astype(np.int64)
    tone = per_piece(tile, 3600)
    colour = mix(rgb(0.50, 0.53, 0.56), rgb(0.57, 0.60, 0.62), tone)
    speck = smoothstep(1.5, 2.4, spectral(size, 3601, falloff=0.2, lowest=60))
    colour = mix(colour, colour * 0.72, speck * 0.6)
    tx, ty = np.mod(x * 3, 1), np.mod(y * 3, 1)
    mark = band(tx + ty, 0.16, 0.22, 0.006) * (per_piece(tile, 3602) > 0.6)
    colour = mix(colour, rgb(0.12, 0.44, 0.66), mark)
    colour = mix(colour, rgb(0.16, 0.17, 0.18), seams * 0.9)
    worn = smoothstep(-0.6, 1.8, spectral(size, 3603, falloff=1.6))
    return packed(
        colour * grainy(size, 3604, 0.02, 0.012)[..., None],
        0.7 - 0.4 * seams,
        0.30 + 0.16 * worn,
        depth=0.006,
        sunk=0.15,
    )


def _lights(size: int) -> Maps:
    """Ceiling panels, every second one a lamp behind frosted glass."""
    x, y = positions(size)
    tx, ty = np.mod(x * 2, 1), np.mod(y * 2, 1)
    col, row = np.floor(x * 2), np.floor(y * 2)
    lamp_here = np.mod(col + row, 2) < 0.5
    seams = np.maximum(_cut(x, (0.0, 0.5), 0.0026, 0.0022), _cut(y, (0.0, 0.5), 0.0026, 0.0022))
    glass = band(tx, 0.16, 0.84, 0.006) * band(ty, 0.34, 0.66, 0.006) * lamp_here
    frame = band(tx, 0.13, 0.87, 0.006) * band(ty, 0.31, 0.69, 0.006) * lamp_here - glass
    holes = smoothstep(0.26, 0.18, np.hypot(np.mod(x * 44, 1) - 0.5, np.mod(y * 44, 1) - 0.5))
    holes = holes * band(tx, 0.10, 0.90, 0.003) * band(ty, 0.10, 0.90, 0.003) * ~lamp_here
    tone = per_piece((col + 2 * row).astype(np.int64), 3700)
    colour: Colour = rgb(0.62, 0.65, 0.68) * (0.95 + 0.06 * tone)[..., None]
    colour = mix(colour, rgb(0.13, 0.14, 0.16), holes * 0.8)
    colour = mix(colour, rgb(0.30, 0.32, 0.35), np.clip(frame, 0, 1))
    ribs = 0.92 + 0.08 * np.cos(2 * np.pi * x * 40)
    colour = mix(colour, rgb(0.90, 0.97, 1.0) * ribs[..., None], glass)
    colour = mix(colour, rgb(0.06, 0.065, 0.07), seams * 0.9)
    height = 0.6 - 0.4 * seams - 0.25 * holes + 0.12 * np.clip(frame, 0, 1) - 0.1 * glass
    return packed(
        colour * grainy(size, 3701, 0.015, 0.01)[..., None],
        np.clip(height, 0, 1),
        np.clip(0.55 - 0.2 * glass, 0, 1),
        depth=0.010,
        hollows=1.0,
        sunk=0.15,
        glow=glass,
    )


def _ducts(size: int) -> Maps:
    """Make a ceiling of pipes and a cable tray, with a line of light."""
    x, y = positions(size)
    colour: Colour = rgb(0.30, 0.32, 0.35) * grainy(size, 3800, 0.04, 0.03)[..., None]
    height: Colour = np.full_like(x, 0.12)
    for middle, wide, paint in (
        (0.12, 0.052, rgb(0.62, 0.64, 0.67)),
        (0.27, 0.030, rgb(0.75, 0.40, 0.12)),
        (0.62, 0.060, rgb(0.66, 0.68, 0.70)),
        (0.78, 0.028, rgb(0.16, 0.42, 0.62)),
        (0.86, 0.028, rgb(0.60, 0.62, 0.64)),
    ):
        away = np.clip(np.abs(y - middle) / wide, 0, 1)
        round_ = np.sqrt(1 - away * away)
        collar = _cut(x, (0.1, 0.6), 0.003, 0.012)
        here = (away < 1).astype(np.float32)
        colour = mix(colour, mix(paint, paint * 0.72, collar) * (0.6 + 0.4 * round_)[..., None], here)
        height = np.where(away < 1, 0.16 + (0.62 * round_ * wide / 0.06) + 0.06 * collar * round_, height)
    lamp = band(y, 0.415, 0.455, 0.0015) * band(np.mod(x * 2, 1), 0.05, 0.95, 0.004)
    tray = band(y, 0.39, 0.48, 0.0015)
    colour = mix(colour, rgb(0.20, 0.22, 0.24), tray)
    colour = mix(colour, rgb(0.90, 0.97, 1.0), lamp)
    height = np.where(tray > 0.5, 0.42, height)
    return packed(
        colour, np.clip(height, 0, 1).astype(np.float32), 0.45 + 0.0 * x, depth=0.030, sunk=0.6, glow=lamp
    )


def _fittings(size: int) -> Maps:
    """Left half pale composite, right half brushed steel."""
    x, y = positions(size)
    left = x < 0.5
    brushed = spectral(size, 3900, falloff=0.3, lowest=30)
    ribs = band(np.mod(x * 12, 1), 0.08, 0.92, 0.03)
    shell = rgb(0.74, 0.77, 0.80) * (0.72 + 0.28 * ribs)[..., None]
    steel = rgb(0.46, 0.49, 0.53) * (1 + 0.03 * brushed)[..., None]
    height = np.where(left, 0.5 + 0.2 * ribs, 0.6 + 0.01 * brushed).astype(np.float32)
    del y
    rough = np.where(left, 0.42, 0.30).astype(np.float32)
    return packed(np.where(left[..., None], shell, steel), height, rough, depth=0.008)


def _carved(size: int) -> Maps:
    """Cast white ceramic, with the faint lines of its mould."""
    x, y = positions(size)
    seam = np.maximum(_cut(x, (0.0, 0.5), 0.0016, 0.0014), _cut(y, (0.0, 0.5), 0.0016, 0.0014))
    cloud = smoothstep(-1.5, 1.5, spectral(size, 3950, falloff=1.7))
    colour = mix(rgb(0.50, 0.525, 0.55), rgb(0.57, 0.59, 0.605), cloud)
    colour = mix(colour, rgb(0.34, 0.37, 0.40), seam * 0.6)
    height = 0.6 - 0.3 * seam + 0.004 * spectral(size, 3951, falloff=0.6, lowest=20)
    return packed(colour * grainy(size, 3952, 0.015, 0.01)[..., None], height, 0.26 + 0.2 * seam, depth=0.005)


TEXTURES: dict[str, tuple[Recipe, ...]] = {
    "wall": (_blue, _orange, _green, _violet),
    "floor": (_rubber, _clean, _grating),
    "ceiling": (_lights, _ducts),
    "fittings": (_fittings,),
    "carved": (_carved,),
}
"""Name -> the recipes of its variants."""
