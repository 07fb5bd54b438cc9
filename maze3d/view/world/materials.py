"""Shaders, textures and the render states made of them, for one quality.

Owns what `low`, `medium` and `high` mean. Everything per frame goes through two small arrays of vectors
(`lights`, `frame`) that the shaders read in place, so no state changes from frame to frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import (
    ColorBlendAttrib,
    ColorWriteAttrib,
    CullBinAttrib,
    DepthOffsetAttrib,
    DepthTestAttrib,
    DepthWriteAttrib,
    PTA_LVecBase4f,
    RenderState,
    Shader,
    ShaderAttrib,
    TransparencyAttrib,
)

from maze3d.pack.colours import linear
from maze3d.view.world.lights import torch_light
from maze3d.view.world.mesh import softened, texture
from maze3d.view.world.shapes import BARE, MODELS, bare_surface, shapes

if TYPE_CHECKING:
    from panda3d.core import NodePath

    from maze3d.view.surfaces import Stock, Surface
    from maze3d.view.world.shapes import Shape

STONE = {"wall": "textures/wall", "floor": "textures/floor", "ceiling": "textures/ceiling"}
"""What the maze is built of -> its asset. Each variant has a state of its own."""


FITTINGS = {"fitting": "textures/fittings", "cloth": "textures/cloth", "carved": "textures/carved"}
"""What things are made of -> its asset."""

MARKS, SIGNS, WEATHER = ("textures/marks", 512), ("textures/signs", 512), ("textures/weather", 256)
"""Assets and the side they are drawn with, in pixels: marks are looked at from very near."""

FITTING_PIXELS = 256


@dataclass(frozen=True, slots=True)
class Quality:
    """What a quality setting costs."""

    torches: int
    """Lights computed for each pixel."""
    detail: int
    """0 flat stone, 1 normal maps and gloss, 2 relief that hides and shows what lies behind it."""
    pixels: int
    """The side of a surface."""
    anisotropy: int


QUALITIES = {
    "low": Quality(torches=3, detail=0, pixels=256, anisotropy=1),
    "medium": Quality(torches=3, detail=1, pixels=512, anisotropy=4),
    "high": Quality(torches=8, detail=2, pixels=512, anisotropy=16),
}


BEHIND_ALL = (
    DepthTestAttrib.make(DepthTestAttrib.MNone),
    DepthWriteAttrib.make(DepthWriteAttrib.MOff),
    CullBinAttrib.make("background", 0),
)
"""Of the sky."""

AS_NEAR = DepthTestAttrib.make(DepthTestAttrib.MLessEqual)
"""Of what has been drawn for its depth before."""

DEPTH = "depth"
"""The state in which walls are drawn first of all, for their depth alone: nothing behind them is shaded."""

FRAME = 9
"""Vectors of what the shaders read each frame; shaders/lit.frag says what is in them."""


@dataclass(frozen=True, slots=True)
class Air:
    """Linear light: what torches give, what comes from above, and what things are lost in far away."""

    torch: tuple[float, float, float]
    fog: tuple[float, float, float]
    density: float
    """Against the game's own."""
    daylight: tuple[float, float, float]
    sun: tuple[float, float, float]
    sun_towards: tuple[float, float, float]
    """Engine x, y, z, of length 1."""
    weather: float
    """How much damp, moss and stain there is, 0 to 1."""
    open_above: bool
    """Whether there is a sky in place of ceilings."""
    flames: bool
    """Whether torches burn."""

    @property
    def has_sun(self) -> bool:
        """Whether there are shadows of the sun."""
        return any(self.sun)

    @property
    def is_day(self) -> bool:
        """Whether any light comes from above."""
        return self.has_sun or any(self.daylight)

    @property
    def dim(self) -> float:
        """Return how strong lanterns and torches are beside the daylight: 1 in the dark."""
        return 1 / (1 + 4 * max(self.daylight) + max(self.sun))


