"""The hedge garden: clipped hedges, some in flower, gravel, turf and mossy slabs.

A square is about five metres.
"""

from __future__ import annotations

import numpy as np

from making.noise import cobbles, courses, positions, smoothstep, spectral, stones, uniform
from making.scatter import heap
from making.surface import Colour, Maps, Recipe, grainy, mix, packed, per_piece, rgb, wobble


def _hedge(
    size: int, seed: int, dark: Colour, light: Colour, *, petals: Colour | None, eye: Colour | None = None
) -> Maps:
    """Leaves over a dim inside of twigs; with `petals`, flowers of five among them."""
    billow = 0.5 + 0.2 * spectral(size, seed, falloff=1.7, lowest=2, highest=12)
    leaves = heap(
        size,
        7500,
        seed + 10,
        long=(0.0115, 0.0205),
        wide=0.46,
        tilt=1.0,
        thick=0.55,
        over=np.clip(billow, 0, 1),
    )
    none = leaves.piece < 0
    tone, hue = per_piece(leaves.piece, seed + 1), per_piece(leaves.piece, seed + 2)
    young = smoothstep(0.72, 0.98, hue)
    colour = mix(dark, light, np.clip(0.15 + 0.75 * tone * leaves.height + 0.25 * leaves.height, 0, 1))
    colour = mix(colour, rgb(0.55, 0.66, 0.22), young * 0.55 * leaves.height)
    vein = smoothstep(0.16, 0.04, np.abs(leaves.across)) * (leaves.along < 0.8)
    colour = mix(colour, colour * 1.22, vein * 0.7)
    colour = colour * (0.88 + 0.20 * leaves.across * np.where(hue > 0.5, 1, -1))[..., None]
    depth = smoothstep(0.12, 0.62, leaves.height)
    colour = colour * (0.30 + 0.70 * depth)[..., None]
    colour = mix(colour, rgb(0.055, 0.060, 0.030), none.astype(np.float32))
    height = np.where(none, 0.02, 0.10 + 0.80 * leaves.height - 0.03 * vein)
    rough = np.where(none, 0.95, 0.50 + 0.15 * tone).astype(np.float32)
    if petals is not None and eye is not None:
        colour, height, rough = _flowers(size, seed + 40, (colour, height, rough), petals, eye)
    return packed(
        colour * grainy(size, seed + 30, 0.05, 0.03)[..., None],
        height,
        rough,
        depth=0.042,
        sunk=0.45,
        hollows=1.1,
    )


def _flowers(
    size: int, seed: int, ground: tuple[Colour, Colour, Colour], petals: Colour, eye: Colour
) -> tuple[Colour, Colour, Colour]:
    """Lay flowers over the leaves, in drifts."""
    colour, height, rough = ground
    x, y = positions(size)
    drift = spectral(size, seed, falloff=1.8, lowest=1, highest=5)
    places = uniform((420, 5), seed + 1)
    for cx, cy, turn, wide, pick in places:
        if drift[int(cy * size) % size, int(cx * size) % size] < 0.0 + 1.1 * pick:
            continue
        dx, dy = np.mod(x - cx + 0.5, 1) - 0.5, np.mod(y - cy + 0.5, 1) - 0.5
        radius = np.hypot(dx, dy) / (0.0085 + 0.0055 * wide)
        near = radius < 1.2
        angle = np.arctan2(dy[near], dx[near]) + turn * 6.2832
        r = radius[near]
        lobe = 0.72 + 0.28 * np.abs(np.cos(2.5 * angle)) ** 0.7
        cover = smoothstep(1.0, 0.86, r / lobe)
        heart = smoothstep(0.30, 0.20, r)
        shade = (0.72 + 0.28 * smoothstep(0.15, 0.75, r)) * (0.90 + 0.20 * np.abs(np.cos(2.5 * angle)) ** 3)
        bloom = petals[0] * (shade * (0.90 + 0.15 * pick))[:, None]
        bloom = bloom + (eye[0] - bloom) * heart[:, None]
        colour[near] += (bloom - colour[near]) * cover[:, None]
        height[near] += (0.84 + 0.12 * r + 0.06 * heart - height[near]) * cover
        rough[near] += (0.62 - rough[near]) * cover
    return colour, height, rough


def _box(size: int) -> Maps:
    return _hedge(size, 2000, rgb(0.07, 0.17, 0.045), rgb(0.36, 0.54, 0.16), petals=None)


def _white(size: int) -> Maps:
    return _hedge(
        size,
        2100,
        rgb(0.07, 0.18, 0.07),
        rgb(0.32, 0.53, 0.22),
        petals=rgb(0.97, 0.95, 0.90),
        eye=rgb(0.93, 0.74, 0.20),
    )


