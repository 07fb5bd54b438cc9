from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import generate
from maze3d.sim.angles import ONE, cosine, sine
from maze3d.sim.movement import FINE, SPEED_UP_TICKS, Body, body_at, clamped, floors_of, step_body
from maze3d.sim.state import Buttons, Command
from maze3d.sim.units import BODY_RADIUS, CELL, HALF_WALL, MAX_PITCH, RUN_SPEED, TURN, WALK_SPEED
from tests.sim.rooms import is_clear, room

if TYPE_CHECKING:
    from maze3d.maze import Maze


HALL = room("""
    +-+-+-+-+-+-+-+
    |A. . . . . .B|
    +-+-+-+-+-+-+-+
""")
OPEN = room("""
    +-+-+-+-+-+-+-+
    |. . . . . . .|
    +             +
    |. . . . . . .|
    +             +
    |. . . . . . .|
    +-+-+-+-+-+-+-+
""")
CORNER = room("""
    +-+-+-+
    |. . .|
    + +-+ +
    |.|.|.|
    + + + +
    |.|.|.|
    +-+-+-+
""")
GOLDEN_SINES = -562069
EAST = TURN // 4
NEAREST = (HALF_WALL + BODY_RADIUS) * FINE
"""A body's middle from the border of a closed side."""


def walk(maze: Maze, body: Body, command: Command, ticks: int) -> list[tuple[int, int]]:
    floor = floors_of(maze.passages)
    places = []
    for _ in range(ticks):
        step_body(floor, body, command)
        places.append((body.x, body.y))
    return places


@pytest.mark.parametrize("angle", range(-TURN, 2 * TURN, 997))
def test_sines_are_those_of_the_maths_library(angle: int) -> None:
    turn = angle * math.tau / TURN
    assert abs(sine(angle) - math.sin(turn) * ONE) < 0.51
    assert abs(cosine(angle) - math.cos(turn) * ONE) < 0.51


def test_the_sine_table_is_the_golden_one() -> None:
    table = np.array([sine(angle) for angle in range(TURN)], dtype=np.int64)
    weights = np.arange(1, TURN + 1) % 251
    assert [sine(a) for a in (0, 1, 8192, 16384, 32768, 49152)] == [0, 6, 46341, ONE, 0, -ONE]
    assert int((table * weights).sum()) == GOLDEN_SINES


@pytest.mark.parametrize(("buttons", "speed"), [(Buttons.NONE, WALK_SPEED), (Buttons.RUN, RUN_SPEED)])
def test_full_speed_comes_in_seven_ticks_and_goes_in_five(buttons: Buttons, speed: int) -> None:
    body = body_at((0, 0, 0))
    walk(HALL, body, Command(forward=127, yaw=EAST, buttons=buttons), SPEED_UP_TICKS - 1)
    assert body.vx < speed * FINE
    walk(HALL, body, Command(forward=127, yaw=EAST, buttons=buttons), 2)
    assert body.vx == speed * FINE
    walk(HALL, body, Command(yaw=EAST), 6)
    assert (body.vx, body.vy) == (0, 0)


@pytest.mark.parametrize("yaw", range(0, TURN, 3001))
def test_a_diagonal_is_no_faster(yaw: int) -> None:
    body = body_at((0, 1, 3))
    walk(OPEN, body, Command(forward=127, strafe=127, yaw=yaw), 12)
    speed = math.hypot(body.vx, body.vy) / FINE
    assert WALK_SPEED * 0.98 < speed <= WALK_SPEED + 0.01


def test_the_slightest_push_and_an_oblique_one_do_not_drift() -> None:
    body = body_at((0, 0, 0))
    ticks = 3000
    walk(HALL, body, Command(forward=1, yaw=EAST), ticks)
    assert abs(body.x / FINE - CELL / 2 - ticks * WALK_SPEED / 127) < 2
    body = body_at((0, 1, 1))
    yaw = TURN // 4 - 700
    walk(OPEN, body, Command(forward=20, yaw=yaw), 600)
    run = (body.x / FINE - 1.5 * CELL, 1.5 * CELL - body.y / FINE)
    assert math.atan2(*run) == pytest.approx(yaw * math.tau / TURN, abs=1e-4)


@pytest.mark.parametrize("yaw", [100, 3000, 8192, 12000, 16000, TURN - 8192, TURN - 16000])
@pytest.mark.parametrize("buttons", [Buttons.NONE, Buttons.RUN])
def test_along_a_wall_the_body_keeps_its_share_of_speed_over_every_seam(yaw: int, buttons: Buttons) -> None:
    top = RUN_SPEED if buttons else WALK_SPEED
    body = Body(int(3.5 * CELL) * FINE, NEAREST)
    places = walk(HALL, body, Command(forward=127, yaw=yaw, buttons=buttons), 60)
    share = abs(math.sin(yaw * math.tau / TURN)) * top
    steps = [abs(b[0] - a[0]) / FINE for a, b in itertools.pairwise(places)]
    assert all(step > share * 0.7 for step in steps[12:])
    assert all(step == pytest.approx(share, abs=0.02) for step in steps[45:])
    assert {y for _x, y in places} == {NEAREST}


