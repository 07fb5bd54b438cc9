from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import generate
from maze3d.maze.solve import distances
from maze3d.sim.difficulty import DIFFICULTIES, escape_rules
from maze3d.sim.match import Match
from maze3d.sim.medals import MedalLimits, medal, medal_limits, solver_ticks
from maze3d.sim.modes.escape import place_keys
from maze3d.sim.ways import Ways
from tests.sim.rooms import room

FORK = room("""
    +-+-+-+-+
    |A. . .B|
    +-+ +-+-+
    |. .|x x|
    +-+-+-+-+
""")
"""The only dead end off the way out is cell (1, 0)."""


@settings(max_examples=80, deadline=None)
@given(
    rows=st.integers(1, 9),
    cols=st.integers(1, 9),
    seed=st.integers(0, 99),
    braid=st.sampled_from([0.0, 0.5, 1.0]),
    count=st.integers(0, 3),
)
def test_keys_fit_every_maze(rows: int, cols: int, seed: int, braid: float, count: int) -> None:
    if rows * cols < 2:
        return
    maze = generate("backtracker", rows, cols, seed=seed, braid=braid)
    keys = place_keys(maze, count, Ways(maze))
    cells = {key.cell for key in keys}
    assert [key.colour for key in keys] == list(range(min(count, rows * cols - 2)))
    assert len(cells) == len(keys)
    assert not cells & {maze.start, maze.exit}
    assert keys == place_keys(maze, count, Ways(maze))
    out, back = distances(maze.passages, maze.start), distances(maze.passages, maze.exit)
    off = [cell for cell in np.ndindex(maze.passages.shape) if out[cell] + back[cell] > out[maze.exit]]
    assert sum(cell in off for cell in cells) == min(len(keys), len(off)), "off the way while there is room"
    ends = [cell for cell in off if int(maze.passages[cell]).bit_count() == 1]
    assert sum(cell in ends for cell in cells) == min(len(keys), len(ends)), "dead ends first"


def test_keys_lie_well_apart() -> None:
    maze = generate("backtracker", 24, 24, seed=5)
    cells = [key.cell for key in Match(maze, escape_rules("nightmare")).keys]
    places = [*cells, maze.start, maze.exit]
    nearest = min(
        abs(a[1] - b[1]) + abs(a[2] - b[2]) for i, a in enumerate(places) for b in places[:i] if a in cells
    )
    assert len(cells) == 3
    assert nearest >= 5


def test_the_tour_takes_the_keys_in_the_shortest_order() -> None:
    ways = Ways(FORK)
    order, length = ways.best_tour((0, 0, 0), [(0, 0, 2), (0, 1, 0)], (0, 0, 3))
    assert (order, length) == ([(0, 1, 0), (0, 0, 2)], 3 + 3 + 1)
    assert ways.best_tour((0, 0, 0), [], (0, 0, 3)) == ([], 3)


def test_medals_follow_the_solver_and_the_difficulty() -> None:
    maze = generate("backtracker", 12, 12, seed=1)
    match = Match(maze, escape_rules("normal"))
    ticks = solver_ticks(maze, match.keys, match.ways)
    assert ticks > solver_ticks(maze, ())
    limits = {name: medal_limits(maze, match.keys, rules) for name, rules in DIFFICULTIES.items()}
    assert (
        limits["easy"].gold > limits["normal"].gold > limits["hard"].gold > limits["nightmare"].gold > ticks
    )
    for three in limits.values():
        assert three.gold < three.silver < three.bronze
    three = MedalLimits(100, 200, 300)
    assert [medal(t, three) for t in (1, 100, 101, 200, 201, 300, 301)] == (
        ["gold"] * 2 + ["silver"] * 2 + ["bronze"] * 2 + [""]
    )


def test_difficulties_get_harder_in_every_rule() -> None:
    ladder = list(DIFFICULTIES.values())
    assert [each.name for each in ladder] == ["easy", "normal", "hard", "nightmare"]
    for easier, harder in itertools.pairwise(ladder):
        assert harder.rows * harder.cols > easier.rows * easier.cols
        assert (harder.keys, -harder.hints, -harder.chalk) > (easier.keys, -easier.hints, -easier.chalk)
        assert (harder.hints, harder.chalk, harder.hint_s) < (easier.hints, easier.chalk, easier.hint_s)
        assert (harder.light, harder.braid) < (easier.light, easier.braid)


@pytest.mark.parametrize(
    ("name", "keys", "message"),
    [("normall", None, "did you mean normal"), ("zzz", None, "easy, normal"), ("easy", 4, "0 to 3")],
)
def test_a_wrong_difficulty_is_one_sentence(name: str, keys: int | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        escape_rules(name, keys)
