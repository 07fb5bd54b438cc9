"""What stands and hangs in a chunk: torches, landmarks, banners and ladders, as one mesh for each material.

However many there are, a chunk has at most one mesh of each material: that is what a frame costs. Knows where
each is put, nothing of why there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from maze3d.maze.grid import E, N, S, W
from maze3d.view.palette import SIGN_NAMES, SIGNS
from maze3d.view.world.faces import HEIGHT, TOWARDS, VERTEX
from maze3d.view.world.fountain import brazier, fountain
from maze3d.view.world.ladders import HATCH_OUT, foot_of_ladder, head_of_ladder
from maze3d.view.world.landmark_parts import DEPTH_CELLS, Landmark, halo, wisp
from maze3d.view.world.landmarks import KINDS, Stands
from maze3d.view.world.lights import TORCH_STRENGTH, Light
from maze3d.view.world.mesh import geom
from maze3d.view.world.models import FLAME, HALO, billboards, lamp, torch
from maze3d.view.world.places import FLAME_OUT, TORCH_HEIGHT, Torches
from maze3d.view.world.plain import flame, solid_in_light
from maze3d.view.world.plan import HALF
from maze3d.view.world.shapes import engine_point
from maze3d.view.world.signs import banner
from maze3d.view.world.solids import Solid, joined, placed
from maze3d.view.world.statues import obelisk, owl, sphere, walker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell
    from maze3d.view.palette import RGB
    from maze3d.view.world.ladders import Ladder
    from maze3d.view.world.materials import Materials
    from maze3d.view.world.shapes import Shape

SIDES = (N, E, S, W)
BRAZIER, FOUNTAIN = KINDS.index("brazier"), KINDS.index("fountain")

_TORCH = torch()
_LAMP = lamp()
_PLAIN_FLAME = flame()
_DAYLIGHT: RGB = (0.80, 0.86, 0.95)
"""What falls through a hatch."""
_HUE_SHARE = 0.48
"""How much of a landmark's light is its region's colour; the rest is as a torch's."""


MAKERS = {
    "walker": walker,
    "owl": owl,
    "obelisk": obelisk,
    "fountain": fountain,
    "brazier": brazier,
    "sphere": sphere,
}
"""By landmarks.KINDS: what makes one, of a sign and its colour."""


ASSETS = {
    "walker": ("models/statue", 0),
    "owl": ("models/statue", 1),
    "obelisk": ("models/statue", 2),
    "sphere": ("models/statue", 3),
    "fountain": ("models/fountain", 0),
    "brazier": ("models/brazier", 0),
}
"""What a pack calls each, and which of its variants it is."""


def landmark(kind: int, sign: int, *, burning: bool) -> Landmark:
    """Return a landmark (landmarks.KINDS) of a region's sign; `burning`: in a pack whose torches burn."""
    return _landmark(kind, sign, SIGNS[sign][1], burning=burning)


@lru_cache(len(KINDS) * len(SIGN_NAMES))
def _landmark(kind: int, sign: int, dye: RGB, *, burning: bool) -> Landmark:
    return MAKERS[KINDS[kind]](sign, dye, burning=burning)


class Lit(NamedTuple):
    """The lights of a chunk by cell, and where its fountains are."""

    torches: dict[Cell, Light]
    """Of torches and braziers, which crackle."""
    landmarks: dict[Cell, Light]
    fountains: dict[Cell, tuple[float, float]]
    """Map (x, y), in cells."""