def air_of(stock: Stock) -> Air:
    """Return the air as the packs want it."""
    azimuth, height = (math.radians(stock.number(f"sun_{each}")) for each in ("azimuth", "height"))
    flat = math.cos(height)
    return Air(
        torch=torch_light(stock.colour("torch_colour")),
        fog=linear(stock.colour("fog_colour")),
        density=stock.number("fog"),
        daylight=_light(stock, "daylight"),
        sun=_light(stock, "sun") if stock.has_sky else (0.0, 0.0, 0.0),
        sun_towards=(flat * math.sin(azimuth), math.sin(height), flat * math.cos(azimuth)),
        weather=stock.number("weather"),
        open_above=stock.has_sky,
        flames=stock.number("flame") >= 0.5,
    )


def _light(stock: Stock, name: str) -> tuple[float, float, float]:
    level = stock.number(name)
    red, green, blue = linear(stock.colour(f"{name}_colour"))
    return red * level, green * level, blue * level


@dataclass(slots=True)
class Materials:
    """Each by its name: those in `stone`, FITTINGS, `bare`, `mark`, `sign`, `glow`, `veil`, and packs' own.

    `sky` where there is one.
    """

    quality: Quality
    states: dict[str, Any]
    stone: dict[str, tuple[str, ...]]
    """The states of the variants of walls, floors and ceilings."""
    lights: Any
    """Twice `quality.torches` vectors; shaders/lit.frag says what is in them."""
    frame: Any
    air: Air
    textures: list[Any]
    models: dict[str, list[Shape]]
    """Packs' models by asset; empty where the game's own are drawn."""
    baked: bool = False
    """Whether vertices carry the light, for want of shaders."""

    def shape(self, key: str, number: int = 0) -> Shape | None:
        """Return the pack's model of an asset, of those there are; None for the game's own."""
        made = self.models[key]
        return made[number % len(made)] if made else None

    def release(self) -> None:
        """Give the textures back to the driver."""
        for each in self.textures:
            each.releaseAll()
        self.states.clear()


def surfaces_of(name: str) -> list[tuple[str, int]]:
    """Return what `shader_materials` asks of a stock for the quality `name`: assets, and sides in pixels."""
    stone = [(key, QUALITIES[name].pixels) for key in STONE.values()]
    return [*stone, *((key, FITTING_PIXELS) for key in FITTINGS.values()), MARKS, SIGNS, WEATHER]


