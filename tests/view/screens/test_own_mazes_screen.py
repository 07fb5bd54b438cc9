"""Drawn mazes on the screen: one is walked, a broken one says all that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.view.screens.own_maze_row import OwnMazeData
from maze3d.view.screens.own_mazes import MOST_MISTAKES, OwnMazeActions, OwnMazesScreen
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen

MILE = OwnMazeData("mile.maze.txt", "The crooked mile", "by ada, 3 x 3, 2 keys")
BAD = OwnMazeData(
    "bad.maze.txt", "bad.maze.txt", problems=tuple(f"bad.maze.txt:{n}:1: mark" for n in range(1, 21))
)


class Shown:
    def __init__(self) -> None:
        self.stage = Stage()
        self.mazes = [MILE, BAD]
        self.played: list[tuple[str, str]] = []
        actions = OwnMazeActions(lambda: self.mazes, lambda *what: self.played.append(what), "~/mazes")
        self.screen = OwnMazesScreen(self.stage.ui, actions)
        self.screen.prepare()
        self.stage.ui.show(self.screen)
        self.stage.frames(2)


@pytest.fixture
def shown() -> Iterator[Shown]:
    made = Shown()
    yield made
    made.stage.close()


def test_enter_walks_the_first_at_the_difficulty_shown(shown: Shown) -> None:
    shown.screen._difficulty.set("hard")
    shown.stage.keys("enter")
    assert shown.played == [("mile.maze.txt", "hard")]


def test_a_broken_one_tells_its_mistakes_and_is_not_walked(shown: Shown) -> None:
    assert "20 mistakes: bad.maze.txt:1:1" in shown.screen._list.rows[1]._facts.words
    shown.screen._list.rows[1].press()
    shown.stage.frames(2)
    assert shown.played == []
    assert shown.stage.ui.screen is shown.screen._mistakes
    told = shown.screen._mistakes._mistakes.text.words
    assert told.startswith("bad.maze.txt:1:1: mark")
    assert told.endswith(f"and {20 - MOST_MISTAKES} more")


def test_with_none_it_says_where_they_go_and_how_one_is_begun(shown: Shown) -> None:
    shown.mazes = []
    shown.screen.prepare()
    shown.stage.frames(2)
    words = shown.screen._words.text.words
    assert words.startswith("There are none yet. They lie in ~/mazes")
    assert "maze3d maze --size 8x8 -o ~/mazes/first.maze.txt" in words
    assert shown.screen.first_focus() is shown.screen._look
