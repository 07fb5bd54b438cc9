from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import Cell, Passages, generate
from maze3d.maze.visibility import visible_cells


def opened(passages: Passages, share: float, seed: int) -> Passages:
    """Open a share of all inner walls."""
    chance = np.random.default_rng(seed)
    out = passages.copy()
    east = chance.random(out[:, :, 1:].shape) < share
    south = chance.random(out[:, 1:].shape) < share
    out[:, :, :-1] |= east * np.uint8(2)
    out[:, :, 1:] |= east * np.uint8(8)
    out[:, :-1] |= south * np.uint8(4)
    out[:, 1:] |= south * np.uint8(1)
    return out


def seen_by_rays(passages: Passages, cell: Cell, reach: int, rays: int, seed: int) -> set[Cell]:
    """Follow random rays from random places in the cell until they meet a wall."""
    level, row, col = cell
    grid = passages[level].tolist()
    found = {cell}
    for y, x, turn in np.random.default_rng(seed).random((rays, 3)).tolist():
        dx, dy = math.cos(turn * math.tau), math.sin(turn * math.tau)
        r, c = row, col
        while True:
            to_x = ((c + (dx > 0)) - (col + x)) / dx
            to_y = ((r + (dy > 0)) - (row + y)) / dy
            bit = (2 if dx > 0 else 8) if to_x < to_y else (4 if dy > 0 else 1)
            if not grid[r][c] & bit:
                break
            r, c = (r, c + (1 if dx > 0 else -1)) if to_x < to_y else (r + (1 if dy > 0 else -1), c)
            if (r - row) ** 2 + (c - col) ** 2 > reach * reach:
                break
            found.add((level, r, c))
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["backtracker", "kruskal", "division"]),
    st.sampled_from([0, 0.1, 0.3, 0.7, 1]),
    st.integers(0, 2**32),
    st.tuples(st.integers(0, 13), st.integers(0, 16)),
    st.integers(1, 12),
)
def test_no_cell_a_ray_reaches_is_missing(
    name: str, share: float, seed: int, place: tuple[int, int], reach: int
) -> None:
    passages = opened(generate(name, 14, 17, levels=2, seed=seed).passages, share, seed)
    cell = (1, *place)
    listed = visible_cells(passages, cell, reach)
    assert listed[0] == cell
    assert len(set(listed)) == len(listed)
    assert seen_by_rays(passages, cell, reach, 500, seed) <= set(listed)


@pytest.mark.parametrize("name", ["backtracker", "kruskal", "division"])
def test_in_a_perfect_maze_no_hidden_cell_is_listed(name: str) -> None:
    passages = generate(name, 12, 12, seed=5).passages
    for place in ((0, 0), (5, 6), (11, 3)):
        cell = (0, *place)
        assert set(visible_cells(passages, cell, 16)) == seen_by_rays(passages, cell, 16, 8000, 1)


def test_an_open_hall_shows_the_whole_disc_and_a_closed_cell_itself() -> None:
    hall = opened(np.zeros((1, 9, 9), dtype=np.uint8), 1.0, 0)
    near = {(0, r, c) for r in range(9) for c in range(9) if (r - 4) ** 2 + (c - 4) ** 2 <= 9}
    assert set(visible_cells(hall, (0, 4, 4), 3)) == near
    assert len(visible_cells(hall, (0, 0, 0), 16)) == 81
    assert visible_cells(np.zeros((1, 3, 3), dtype=np.uint8), (0, 1, 1)) == [(0, 1, 1)]


def test_the_work_in_an_open_hall_grows_with_its_area_only() -> None:
    """Ways to a cell of an open hall are beyond counting: this returns only if beams are joined."""
    hall = opened(np.zeros((1, 61, 61), dtype=np.uint8), 1.0, 0)
    assert len(visible_cells(hall, (0, 30, 30), 30)) == sum(
        (r - 30) ** 2 + (c - 30) ** 2 <= 900 for r in range(61) for c in range(61)
    )
