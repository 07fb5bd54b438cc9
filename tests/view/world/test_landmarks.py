from __future__ import annotations

import colorsys
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.maze import Recipe
from maze3d.maze.grid import E, Maze, N, S, W
from maze3d.sim.units import BODY_RADIUS, CELL
from maze3d.view.palette import SIGNS
from maze3d.view.world.bake import REACH
from maze3d.view.world.chunk import _sources
from maze3d.view.world.faces import HEIGHT
from maze3d.view.world.furniture import landmark
from maze3d.view.world.landmarks import APART, KINDS, banners, landmarks
from maze3d.view.world.places import first_light, salt_of
from maze3d.view.world.plan import HALF
from maze3d.view.world.regions import SPAN, signs_of
from maze3d.view.world.signs import banner
from tests.view.world.mazes import opened, wild
from tests.view.world.test_geometry import looks

if TYPE_CHECKING:
    from maze3d.view.world.solids import Solid

SIDES = (N, E, S, W)

# How the three kinds of colour-blind eyes see linear light (Machado, Oliveira and Fernandes 2009).
EYES = {
    "all": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(linear: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear sRGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(linear, 0, 1) / np.array([0.9505, 1, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eyes", EYES)
def test_the_regions_colours_are_told_apart_by_all_eyes(eyes: str) -> None:
    seen = [lab(np.array(EYES[eyes]) @ (np.array(colour) ** 2.2)) for _name, colour in SIGNS]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 25
    hues = {round(colorsys.rgb_to_hsv(*colour)[0], 2) for _name, colour in SIGNS}
    assert len(hues) == len(SIGNS)


@given(st.integers(0, 2**32))
def test_regions_that_meet_have_different_signs(salt: int) -> None:
    side = 7 * SPAN
    signs = signs_of(range(side), range(side), salt)
    assert set(np.unique(signs)) == set(range(len(SIGNS)))
    # A region is one piece: as many pieces as middles, when cells of a sign that touch are one.
    for sign in range(len(SIGNS)):
        for piece in pieces(signs == sign):
            rows, cols = zip(*piece, strict=True)
            assert max(rows) - min(rows) < 2.5 * SPAN
            assert max(cols) - min(cols) < 2.5 * SPAN


def pieces(there: np.ndarray) -> list[set[tuple[int, int]]]:
    left = set(map(tuple, np.argwhere(there).tolist()))
    found = []
    while left:
        todo, piece = [left.pop()], set()
        while todo:
            row, col = todo.pop()
            piece.add((row, col))
            for near in ((row + 1, col), (row - 1, col), (row, col + 1), (row, col - 1)):
                if near in left:
                    left.remove(near)
                    todo.append(near)
        found.append(piece)
    return found


@given(st.integers(0, 2**32), st.integers(0, 60), st.integers(0, 60))
def test_a_region_does_not_depend_on_what_is_asked_for(salt: int, row: int, col: int) -> None:
    whole = signs_of(range(80), range(80), salt)
    part = signs_of(range(row, row + 9), range(col, col + 12), salt)
    assert np.array_equal(part, whole[row : row + 9, col : col + 12])


@given(st.integers(0, 10_000))
def test_landmarks_stand_at_walls_apart_and_no_two_alike_are_neighbours(seed: int) -> None:
    maze = wild(22, 19, seed % 50)
    found = landmarks(maze.passages[0], range(22), range(19), seed, without=[(21, 18), (0, 0)])
    places = found.cells()
    assert len(places) > 6
    assert not {(21, 18), (0, 0)} & set(places)
    for (row, col), side in zip(places, found.side, strict=True):
        assert not maze.passages[0, row, col] & SIDES[side]
    for (a, one), (b, other) in combinations(zip(places, found.kind, strict=True), 2):
        apart = max(abs(a[0] - b[0]), abs(a[1] - b[1]))
        assert apart > APART
        if apart == APART + 1:
            assert one != other


def test_landmarks_are_found_at_junctions_and_dead_ends_on_the_wall_one_looks_at() -> None:
    #  a junction at (1, 2): east, west and south are open, so it stands to the north
    maze = opened(4, 5, *((1, col, E) for col in range(4)), (1, 2, S), (2, 2, S))
    found = landmarks(maze.passages[0], range(4), range(5), 5)
    stands = dict(zip(found.cells(), found.side.tolist(), strict=True))
    assert stands[1, 2] == 0
    way = opened(1, 9, *((0, col, E) for col in range(8)))
    found = landmarks(way.passages[0], range(1), range(9), 5)
    stands = dict(zip(found.cells(), found.side.tolist(), strict=True))
    assert (stands[0, 0], stands[0, 8]) == (3, 1), "opposite the way in"


def test_landmarks_and_banners_do_not_depend_on_what_is_asked_for() -> None:
    floor = wild(60, 60, 1).passages[0]
    rows, cols = range(10, 33), range(5, 30)
    for places in (landmarks, banners):
        whole, part = places(floor, range(60), range(60), 9), places(floor, rows, cols, 9)
        assert len(part.row) > 10
        for one, other in zip(whole.within(rows, cols), part, strict=True):
            assert np.array_equal(one, other)


def test_every_kind_is_met_and_places_are_near() -> None:
    maze = Recipe("backtracker", 40, 40, seed=3, braid=0.25).make()
    found = landmarks(maze.passages[0], range(40), range(40), salt_of(maze.passages))
    counts = np.bincount(found.kind, minlength=len(KINDS))
    assert counts.min() > 0.5 * counts.mean()
    cells = np.array(found.cells())
    away = [np.abs(cells - (row, col)).max(1).min() for row in range(40) for col in range(40)]
    assert np.mean(away) < 3


@given(st.integers(0, 400))
def test_torches_leave_landmarks_their_cells_and_the_start_its_light(seed: int) -> None:
    maze = Recipe("backtracker", 20, 20, seed=seed, braid=0.3).make()
    around, standing = _sources(maze, 0, range(20), range(20), salt_of(maze.passages))
    torches, places = set(around.cells()), set(standing.cells())
    assert not torches & places
    assert maze.exit[1:] not in torches | places
    assert first_light(maze) in torches


def test_what_lights_a_chunk_is_the_same_from_the_next_one() -> None:
    maze = wild(48, 48, 4)
    reach = int(REACH) + 1
    salt = salt_of(maze.passages)
    whole = _sources(maze, 0, range(48), range(48), salt)
    rows, cols = range(16, 32), range(16, 32)
    part = _sources(maze, 0, rows, cols, salt)
    wide = range(16 - reach, 32 + reach)
    assert whole[0].within(wide, wide).cells() == part[0].cells()
    assert whole[1].within(wide, wide).cells() == part[1].cells()


def test_a_maze_drawn_with_torches_keeps_them() -> None:
    plain = wild(12, 12, 5)
    drawn = ((0, 3, 3), (0, 3, 4), (0, 8, 2))
    maze = Maze(plain.passages, plain.start, plain.exit, torches=drawn)
    around, standing = _sources(maze, 0, range(12), range(12), salt_of(maze.passages))
    open_all = {cell for cell in drawn if int(maze.passages[cell]) & 15 == 15}
    assert set(around.cells()) == {cell[1:] for cell in drawn if cell not in open_all}
    assert not set(standing.cells()) & {cell[1:] for cell in drawn}


def solids() -> list[tuple[str, Solid]]:
    made = []
    for burning in (True, False):
        for kind, name in enumerate(KINDS):
            each = landmark(kind, kind, burning=burning)
            parts = [each.carved, each.fitting, each.sign]
            made += [(f"{name} {burning}", part) for part in parts if part is not None]
        made += [(f"banner {burning}", part) for part in banner(3, burning=burning) if len(part.corners)]
    return made


@pytest.mark.parametrize(("name", "solid"), solids())
def test_what_stands_at_a_wall_is_no_deeper_than_a_body_keeps_away(name: str, solid: Solid) -> None:
    at = solid.vertices["position"]
    assert at[:, 2].min() >= -HALF, "at most in the wall, never through it"
    assert at[:, 2].max() <= BODY_RADIUS / CELL + 1e-3, name
    assert at[:, 1].min() >= -1e-3, name
    assert at[:, 1].max() < HEIGHT, name
    assert np.abs(at[:, 0]).max() < 0.5 - HALF, name
    assert np.allclose(np.linalg.norm(solid.vertices["normal"], axis=1), 1, atol=1e-3)
    faces = looks(at, solid.vertices["normal"], solid.corners)
    assert (faces >= -1e-9).mean() > 0.985, name  # what was pushed onto the wall or leans may be flat


def test_a_brazier_is_the_brightest_and_each_has_its_light_before_it() -> None:
    power = {name: landmark(kind, 0, burning=True) for kind, name in enumerate(KINDS)}
    assert max(power, key=lambda name: power[name].power) == "brazier"
    for each in power.values():
        assert each.light[2] > 0.15
        assert 0.2 < each.light[1] < HEIGHT
