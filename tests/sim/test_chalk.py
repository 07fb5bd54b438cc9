from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import generate
from maze3d.sim.match import Match
from maze3d.sim.movement import FINE
from maze3d.sim.state import Buttons, Command, EventKind, Surface
from maze3d.sim.units import CELL, HALF_WALL, TURN
from tests.sim.fork import EAST, FORK, PLAIN, SOUTH, WEST, kinds, steps
from tests.sim.rooms import room

if TYPE_CHECKING:
    from maze3d.maze.grid import Maze


def test_chalk_goes_on_the_wall_looked_at_and_wipes_off() -> None:
    match = Match(FORK, PLAIN)
    press = Command(yaw=0, buttons=Buttons.CHALK)
    drawn = steps(match, press, 5)
    assert [(e.kind, e.value) for e in drawn] == [(EventKind.CHALKED, 0)], "once per press"
    (mark,) = match.snapshot().chalk
    assert (mark.cell, mark.surface, mark.x, mark.y) == ((0, 0, 0), Surface.NORTH, 512, HALF_WALL)
    assert match.snapshot().players[0].chalk_left == 1
    steps(match, Command(yaw=0), 1)
    assert [(e.kind, e.value) for e in steps(match, press, 1)] == [(EventKind.CHALKED, 1)]
    assert match.snapshot().chalk == ()
    assert match.snapshot().players[0].chalk_left == 2


def test_chalk_runs_out() -> None:
    match = Match(FORK, PLAIN)
    seen = []
    for yaw in (0, WEST, SOUTH):
        seen += steps(match, Command(yaw=yaw, buttons=Buttons.CHALK), 1) + steps(match, Command(yaw=yaw), 1)
    assert kinds(seen) == [EventKind.CHALKED, EventKind.CHALKED, EventKind.CHALK_EMPTY]
    assert [mark.surface for mark in match.snapshot().chalk] == [Surface.NORTH, Surface.WEST]


def test_chalk_on_the_floor_and_a_word_about_the_ceiling_or_far_away() -> None:
    match = Match(FORK, PLAIN)
    steps(match, Command(yaw=EAST, pitch=-TURN // 8, buttons=Buttons.CHALK), 1)
    (mark,) = match.snapshot().chalk
    assert (mark.surface, mark.height, mark.y, mark.yaw) == (Surface.FLOOR, 0, 512, EAST)
    assert abs(mark.x - (512 + 470)) <= 1
    for pitch in (0, TURN // 5):
        steps(match, Command(yaw=EAST), 1)
        far = steps(match, Command(yaw=EAST, pitch=pitch, buttons=Buttons.CHALK), 3)
        assert [(e.kind, e.value) for e in far] == [(EventKind.CHALK_FAR, 0)], "once per press"
    assert match.snapshot().players[0].chalk_left == 1
    assert len(match.snapshot().chalk) == 1


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 1000),
    yaw=st.integers(0, TURN - 1),
    pitch=st.integers(-15000, 15000),
    at=st.tuples(st.integers(300, 724), st.integers(300, 724)),
)
def test_a_mark_lies_on_a_face_in_sight_and_reach(
    seed: int, yaw: int, pitch: int, at: tuple[int, int]
) -> None:
    maze = generate("backtracker", 4, 4, seed=seed, braid=0.5)
    match = Match(maze, PLAIN)
    body = match.players[0].body
    body.x, body.y = (CELL + at[0]) * FINE, (CELL + at[1]) * FINE
    match.step({0: Command(yaw=yaw, pitch=pitch, buttons=Buttons.CHALK)})
    for mark in match.snapshot().chalk:
        dx, dy, dz = mark.x - CELL - at[0], mark.y - CELL - at[1], mark.height - 470
        assert dx * dx + dy * dy + dz * dz <= (CELL * 1.2 + 3) ** 2
        assert mark.cell == (0, (mark.y - (mark.surface is Surface.SOUTH)) // CELL, mark.cell[2])
        assert mark.cell[2] == (mark.x - (mark.surface is Surface.EAST)) // CELL
        face = mark.x if mark.surface in (Surface.EAST, Surface.WEST) else mark.y
        if mark.surface is not Surface.FLOOR:
            assert face % CELL in (HALF_WALL, CELL - HALF_WALL)
        x0, y0 = CELL + at[0], CELL + at[1]
        for part in range(1, 20):  # nothing but air between eye and mark, but for roundings at its end
            x, y = x0 + dx * part // 20, y0 + dy * part // 20
            assert not _in_wall(maze, x, y), (mark, part)


def _in_wall(maze: Maze, x: int, y: int) -> bool:
    sides = int(maze.passages[0, y // CELL, x // CELL])
    local_x, local_y = x % CELL, y % CELL
    inside = HALF_WALL - 2
    return (
        (local_y < inside and not sides & 1)
        or (local_x > CELL - inside and not sides & 2)
        or (local_y > CELL - inside and not sides & 4)
        or (local_x < inside and not sides & 8)
    )


def test_a_mark_goes_on_the_end_of_a_wall_and_none_on_air_where_four_cells_meet() -> None:
    south_east = 3 * TURN // 8 - 600
    ended = room("""
        +-+-+
        |. .|
        +   +
        |.|.|
        +-+-+
    """)
    match = Match(ended, PLAIN)
    steps(match, Command(yaw=south_east, buttons=Buttons.CHALK), 1)
    (mark,) = match.snapshot().chalk
    assert (mark.cell, mark.surface, mark.y) == ((0, 0, 0), Surface.SOUTH, CELL - HALF_WALL)
    assert CELL - HALF_WALL < mark.x < CELL + HALF_WALL
    open_room = room("""
        +-+-+
        |. .|
        +   +
        |. .|
        +-+-+
    """)
    match = Match(open_room, PLAIN)
    assert kinds(steps(match, Command(yaw=south_east, buttons=Buttons.CHALK), 1)) == [EventKind.CHALK_FAR]
