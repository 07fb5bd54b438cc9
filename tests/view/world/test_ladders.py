"""Ladders as they stand: both ends agree, at a wall where there is one, and nothing else in their cells."""

from __future__ import annotations

import numpy as np
import pytest

from maze3d.maze import Maze, generate
from maze3d.maze.grid import DOWN, STEPS, UP, E, N, S, W
from maze3d.view.hud.minimap_picture import Cut, _colour, minimap_picture
from maze3d.view.world.chunk import _sources
from maze3d.view.world.faces import HEIGHT
from maze3d.view.world.ladders import HATCH_OUT, foot_of_ladder, head_of_ladder, ladders
from maze3d.view.world.places import gate_side, level_salt, salt_of, styles

ALL = range(14)


@pytest.mark.parametrize("seed", range(5))
def test_both_ends_stand_at_one_border_of_every_ladder(seed: int) -> None:
    maze = generate("growing_tree", 14, 14, levels=3, seed=seed, braid=0.3)
    for level in range(2):
        below = {(each.row, each.col): each for each in ladders(maze, level, ALL, ALL) if each.up}
        above = {(each.row, each.col): each for each in ladders(maze, level + 1, ALL, ALL) if not each.up}
        assert set(below) == {tuple(at) for at in np.argwhere(maze.passages[level] & UP).tolist()}
        assert {at: each.side for at, each in below.items()} == {at: each.side for at, each in above.items()}
        for (row, col), each in below.items():
            here, there = int(maze.passages[level, row, col]), int(maze.passages[level + 1, row, col])
            assert each.wall == (not here & each.side)
            if here & (N | E | S | W) != (N | E | S | W) and maze.exit[1:] != (row, col):
                assert each.wall, "there is a wall to lean at"
            if (here | there) & (N | E | S | W) != (N | E | S | W) and maze.exit[1:] != (row, col):
                assert not there & each.side, "and one up there too"


def test_a_ladder_leaves_the_gates_wall_alone() -> None:
    passages = np.zeros((2, 1, 2), np.uint8)
    passages[:, 0, 0], passages[:, 0, 1] = E, W
    passages[0, 0, 1] |= UP
    passages[1, 0, 1] |= DOWN
    maze = Maze(passages, (0, 0, 0), (1, 0, 1))
    (head,) = ladders(maze, 1, range(1), range(2))
    assert head.side != gate_side(int(passages[1, 0, 1]))


def test_a_window_of_cells_has_the_ladders_of_its_own() -> None:
    maze = generate("wilson", 14, 14, levels=2, seed=2)
    whole = ladders(maze, 0, ALL, ALL)
    part = ladders(maze, 0, range(3, 9), range(5, 14))
    assert part == [each for each in whole if 3 <= each.row < 9 and each.col >= 5]


def test_nothing_else_stands_at_a_ladder() -> None:
    maze = generate("backtracker", 14, 14, levels=2, seed=4)
    torches, standing = _sources(maze, 0, ALL, ALL, salt_of(maze.passages))
    climbed = {(each.row, each.col) for each in ladders(maze, 0, ALL, ALL)}
    assert climbed
    assert standing.cells()
    assert not climbed & {*torches.cells(), *standing.cells()}


def test_a_ladder_reaches_the_ceiling_and_a_hatch_lies_on_the_floor() -> None:
    foot = foot_of_ladder().vertices["position"]
    assert foot[:, 1].min() <= 0.01
    assert foot[:, 1].max() >= HEIGHT
    head = head_of_ladder(wall=False).vertices["position"]
    assert -0.02 <= head[:, 1].min() <= head[:, 1].max() < 0.2, "one looks over it"
    assert head[:, 2].max() < HATCH_OUT + 0.05
    assert len(head_of_ladder(wall=True).vertices) > len(head), "the lid"


def test_a_level_is_unlike_the_one_below() -> None:
    """The same passages twice, one above the other, have other stone, lights and landmarks."""
    flat = generate("backtracker", 14, 14, seed=5, braid=0.2).passages
    maze = Maze(np.concatenate([flat, flat]), (0, 0, 0), (0, 13, 13))
    salt = salt_of(maze.passages)
    below, above = (_sources(maze, level, ALL, ALL, level_salt(salt, level)) for level in (0, 1))
    for kind in (0, 1):
        assert sorted(below[kind].cells()) != sorted(above[kind].cells())
    wide = range(-16, 30)
    one, other = (styles(wide, wide, level_salt(salt, level) + 11, count=2, span=8.0) for level in (0, 1))
    assert (one != other).mean() > 0.2
    assert level_salt(salt, 0) == salt, "a maze of one level looks as it always did"


def test_the_minimap_points_where_ladders_lead() -> None:
    passages = np.array([[E, W | UP, 0], [DOWN, UP | DOWN, 0], [0, 0, 0]], np.uint8)
    cut = Cut(0, 0, 5)
    picture = minimap_picture(passages, np.ones((3, 3), np.bool_), cut)

    def marked(row: int, col: int) -> list[int]:
        """Return how wide the mark is in each line of a cell that has any."""
        y, x = row * cut.cell_px, col * cut.cell_px
        cell = (picture[y : y + cut.cell_px, x : x + cut.cell_px] == _colour("ladder")).all(-1)
        return [int(line.sum()) for line in cell if line.any()]

    assert marked(0, 0) == marked(2, 2) == []
    up, down, both = marked(0, 1), marked(1, 0), marked(1, 1)
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert both == up + down
    assert STEPS[UP][0] == 1
