from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import GENERATORS, Maze, MazeError, Recipe, distances, generate, large, make
from maze3d.maze.grid import STEPS, Mask, Passages, is_symmetric
from maze3d.maze.randomness import base, below, draw, draws, first_draws, shuffled

NAMES = sorted(GENERATORS)
FOLLOW_MASKS = ["backtracker", "growing_tree", "kruskal", "prim", "wilson"]


def passages_of(maze: Maze) -> int:
    return int(np.bitwise_count(maze.passages).sum()) // 2


def rooms(passages: Passages) -> int:
    """Count 2x2 blocks, in any plane, whose four inner passages are all open."""
    found = 0
    bits = [bit for bit, step in STEPS.items() if sum(step) > 0]
    for place, first in enumerate(bits):
        for second in bits[place + 1 :]:
            for cell in np.argwhere((passages & first != 0) & (passages & second != 0)):
                beside = passages[tuple(cell + STEPS[first])]
                beyond = passages[tuple(cell + STEPS[second])]
                found += bool(beside & second and beyond & first)
    return found


def grown_mask(rows: int, cols: int, levels: int, seed: int) -> Mask:
    """Return a connected mask: a random walk's cells."""
    mask = np.zeros((levels, rows, cols), dtype=np.bool_)
    at = np.array([levels // 2, rows // 2, cols // 2])
    steps = list(STEPS.values())
    for value in first_draws(seed, rows * cols * 2).tolist():
        mask[tuple(at)] = True
        at = np.clip(at + steps[value % 6], 0, np.array(mask.shape) - 1)
    return mask


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.tuples(st.integers(1, 12), st.integers(1, 12), st.integers(1, 3)),
    st.integers(0, 2**64 - 1),
    st.floats(0, 1),
)
def test_a_maze_without_braid_is_a_spanning_tree(
    name: str, size: tuple[int, int, int], seed: int, newest: float
) -> None:
    rows, cols, levels = size
    maze = generate(name, rows, cols, levels=levels, seed=seed, newest=newest)
    assert maze.passages.shape == (levels, rows, cols)
    assert maze.passages.dtype == np.uint8
    assert is_symmetric(maze.passages)
    assert passages_of(maze) == levels * rows * cols - 1
    assert (distances(maze.passages, maze.start) >= 0).all()
    assert not maze.passages.flags.writeable


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.tuples(st.integers(1, 12), st.integers(1, 12), st.integers(1, 2)),
    st.integers(0, 2**32),
    st.integers(0, 100),
)
def test_braid_opens_its_share_and_makes_no_room(
    name: str, size: tuple[int, int, int], seed: int, percent: int
) -> None:
    rows, cols, levels = size
    perfect = generate(name, rows, cols, levels=levels, seed=seed).passages
    braided = generate(name, rows, cols, levels=levels, seed=seed, braid=percent / 100).passages
    assert is_symmetric(braided)
    assert (braided & perfect == perfect).all()
    assert rooms(braided) == 0
    before, after = (int((np.bitwise_count(p) == 1).sum()) for p in (perfect, braided))
    goal = (before * percent + 50) // 100
    assert before - after <= goal + 1
    if before - after < goal:  # then what is left cannot be opened without making a room
        for level, row, col in np.argwhere(np.bitwise_count(braided) == 1):
            for bit, step in STEPS.items():
                near = (level + step[0], row + step[1], col + step[2])
                inside = all(0 <= at < most for at, most in zip(near, braided.shape, strict=True))
                if inside and not braided[level, row, col] & bit:
                    tried = braided.copy()
                    tried[level, row, col] |= bit
                    opposite = next(b for b, s in STEPS.items() if s == tuple(-x for x in step))
                    tried[near] |= opposite
                    assert rooms(tried) > 0


def test_braid_joins_dead_ends_where_it_can() -> None:
    perfect = generate("kruskal", 40, 40, seed=3).passages
    braided = generate("kruskal", 40, 40, seed=3, braid=1.0).passages
    added = int(np.bitwise_count(braided).sum() - np.bitwise_count(perfect).sum()) // 2
    closed = int((np.bitwise_count(perfect) == 1).sum() - (np.bitwise_count(braided) == 1).sum())
    assert closed > added * 1.3


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FOLLOW_MASKS), st.integers(0, 2**32), st.integers(1, 3), st.sampled_from([0, 0.5]))
def test_a_maze_fills_its_mask_and_no_more(name: str, seed: int, levels: int, braid: float) -> None:
    mask = grown_mask(9, 7, levels, seed)
    maze = generate(name, 9, 7, levels=levels, seed=seed, mask=mask, braid=braid)
    assert is_symmetric(maze.passages)
    assert ((distances(maze.passages, maze.start) >= 0) == mask).all()
    if not braid:
        assert passages_of(maze) == int(mask.sum()) - 1
    assert mask[maze.start]
    assert mask[maze.exit]
    assert maze.mask is not None
    mask[maze.start] = False
    assert maze.mask[maze.start]
    assert not maze.mask.flags.writeable
    assert maze.code == ""


@pytest.mark.parametrize("name", ["binary_tree", "division", "sidewinder"])
def test_algorithms_of_whole_rows_refuse_masks(name: str) -> None:
    mask = np.ones((1, 4, 4), dtype=np.bool_)
    mask[0, 0, 0] = False
    with pytest.raises(MazeError, match="cannot follow a mask: use backtracker"):
        generate(name, 4, 4, seed=1, mask=mask)


