"""The look without shaders: light worked out once, into the colours of the vertices.

For drivers that know only the fixed pipeline, Panda3D's own software one among them. Nothing flickers and
nothing follows the eye, but torches, walls' shadows and corners are where they are in the full look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import (
    ColorAttrib,
    DepthOffsetAttrib,
    DepthWriteAttrib,
    RenderState,
    TextureAttrib,
    TransparencyAttrib,
)

from maze3d.view.world.bake import BRIGHTEST, EDGE, POINTS
from maze3d.view.world.faces import HEIGHT
from maze3d.view.world.materials import BEHIND_ALL, FRAME, QUALITIES, STONE, Materials, air_of
from maze3d.view.world.mesh import texture
from maze3d.view.world.places import FLAME_OUT, TORCH_HEIGHT
from maze3d.view.world.shapes import BARE, MODELS, shapes
from maze3d.view.world.solids import Solid, tube

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maze3d.view.surfaces import Stock, Surface
    from maze3d.view.world.lights import Light
    from maze3d.view.world.materials import Air

_DIM = np.array([0.115, 0.110, 0.105])
"""Linear light where no torch reaches: there is no lantern in this look."""

_SLANT = np.array([0.35, 0.8, 0.5])
"""Fittings are shaded as if light came from here."""

_PIXELS = 128
"""Software drawing samples no mipmaps in between: small pictures shimmer less."""


def plain_materials(stock: Stock) -> Materials:
    """Make materials whose states need no shader."""
    kept: list[Any] = []

    def painted(name: str, surface: Surface) -> Any:
        made = texture(f"{name}-plain", surface.colour)
        kept.append(made)
        return TextureAttrib.make(made)

    solid = TransparencyAttrib.make(TransparencyAttrib.MNone)
    vertex = ColorAttrib.makeVertex()
    states: dict[str, Any] = {}
    stone: dict[str, tuple[str, ...]] = {}
    for part, key in STONE.items():
        surfaces = stock.surfaces(key, _PIXELS)
        stone[part] = tuple(f"{part}-{number}" for number in range(len(surfaces)))
        for name, surface in zip(stone[part], surfaces, strict=True):
            states[name] = RenderState.make(painted(name, surface), vertex, solid)
    states["fitting"] = states["cloth"] = states["carved"] = states[BARE] = RenderState.make(vertex, solid)

    def add_picture(name: str, surface: Surface) -> None:
        states[name] = RenderState.make(painted(name, surface), vertex, solid)

    models = {key: shapes(stock, key, add_picture) for key in MODELS}
    marks = painted("marks", stock.surface("textures/marks", 512))
    over = (DepthOffsetAttrib.make(1), DepthWriteAttrib.make(DepthWriteAttrib.MOff))
    alpha = TransparencyAttrib.make(TransparencyAttrib.MAlpha)
    states["mark"] = states["glow"] = RenderState.make(marks, vertex, alpha, *over)
    signs = painted("signs", stock.surface("textures/signs", 256))
    states["sign"] = RenderState.make(signs, vertex, alpha, *over)
    states["veil"] = states["fitting"]
    sky = stock.sky()
    if sky is not None:
        made = texture("sky-plain", sky)
        kept.append(made)
        states["sky"] = RenderState.make(TextureAttrib.make(made), ColorAttrib.makeOff(), *BEHIND_ALL)
    air = air_of(stock)
    unlit = [None] * 6, [None] * FRAME
    return Materials(QUALITIES["low"], states, stone, *unlit, air, kept, models, baked=True)


def stone_in_light(
    vertices: NDArray[np.void],
    picture: NDArray[np.uint8],
    rows: range,
    cols: range,
    air: Air,
) -> NDArray[np.void]:
    """Return a chunk's vertices coloured with the light of its place map (`bake.place_map`)."""
    at, normal = vertices["position"].astype(np.float64), vertices["normal"]
    col = (at[:, 0] + normal[:, 0] * 0.09 - cols.start) * POINTS + EDGE - 0.5
    row = (at[:, 2] + normal[:, 2] * 0.09 + rows.stop) * POINTS + EDGE - 0.5
    ground = _between(picture.astype(np.float64) / 255, row, col)
    torch = ground[:, 0] ** 2 * BRIGHTEST
    upright = 1 - np.abs(normal[:, 1])
    crease = 1 - 0.45 * upright * (1 - np.clip(np.minimum(at[:, 1], HEIGHT - at[:, 1]) / 0.15, 0, 1))
    above = np.array(air.daylight) + 0.3 * np.array(air.sun)
    light = torch[:, None] * np.array(air.torch) * 1.1 * air.dim + _DIM * air.dim + above * 0.8
    coloured = vertices.copy()
    coloured["colour"][:, :3] = _display(light * (ground[:, 2] * crease)[:, None])
    return coloured


def solid_in_light(vertices: NDArray[np.void]) -> NDArray[np.void]:
    """Return a fitting's vertices shaded by where they face; what shines keeps its colour."""
    coloured = vertices.copy()
    shade = 0.30 + 0.35 * np.clip(vertices["normal"] @ (_SLANT / np.linalg.norm(_SLANT)), 0, 1)
    own = 1 - vertices["colour"][:, 3] / 255
    colour = vertices["colour"][:, :3] * np.clip(shade + 1.5 * own, 0, 1)[:, None]
    coloured["colour"][:, :3] = colour.astype(np.uint8)
    coloured["colour"][:, 3] = 255
    return coloured


def light_on_figure(x: float, y: float, lights: Sequence[Light]) -> float:
    """Return how much of its colour a figure at map (x, y), in cells, shows by these lights: 0.3 to 1."""
    near = min(((light.x - x) ** 2 + (light.z + y) ** 2 for light in lights), default=99.0)
    return 0.3 + 0.7 / (1.0 + 0.25 * near)


def flame() -> Solid:
    """Return a flame with a body, for want of one made by a shader; placed like `models.torch`."""
    y, z = TORCH_HEIGHT - 0.05, FLAME_OUT
    heights, radii = (0.0, 0.03, 0.07, 0.12), (0.014, 0.028, 0.020, 0.001)
    points = [(0, y + height, z) for height in heights]
    return tube(points, radii, sides=7, colour=(1.0, 0.78, 0.32), shine=1.0)


def _between(
    picture: NDArray[np.float64], row: NDArray[np.float64], col: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Look `picture` up between its pixels."""
    row = np.clip(row, 0, picture.shape[0] - 1.001)
    col = np.clip(col, 0, picture.shape[1] - 1.001)
    r, c = row.astype(np.intp), col.astype(np.intp)
    v, u = (row - r)[:, None], (col - c)[:, None]
    mixed: NDArray[np.float64] = (picture[r, c] * (1 - u) + picture[r, c + 1] * u) * (1 - v) + (
        picture[r + 1, c] * (1 - u) + picture[r + 1, c + 1] * u
    ) * v
    return mixed


def _display(light: NDArray[np.float64]) -> NDArray[np.uint8]:
    shown = (light / (light + 0.65)) ** (1 / 2.2) * 1.1
    return (np.clip(shown, 0, 1) * 255 + 0.5).astype(np.uint8)
