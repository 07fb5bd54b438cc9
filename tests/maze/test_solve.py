from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import (
    GENERATORS,
    Cell,
    MazeError,
    Passages,
    distances,
    farthest_pair,
    generate,
    large,
    shortest_path,
)
from maze3d.maze.grid import STEPS

NAMES = sorted(GENERATORS)


def plain_distances(passages: Passages, cell: Cell) -> dict[Cell, int]:
    out = {cell: 0}
    for here in (queue := [cell]):
        for bit, step in STEPS.items():
            near = (here[0] + step[0], here[1] + step[1], here[2] + step[2])
            if passages[here] & bit and near not in out:
                out[near] = out[here] + 1
                queue.append(near)
    return out


def diameter(passages: Passages) -> int:
    return max(int(distances(passages, tuple(c)).max()) for c in np.ndindex(passages.shape))


mazes = st.builds(
    lambda name, rows, cols, levels, seed, braid: generate(
        name, rows, cols, levels=levels, seed=seed, braid=braid
    ),
    st.sampled_from(NAMES),
    st.integers(1, 10),
    st.integers(1, 10),
    st.integers(1, 2),
    st.integers(0, 2**32),
    st.sampled_from([0, 0.3, 1]),
)


@settings(max_examples=60, deadline=None)
@given(mazes)
def test_distances_and_paths_agree_with_a_plain_search(maze) -> None:  # type: ignore[no-untyped-def] # built above  # noqa: ANN001
    want = plain_distances(maze.passages, maze.start)
    got = distances(maze.passages, maze.start)
    assert got.dtype == np.int32
    assert {tuple(int(i) for i in c): int(got[c]) for c in np.ndindex(got.shape)} == want
    path = shortest_path(maze.passages, maze.start, maze.exit)
    assert (path[0], path[-1]) == (maze.start, maze.exit)
    assert len(path) == want[maze.exit] + 1
    for a, b in itertools.pairwise(path):
        step = tuple(y - x for x, y in zip(a, b, strict=True))
        bit = next(bit for bit, s in STEPS.items() if s == step)
        assert maze.passages[a] & bit


@settings(max_examples=60, deadline=None)
@given(mazes)
def test_start_and_exit_are_the_true_farthest_pair(maze) -> None:  # type: ignore[no-untyped-def] # built above  # noqa: ANN001
    pair = farthest_pair(maze.passages)
    assert pair.exact
    assert pair.length == pair.upper == diameter(maze.passages)
    assert distances(maze.passages, pair.a)[pair.b] == pair.length
    assert (maze.start, maze.exit) == (pair.a, pair.b)
    assert pair.a <= pair.b


@pytest.mark.parametrize(("name", "braid"), [("backtracker", 1.0), ("wilson", 0.2), ("division", 0.5)])
def test_a_large_braided_maze_states_a_bound_that_holds(name: str, braid: float) -> None:
    maze = generate(name, 51, 53, seed=8, braid=braid)
    pair = farthest_pair(maze.passages)
    assert distances(maze.passages, pair.a)[pair.b] == pair.length
    true = diameter(maze.passages)
    assert pair.length <= true <= pair.upper
    assert pair.length >= 0.9 * true


def test_a_braided_maze_of_50x50_has_its_true_pair() -> None:
    maze = generate("backtracker", 50, 50, seed=3, braid=0.4)
    assert distances(maze.passages, maze.start)[maze.exit] == diameter(maze.passages)


@settings(max_examples=30, deadline=None)
@given(mazes)
def test_scipy_finds_the_same_pair(maze) -> None:  # type: ignore[no-untyped-def] # built above  # noqa: ANN001
    pytest.importorskip("scipy")
    plain = farthest_pair(maze.passages)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "LARGE_CELLS", 1)
        assert farthest_pair(maze.passages) == plain


@settings(max_examples=30, deadline=None)
@given(mazes)
def test_scipy_finds_the_same_distances(maze) -> None:  # type: ignore[no-untyped-def] # built above  # noqa: ANN001
    pytest.importorskip("scipy")
    plain = distances(maze.passages, maze.exit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "LARGE_CELLS", 1)
        assert np.array_equal(distances(maze.passages, maze.exit), plain)


def test_pieces_and_outside_cells_are_refused() -> None:
    apart = np.array([[[2, 8, 2, 8]]], dtype=np.uint8)
    assert distances(apart, (0, 0, 0)).tolist() == [[[0, 1, -1, -1]]]
    with pytest.raises(MazeError, match="No way leads from"):
        shortest_path(apart, (0, 0, 0), (0, 0, 3))
    with pytest.raises(MazeError, match="in pieces: 2 of its 4"):
        farthest_pair(apart)
    with pytest.raises(MazeError, match="outside the maze"):
        distances(apart, (0, 0, 4))


def test_of_equal_paths_the_first_turn_north_is_taken() -> None:
    ring = np.array([[[6, 12], [3, 9]]], dtype=np.uint8)
    assert shortest_path(ring, (0, 1, 0), (0, 0, 1)) == [(0, 1, 0), (0, 0, 0), (0, 0, 1)]