def test_impossible_masks_are_refused() -> None:
    apart = np.zeros((1, 3, 3), dtype=np.bool_)
    apart[0, 0, 0] = apart[0, 2, 2] = True
    for mask, words in (
        (apart, "in pieces: 1 of its 2"),
        (np.zeros((1, 3, 3), dtype=np.bool_), "is empty"),
        (np.ones((1, 2, 3), dtype=np.bool_), "shape"),
    ):
        with pytest.raises(MazeError, match=words):
            generate("wilson", 3, 3, seed=1, mask=mask)


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        ({"generator": "wilsn"}, "did you mean wilson"),
        ({"generator": "wilson", "rows": 3000}, "longest side is 2,500, and kruskal"),
        ({"rows": 0}, "0 rows: the least is 1"),
        ({"rows": 40_000, "cols": 25_000}, "1,000,000,000 cells.*2000x2000 is the largest"),
        ({"seed": -1}, "nearest one possible is 0"),
        ({"seed": 2**64}, f"nearest one possible is {2**64 - 1}"),
        ({"braid": 1.5}, "the nearest is 1"),
        ({"braid": float("nan")}, "braid is nan"),
        ({"newest": -0.1}, "the nearest is 0"),
    ],
)
def test_what_cannot_be_is_said_with_the_nearest_answer(recipe: dict[str, float], words: str) -> None:
    good = {"generator": "growing_tree", "rows": 5, "cols": 5, "seed": 1}
    with pytest.raises(MazeError, match=words):
        Recipe(**(good | recipe))  # type: ignore[arg-type] # one field is wrong on purpose


@pytest.mark.parametrize("name", NAMES)
def test_progress_rises_to_one_and_can_cancel(name: str) -> None:
    told: list[float] = []
    make(Recipe(name, 300, 300, seed=1), told.append)
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)
    assert all(share <= 1 for share in told)
    assert len(told) >= 5

    def stop(share: float) -> None:
        if share > 0.1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(Recipe(name, 100, 100, seed=1), stop)


def test_wilson_is_uniform() -> None:
    """A 2x3 grid has 15 spanning trees; each must come up about equally often."""
    seen: dict[bytes, int] = {}
    for seed in range(3000):
        key = generate("wilson", 2, 3, seed=seed).passages.tobytes()
        seen[key] = seen.get(key, 0) + 1
    assert len(seen) == 15
    chi = sum((count - 200) ** 2 / 200 for count in seen.values())
    assert chi < 36.1  # 14 degrees of freedom, one in a thousand


def test_kruskal_takes_the_first_edges_that_close_no_loop() -> None:
    """The plain algorithm, with the same drawn order, must open the same passages."""
    rows, cols = 13, 11
    passages = generate("kruskal", rows, cols, seed=9).passages[0]
    edges = [c * 3 for c in range(rows * cols) if c % cols < cols - 1]
    edges += [c * 3 + 1 for c in range(rows * cols - cols)]
    root = list(range(rows * cols))

    def find(cell: int) -> int:
        while root[cell] != cell:
            cell = root[cell]
        return cell

    for edge in shuffled(base(9, 0), np.array(edges)).tolist():
        cell, south = divmod(edge, 3)
        a, b = find(cell), find(cell + (cols if south else 1))
        assert bool(passages[divmod(cell, cols)] & (4 if south else 2)) == (a != b)
        root[a] = b


def test_newest_slides_from_branches_to_winding() -> None:
    ends = [
        int((np.bitwise_count(generate("growing_tree", 40, 40, seed=4, newest=n).passages) == 1).sum())
        for n in (0, 0.5, 1)
    ]
    assert ends[0] > ends[1] > ends[2]


def test_draws_are_the_same_one_by_one_and_as_arrays() -> None:
    start = base(2**64 - 1, 3)
    many = draws(start, np.array([0, 1, 77, 2**40], dtype=np.uint64)).tolist()
    assert many == [draw(start, i) for i in (0, 1, 77, 2**40)]
    assert first_draws(start, 3).tolist() == [draw(start, i) for i in range(3)]
    assert draw(base(0, 0), 0) != draw(base(0, 1), 0) != draw(base(1, 0), 0)
    assert sorted({below(value, 5) for value in first_draws(start, 200).tolist()}) == [0, 1, 2, 3, 4]


def test_splitmix_gives_its_published_numbers() -> None:
    """The reference generator seeded with 1234567 yields these."""
    assert [draw(1234567, i) for i in range(3)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


def test_a_shuffle_is_a_permutation_and_ignores_what_is_left_out() -> None:
    all_of = shuffled(base(5, 0), np.arange(1000)).tolist()
    assert sorted(all_of) == list(range(1000))
    even = shuffled(base(5, 0), np.arange(0, 1000, 2)).tolist()
    assert even == [i for i in all_of if i % 2 == 0]


def test_without_scipy_large_mazes_are_made_by_plain_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "_scipy", lambda: None)
    monkeypatch.setattr(large, "LARGE_CELLS", 1)
    assert not large.pays(10**6)
    plain = generate("backtracker", 30, 30, seed=2)
    assert passages_of(plain) == 899
