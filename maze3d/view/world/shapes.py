"""Models of packs as what the world draws: solids by part, each of a material.

Owns what the names in a model mean. Knows nothing of the engine, nor of where a model stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.pack.catalogue import catalogue
from maze3d.view.surfaces.stock import FLAT, ROUGHNESS, engine_order
from maze3d.view.surfaces.surface import Surface
from maze3d.view.world.faces import VERTEX
from maze3d.view.world.models import WATER
from maze3d.view.world.signs import on_banners
from maze3d.view.world.solids import Solid, box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from maze3d.pack.meshes import Mesh, Model
    from maze3d.pack.nodes import Place
    from maze3d.view.palette import RGB
    from maze3d.view.surfaces import Stock

MODELS = tuple(each.key for each in catalogue().asset if each.kind == "model")
SURFACES = {"fittings": "fitting", "cloth": "cloth", "carved": "carved", "sign": "sign", "water": "glow"}
"""First word of a material's name -> the state it is drawn in; of other names, its own picture or colours."""

BARE = "bare"
"""The state of what has no picture."""

WHITE = (1 / 1.7) ** 0.5
"""What the shader takes for full colour on a white texture (FITTING in shaders/lit.frag), as a tint."""

BARE_COLOUR = 201
"""The sRGB of a white texture that this makes white: 1 / 1.7 in linear light."""


class Piece(NamedTuple):
    """Triangles of one material."""

    state: str
    solid: Solid
    dyed: bool
    """Whether it takes on the colour of its player, its key or its region."""


class Shape(NamedTuple):
    """A model: its pieces by part ("" where it is one), and the places in it."""

    parts: dict[str, list[Piece]]
    places: tuple[Place, ...] = ()

    def pieces(self, part: str = "", *, dye: RGB = (1, 1, 1), sign: int = 0) -> list[tuple[str, Solid]]:
        """Return state and solid of each piece of a part, dyed, and with that sign on what bears one."""
        return [(piece.state, _finished(piece, dye, sign)) for piece in self.parts.get(part, [])]


def shapes(stock: Stock, key: str, add_picture: Callable[[str, Surface], None]) -> list[Shape]:
    """Return a pack's models of an asset, a placeholder for a broken one; none where it is the game's own.

    `add_picture` is told the name of each state that a model needs, and its surface.
    """
    made = []
    for variant, model in stock.models(key).items():
        if model is None:
            made.append(_placeholder(key))
            continue
        names = [f"{key}-{variant}.{number}" for number in range(len(model.pictures))]
        for name, pixels in zip(names, model.pictures, strict=True):
            add_picture(name, _surface(pixels))
        made.append(_shape(key, model, names))
    return made


def engine_point(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Return a place of a model in figure space, whose x grows to the right of who looks along z."""
    return -x, y, z


def _shape(key: str, model: Model, names: list[str]) -> Shape:
    parts: dict[str, list[Piece]] = {}
    moving = catalogue().assets[key].parts
    for mesh in model.meshes:
        parts.setdefault(mesh.part if moving else "", []).append(_piece(mesh, names))
    return Shape(parts, model.places)


def _piece(mesh: Mesh, names: list[str]) -> Piece:
    words = mesh.paint.name.casefold().split("-")
    state = SURFACES.get(words[0], BARE)
    if state == BARE and mesh.paint.picture >= 0:
        state = names[mesh.paint.picture]
    vertices = np.zeros(len(mesh.positions), VERTEX)
    for name, values in (("position", mesh.positions), ("normal", mesh.normals)):
        vertices[name] = values * np.array([-1, 1, 1], np.float32)
    vertices["texcoord"] = mesh.texcoords * np.array([1, -1], np.float32) + np.array([0, 1], np.float32)
    share = 1.0 if words[0] in SURFACES else WHITE
    vertices["colour"][:, :3] = np.sqrt(mesh.colours) * (255 * share) + 0.5
    vertices["colour"][:, 3] = round(255 * (1 - mesh.paint.shine))
    if words[0] == "water":
        vertices["normal"] = (0, 0, WATER)
    # The mirror at x turns triangles over, and the engine's space is left-handed: that turns them back.
    return Piece(state, Solid(vertices, mesh.corners), "dye" in words)


def _finished(piece: Piece, dye: RGB, sign: int) -> Solid:
    solid = piece.solid
    if not piece.dyed and piece.state != "sign":
        return solid
    vertices = solid.vertices.copy()
    if piece.dyed:
        vertices["colour"][:, :3] = vertices["colour"][:, :3] * np.array(dye) + 0.5
    if piece.state == "sign":
        vertices["texcoord"] = on_banners(sign, vertices["texcoord"])
    return Solid(vertices, solid.corners)


def _surface(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Surface:
    solid = pixels.copy()
    solid[..., 3] = 255
    relief = np.full((4, 4, 4), (*FLAT, 0, ROUGHNESS), np.uint8)
    return Surface(engine_order(solid), engine_order(relief))


def bare_surface() -> Surface:
    """Return what has no picture is drawn on."""
    return _surface(np.full((4, 4, 4), BARE_COLOUR, np.uint8))


def _placeholder(key: str) -> Shape:
    """Return what is seen where a model cannot be read: boxes of a colour that nothing else has."""
    asset = catalogue().assets[key]
    names: Iterable[str] = asset.parts or ("",)
    wide, middle = asset.half_wide / 3, (asset.high + asset.low) / 2
    deep = asset.before * 0.9
    parts = {}
    for name in names:
        solid = box((-wide, 0.6 * asset.low, 0.0), (wide, middle, deep), colour=(1.0, 0.0, 0.86), shine=0.9)
        parts[name] = [Piece(BARE, solid, dyed=False)]
    return Shape(parts)
