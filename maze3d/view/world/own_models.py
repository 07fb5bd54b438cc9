"""The game's own models as files, for who begins a pack with all that can be replaced.

They are made by code (models.py, figure.py, statues.py, fountain.py, ladders.py); this writes what that code
gives, in the terms of the modders' guide. Knows nothing of packs.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from maze3d.pack.meshes import Mesh, Paint
from maze3d.pack.model_file import model_file
from maze3d.pack.nodes import Place
from maze3d.view.palette import KEY_SHAPES
from maze3d.view.world.body import JOINTS, own_part
from maze3d.view.world.furniture import ASSETS, MAKERS
from maze3d.view.world.ladders import foot_of_ladder, head_of_ladder
from maze3d.view.world.models import HALO, WATER, WISP, gate_bars, gate_stone, key, torch
from maze3d.view.world.signs import off_banners
from maze3d.view.world.solids import Solid, placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from maze3d.view.palette import RGB

_WHITE: RGB = (1.0, 1.0, 1.0)
_BLACK: RGB = (0.0, 0.0, 0.0)


def own_models() -> Iterator[tuple[str, int, bytes]]:
    """Yield asset, variant (from 1) and file of each."""
    for number, shape in enumerate(KEY_SHAPES, 1):
        yield "models/key", number, model_file(_dyeable("", "fittings", partial(key, shape)))
    yield "models/torch", 1, model_file(_meshes("", "fittings", torch()))
    gate = [*_meshes("frame", "carved", gate_stone()), *_meshes("bars", "fittings", gate_bars())]
    yield "models/exit", 1, model_file(gate)
    yield "models/body", 1, model_file(_body())
    yield "models/ladder", 1, model_file(_meshes("", "fittings", foot_of_ladder()))
    yield "models/hatch", 1, model_file(_meshes("", "fittings", head_of_ladder(wall=True)))
    for kind, (asset, number) in ASSETS.items():
        yield asset, number + 1, _landmark(kind)


def _body() -> list[Mesh]:
    return [
        mesh
        for part, joint in JOINTS.items()
        for mesh in _dyeable(part, "cloth", partial(_body_part, part, joint))
    ]


def _body_part(part: str, joint: tuple[float, float, float], dye: RGB) -> Solid:
    return placed(own_part(part, dye, hunter=False), *joint)


def _landmark(kind: str) -> bytes:
    meshes: list[Mesh] = []
    white, black = (MAKERS[kind](0, dye, burning=True) for dye in (_WHITE, _BLACK))
    for field, surface in (("carved", "carved"), ("fitting", "fittings"), ("sign", "sign")):
        solid, dark = getattr(white, field), getattr(black, field)
        if solid is None:
            continue
        if surface == "sign":
            solid = solid._replace(vertices=solid.vertices.copy())
            solid.vertices["texcoord"] = off_banners(0, solid.vertices["texcoord"])
        meshes += _split("", surface, solid, dark)
    places = [Place("light", _file_point(white.light), 0.1)]
    for quad in white.glow.reshape(-1, 4):
        wide, tall, what = np.abs(quad["normal"]).max(0).tolist()
        if what == WATER:
            continue
        name = {HALO: "halo", WISP: "flame"}[what]
        places.append(Place(name, _file_point(quad["position"][0].tolist()), 2 * max(wide, tall)))
    water = white.glow[np.repeat(white.glow.reshape(-1, 4)["normal"][:, 0, 2] == WATER, 4)]
    if len(water):
        first = np.arange(0, len(water), 4, dtype=np.uint32)[:, None]
        corners = (first + np.array([0, 1, 2, 0, 2, 3], np.uint32)).ravel()
        water = water.copy()
        water["normal"] = (0, 0, 1)
        meshes += _meshes("", "water", Solid(water, corners))
    return model_file(meshes, places)


def _dyeable(part: str, surface: str, make: Callable[[RGB], Solid]) -> list[Mesh]:
    return _split(part, surface, make(_WHITE), make(_BLACK))


def _split(part: str, surface: str, white: Solid, black: Solid) -> list[Mesh]:
    """Return what takes on the dye and what does not, told by two dyes."""
    dyed = (white.vertices["colour"] != black.vertices["colour"]).any(1)[white.corners.reshape(-1, 3)].any(1)
    return [
        mesh
        for name, which in ((f"{surface}-dye", dyed), (surface, ~dyed))
        if which.any()
        for mesh in _meshes(part, name, _only(white, which))
    ]


def _meshes(part: str, name: str, solid: Solid) -> list[Mesh]:
    """Return a solid as meshes, one for each strength with which it shines."""
    each = solid.corners.reshape(-1, 3)
    glow = solid.vertices["colour"][each[:, 0], 3]
    return [
        _mesh(part, Paint(name, shine=1 - int(value) / 255), _only(solid, glow == value))
        for value in np.unique(glow)[::-1]
    ]


def _only(solid: Solid, which: NDArray[np.bool_]) -> Solid:
    """Return these triangles, with the corners they have."""
    used, corners = np.unique(solid.corners.reshape(-1, 3)[which], return_inverse=True)
    return Solid(solid.vertices[used], corners.ravel().astype(np.uint32))


def _mesh(part: str, paint: Paint, solid: Solid) -> Mesh:
    vertices, mirror = solid.vertices, np.array([-1, 1, 1], np.float32)
    return Mesh(
        part,
        paint,
        vertices["position"] * mirror,
        vertices["normal"] * mirror,
        vertices["texcoord"] * np.array([1, -1], np.float32) + np.array([0, 1], np.float32),
        ((vertices["colour"][:, :3] / 255) ** 2).astype(np.float32),
        solid.corners,
    )


def _file_point(at: tuple[float, float, float]) -> tuple[float, float, float]:
    return -at[0], at[1], at[2]
