"""One chunk of the maze as a node: its stone, its torches, its place map.

A chunk is CHUNK x CHUNK cells of one level. Knows nothing of which chunks are wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from panda3d.core import GeomNode, NodePath

from maze3d.maze.grid import E, N, S, W
from maze3d.view.world.bake import EDGE, POINTS, REACH, place_map, sun_map
from maze3d.view.world.faces import AROUND, TOWARDS, level_faces, wall_faces
from maze3d.view.world.lights import Light
from maze3d.view.world.mesh import geom, texture
from maze3d.view.world.models import FLAME, HALO, billboards, lamp, torch
from maze3d.view.world.places import FLAME_OUT, TORCH_HEIGHT, Torches, first_light, styles, torches
from maze3d.view.world.plain import flame, solid_in_light, stone_in_light
from maze3d.view.world.solids import Solid, joined, placed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Maze
    from maze3d.view.world.materials import Materials

CHUNK = 16
"""Cells a side."""

SIDES = (N, E, S, W)

_TORCH = torch()
_LAMP = lamp()
_PLAIN_FLAME = flame()


class Chunk(NamedTuple):
    """A built chunk."""

    node: Any
    lights: dict[Cell, Light]
    """The torch of each cell that has one."""
    map_textures: tuple[Any, ...]


def build_chunk(
    maze: Maze, key: Cell, salt: int, exit_light: tuple[float, float], materials: Materials
) -> Chunk:
    """Build the chunk `key` = (level, chunk row, chunk column).

    `exit_light` is the map (x, y) of the gate's light, in cells, which casts shadows as torches do.
    """
    level, chunk_row, chunk_col = key
    floor = maze.passages[level]
    rows = range(chunk_row * CHUNK, min((chunk_row + 1) * CHUNK, maze.rows))
    cols = range(chunk_col * CHUNK, min((chunk_col + 1) * CHUNK, maze.cols))
    reach = int(REACH) + 1
    around = torches(
        floor,
        range(max(rows.start - reach, 0), min(rows.stop + reach, maze.rows)),
        range(max(cols.start - reach, 0), min(cols.stop + reach, maze.cols)),
        salt,
        without=maze.exit[1:] if maze.exit[0] == level else None,
        surely=first_light(maze) if maze.start[0] == level else None,
        drawn=None if maze.torches is None else [cell[1:] for cell in maze.torches if cell[0] == level],
    )
    sources = around.flame
    if maze.exit[0] == level:
        sources = np.concatenate([sources, np.array([exit_light], np.float32)])
    picture = place_map(floor, rows, cols, sources, salt, torch_count=len(around.row))
    node = GeomNode("chunk")
    for name, vertices in _stone(floor, rows, cols, salt, materials):
        lit = vertices
        if materials.baked:
            lit = stone_in_light(vertices, picture, rows, cols, materials.air)
        node.addGeom(geom(lit), materials.states[name])
    lights = _add_torches(node, materials, level, around, (rows, cols))
    path = NodePath(node)
    maps = {"place_map": picture}
    if materials.air.has_sun:
        maps["sun_map"] = sun_map(floor, rows, cols, materials.air.sun_towards)
    textures = {name: texture(name, each, tiled=False, mipmaps=False) for name, each in maps.items()}
    for name, made in textures.items():
        path.setShaderInput(name, made)
    path.setShaderInput(
        "place_frame",
        (
            cols.start - EDGE / POINTS,
            -rows.stop - EDGE / POINTS,
            POINTS / picture.shape[1],
            POINTS / picture.shape[0],
        ),
    )
    return Chunk(path, lights, tuple(textures.values()))


def free_chunk(chunk: Chunk) -> None:
    """Give back all that the chunk holds, in the engine and in the driver."""
    for each in chunk.map_textures:
        each.releaseAll()
        chunk.node.clearShaderInput(each.getName())
    chunk.node.removeNode()


def _stone(
    floor: NDArray[np.uint8], rows: range, cols: range, salt: int, materials: Materials
) -> list[tuple[str, NDArray[np.void]]]:
    """Return the chunk's faces by the surface they show."""
    wide_rows = range(rows.start - AROUND, rows.stop + AROUND)
    wide_cols = range(cols.start - AROUND, cols.stop + AROUND)
    walls, floors, ceilings = (materials.stone[part] for part in ("wall", "floor", "ceiling"))
    greedy = not materials.baked
    wall_kinds = styles(wide_rows, wide_cols, salt + 11, count=len(walls), span=8.0)
    floor_kinds = styles(rows, cols, salt + 12, count=len(floors), span=6.5)
    ceiling_kinds = styles(rows, cols, salt + 13, count=len(ceilings), span=6.5)
    layers = [
        (walls, wall_faces(floor, rows, cols, wall_kinds, greedy=greedy)),
        (floors, level_faces(floor, rows, cols, floor_kinds, ceiling=False, greedy=greedy)),
    ]
    if "sky" not in materials.states:
        layers.append((ceilings, level_faces(floor, rows, cols, ceiling_kinds, ceiling=True, greedy=greedy)))
    return [
        (name, vertices)
        for names, faces in layers
        for name, vertices in zip(names, faces, strict=False)
        if len(vertices)
    ]


