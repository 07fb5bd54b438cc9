from hypothesis import given
from hypothesis import strategies as st

from maze3d.view.ui.focus import Direction, Rect, along, neighbour

GRID: list[Rect] = [(col * 100.0, row * 40.0, 90.0, 30.0) for row in range(3) for col in range(2)]


def test_arrows_go_to_the_next_row_and_column() -> None:
    assert neighbour(GRID, 0, "right") == 1
    assert neighbour(GRID, 0, "down") == 2
    assert neighbour(GRID, 3, "up") == 1
    assert neighbour(GRID, 5, "left") == 4


def test_nothing_lies_beyond_the_edge() -> None:
    assert neighbour(GRID, 0, "up") is None
    assert neighbour(GRID, 0, "left") is None
    assert neighbour(GRID, 4, "down") is None


def test_a_wide_row_leads_down_to_the_button_nearest_below() -> None:
    rects: list[Rect] = [(0, 0, 300, 30), (0, 50, 140, 30), (160, 50, 140, 30), (0, 100, 300, 30)]
    assert neighbour(rects, 3, "up") in {1, 2}
    assert neighbour(rects, 1, "down") == 3


@given(st.integers(1, 5), st.integers(1, 5))
def test_every_cell_of_a_grid_can_be_reached_by_arrows(rows: int, cols: int) -> None:
    rects = [(col * 50.0, row * 30.0, 40.0, 20.0) for row in range(rows) for col in range(cols)]
    reached, todo = {0}, [0]
    ways: tuple[Direction, ...] = ("up", "down", "left", "right")
    while todo:
        here = todo.pop()
        for way in ways:
            found = neighbour(rects, here, way)
            if found is not None and found not in reached:
                reached.add(found)
                todo.append(found)
    assert len(reached) == rows * cols


def test_tab_goes_round() -> None:
    assert [along(3, at, 1) for at in (None, 0, 2)] == [0, 1, 0]
    assert [along(3, at, -1) for at in (None, 0, 2)] == [2, 2, 1]
    assert along(0, None, 1) is None