def shader_materials(root: NodePath, name: str, stock: Stock) -> Materials:
    """Make the materials of the quality `name` and set what all nodes below `root` share."""
    quality = QUALITIES[name]
    kept: list[Any] = []

    def textures(surface: Surface, called: str) -> tuple[Any, Any]:
        pair = (
            texture(f"{called}-colour", surface.colour, srgb=True, anisotropy=quality.anisotropy),
            texture(
                f"{called}-relief",
                surface.relief,
                anisotropy=max(quality.anisotropy // 4, 1),
                blended=quality.detail > 1,
            ),
        )
        kept.extend(pair)
        return pair

    def shaded(shader: Any, pair: tuple[Any, Any]) -> Any:
        attrib = ShaderAttrib.make(shader)
        attrib = attrib.setShaderInput("colour_map", pair[0])
        return attrib.setShaderInput("relief_map", pair[1])

    lights = PTA_LVecBase4f.emptyArray(2 * quality.torches)
    frame = PTA_LVecBase4f.emptyArray(FRAME)
    air = air_of(stock)
    masonry = _lit("MASONRY", quality, air)
    states: dict[str, Any] = {}
    stone: dict[str, tuple[str, ...]] = {}
    for part, key in STONE.items():
        made = stock.surfaces(key, quality.pixels)
        stone[part] = tuple(f"{part}-{number}" for number in range(len(made)))
        for each, surface in zip(stone[part], made, strict=True):
            states[each] = RenderState.make(shaded(masonry, textures(surface, each)), AS_NEAR)
    states[DEPTH] = RenderState.make(
        ShaderAttrib.make(_program("depth.vert", "depth.frag", "")),
        ColorWriteAttrib.make(ColorWriteAttrib.COff),
        CullBinAttrib.make("background", 10),
    )

    def add_fitting(name: str, surface: Surface) -> None:
        states[name] = RenderState.make(shaded(_lit("FITTING", quality, air), textures(surface, name)))

    for each, key in FITTINGS.items():
        add_fitting(each, stock.surface(key, FITTING_PIXELS))

    add_fitting(BARE, bare_surface())
    models = {key: shapes(stock, key, add_fitting) for key in MODELS}
    marks = textures(stock.surface(*MARKS), "marks")
    signs = textures(stock.surface(*SIGNS), "signs")
    for each, pair in (("mark", marks), ("sign", signs)):
        states[each] = RenderState.make(
            shaded(_lit("MARK", quality, air), pair),
            TransparencyAttrib.make(TransparencyAttrib.MAlpha),
            DepthOffsetAttrib.make(1),
            DepthWriteAttrib.make(DepthWriteAttrib.MOff),
        )
    states["glow"] = RenderState.make(
        shaded(_program("glow.vert", "glow.frag", ""), marks),
        ColorBlendAttrib.make(ColorBlendAttrib.MAdd, ColorBlendAttrib.OOne, ColorBlendAttrib.OOne),
        DepthWriteAttrib.make(DepthWriteAttrib.MOff),
        DepthOffsetAttrib.make(1),
        CullBinAttrib.make("fixed", 10),
    )
    states["veil"] = states["glow"]
    clouds = stock.surface(*WEATHER).colour
    if quality.detail > 1:
        weather = texture("weather", clouds, srgb=True)
    else:
        weather = texture("weather", softened(clouds), mipmaps=False)
    kept.append(weather)
    nowhere = texture("nowhere", np.array([[[0, 255, 255, 0]]], np.uint8), mipmaps=False)
    unshaded = texture("unshaded", np.zeros((1, 1, 4), np.uint8), mipmaps=False)
    kept += (nowhere, unshaded)
    sky = stock.sky()
    if sky is not None:
        panorama = texture("sky", sky, srgb=True, mipmaps=False)
        kept.append(panorama)
        attrib = ShaderAttrib.make(_program("sky.vert", "sky.frag", ""))
        states["sky"] = RenderState.make(attrib.setShaderInput("colour_map", panorama), *BEHIND_ALL)
    root.setShaderInput("lights", lights)
    root.setShaderInput("frame", frame)
    root.setShaderInput("weather_map", weather)
    root.setShaderInput("place_map", nowhere)
    root.setShaderInput("sun_map", unshaded)
    root.setShaderInput("place_frame", (0.0, 0.0, 0.0, 0.0))
    return Materials(quality, states, stone, lights, frame, air, kept, models)


def _lit(kind: str, quality: Quality, air: Air) -> Any:
    defines = f"#define {kind}\n#define TORCHES {quality.torches}\n#define DETAIL {quality.detail}\n"
    defines += f"#define PIXELS {quality.pixels}.0\n"
    defines += "#define DAY\n" * air.is_day + "#define SUN\n" * air.has_sun
    defines += "#define OPEN\n" * air.open_above
    return _program("lit.vert", "lit.frag", defines)


@cache
def _program(vertex: str, fragment: str, defines: str) -> Any:
    """Return the compiled pair; kept, so that coming back to a quality compiles nothing."""
    folder = Path(__file__).with_name("shaders")
    head = f"#version 120\n{defines}"
    return Shader.make(
        Shader.SL_GLSL,
        head + (folder / vertex).read_text("utf-8"),
        head + (folder / fragment).read_text("utf-8"),
    )
