from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.bot import explorer, solver
from maze3d.maze import GENERATORS, generate
from maze3d.maze.visibility import visible_cells
from maze3d.sim.difficulty import EscapeRules
from maze3d.sim.match import Match
from maze3d.sim.medals import solver_ticks
from maze3d.sim.state import Buttons
from maze3d.sim.units import TURN
from tests.sim.rooms import room

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.bot import Bot
    from maze3d.maze import Maze
    from maze3d.sim.state import PlayerState


KEYS = EscapeRules(keys=3)


def play(match: Match, bot: Bot, most_ticks: int = 60_000) -> list[PlayerState]:
    states = []
    snapshot = match.snapshot()
    while not match.over and match.tick < most_ticks:
        match.step({0: bot(snapshot)})
        snapshot = match.snapshot()
        states.append(snapshot.players[0])
    return states


@pytest.mark.parametrize("name", list(GENERATORS))
@pytest.mark.parametrize("braid", [0.0, 0.6])
@pytest.mark.parametrize("make", [solver, explorer])
def test_bots_get_out_of_every_kind_of_maze_with_all_keys(
    name: str, braid: float, make: Callable[[Maze], Bot]
) -> None:
    maze = generate(name, 8, 9, seed=11, braid=braid)
    match = Match(maze, KEYS)
    play(match, make(maze))
    assert match.over
    assert match.snapshot().players[0].keys == 0b111


@settings(max_examples=12, deadline=None)
@given(
    rows=st.integers(1, 7),
    cols=st.integers(2, 7),
    seed=st.integers(0, 10**6),
    braid=st.sampled_from([0.0, 1.0]),
    make=st.sampled_from([solver, explorer]),
)
def test_bots_get_out_of_mazes_of_every_size(
    rows: int, cols: int, seed: int, braid: float, make: Callable[[Maze], Bot]
) -> None:
    maze = generate("growing_tree", rows, cols, seed=seed, braid=braid)
    match = Match(maze, KEYS)
    play(match, make(maze))
    assert match.over


def test_the_solver_walks_about_as_long_as_medals_assume() -> None:
    maze = generate("backtracker", 12, 12, seed=4)
    match = Match(maze, KEYS)
    play(match, solver(maze, ways=match.ways))
    assert match.tick < 1.25 * solver_ticks(maze, match.keys, match.ways)
    slow = Match(maze, KEYS)
    play(slow, solver(maze, run=False))
    assert slow.tick > match.tick * 1.05


@pytest.mark.parametrize("make", [solver, explorer])
def test_bots_turn_and_walk_smoothly(make: Callable[[Maze], Bot]) -> None:
    """What the title screen shows: no jerk of the head, no stop on the way, no scraping along walls."""
    maze = generate("backtracker", 10, 10, seed=8)
    states = play(Match(maze, EscapeRules()), make(maze))
    turns = [(b.yaw - a.yaw + TURN // 2) % TURN - TURN // 2 for a, b in itertools.pairwise(states)]
    assert max(map(abs, turns)) <= 700
    assert max(abs(b - a) for a, b in itertools.pairwise(turns)) <= 90
    standing = [state.speed == 0 for state in states]
    longest = max((len(list(group)) for still, group in itertools.groupby(standing) if still), default=0)
    assert longest <= 45
    swings = sum(a * b < 0 and abs(a) > 40 and abs(b) > 40 for a, b in itertools.pairwise(turns))
    assert swings < len(turns) / 50


def test_the_explorer_uses_only_what_it_has_seen() -> None:
    """Two mazes that look alike from the start: the bot does the same until it sees the difference."""
    left = room("""
        +-+-+-+-+-+
        |. . . . .|
        + +-+-+-+ +
        |.|A. . .|
        + +-+-+ + +
        |. . . . B|
        +-+-+-+-+-+
    """)
    hidden = left.passages.copy()
    hidden[0, 0, 1] &= ~0b0010 & 0xFF
    hidden[0, 0, 2] &= ~0b1000 & 0xFF
    right = type(left)(hidden, left.start, left.exit)
    pair = [(Match(maze, EscapeRules()), explorer(maze)) for maze in (left, right)]
    seen = set()
    for _ in range(2000):
        cell = pair[0][0].snapshot().players[0].cell
        seen |= set(visible_cells(left.passages, cell, 12))
        if {(0, 0, 1), (0, 0, 2)} & seen or pair[0][0].over:
            break
        commands = [bot(match.snapshot()) for match, bot in pair]
        assert commands[0] == commands[1]
        for match, _bot in pair:
            match.step({0: commands[0]})
    assert len(seen) > 4


def test_the_solver_runs_only_straight_on() -> None:
    maze = generate("backtracker", 9, 9, seed=2)
    match, bot = Match(maze, EscapeRules()), solver(maze)
    ran = 0
    while not match.over and match.tick < 60_000:
        before = match.snapshot().players[0]
        command = bot(match.snapshot())
        match.step({0: command})
        if command.buttons & Buttons.RUN:
            ran += 1
            turn = (command.yaw - before.yaw + TURN // 2) % TURN - TURN // 2
            assert abs(turn) / TURN * math.tau < math.radians(4)
    assert 0 < ran < match.tick
