import numpy as np
import pytest

from maze3d.maze import generate
from maze3d.maze.grid import E, N, S, W
from maze3d.view.hud.minimap_picture import FEWEST_CELLS, MOST_CELLS, Cut, cut_for, minimap_picture
from maze3d.view.world.regions import signs_of


def centre_of(cut: Cut, row: int, col: int) -> tuple[int, int]:
    half = (cut.cell_px + cut.wall_px) // 2
    return int((row - cut.top) * cut.cell_px) + half, int((col - cut.left) * cut.cell_px) + half


def test_only_explored_cells_are_drawn() -> None:
    maze = generate("backtracker", 12, 12, seed=3)
    cut = cut_for(12, 12, 5, 5)
    explored = np.zeros((12, 12), dtype=bool)
    assert not minimap_picture(maze.passages[0], explored, cut).any()
    explored[5, 5] = explored[5, 6] = True
    picture = minimap_picture(maze.passages[0], explored, cut)
    seen = {at for at in np.ndindex(12, 12) if picture[centre_of(cut, *at)][3] > 0}
    assert seen == {(5, 5), (5, 6)}


def test_walls_stand_where_no_passage_is() -> None:
    maze = generate("wilson", 9, 9, seed=1)
    passages = maze.passages[0]
    cut = cut_for(9, 9, 4, 4)
    picture = minimap_picture(passages, np.ones((9, 9), dtype=bool), cut, exit_at=(4, 5))
    half = cut.cell_px // 2
    wall = picture[0, 0]
    for row, col in np.ndindex(9, 9):
        y, x = centre_of(cut, row, col)
        for bit, at in ((N, (y - half, x)), (S, (y + half, x)), (W, (y, x - half)), (E, (y, x + half))):
            assert np.array_equal(picture[at], wall) == (not passages[row, col] & bit)


def test_the_exit_differs_and_the_edges_of_the_maze_are_handled() -> None:
    maze = generate("kruskal", 5, 30, seed=2)
    explored = np.ones((5, 30), dtype=bool)
    for row, col in ((0, 0), (4, 29), (0, 29), (4, 0), (2, 15)):
        cut = cut_for(5, 30, row, col)
        plain = minimap_picture(maze.passages[0], explored, cut)
        marked = minimap_picture(maze.passages[0], explored, cut, exit_at=(row, col))
        assert plain.shape == (cut.side_px, cut.side_px, 4)
        assert not np.array_equal(plain[centre_of(cut, row, col)], marked[centre_of(cut, row, col)])


def test_floors_show_their_region_a_little() -> None:
    maze = generate("wilson", 16, 16, seed=1)
    explored = np.ones((16, 16), dtype=bool)
    cut = cut_for(16, 16, 8, 8)
    for salt in (3, 4):
        signs = signs_of(range(16), range(16), salt)
        picture = minimap_picture(maze.passages[0], explored, cut, salt=salt)
        floors: dict[int, set[tuple[int, ...]]] = {sign: set() for sign in np.unique(signs).tolist()}
        for at in np.ndindex(16, 16):
            floors[int(signs[at])].add(tuple(picture[centre_of(cut, *at)].tolist()))
        assert all(len(each) == 1 for each in floors.values())
        assert len(set.union(*floors.values())) == len(floors)


@pytest.mark.parametrize(("rows", "cols"), [(5, 6), (9, 9), (16, 16), (17, 3)])
def test_a_maze_that_fits_is_shown_whole_and_fills_the_picture(rows: int, cols: int) -> None:
    cut = cut_for(rows, cols, rows - 1, 0)
    assert cut == cut_for(rows, cols, 0, cols - 1), "it does not move"
    picture = minimap_picture(np.zeros((rows, cols), dtype=np.uint8), np.ones((rows, cols), dtype=bool), cut)
    drawn = np.argwhere(picture[..., 3])
    tall, wide = drawn.max(axis=0) - drawn.min(axis=0) + 1
    assert max(tall, wide) == cut.side_px
    assert (tall, wide) == (rows * cut.cell_px + cut.wall_px, cols * cut.cell_px + cut.wall_px)
    before = drawn.min(axis=0)
    after = cut.side_px - 1 - drawn.max(axis=0)
    assert np.array_equal(before, after), "in the middle"
    assert 140 <= cut.side_px <= 220


def test_a_tiny_maze_is_not_blown_up() -> None:
    assert cut_for(2, 2, 0, 0).cells == FEWEST_CELLS


def test_of_a_large_maze_the_part_around_the_player_is_shown_up_to_the_edge() -> None:
    assert cut_for(40, 60, 20, 30) == (12, 22, MOST_CELLS)
    assert cut_for(40, 60, 0, 59) == (0, 60 - MOST_CELLS, MOST_CELLS)
    assert cut_for(9, 60, 4, 30) == ((9 - MOST_CELLS) / 2, 22, MOST_CELLS)
