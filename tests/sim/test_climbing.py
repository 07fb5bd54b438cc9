"""Ladders: from level to level, for bodies, bots, modes and hints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.bot import explorer, roamer, solver
from maze3d.bot.explorer import neighbours
from maze3d.maze import generate
from maze3d.maze.grid import DOWN, UP, E, Maze, W
from maze3d.sim.difficulty import escape_rules
from maze3d.sim.match import Match
from maze3d.sim.movement import FINE, body_at, floors_of, step_body
from maze3d.sim.rules import RaceRules, TagRules
from maze3d.sim.state import Buttons, Command, EventKind
from maze3d.sim.units import CELL, TURN
from tests.sim.rooms import is_clear

CLIMB = Command(buttons=Buttons.CLIMB)
UPWARDS, DOWNWARDS = (CLIMB._replace(pitch=pitch) for pitch in (900, -900))
STILL = Command()


def tower(levels: int = 3) -> Maze:
    """Three cells in a row on each level, a ladder through the middle one of all."""
    passages = np.zeros((levels, 1, 3), np.uint8)
    passages[:, 0] = (E, E | W, W)
    passages[:-1, 0, 1] |= UP
    passages[1:, 0, 1] |= DOWN
    passages.setflags(write=False)
    return Maze(passages, (0, 0, 0), (levels - 1, 0, 2))


def test_a_ladder_leads_where_one_looks_once_for_each_press() -> None:
    floors, body = floors_of(tower().passages), body_at((0, 0, 1))
    step_body(floors, body, DOWNWARDS)
    assert body.level == 1, "from the lowest there is only up"
    for _ in range(20):
        step_body(floors, body, UPWARDS)
    assert body.level == 1, "held down it acts once"
    for command, level in ((UPWARDS, 2), (UPWARDS, 1), (DOWNWARDS, 0), (CLIMB, 1), (CLIMB, 2)):
        step_body(floors, body, STILL)
        step_body(floors, body, command)
        assert body.level == level


def test_without_a_ladder_nothing_happens() -> None:
    floors, body = floors_of(tower().passages), body_at((1, 0, 0))
    for command in (UPWARDS, STILL, DOWNWARDS):
        step_body(floors, body, command)
    assert (body.level, body.x, body.y) == (1, CELL * FINE // 2, CELL * FINE // 2)


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    plan=st.lists(st.tuples(st.integers(0, TURN - 1), st.integers(1, 40), st.booleans()), max_size=30),
)
def test_no_ladder_puts_a_body_into_a_wall(seed: int, plan: list[tuple[int, int, bool]]) -> None:
    maze = generate("growing_tree", 4, 4, levels=3, seed=seed, braid=0.6)
    floors, body = floors_of(maze.passages), body_at(maze.start)
    for yaw, ticks, up in plan:
        look = 900 if up else -900
        for _ in range(ticks):
            step_body(floors, body, Command(127, 0, yaw, look, Buttons.RUN))
        was, cell = body.level, (body.level, body.y // FINE // CELL, body.x // FINE // CELL)
        step_body(floors, body, Command(0, 0, yaw, look, Buttons.CLIMB))
        sides = int(maze.passages[cell])
        assert (body.level != was) == bool(sides & (UP | DOWN))
        assert is_clear(maze.passages[body.level : body.level + 1], body.x, body.y)


def test_a_climb_is_told_and_the_exit_below_is_not_the_one_above() -> None:
    maze = tower(2)
    match = Match(maze, escape_rules("easy", keys=0))
    player = match.players[0]
    player.body = body_at((0, 0, 2))
    assert match.step({0: STILL}) == [], "the exit is right above"
    player.body = body_at((0, 0, 1))
    (event,) = match.step({0: CLIMB})
    assert (event.kind, event.value) == (EventKind.CLIMBED, 1)
    assert match.snapshot().players[0].cell == (1, 0, 1)
    match.step({0: STILL})
    (event,) = match.step({0: CLIMB})
    assert (event.kind, event.value) == (EventKind.CLIMBED, 0)
    player.body = body_at((1, 0, 2))
    assert [event.kind for event in match.step({0: STILL})] == [EventKind.FINISHED]


def test_a_hint_leads_up_the_ladder() -> None:
    match = Match(tower(2), escape_rules("easy", keys=0))
    match.step({0: Command(buttons=Buttons.HINT)})
    assert match.snapshot().hint == ((0, 0, 0), (0, 0, 1), (1, 0, 1), (1, 0, 2))


def test_nobody_is_caught_through_a_floor() -> None:
    match = Match(tower(2), TagRules(hold_ticks=0), (1, 2))
    hunter = next(player for player in match.players.values() if player.hunter)
    runner = next(player for player in match.players.values() if not player.hunter)
    hunter.body, runner.body = body_at((0, 0, 1)), body_at((1, 0, 1))
    match.step({})
    assert not runner.hunter
    match.step({hunter.player_id: CLIMB})
    assert runner.hunter


def test_a_race_begins_on_the_starts_level_and_a_place_keeps_its_own() -> None:
    maze = tower(3)
    upside = Maze(maze.passages, maze.exit, maze.start)
    match = Match(upside, RaceRules(hold_ticks=0), (1, 2))
    assert {player.level for player in match.players.values()} == {2}
    match.players[2].body = body_at((1, 0, 1))
    place = match.leave(2)
    match.come_back(2, place)
    assert match.players[2].cell == (1, 0, 1)


@pytest.mark.parametrize("make", [solver, explorer])
@pytest.mark.parametrize("seed", range(6))
def test_bots_climb_to_keys_and_exit(make: object, seed: int) -> None:
    maze = generate("backtracker", 5, 5, levels=3, seed=seed, braid=0.2)
    match = Match(maze, escape_rules("easy", keys=2))
    bot = make(maze)  # type: ignore[operator] # a function of a maze
    climbs = 0
    while not match.over and match.tick < 40_000:
        events = match.step({0: bot(match.snapshot())})
        climbs += sum(event.kind is EventKind.CLIMBED for event in events)
    assert match.over
    assert climbs >= abs(maze.exit[0] - maze.start[0])


def test_a_roamer_gets_about_on_all_levels() -> None:
    maze = generate("backtracker", 4, 4, levels=2, seed=3)
    match = Match(maze, TagRules(hold_ticks=0, limit_ticks=10**9), (0,))
    bot, levels = roamer(maze, seed=1), set()
    for _ in range(12_000):
        match.step({0: bot(match.snapshot())})
        levels.add(match.players[0].level)
    assert levels == {0, 1}


def test_ways_on_come_with_ladders_last() -> None:
    assert neighbours((1, 0, 1), E | W | UP | DOWN, 0) == [(1, 0, 2), (1, 0, 0), (2, 0, 1), (0, 0, 1)]
