from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.maze.grid import E, S
from maze3d.sim.units import CELL, HALF_WALL
from maze3d.view.world.faces import AROUND, HEIGHT, level_faces, triangles, wall_faces
from maze3d.view.world.models import gate_bars, gate_stone, key, torch
from maze3d.view.world.plan import MARGIN, ground_plan
from tests.view.world.mazes import opened, wild

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Maze
    from maze3d.view.world.solids import Solid

HALF = HALF_WALL / CELL
OPEN = 1 - 2 * HALF


def walls(maze: Maze, *, greedy: bool = True) -> NDArray[np.void]:
    cells = range(maze.rows), range(maze.cols)
    return np.concatenate(wall_faces(maze.passages[0], *cells, plain(*cells), greedy=greedy))


def plain(rows: range, cols: range) -> NDArray[np.int16]:
    """One kind of wall for these cells and those around."""
    return np.zeros((len(rows) + 2 * AROUND, len(cols) + 2 * AROUND), np.int16)


def eastern(cols: range, border: int) -> NDArray[np.int16]:
    """Kind 1 from column `border` on, 0 before, for the walls of a maze one cell high."""
    column = np.arange(cols.start - AROUND, cols.stop + AROUND)
    return np.tile((column >= border).astype(np.int16), (1 + 2 * AROUND, 1))


def floors(maze: Maze, *, ceiling: bool = False, greedy: bool = True) -> NDArray[np.void]:
    kinds = np.zeros((maze.rows, maze.cols), np.int16)
    cells = range(maze.rows), range(maze.cols)
    return np.concatenate(level_faces(maze.passages[0], *cells, kinds, ceiling=ceiling, greedy=greedy))


def areas(vertices: NDArray[np.void]) -> NDArray[np.floating[Any]]:
    corner = vertices["position"].astype(float).reshape(-1, 4, 3)
    sides = np.cross(corner[:, 1] - corner[:, 0], corner[:, 3] - corner[:, 0])
    return np.asarray(np.linalg.norm(sides, axis=1))


def test_a_single_cell_is_a_box() -> None:
    maze = opened(1, 1)
    assert len(walls(maze)) == 4 * 4
    assert areas(walls(maze)).sum() == pytest.approx(4 * OPEN * HEIGHT)
    assert areas(floors(maze)).sum() == pytest.approx(OPEN * OPEN)


def test_a_straight_corridor_has_one_long_face_a_side() -> None:
    maze = opened(1, 5, *((0, col, E) for col in range(4)))
    sizes = sorted(areas(walls(maze)) / HEIGHT)
    assert sizes == pytest.approx([OPEN, OPEN, 4 + OPEN, 4 + OPEN])


def test_posts_stand_where_walls_meet_and_not_in_the_open() -> None:
    room = opened(2, 2, (0, 0, E), (1, 0, E), (0, 0, S), (0, 1, S))
    assert not ground_plan(room.passages[0], range(2), range(2))[MARGIN + 2, MARGIN + 2]
    turn = opened(2, 2, (0, 0, E), (0, 0, S), (0, 1, S))
    assert ground_plan(turn.passages[0], range(2), range(2))[MARGIN + 2, MARGIN + 2]


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 999), st.floats(0, 1))
def test_greedy_runs_cover_what_single_faces_cover(rows: int, cols: int, seed: int, share: float) -> None:
    maze = wild(rows, cols, seed, share=share)
    for faces in (walls, floors):
        assert areas(faces(maze)).sum() == pytest.approx(areas(faces(maze, greedy=False)).sum(), rel=1e-4)
        assert len(faces(maze)) <= len(faces(maze, greedy=False))


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 999))
def test_every_wall_face_has_open_ground_before_and_stone_behind(rows: int, cols: int, seed: int) -> None:
    maze = wild(rows, cols, seed)
    plan = ground_plan(maze.passages[0], range(rows), range(cols))
    lines = [-HALF, HALF]
    for face in walls(maze, greedy=False).reshape(-1, 4):
        middle = face["position"].astype(float).mean(0)
        for step, solid in ((0.02, False), (-0.02, True)):
            x, _, z = middle + face["normal"][0] * step
            place = []
            for value in (-z, x):
                cell = int(np.floor(value + HALF))
                within = value - cell
                place.append(2 * cell + (within > lines[1]) + MARGIN)
            assert plan[tuple(place)] == solid