def _rose(size: int) -> Maps:
    return _hedge(
        size,
        2200,
        rgb(0.08, 0.16, 0.04),
        rgb(0.42, 0.53, 0.17),
        petals=rgb(0.92, 0.38, 0.52),
        eye=rgb(0.98, 0.84, 0.45),
    )


def _copper(size: int) -> Maps:
    return _hedge(size, 2300, rgb(0.15, 0.06, 0.06), rgb(0.44, 0.23, 0.18), petals=None)


def _gravel(size: int) -> Maps:
    x, y = wobble(size, 2400, 0.002)
    stone, edge = cobbles(x, y, 58, 2410)
    small, rim = cobbles(x + 0.013, y + 0.007, 104, 2411)
    raked = 0.5 + 0.5 * np.sin(2 * np.pi * (9 * y + 0.12 * spectral(size, 2412, falloff=2.0, highest=5)))
    large = per_piece(stone, 2413) > 0.58
    round_ = np.where(large, smoothstep(0.0, 0.42, edge), 0.62 * smoothstep(0.0, 0.40, rim))
    tone = np.where(large, per_piece(stone, 2414), per_piece(small, 2415))
    hue = np.where(large, per_piece(stone, 2416), per_piece(small, 2417))
    colour = mix(rgb(0.54, 0.47, 0.37), rgb(0.80, 0.74, 0.63), tone)
    colour = mix(colour, rgb(0.55, 0.52, 0.50), smoothstep(0.72, 0.9, hue) * 0.8)
    colour = mix(colour, rgb(0.62, 0.42, 0.29), smoothstep(0.16, 0.04, hue) * 0.7)
    colour = colour * (0.55 + 0.45 * smoothstep(0.0, 0.7, round_))[..., None]
    height = 0.12 + 0.58 * round_ * (0.75 + 0.25 * tone) + 0.16 * raked
    return packed(colour * grainy(size, 2418, 0.06, 0.03)[..., None], height, 0.85 - 0.1 * tone, depth=0.014)


def _turf(size: int) -> Maps:
    lie = 0.5 + 0.2 * spectral(size, 2500, falloff=1.4, lowest=2, highest=30)
    blades = heap(
        size,
        17000,
        2510,
        long=(0.008, 0.016),
        wide=0.16,
        bend=0.3,
        tilt=1.0,
        thick=0.7,
        over=np.clip(lie, 0, 1),
    )
    tone, hue = per_piece(blades.piece, 2501), per_piece(blades.piece, 2502)
    stripe = smoothstep(-0.3, 0.3, np.sin(2 * np.pi * 2 * positions(size)[0]))
    colour = mix(
        rgb(0.11, 0.22, 0.05), rgb(0.37, 0.52, 0.14), np.clip(0.7 * tone + 0.3 * blades.height, 0, 1)
    )
    colour = mix(colour, rgb(0.60, 0.60, 0.27), smoothstep(0.84, 0.98, hue) * 0.75)
    colour = colour * (0.45 + 0.55 * smoothstep(0.05, 0.7, blades.height) + 0.10 * blades.along)[..., None]
    colour = colour * (0.92 + 0.13 * stripe)[..., None]
    colour = mix(colour, rgb(0.13, 0.11, 0.06), (blades.piece < 0).astype(np.float32))
    daisies = heap(size, 46, 2530, long=(0.0052, 0.0068), wide=0.98, bend=0.0, thick=0.1)
    there = (daisies.piece >= 0) & (spectral(size, 2531, falloff=1.9, lowest=1, highest=4) > 0.2)
    heart = np.hypot(daisies.along, daisies.across) < 0.42
    colour = np.where((there & ~heart)[..., None], rgb(0.95, 0.95, 0.90), colour)
    colour = np.where((there & heart)[..., None], rgb(0.93, 0.76, 0.18), colour)
    height = np.where(there, 0.92, 0.08 + 0.80 * blades.height)
    return packed(colour * grainy(size, 2503, 0.08, 0.02)[..., None], height, 0.72 - 0.1 * tone, depth=0.016)


