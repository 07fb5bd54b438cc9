import numpy as np

from maze3d.maze import generate
from maze3d.maze.grid import E, N, S, W
from maze3d.view.hud.minimap_picture import CELL_PX, REACH, SIDE_PX, WALL_PX, minimap_picture


def centre_of(drow: int, dcol: int) -> tuple[int, int]:
    return (
        (REACH + drow) * CELL_PX + (CELL_PX + WALL_PX) // 2,
        (REACH + dcol) * CELL_PX + (CELL_PX + WALL_PX) // 2,
    )


def test_only_explored_cells_are_drawn() -> None:
    maze = generate("backtracker", 12, 12, seed=3)
    explored = np.zeros((12, 12), dtype=bool)
    assert not minimap_picture(maze.passages[0], explored, 5, 5).any()
    explored[5, 5] = explored[5, 6] = True
    picture = minimap_picture(maze.passages[0], explored, 5, 5)
    seen = {(dr, dc): picture[centre_of(dr, dc)][3] > 0 for dr in range(-3, 4) for dc in range(-3, 4)}
    assert {at for at, drawn in seen.items() if drawn} == {(0, 0), (0, 1)}


def test_walls_stand_where_no_passage_is() -> None:
    maze = generate("wilson", 9, 9, seed=1)
    passages = maze.passages[0]
    explored = np.ones((9, 9), dtype=bool)
    picture = minimap_picture(passages, explored, 4, 4, exit_at=(4, 5))
    half = CELL_PX // 2
    corner = centre_of(-4, -4)
    wall = picture[corner[0] - half, corner[1]]
    for row, col in np.ndindex(9, 9):
        y, x = centre_of(row - 4, col - 4)
        for bit, at in ((N, (y - half, x)), (S, (y + half, x)), (W, (y, x - half)), (E, (y, x + half))):
            assert np.array_equal(picture[at], wall) == (not passages[row, col] & bit)


def test_the_exit_differs_and_the_edges_of_the_maze_are_handled() -> None:
    maze = generate("kruskal", 5, 7, seed=2)
    explored = np.ones((5, 7), dtype=bool)
    for row, col in ((0, 0), (4, 6), (0, 6), (4, 0)):
        plain = minimap_picture(maze.passages[0], explored, row, col)
        marked = minimap_picture(maze.passages[0], explored, row, col, exit_at=(row, col))
        assert plain.shape == (SIDE_PX, SIDE_PX, 4)
        assert not np.array_equal(plain[centre_of(0, 0)], marked[centre_of(0, 0)])
