"""The stone dungeon: brick and ashlar, flags and cobbles, a vault. The game's own look.

The texture of weather and the marks are made here as well: every pack that has none of its own uses these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from making.marks import marks
from making.noise import cobbles, courses, positions, smoothstep, spectral, stones
from making.signs import signs
from making.surface import as_bytes, mix, packed, per_piece, rgb, wobble

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from making.noise import Field
    from making.surface import Maps, Recipe


def _laid(size: int, seed: int, stone: NDArray[np.int64], edge: Field, joint: float) -> tuple[Field, Field]:
    """Return the height of laid stones and where stone (1) gives way to joint (0)."""
    grain = spectral(size, seed + 10, falloff=0.9, lowest=6)
    chips = spectral(size, seed + 11, falloff=1.3, lowest=4)
    edge = edge + joint * 0.28 * chips - joint * 0.5 * smoothstep(1.1, 2.4, chips)
    body = smoothstep(0.25 * joint, 1.35 * joint, edge)
    crown = np.clip(edge / (6 * joint), 0, 1) ** 0.5
    lift = per_piece(stone, seed + 12)
    tilt = spectral(size, seed + 13, falloff=2.2, lowest=1, highest=12)
    pits = smoothstep(1.25, 2.2, spectral(size, seed + 14, falloff=0.7, lowest=20))
    height = body * (0.48 + 0.22 * lift + 0.12 * crown + 0.045 * tilt + 0.035 * grain - 0.16 * pits)
    return height + (1 - body) * (0.12 + 0.03 * grain), body


def _brick(size: int) -> Maps:
    seed = 11
    x, y = wobble(size, 100, 0.0022)
    rows = np.arange(8, dtype=np.float32) / 8 + 0.004
    columns = [stones(4, 0.09, seed * 40 + index, start=0.02 + 0.125 * (index % 2)) for index in range(8)]
    stone, dx, dy = courses(x, y, rows, columns)
    corner = 0.012
    edge = np.minimum(np.minimum(dx, dy), (dx + dy - corner) * 0.75)
    height, body = _laid(size, 100, stone, edge, 0.0066)
    tone, hue = per_piece(stone, 1), per_piece(stone, 2)
    stain = spectral(size, 120, falloff=1.4)
    colour = mix(rgb(0.42, 0.30, 0.245), rgb(0.57, 0.43, 0.345), tone)
    colour = mix(colour, rgb(0.38, 0.30, 0.27), smoothstep(0.72, 0.95, hue))
    colour = mix(colour, rgb(0.58, 0.48, 0.37), smoothstep(0.22, 0.05, hue) * 0.7)
    colour = colour * (1 + 0.09 * stain + 0.07 * spectral(size, 121, falloff=0.6, lowest=16))[..., None]
    soot = smoothstep(0.6, 2.2, spectral(size, 122, falloff=1.8)) * 0.45
    colour = mix(colour, colour * 0.5, soot)
    mortar = rgb(0.33, 0.30, 0.26) * (1 + 0.12 * stain)[..., None]
    return packed(mix(mortar, colour, body), height, 0.86 - 0.16 * body * tone, depth=0.030)


def _ashlar(size: int) -> Maps:
    seed = 12
    x, y = wobble(size, 200, 0.0026)
    rows = np.array([0.01, 0.21, 0.36, 0.585, 0.80], np.float32)
    columns = [stones(n, 0.16, seed * 40 + row) for row, n in enumerate((3, 4, 2, 3, 3))]
    stone, dx, dy = courses(x, y, rows, columns)
    edge = np.minimum(np.minimum(dx, dy), (dx + dy - 0.02) * 0.72)
    height, body = _laid(size, 200, stone, edge, 0.0074)
    strata = spectral(size, 219, falloff=1.1, lowest=3)
    height += body * 0.03 * strata
    tone, hue = per_piece(stone, 3), per_piece(stone, 4)
    stain = spectral(size, 220, falloff=1.5)
    colour = mix(rgb(0.36, 0.36, 0.35), rgb(0.54, 0.52, 0.47), tone)
    colour = mix(colour, rgb(0.47, 0.41, 0.33), smoothstep(0.6, 0.95, hue) * 0.8)
    colour = colour * (1 + 0.08 * stain + 0.05 * spectral(size, 221, falloff=0.5, lowest=20))[..., None]
    streaks = smoothstep(0.5, 2.4, spectral(size, 222, falloff=1.7))
    colour = mix(colour, colour * rgb(0.60, 0.60, 0.56), streaks * 0.6)
    mortar = rgb(0.25, 0.24, 0.22) * (1 + 0.12 * stain)[..., None]
    return packed(mix(mortar, colour, body), height, 0.78 - 0.2 * body * hue, depth=0.034)


def _flags(size: int) -> Maps:
    seed = 13
    x, y = wobble(size, 300, 0.0030)
    rows = np.array([0.015, 0.265, 0.515, 0.795], np.float32)
    columns = [stones(n, 0.17, seed * 40 + row) for row, n in enumerate((3, 4, 3, 3))]
    stone, dx, dy = courses(x, y, rows, columns)
    edge = np.minimum(np.minimum(dx, dy), (dx + dy - 0.03) * 0.72)
    height, body = _laid(size, 300, stone, edge, 0.0072)
    cracks = np.abs(spectral(size, 318, falloff=1.9, lowest=2))
    split = smoothstep(0.045, 0.0, cracks) * smoothstep(0.68, 0.74, per_piece(stone, 9))
    height -= 0.25 * split * body
    tone = per_piece(stone, 5)
    stain = spectral(size, 320, falloff=1.5)
    colour = mix(rgb(0.30, 0.30, 0.31), rgb(0.47, 0.45, 0.43), tone)
    colour = mix(colour, rgb(0.40, 0.35, 0.29), smoothstep(0.65, 0.95, per_piece(stone, 6)) * 0.8)
    colour = colour * (1 + 0.09 * stain + 0.06 * spectral(size, 321, falloff=0.5, lowest=20))[..., None]
    colour = mix(colour, colour * 0.45, split)
    dirt = rgb(0.19, 0.165, 0.135) * (1 + 0.15 * stain)[..., None]
    worn = smoothstep(-0.5, 1.5, spectral(size, 322, falloff=1.6))
    return packed(mix(dirt, colour, body), height, 0.74 - 0.26 * body * worn, depth=0.024)


def _cobbles(size: int) -> Maps:
    x, y = wobble(size, 400, 0.0035)
    stone, edge = cobbles(x, y, 8, 14)
    height, body = _laid(size, 400, stone, edge / 8, 0.0095)
    height += 0.16 * body * smoothstep(0.0, 0.40, edge)
    tone = per_piece(stone, 7)
    stain = spectral(size, 420, falloff=1.5)
    colour = mix(rgb(0.29, 0.28, 0.27), rgb(0.47, 0.44, 0.40), tone)
    colour = mix(colour, rgb(0.42, 0.35, 0.29), smoothstep(0.7, 0.95, per_piece(stone, 8)) * 0.8)
    colour = colour * (1 + 0.09 * stain + 0.06 * spectral(size, 421, falloff=0.5, lowest=20))[..., None]
    dirt = rgb(0.20, 0.17, 0.13) * (1 + 0.15 * stain)[..., None]
    return packed(mix(dirt, colour, body), height * 0.88, 0.72 - 0.24 * body * tone, depth=0.040)


def _vault(size: int) -> Maps:
    seed = 15
    x, y = wobble(size, 500, 0.0024)
    rows = np.arange(6, dtype=np.float32) / 6 + 0.006
    columns = [stones(2, 0.2, seed * 40 + row) for row in range(6)]
    stone, dx, dy = courses(x, y, rows, columns)
    height, body = _laid(size, 500, stone, np.minimum(dx, dy), 0.0075)
    tone = per_piece(stone, 10)
    stain = spectral(size, 520, falloff=1.6)
    colour = mix(rgb(0.31, 0.29, 0.27), rgb(0.42, 0.40, 0.37), tone)
    colour = colour * (1 + 0.10 * stain + 0.06 * spectral(size, 521, falloff=0.5, lowest=20))[..., None]
    lime = smoothstep(1.0, 2.6, spectral(size, 522, falloff=1.7))
    colour = mix(colour, rgb(0.56, 0.54, 0.49), lime * 0.5)
    joint = np.broadcast_to(rgb(0.17, 0.16, 0.15), colour.shape)
    return packed(mix(joint, colour, body), height, 0.9 - 0.1 * body, depth=0.026)


def _fittings(size: int) -> Maps:
    """Left half wood with its grain upright, right half hammered iron: what gates and torches are made of."""
    x, _y = positions(size)
    wood = x < 0.5
    waves = spectral(size, 600, falloff=1.8, lowest=1, highest=10)
    fibre = (
        np.sin(2 * np.pi * (x * 26 + 0.35 * waves))
        + 0.6 * np.roll(spectral(size, 601, falloff=0.4, lowest=30), 3, 0) * 0.4
    )
    dents = spectral(size, 602, falloff=1.2, lowest=10, highest=60)
    rust = smoothstep(0.4, 1.8, spectral(size, 603, falloff=1.4))
    timber = mix(rgb(0.25, 0.15, 0.085), rgb(0.42, 0.27, 0.15), np.clip(0.5 + 0.25 * fibre, 0, 1))
    iron = mix(rgb(0.30, 0.30, 0.32), rgb(0.36, 0.20, 0.12), rust * 0.7) * (1 + 0.08 * dents)[..., None]
    height = np.where(wood, 0.6 + 0.12 * fibre, 0.6 + 0.10 * dents).astype(np.float32)
    roughness = np.where(wood, 0.8, 0.38 + 0.4 * rust).astype(np.float32)
    return packed(np.where(wood[..., None], timber, iron), height, roughness, depth=0.012)


def _cloth(size: int) -> Maps:
    """Undyed wool: a weave, worn and creased. What players wear; the dye is theirs."""
    x, y = wobble(size, 900, 0.0016)
    warp, weft = np.sin(2 * np.pi * x * 40), np.sin(2 * np.pi * y * 40)
    thread = 0.5 + 0.25 * warp * np.sign(weft) + 0.25 * weft * np.sign(-warp)
    crease = spectral(size, 902, falloff=2.0, lowest=2, highest=14)
    worn = spectral(size, 903, falloff=1.3, lowest=3)
    tone = 0.70 + 0.16 * (thread - 0.5) + 0.055 * crease + 0.045 * worn
    height = np.clip(0.5 + 0.14 * (thread - 0.5) + 0.12 * crease, 0, 1).astype(np.float32)
    colour = rgb(1.0, 0.985, 0.96) * tone[..., None].astype(np.float32)
    return packed(colour, height, np.full_like(height, 0.93), depth=0.016)


def _weather(size: int) -> Maps:
    """No stone but what befalls it: red stain, green damp, blue moss, alpha grain."""
    channels = [
        0.5 + 0.22 * spectral(size, 700 + i, falloff=falloff, lowest=lowest)
        for i, (falloff, lowest) in enumerate(((1.6, 1), (1.5, 1), (1.2, 2), (0.5, 12)))
    ]
    return {"colour": as_bytes(np.stack(channels, -1))}


def _carved(size: int) -> Maps:
    """Pale limestone without a joint: dents of the chisel, pits, old damp. What statues are cut from."""
    chisel = spectral(size, 950, falloff=0.6, lowest=8, highest=30)
    pits = smoothstep(1.7, 2.6, spectral(size, 953, falloff=0.7, lowest=12))
    stain = spectral(size, 954, falloff=1.5)
    height = 0.62 + 0.045 * chisel + 0.05 * spectral(size, 955, falloff=1.2, lowest=4) - 0.28 * pits
    colour = mix(rgb(0.47, 0.445, 0.40), rgb(0.60, 0.575, 0.52), smoothstep(-1.5, 1.5, stain))
    colour = colour * (1 + 0.05 * spectral(size, 956, falloff=0.4, lowest=24))[..., None]
    damp = smoothstep(0.9, 2.0, spectral(size, 957, falloff=1.6))
    colour = mix(colour, rgb(0.33, 0.35, 0.29), damp * 0.55)
    return packed(colour, np.clip(height, 0, 1), 0.80 - 0.10 * smoothstep(0.0, 1.5, stain), depth=0.010)


def _signs(size: int) -> Maps:
    return {"colour": as_bytes(signs(size))}


def _marks(size: int) -> Maps:
    return {"colour": as_bytes(marks(size))}


TEXTURES: dict[str, tuple[Recipe, ...]] = {
    "wall": (_brick, _ashlar),
    "floor": (_flags, _cobbles),
    "ceiling": (_vault,),
    "fittings": (_fittings,),
    "cloth": (_cloth,),
    "carved": (_carved,),
    "signs": (_signs,),
    "weather": (_weather,),
    "marks": (_marks,),
}
"""Name -> the recipes of its variants."""
