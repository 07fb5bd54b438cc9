from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.maze import Recipe
from maze3d.maze.grid import STEPS, E, Maze, N, S, W
from maze3d.sim.modes.escape import facing
from maze3d.sim.units import TURN
from maze3d.view.palette import NAMES, palette
from maze3d.view.world.bake import EDGE, POINTS, place_map
from maze3d.view.world.lights import Light, chosen, flicker
from maze3d.view.world.places import first_light, gate_side, styles, torches
from maze3d.view.world.plan import HALF
from maze3d.view.world.props import gate_light_on_map
from tests.view.world.mazes import opened, wild

SIDES = (N, E, S, W)


@given(st.integers(0, 10_000))
def test_torches_hang_on_closed_sides_and_apart(seed: int) -> None:
    maze = wild(14, 11, seed % 50)
    found = torches(maze.passages[0], range(14), range(11), seed, without=[(13, 10)])
    places = list(zip(found.row.tolist(), found.col.tolist(), strict=True))
    assert (13, 10) not in places
    for (row, col), side, flame in zip(places, found.side, found.flame, strict=True):
        assert not maze.passages[0, row, col] & SIDES[side]
        assert (int(flame[1]), int(flame[0])) == (row, col)
        assert sum(abs(row - r) <= 1 and abs(col - c) <= 1 for r, c in places) == 1


@given(st.integers(0, 10_000))
def test_a_torch_lights_what_is_seen_first(seed: int) -> None:
    recipe = Recipe("backtracker", 2 + seed % 7, 2 + seed % 5, seed=seed, braid=seed % 3 / 2)
    maze = recipe.make()
    lit = first_light(maze)
    assert lit is not None
    assert (0, *lit) != maze.exit
    _level, row, col = maze.start
    _bits, down, right = STEPS[SIDES[facing(maze) // (TURN // 4)]]
    assert lit in {(row, col), (row + down, col + right)}
    whole = range(maze.rows), range(maze.cols)
    found = torches(maze.passages[0], *whole, seed, without=[maze.exit[1:]], surely=lit)
    places = list(zip(found.row.tolist(), found.col.tolist(), strict=True))
    assert lit in places
    for row, col in places:
        assert sum(abs(row - r) <= 1 and abs(col - c) <= 1 for r, c in places) == 1


def test_a_start_without_a_wall_near_has_no_torch() -> None:
    ways = [(row, col, side) for row in range(5) for col in range(4) for side in (E, S)]
    plain = opened(5, 5, *[way for way in ways if way[0] < 4 or way[2] == E])
    assert first_light(Maze(plain.passages, (0, 3, 2), (0, 4, 4))) is None


def test_torches_do_not_depend_on_what_is_asked_for() -> None:
    floor = wild(40, 40, 1).passages[0]
    whole = torches(floor, range(40), range(40), 9)
    part = torches(floor, range(10, 20), range(5, 30), 9)
    inside = (whole.row >= 10) & (whole.row < 20) & (whole.col >= 5) & (whole.col < 30)
    assert len(part.row) > 3
    assert np.array_equal(whole.flame[inside], part.flame)
    assert np.array_equal(whole.side[inside], part.side)


def test_dead_ends_and_junctions_have_more_torches_than_corridors() -> None:
    floor = wild(120, 120, 2).passages[0]
    open_sides = sum((floor & side != 0).astype(int) for side in SIDES)
    found = torches(floor, range(120), range(120), 3)
    lit = np.bincount(open_sides[found.row, found.col], minlength=5)
    share = lit / np.bincount(open_sides.ravel(), minlength=5)
    assert share[1] > 1.5 * share[2]
    assert share[3] > 1.3 * share[2]


def test_every_kind_of_stone_appears() -> None:
    kinds = styles(range(100), range(100), 5, count=2, span=8)
    assert 0.2 < kinds.mean() < 0.8


def test_a_wall_stops_baked_light() -> None:
    closed, joined = opened(1, 2), opened(1, 2, (0, 0, E))
    torch = np.array([[0.3, 0.5]], np.float32)
    dark, lit = (
        place_map(maze.passages[0], range(1), range(2), torch, 1, torch_count=1) for maze in (closed, joined)
    )
    row, beyond, before = EDGE + POINTS // 2, EDGE + POINTS + 2, EDGE + 1
    assert dark[row, before, 0] > 100
    assert dark[row, beyond, 0] == 0
    assert dark[row, beyond, 1] == 0
    assert lit[row, beyond, 0] > 40
    assert lit[row, beyond, 1] > 240


def test_corners_are_less_open_than_middles() -> None:
    maze = opened(
        3,
        3,
        *(
            (row, col, side)
            for row in range(3)
            for col in range(3)
            for side in (E, S)
            if (col < 2 or side == S) and (row < 2 or side == E)
        ),
    )
    picture = place_map(maze.passages[0], range(3), range(3), np.zeros((0, 2), np.float32), 1, torch_count=0)
    openness = picture[EDGE:-EDGE, EDGE:-EDGE, 2]
    assert openness[0, 0] < openness[0, 6] < openness[6, 6] == 255


def light_at(x: float) -> Light:
    return Light(x, 0.5, 0, 1, 1, 1, 0.3, True)


def test_the_nearest_lights_are_chosen_and_the_last_fades() -> None:
    rows = chosen([light_at(x) for x in (5.0, 1.0, 3.0, 3.2)], (0, 0.5, 0), 2, 0.0, lively=False)
    assert [row[0] for row in rows] == [1.0, 3.0]
    assert rows[0][3] == 1
    assert rows[1][3] == pytest.approx(0.25)


def test_reduced_flashing_stops_the_flicker() -> None:
    still = {chosen([light_at(1)], (0, 0, 0), 3, t / 7, lively=False)[0][3] for t in range(50)}
    moving = {round(chosen([light_at(1)], (0, 0, 0), 3, t / 7, lively=True)[0][3], 4) for t in range(50)}
    assert still == {1.0}
    assert len(moving) > 20


@given(st.floats(0, 1), st.floats(0, 3600))
def test_flicker_stays_gentle(seed: float, time_s: float) -> None:
    assert 0.8 < flicker(seed, time_s) < 1.2


@pytest.mark.parametrize(
    ("sides", "gate"), [(S, N), (N, S), (E, W), (W, E), (N | S, E), (N | E | S | W, 0), (0, N)]
)
def test_the_gate_is_on_a_closed_side_opposite_the_way_in(sides: int, gate: int) -> None:
    assert gate_side(sides) == gate


def test_the_gates_light_stands_before_its_wall_or_before_the_middle_for_want_of_one() -> None:
    way = opened(2, 1, (0, 0, S))
    assert gate_light_on_map(Maze(way.passages, (0, 0, 0), (0, 1, 0))) == pytest.approx(
        (0.5, 2 - HALF - 0.22)
    )
    cross = opened(3, 3, (1, 1, E), (1, 0, E), (0, 1, S), (1, 1, S))
    assert gate_light_on_map(Maze(cross.passages, (0, 0, 1), (0, 1, 1))) == pytest.approx((1.5, 1.5 + 0.22))


@pytest.mark.parametrize("name", NAMES)
def test_key_colours_differ_in_brightness_or_hue(name: str) -> None:
    colours = palette(name)
    for a, b in ((0, 1), (0, 2), (1, 2)):
        assert math.dist(colours[a], colours[b]) > 0.4