def _add_torches(
    node: Any, materials: Materials, level: int, around: Torches, cells: tuple[range, range]
) -> dict[Cell, Light]:
    rows, cols = cells
    here = (
        (around.row >= rows.start)
        & (around.row < rows.stop)
        & (around.col >= cols.start)
        & (around.col < cols.stop)
    )
    if not here.any():
        return {}
    lights: dict[Cell, Light] = {}
    burning = materials.air.flames
    solids: list[Solid] = []
    flames = np.zeros((int(here.sum()), 3), np.float32)
    outs = np.zeros((len(flames), 2), np.float32)
    seeds = around.seed[here]
    for index, (row, col, side, at, seed) in enumerate(
        zip(around.row[here], around.col[here], around.side[here], around.flame[here], seeds, strict=True)
    ):
        x, z = float(at[0]), -float(at[1])
        towards_x, towards_z = TOWARDS[SIDES[side]]
        out = (-towards_x, -towards_z)
        solids.append(
            placed(
                _TORCH if burning else _LAMP, x - out[0] * FLAME_OUT, 0, z - out[1] * FLAME_OUT, facing=out
            )
        )
        if materials.baked and burning:
            solids.append(placed(_PLAIN_FLAME, x - out[0] * FLAME_OUT, 0, z - out[1] * FLAME_OUT, facing=out))
        flames[index] = (x, TORCH_HEIGHT + 0.02, z)
        outs[index] = out
        lights[level, int(row), int(col)] = Light(
            x, TORCH_HEIGHT + 0.04, z, *materials.air.torch, float(seed) if burning else -1.0, True
        )
    whole = joined(solids)
    if materials.baked:
        node.addGeom(geom(solid_in_light(whole.vertices), whole.corners), materials.states["fitting"])
        return lights
    node.addGeom(geom(whole.vertices, whole.corners), materials.states["fitting"])
    halo, wide = np.array([255, 120, 40, 120], np.uint8), 0.95
    if not burning:
        halo, wide = np.array([*(int(110 * part) for part in materials.air.torch), 60], np.uint8), 0.6
    glow = [billboards(flames + np.array([0, 0.01, 0], np.float32), wide, wide, HALO, halo, out=outs)]
    if burning:
        fire = np.full((len(flames), 4), 255, np.uint8)
        fire[:, 3] = (seeds * 255).astype(np.uint8)
        glow.append(billboards(flames + np.array([0, 0.035, 0], np.float32), 0.15, 0.21, FLAME, fire))
    node.addGeom(geom(np.concatenate(glow)), materials.states["glow"])
    return lights
