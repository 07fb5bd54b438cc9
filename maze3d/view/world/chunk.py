"""One chunk of the maze as a node: its stone, what stands and hangs in it, its place map.

A chunk is CHUNK x CHUNK cells of one level. Knows nothing of which chunks are wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from panda3d.core import GeomNode, NodePath

from maze3d.view.world.bake import EDGE, POINTS, REACH, place_map, sun_map
from maze3d.view.world.faces import AROUND, level_faces, wall_faces
from maze3d.view.world.furniture import Lit, flames_of, furnished
from maze3d.view.world.ladders import ladders
from maze3d.view.world.landmarks import Stands, banners, landmarks
from maze3d.view.world.materials import DEPTH
from maze3d.view.world.mesh import geom, texture
from maze3d.view.world.places import Torches, first_light, styles, torches
from maze3d.view.world.plain import stone_in_light

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Maze
    from maze3d.view.world.ladders import Ladder
    from maze3d.view.world.materials import Materials

CHUNK = 16
"""Cells a side."""


class Chunk(NamedTuple):
    """A built chunk."""

    node: Any
    lit: Lit
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
    around, standing = _sources(maze, level, rows, cols, salt)
    flames = [around.flame, flames_of(standing)]
    if maze.exit[0] == level:
        flames.append(np.array([exit_light], np.float32))
    picture = place_map(floor, rows, cols, np.concatenate(flames), salt, torch_count=len(around.row))
    node = GeomNode("chunk")
    roofed = "sky" not in materials.states or level < maze.levels - 1
    for name, vertices in _stone(floor, rows, cols, salt, materials, roofed=roofed):
        lit = vertices
        if materials.baked:
            lit = stone_in_light(vertices, picture, rows, cols, materials.air)
        shape = geom(lit)
        node.addGeom(shape, materials.states[name])
        if name in materials.stone["wall"] and DEPTH in materials.states:
            node.addGeom(shape, materials.states[DEPTH])
    climbed = ladders(maze, level, rows, cols)
    occupied = {*around.cells(), *standing.cells(), *_kept_free(maze, level, climbed)}
    furniture = furnished(
        node,
        materials,
        level,
        hung=around.within(rows, cols),
        standing=standing.within(rows, cols),
        banners=banners(floor, rows, cols, salt, without=occupied),
        ladders=climbed,
    )
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
    return Chunk(path, furniture, tuple(textures.values()))


def free_chunk(chunk: Chunk) -> None:
    """Give back all that the chunk holds, in the engine and in the driver."""
    for each in chunk.map_textures:
        each.releaseAll()
        chunk.node.clearShaderInput(each.getName())
    chunk.node.removeNode()


def _sources(maze: Maze, level: int, rows: range, cols: range, salt: int) -> tuple[Torches, Stands]:
    """Return the torches and landmarks in these cells, and around them as far as their light may reach in.

    A landmark takes the place of a torch. Where a maze was drawn with torches of its own, those stay.
    """
    reach = int(REACH) + 1
    wide = [
        range(max(cells.start - reach, 0), min(cells.stop + reach, count))
        for cells, count in ((rows, maze.rows), (cols, maze.cols))
    ]
    # Landmarks ask far around who else is chosen.
    far = [range(max(cells.start - AROUND, 0), cells.stop + AROUND) for cells in wide]
    floor, free = maze.passages[level], _kept_free(maze, level, ladders(maze, level, *far))
    drawn = None if maze.torches is None else [cell[1:] for cell in maze.torches if cell[0] == level]
    first = first_light(maze) if maze.start[0] == level else None
    kept = [*free, *([first] if first else []), *(drawn or [])]
    # Torches ask one cell farther which places are taken.
    wider = [range(cells.start - 1, cells.stop + 1) for cells in wide]
    standing = landmarks(floor, wider[0], wider[1], salt, without=kept)
    around = torches(
        floor, wide[0], wide[1], salt, without=[*free, *standing.cells()], surely=first, drawn=drawn
    )
    return around, standing.within(wide[0], wide[1])


def _kept_free(maze: Maze, level: int, climbed: Iterable[Ladder]) -> list[tuple[int, int]]:
    """Return the (row, col) where nothing else stands: the exit's, and those where one climbs."""
    exit_cell = [maze.exit[1:]] if maze.exit[0] == level else []
    return [*exit_cell, *((each.row, each.col) for each in climbed)]


def _stone(
    floor: NDArray[np.uint8], rows: range, cols: range, salt: int, materials: Materials, *, roofed: bool
) -> list[tuple[str, NDArray[np.void]]]:
    """Return the chunk's faces by the surface they show; one that is not `roofed` has no ceiling."""
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
    if roofed:
        layers.append((ceilings, level_faces(floor, rows, cols, ceiling_kinds, ceiling=True, greedy=greedy)))
    return [
        (name, vertices)
        for names, faces in layers
        for name, vertices in zip(names, faces, strict=False)
        if len(vertices)
    ]