@dataclass(slots=True)
class _Pile:
    """Parts by material, until they are joined."""

    burning: bool
    solids: dict[str, list[Solid]] = field(default_factory=dict)
    glow: list[NDArray[np.void]] = field(default_factory=list)

    def add(self, material: str, solid: Solid | None, stand: _Stand) -> None:
        """Add a part that stands there."""
        if material == "glow" and solid is not None:
            self.shine(solid.vertices[solid.corners.reshape(-1, 3)[:, [0, 1, 2, 2]]].ravel(), stand)
        elif solid is not None and len(solid.corners):
            x, z, out = stand
            self.solids.setdefault(material, []).append(placed(solid, x, 0, z, facing=out))

    def shine(self, glow: NDArray[np.void], stand: _Stand) -> None:
        """Add what shines there; its normals say what kind it is, so they are not turned."""
        x, z, out = stand
        turned = placed(Solid(glow, np.zeros(0, np.uint32)), x, 0, z, facing=out).vertices
        turned["normal"] = glow["normal"]
        self.glow.append(turned)


class _Stand(NamedTuple):
    """A wall's face: the engine's x and z of its foot, and the way out of it."""

    x: float
    z: float
    out: tuple[float, float]


def flames_of(standing: Stands) -> NDArray[np.float32]:
    """Return the map (x, y) of each landmark's light, in cells: float32[n, 2]. Walls stop them."""
    places = [_on_map(stand, DEPTH_CELLS) for stand in _stands(standing)]
    return np.array(places, np.float32).reshape(-1, 2)


def furnished(
    node: Any,
    materials: Materials,
    level: int,
    *,
    hung: Torches,
    standing: Stands,
    banners: Stands,
    ladders: Iterable[Ladder] = (),
) -> Lit:
    """Add the meshes of what stands and hangs there to `node`; what shines comes last."""
    pile = _Pile(materials.air.flames)
    lit = Lit({}, {}, {})
    for torch_at in zip(*hung, strict=True):
        cell, light = _add_torch(pile, materials, level, torch_at)
        lit.torches[cell] = light
    for stand, row, col, kind, sign in zip(
        _stands(standing), standing.row, standing.col, standing.kind, standing.sign, strict=True
    ):
        made = landmark(int(kind), int(sign), burning=pile.burning)
        key, number = ASSETS[KINDS[kind]]
        shape = materials.shape(key, number)
        if shape:
            made = _from_pack(shape, made, int(sign), burning=pile.burning)
            for state, solid in shape.pieces(dye=SIGNS[sign][1], sign=int(sign)):
                pile.add(state, solid, stand)
        for material in ("carved", "fitting", "sign"):
            pile.add(material, getattr(made, material), stand)
        pile.shine(made.glow, stand)
        cell = (level, int(row), int(col))
        fire = pile.burning and kind == BRAZIER
        light = _landmark_light(stand, made, SIGNS[sign][1], materials)
        if fire:
            lit.torches[cell] = light._replace(seed=float(row % 7) / 7)
        else:
            lit.landmarks[cell] = light
        if kind == FOUNTAIN:
            lit.fountains[cell] = _on_map(stand, DEPTH_CELLS)
    for stand, sign in zip(_stands(banners), banners.sign, strict=True):
        for material, part in zip(
            ("cloth", "fitting", "sign"), banner(int(sign), burning=pile.burning), strict=True
        ):
            pile.add(material, part, stand)
    _add_ladders(pile, materials, ladders)
    _attach(node, materials, pile)
    return lit


def _add_ladders(pile: _Pile, materials: Materials, ladders: Iterable[Ladder]) -> None:
    for ladder in ladders:
        stand = _stand(ladder.row, ladder.col, ladder.side)
        shape = materials.shape("models/ladder" if ladder.up else "models/hatch")
        own = foot_of_ladder() if ladder.up else head_of_ladder(wall=ladder.wall)
        for state, solid in shape.pieces() if shape else [("fitting", own)]:
            pile.add(state, solid, stand)
        height = HEIGHT - 0.05 if ladder.up else 0.06
        pile.shine(halo((0, height, HATCH_OUT / 2), 0.5, _DAYLIGHT, 60), stand)


