"""The signs of regions: alone as a square, and on what hangs on walls, a banner or a plate that shines.

Stands before a wall at z = 0, as models.torch does. Knows nothing of the engine, nor of where it is put.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.palette import SIGN_NAMES, SIGNS
from maze3d.view.world.faces import VERTEX
from maze3d.view.world.solids import Solid, box, joined, tube

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.palette import RGB
    from maze3d.view.world.models import Point


_BANNER_WIDE, _BANNER_TALL, _BANNER_TOP = 0.23, 0.46, 0.76
_BARE = 0.82
"""How much of a banner's width is its sign, without the border."""
_SHEET = (6, 8)


def banner(sign: int, *, burning: bool) -> tuple[Solid, Solid, Solid]:
    """Return cloth, metal and decal of what hangs on walls: a banner, or a plate that shines."""
    return _banner(sign, SIGNS[sign][1], burning=burning)


@lru_cache(2 * len(SIGN_NAMES))
def _banner(sign: int, dye: RGB, *, burning: bool) -> tuple[Solid, Solid, Solid]:
    half, bottom = _BANNER_WIDE / 2, _BANNER_TOP - _BANNER_TALL
    if burning:
        rod = joined(
            [
                tube(
                    [(-half - 0.025, _BANNER_TOP, 0.026), (half + 0.025, _BANNER_TOP, 0.026)],
                    [0.009, 0.009],
                    sides=6,
                    colour=(0.7, 0.7, 0.72),
                ),
                *(
                    box(
                        (s * (half - 0.03) - 0.006, _BANNER_TOP - 0.012, 0),
                        (s * (half - 0.03) + 0.006, _BANNER_TOP + 0.012, 0.028),
                        colour=(0.7, 0.7, 0.72),
                    )
                    for s in (-1, 1)
                ),
            ]
        )
        deep = (0.62 * dye[0] + 0.02, 0.62 * dye[1] + 0.02, 0.62 * dye[2] + 0.02)
        return (
            _sheet(0.020, deep, shine=0.10, uv=None),
            rod,
            _sheet(0.0225, _ink(dye), shine=0.0, uv=sign),
        )
    plate = joined(
        [
            box((-half, bottom + 0.06, 0), (half, _BANNER_TOP, 0.014), colour=(0.75, 0.77, 0.8)),
            box(
                (-half + 0.012, bottom + 0.072, 0.014),
                (half - 0.012, _BANNER_TOP - 0.012, 0.018),
                colour=dye,
                shine=0.55,
            ),
        ]
    )
    nothing = Solid(np.zeros(0, VERTEX), np.zeros(0, np.uint32))
    tall = _BANNER_TALL - 0.06
    decal = sign_square((0, _BANNER_TOP - tall / 2, 0.0195), 0.40 * _BANNER_WIDE, sign, _ink(dye))
    return nothing, plate, decal


def _ink(dye: RGB) -> RGB:
    """Return what a sign on cloth of that dye is painted with: dark on pale, pale on dark."""
    red, green, blue = dye
    return (0.20, 0.17, 0.14) if 0.3 * red + 0.6 * green + 0.1 * blue > 0.6 else (0.97, 0.93, 0.82)


def sign_square(centre: Point, half: float, sign: int, colour: RGB) -> Solid:
    """Return a sign alone, as a square that looks along +z."""
    vertices = np.zeros(4, VERTEX)
    corner = np.array([(1, -1), (-1, -1), (-1, 1), (1, 1)], np.float32)
    shown = _BARE * corner
    vertices["position"] = np.array(centre, np.float32)
    vertices["position"][:, :2] += corner * half
    vertices["normal"] = (0, 0, 1)
    # Seen from +z, x grows to the left.
    vertices["texcoord"] = _on_picture(sign, 0.5 - shown[:, 0] / 2, 0.5 + shown[:, 1] / 4)
    vertices["colour"] = (*(int(255 * part) for part in colour), 255)
    return Solid(vertices, np.array([0, 1, 2, 0, 2, 3], np.uint32))


def on_banners(sign: int, texcoord: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return where (u, v), 0 to 1 on a sign's square, lies on the picture of all banners."""
    return _on_picture(sign, 0.5 + _BARE * (texcoord[:, 0] - 0.5), 0.5 + _BARE * (texcoord[:, 1] - 0.5) / 2)


def off_banners(sign: int, texcoord: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the other way of on_banners."""
    low, high = on_banners(sign, np.array([(0.0, 0.0), (1.0, 1.0)]))
    square: NDArray[np.floating] = (texcoord - low) / (high - low)
    return square


def _on_picture(sign: int, u: NDArray[np.floating], v: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return where (u, v), 0 to 1 on a sign's banner, lies on the picture: four in a row, two rows."""
    inset = 0.004
    u, v = inset + (1 - 2 * inset) * u, inset + (1 - 2 * inset) * v
    return np.stack([(sign % 4 + u) / 4, (1 - sign // 4 + v) / 2], -1)


def _sheet(z: float, colour: RGB, *, shine: float, uv: int | None) -> Solid:
    """Return a hanging cloth, or what is painted on it (`uv`: that sign's part of the picture)."""
    across, down = _SHEET
    u, v = np.meshgrid(np.linspace(0, 1, across + 1), np.linspace(0, 1, down + 1))
    x = (0.5 - u) * _BANNER_WIDE * (1 - 0.04 * (1 - v))
    fold = 0.007 * np.sin(2 * np.pi * (1.5 * u + 0.2)) * (1 - 0.6 * v) + 0.010 * (1 - v) ** 2
    slope = 0.007 * 3 * np.pi * np.cos(2 * np.pi * (1.5 * u + 0.2)) * (1 - 0.6 * v) / _BANNER_WIDE
    tail = 0.085 * np.abs(2 * u - 1) * np.clip(1 - v * 2.5, 0, 1)  # cut out in the middle
    y = _BANNER_TOP - _BANNER_TALL * (1 - v) + 0.085 * np.clip(1 - v * 2.5, 0, 1) - tail
    vertices = np.zeros(u.shape, VERTEX)
    vertices["position"] = np.stack([x, y, z + fold], -1)
    normal = np.stack([slope, 0 * u + 0.05, np.ones_like(u)], -1)
    vertices["normal"] = normal / np.linalg.norm(normal, axis=-1, keepdims=True)
    vertices["texcoord"] = np.stack([u * 0.5, v], -1) if uv is None else _on_picture(uv, u, v)
    vertices["colour"] = (*(int(255 * min(part, 1)) for part in colour), int(255 * (1 - shine)))
    row, col = (each.ravel() for each in np.indices((down, across)))
    at = (row * (across + 1) + col).astype(np.uint32)
    above = at + np.uint32(across + 1)
    one = np.uint32(1)
    # x falls as u grows, so seen from +z this is the engine's winding.
    corners = np.stack([at, at + one, above + one, at, above + one, above], -1)
    return Solid(vertices.ravel(), corners.ravel())