@pytest.mark.parametrize("yaw", range(0, TURN, 1500))
def test_walking_into_a_wall_never_goes_back_and_forth(yaw: int) -> None:
    body = body_at((0, 1, 3))
    places = walk(OPEN, body, Command(forward=127, yaw=yaw, buttons=Buttons.RUN), 6000)
    ahead_x, ahead_y = sine(yaw), -cosine(yaw)
    for (x0, y0), (x1, y1) in itertools.pairwise(places):
        assert (x1 - x0) * ahead_x >= 0
        assert (y1 - y0) * ahead_y >= 0
    assert places[-1] == places[-2]


@pytest.mark.parametrize("aside", range(-200, 201, 40))
def test_a_body_that_meets_a_post_slides_round_it(aside: int) -> None:
    """From the left arm up to the top and right over the free-standing walls' ends."""
    body = Body((CELL // 2 + min(aside, 200)) * FINE, int(2.5 * CELL) * FINE)
    floor = floors_of(CORNER.passages)
    for _ in range(200):
        step_body(floor, body, Command(forward=127, strafe=100, yaw=0))
        assert is_clear(CORNER.passages, body.x, body.y)
    assert body.x > int(2.3 * CELL) * FINE
    assert body.y == NEAREST


@pytest.mark.parametrize("off", [(0, 0), (1, 0), (0, -1), (-1, 1)])
def test_a_body_that_a_host_puts_into_a_post_ends_nothing(off: tuple[int, int]) -> None:
    floor = floors_of(CORNER.passages)
    for row, col in itertools.product((1, 2), (1, 2)):
        for yaw in range(0, TURN, TURN // 8):
            body = Body(col * CELL * FINE + off[0], row * CELL * FINE + off[1])
            step_body(floor, body, Command(forward=127, yaw=yaw))
            assert abs(body.x - col * CELL * FINE) + abs(body.y - row * CELL * FINE) < CELL * FINE


def test_straight_at_the_end_of_a_wall_the_body_goes_round_it_not_through() -> None:
    stub = room("""
        +-+-+
        |. .|
        +   +
        |.|.|
        +-+-+
    """)
    floor = floors_of(stub.passages)
    body = Body((CELL + 40) * FINE, CELL // 2 * FINE)
    for _ in range(150):
        step_body(floor, body, Command(forward=127, yaw=TURN // 2))
        assert is_clear(stub.passages, body.x, body.y)
    # The end is square: off its flat part nothing slides; past its edge the body rounds it.
    assert body.y == (CELL - HALF_WALL - BODY_RADIUS) * FINE
    body = Body((CELL + HALF_WALL + 30) * FINE, CELL // 2 * FINE)
    for _ in range(150):
        step_body(floor, body, Command(forward=127, yaw=TURN // 2))
        assert is_clear(stub.passages, body.x, body.y)
    assert body.y > int(1.6 * CELL) * FINE


def test_turning_from_a_wall_does_not_stick() -> None:
    body = Body(int(3.5 * CELL) * FINE, NEAREST)
    walk(OPEN, body, Command(forward=127, yaw=0, buttons=Buttons.RUN), 60)
    assert body.vy == 0
    walk(OPEN, body, Command(forward=127, yaw=TURN // 2, buttons=Buttons.RUN), 1)
    assert body.y > NEAREST


hostile = st.builds(
    Command,
    forward=st.integers(-(10**9), 10**9),
    strafe=st.integers(-(10**9), 10**9),
    yaw=st.integers(-(10**12), 10**12),
    pitch=st.integers(-(10**9), 10**9),
    buttons=st.integers(-3, 255).map(Buttons),
)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    name=st.sampled_from(["backtracker", "growing_tree"]),
    braid=st.sampled_from([0.0, 1.0]),
    place=st.tuples(st.integers(0, 5), st.integers(0, 6)),
    plan=st.lists(st.tuples(hostile, st.integers(1, 60)), min_size=1, max_size=12),
)
def test_nothing_gets_a_body_into_a_wall(
    seed: int, name: str, braid: float, place: tuple[int, int], plan: list[tuple[Command, int]]
) -> None:
    maze = generate(name, 6, 7, seed=seed, braid=braid)
    floor, body = floors_of(maze.passages), body_at((0, *place))
    for command, ticks in plan:
        kept = clamped(command)
        assert abs(kept.pitch) <= MAX_PITCH
        for _ in range(ticks):
            x, y = body.x, body.y
            step_body(floor, body, kept)
            assert is_clear(maze.passages, body.x, body.y)
            assert math.hypot(body.x - x, body.y - y) <= RUN_SPEED * FINE * 1.1


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), share=st.integers(0, 100), yaw=st.integers(0, TURN - 1))
def test_a_room_with_scattered_walls_is_as_tight(seed: int, share: int, yaw: int) -> None:
    """Open rooms with single walls: posts with one to four arms, and corners with none."""
    draw = np.random.default_rng(seed)
    passages = np.zeros((1, 5, 5), np.uint8)
    east, south = draw.integers(0, 100, (5, 4)) < share, draw.integers(0, 100, (4, 5)) < share
    passages[0, :, :-1] |= np.where(east, 2, 0).astype(np.uint8)
    passages[0, :, 1:] |= np.where(east, 8, 0).astype(np.uint8)
    passages[0, :-1] |= np.where(south, 4, 0).astype(np.uint8)
    passages[0, 1:] |= np.where(south, 1, 0).astype(np.uint8)
    floor, body = floors_of(passages), body_at((0, 2, 2))
    for turn in range(150):
        command = Command(127, 127 * (turn % 7 == 0), (yaw + turn // 30 * 9001) % TURN, 0, Buttons.RUN)
        step_body(floor, body, command)
        assert is_clear(passages, body.x, body.y)