def test_walls_in_all_directions_balance() -> None:
    """What faces north faces south as much: the walls enclose."""
    faces = walls(wild(9, 7, 4))
    normal = faces["normal"].reshape(-1, 4, 3)[:, 0].astype(float)
    assert np.abs((normal * areas(faces)[:, None]).sum(0)).max() < 1e-4
    mirrored = floors(wild(9, 7, 4), ceiling=True)
    assert areas(mirrored).sum() == pytest.approx(areas(floors(wild(9, 7, 4))).sum())


def test_chunks_join_without_gap_or_overlap() -> None:
    maze = wild(10, 10, 3)
    whole = areas(walls(maze)).sum(), areas(floors(maze)).sum()
    parts = np.zeros(2)
    for rows in (range(4), range(4, 10)):
        for cols in (range(7), range(7, 10)):
            kinds = np.zeros((len(rows), len(cols)), np.int16)
            walls_here = wall_faces(maze.passages[0], rows, cols, plain(rows, cols))
            parts[0] += sum(areas(part).sum() for part in walls_here)
            parts[1] += sum(
                areas(part).sum() for part in level_faces(maze.passages[0], rows, cols, kinds, ceiling=False)
            )
    assert parts == pytest.approx(whole, rel=1e-4)


def test_kinds_part_the_floors() -> None:
    maze = opened(1, 2, (0, 0, E))
    kinds = np.array([[0, 1]], np.int16)
    first, second = level_faces(maze.passages[0], range(1), range(2), kinds, ceiling=False)
    assert first["position"][:, 0].max() == pytest.approx(1 - HALF)
    assert second["position"][:, 0].min() == pytest.approx(1 - HALF)


def test_a_wall_keeps_its_kind_to_its_corner_even_into_the_next_chunk() -> None:
    maze = opened(1, 6, *((0, col, E) for col in range(5)))
    for cols in (range(6), range(4), range(4, 6)):
        first, second = wall_faces(maze.passages[0], range(1), cols, eastern(cols, 3))
        long = np.abs(first["normal"][:, 2]) > 0.5
        ends = first["position"][long, 0].min(), first["position"][long, 0].max()
        begin = HALF if cols.start == 0 else cols.start - HALF
        assert ends == pytest.approx((begin, 6 - HALF if cols.stop == 6 else cols.stop - HALF))
        assert (np.abs(second["normal"][:, 2]) < 0.5).all(), "only the wall at the end is of the other kind"
        assert len(second) == (4 if cols.stop == 6 else 0)


def looks(positions: NDArray[Any], normals: NDArray[Any], corners: NDArray[np.uint32]) -> NDArray[Any]:
    """How each triangle's front (left-handed space, counter-clockwise) agrees with its normals."""
    each = corners.reshape(-1, 3)
    p = positions.astype(float)[each]
    front = np.cross(p[:, 2] - p[:, 0], p[:, 1] - p[:, 0])
    return np.asarray((front * normals.astype(float)[each].sum(1)).sum(1))


@pytest.mark.parametrize("ceiling", [None, False, True])
def test_faces_are_wound_to_look_along_their_normals(ceiling: bool | None) -> None:  # noqa: FBT001 - a parameter of the test
    maze = wild(5, 5, 8)
    faces = walls(maze) if ceiling is None else floors(maze, ceiling=ceiling)
    assert (looks(faces["position"], faces["normal"], triangles(len(faces))) > 0).all()


@pytest.mark.parametrize(
    "solid",
    [
        torch(),
        gate_stone(),
        gate_bars(),
        *(key(shape, (1, 1, 1)) for shape in ("circle", "square", "triangle")),
    ],
)
def test_fittings_are_wound_outwards_with_unit_normals(solid: Solid) -> None:
    faces = looks(solid.vertices["position"], solid.vertices["normal"], solid.corners)
    assert (faces >= -1e-9).all()
    assert np.allclose(np.linalg.norm(solid.vertices["normal"], axis=1), 1, atol=1e-4)


def test_the_three_keys_have_three_shapes() -> None:
    outlines = {
        shape: key(shape, (1, 1, 1)).vertices["position"].copy() for shape in ("circle", "square", "triangle")
    }
    widths = {shape: round(float(np.ptp(at[:, 0])), 3) for shape, at in outlines.items()}
    assert len({(len(at), widths[shape]) for shape, at in outlines.items()}) == 3