def _from_pack(shape: Shape, own: Landmark, sign: int, *, burning: bool) -> Landmark:
    """Return what shines on a pack's landmark, at its places, with the light that the game's own has."""
    dye, glow, light = SIGNS[sign][1], [], own.light
    for number, place in enumerate(shape.places):
        at = engine_point(*place.at)
        if place.name == "light":
            light = at
        elif place.name == "halo" or (place.name == "flame" and not burning):
            glow.append(halo(at, place.size, dye, 90))
        elif place.name == "flame":
            glow.append(wisp(at, 0.68 * place.size, place.size, dye, 67 * number % 256))
    nothing = Solid(np.zeros(0, VERTEX), np.zeros(0, np.uint32))
    joined_glow = np.concatenate(glow) if glow else np.zeros(0, VERTEX)
    return Landmark(nothing, None, nothing, joined_glow, light, own.power)


def _attach(node: Any, materials: Materials, pile: _Pile) -> None:
    for material, parts in pile.solids.items():
        whole = joined(parts)
        shaded = materials.baked and material != "sign"
        vertices = solid_in_light(whole.vertices) if shaded else whole.vertices
        node.addGeom(geom(vertices, whole.corners), materials.states[material])
    if pile.glow and not materials.baked:
        node.addGeom(geom(np.concatenate(pile.glow)), materials.states["glow"])


def _add_torch(
    pile: _Pile, materials: Materials, level: int, torch_at: tuple[Any, ...]
) -> tuple[Cell, Light]:
    row, col, side, at, seed = torch_at
    x, z = float(at[0]), -float(at[1])
    towards_x, towards_z = TOWARDS[SIDES[side]]
    out = (-towards_x, -towards_z)
    stand = _Stand(x - out[0] * FLAME_OUT, z - out[1] * FLAME_OUT, out)
    shape = materials.shape("models/torch")
    if shape:
        for state, solid in shape.pieces():
            pile.add(state, solid, stand)
    else:
        pile.add("fitting", _TORCH if pile.burning else _LAMP, stand)
    if materials.baked and pile.burning:
        pile.add("fitting", _PLAIN_FLAME, stand)
    shine, wide = np.array([255, 120, 40, 120], np.uint8), 0.95
    if not pile.burning:
        shine, wide = np.array([*(int(110 * part) for part in materials.air.torch), 60], np.uint8), 0.6
    middle = np.array([[x, TORCH_HEIGHT + 0.03, z]])
    pile.glow.append(billboards(middle, wide, wide, HALO, shine, out=np.array([out])))
    if pile.burning:
        fire = np.array([255, 255, 255, int(seed * 255)], np.uint8)
        pile.glow.append(billboards(middle + np.array([[0, 0.025, 0]]), 0.15, 0.21, FLAME, fire))
    unrest = float(seed) if pile.burning else -1.0
    return (level, int(row), int(col)), Light(x, TORCH_HEIGHT + 0.04, z, *materials.air.torch, unrest, True)


def _landmark_light(stand: _Stand, made: Landmark, dye: RGB, materials: Materials) -> Light:
    """Return its light, which does not flicker."""
    x, y = _on_map(stand, made.light[2])
    hue = [part * part for part in dye]
    share = TORCH_STRENGTH / max(hue)
    red, green, blue = (
        made.power * (_HUE_SHARE * share * own + (1 - _HUE_SHARE) * common)
        for own, common in zip(hue, materials.air.torch, strict=True)
    )
    return Light(x, made.light[1], -y, red, green, blue, -1.0, True)


def _stands(where: Stands) -> Iterator[_Stand]:
    """Yield the foot of each on its wall."""
    for row, col, side in zip(where.row.tolist(), where.col.tolist(), where.side.tolist(), strict=True):
        yield _stand(row, col, SIDES[side])


def _stand(row: int, col: int, side: int) -> _Stand:
    east, north = TOWARDS[side]
    back = 0.5 - HALF
    return _Stand(col + 0.5 + east * back, -(row + 0.5) + north * back, (-east, -north))


def _on_map(stand: _Stand, away: float) -> tuple[float, float]:
    return stand.x + stand.out[0] * away, -(stand.z + stand.out[1] * away)