def _slabs(size: int) -> Maps:
    x, y = wobble(size, 2600, 0.003)
    rows = np.array([0.02, 0.27, 0.52, 0.77], np.float32)
    columns = [stones(n, 0.16, 2610 + row) for row, n in enumerate((3, 4, 3, 4))]
    slab, dx, dy = courses(x, y, rows, columns)
    edge = np.minimum(np.minimum(dx, dy), (dx + dy - 0.03) * 0.72) + 0.004 * spectral(
        size, 2620, falloff=1.3, lowest=4
    )
    body = smoothstep(0.012, 0.022, edge)
    tone = per_piece(slab, 2621)
    colour = mix(rgb(0.44, 0.42, 0.37), rgb(0.57, 0.54, 0.47), tone)
    lichen = smoothstep(1.0, 1.9, spectral(size, 2622, falloff=1.1, lowest=5)) * body
    colour = mix(colour, rgb(0.49, 0.51, 0.36), lichen * 0.7)
    colour = colour * grainy(size, 2623, 0.06, 0.05)[..., None]
    grass = heap(size, 12000, 2630, long=(0.006, 0.012), wide=0.18, bend=0.3, tilt=1.0, thick=0.8)
    green = mix(rgb(0.10, 0.20, 0.05), rgb(0.34, 0.47, 0.13), per_piece(grass.piece, 2631) * grass.height)
    creep = smoothstep(0.62, 0.35, body + 0.10 * spectral(size, 2632, falloff=1.5, lowest=6))
    colour = mix(colour, green, creep)
    height = np.where(creep > 0.5, 0.30 + 0.34 * grass.height, 0.50 + 0.08 * tone)
    height = height + 0.02 * spectral(size, 2633, falloff=0.9, lowest=6) * body
    return packed(colour, height.astype(np.float32), 0.82 - 0.12 * body * tone, depth=0.018)


def _canopy(size: int) -> Maps:
    """Make a roof of leaves, for those who put a sky's pack below another's ceiling."""
    return _hedge(size, 2700, rgb(0.03, 0.09, 0.03), rgb(0.22, 0.36, 0.10), petals=None)


def _fittings(size: int) -> Maps:
    """Left half white-painted boards, right half wrought iron in dark green."""
    x, _y = positions(size)
    wood = x < 0.5
    fibre = spectral(size, 2800, falloff=0.7, lowest=3, highest=90)
    board = smoothstep(0.0, 0.012, np.abs(np.mod(x * 6, 1) - 0.5) * 2)
    worn = smoothstep(1.3, 2.2, spectral(size, 2801, falloff=1.1, lowest=6))
    paint = rgb(0.90, 0.88, 0.82) * (0.96 + 0.03 * fibre)[..., None]
    paint = mix(paint, rgb(0.52, 0.44, 0.34), worn * 0.8) * (0.6 + 0.4 * board)[..., None]
    dents = spectral(size, 2802, falloff=1.2, lowest=10, highest=60)
    iron = rgb(0.12, 0.22, 0.17) * (1 + 0.06 * dents)[..., None]
    height = np.where(wood, 0.5 + 0.02 * fibre + 0.2 * board, 0.6 + 0.06 * dents).astype(np.float32)
    rough = np.where(wood, 0.7, 0.45).astype(np.float32)
    return packed(np.where(wood[..., None], paint, iron), height, rough, depth=0.010)


def _carved(size: int) -> Maps:
    """White marble that has stood outside: grey veins, lichen, rain's dark streaks."""
    x, _y = positions(size)
    cloud = spectral(size, 2850, falloff=1.6)
    vein = smoothstep(0.16, 0.0, np.abs(spectral(size, 2851, falloff=1.7, lowest=2)))
    streak = smoothstep(0.6, 2.0, np.sin(2 * np.pi * x * 7) + spectral(size, 2852, falloff=1.7))
    colour = mix(rgb(0.74, 0.73, 0.70), rgb(0.86, 0.85, 0.82), smoothstep(-1.5, 1.5, cloud))
    colour = mix(colour, rgb(0.55, 0.56, 0.57), vein * 0.45)
    colour = mix(colour, rgb(0.50, 0.50, 0.44), streak * 0.35)
    lichen = smoothstep(1.3, 2.1, spectral(size, 2853, falloff=1.1, lowest=5))
    colour = mix(colour, rgb(0.56, 0.60, 0.36), lichen * 0.7)
    height = 0.6 + 0.03 * spectral(size, 2854, falloff=1.0, lowest=6) + 0.06 * lichen
    rough = 0.55 + 0.3 * np.maximum(lichen, streak)
    return packed(0.70 * colour * grainy(size, 2855, 0.02, 0.03)[..., None], height, rough, depth=0.006)


TEXTURES: dict[str, tuple[Recipe, ...]] = {
    "wall": (_box, _white, _rose, _copper),
    "floor": (_gravel, _turf, _slabs),
    "ceiling": (_canopy,),
    "fittings": (_fittings,),
    "carved": (_carved,),
}
"""Name -> the recipes of its variants."""
