"""Levels chosen on the forms for a match alone and for a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.maze import Recipe, encode
from maze3d.sim.walkable import MAX_LEVELS
from maze3d.view.screens.actions import GameChoice, TitleData
from maze3d.view.screens.lan_data import setup_words
from maze3d.view.screens.new_game import NewGameScreen
from tests.view.screens.lan_show import LanShow, host
from tests.view.screens.show import Show

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen


@pytest.fixture
def shown() -> Iterator[Show]:
    show = Show()
    show.screens.open_title(TitleData())
    show.screens.open_new_game()
    show.stage.frames()
    yield show
    show.stage.close()


@pytest.fixture
def lan() -> Iterator[LanShow]:
    show = LanShow()
    show.screens.open_title(TitleData())
    show.lan.open_host_game("Arena")
    yield show
    show.stage.close()


def test_levels_are_chosen_started_and_remembered(shown: Show) -> None:
    screen = shown.screens.new_game
    shown.ui.focus_on(screen._levels)
    shown.stage.keys("arrow_right", "arrow_right")
    shown.stage.frames()
    assert "16 x 16, 3 levels" in screen._sample.text.words
    screen._set_difficulty("hard")
    screen._set_size(10)
    screen._start()
    started = shown.asked[-1]
    assert isinstance(started, GameChoice)
    assert (started.levels, started.rows) == (3, 10)
    shown.screens.open_title(TitleData())
    shown.screens.open_new_game()
    assert (screen._levels.value, screen.choice.levels) == (3, 3)


def test_a_code_shows_its_levels_and_others_take_its_place(shown: Show) -> None:
    screen = shown.screens.new_game
    code = encode(Recipe("wilson", 7, 8, levels=MAX_LEVELS, seed=5))
    screen._seed.set(code)
    screen._set_seed(code)
    assert screen._levels.value == MAX_LEVELS
    assert f"7 x 8, {MAX_LEVELS} levels" in screen._message.text.words
    shown.ui.focus_on(screen._levels)
    shown.stage.keys("arrow_left")
    assert (screen.choice.levels, screen.choice.code, screen.choice.seed) == (MAX_LEVELS - 1, "", 5)


def test_too_many_cells_are_said_and_start_goes_to_the_levels(shown: Show) -> None:
    screen = shown.screens.new_game
    screen._size.set(1000)
    screen._set_size(1000)
    screen._set_maze(levels=2)
    assert screen._message.text.words == (
        "This maze has 2,000,000 cells; the game walks mazes of up to 1,000,000."
    )
    shown.ui.focus_on(screen._start_button)
    shown.stage.keys("enter")
    assert shown.ui.focus is screen._levels
    assert shown.asked == []


def test_keys_lie_on_all_levels(shown: Show) -> None:
    screen = shown.screens.new_game
    screen._size.set(-1)
    screen._rows.set("2")
    screen._cols.set("2")
    screen._set_sides()
    screen._set_keys(3)
    assert "too few" in screen._problem
    screen._set_maze(levels=2)
    assert screen._problem == ""


def test_another_packages_generator_makes_one_level(shown: Show) -> None:
    screen = NewGameScreen(shown.ui, shown.screens.new_game._actions, plugins=["spiral"])
    screen._set_maze(levels=3)
    screen._set_generator("spiral")
    assert (screen.choice.levels, screen._levels.shown) == (1, False)
    screen._set_generator("prim")
    assert (screen.choice.levels, screen._levels.shown) == (3, True)


def test_a_host_is_started_with_levels(lan: LanShow) -> None:
    form = lan.lan.host_game
    lan.ui.focus_on(form._levels)
    lan.stage.keys("arrow_right")
    form._start_host()
    assert lan.asked == [("host", form.choice)]
    assert form.choice.levels == 2


def test_a_host_takes_no_more_cells_than_it_can(lan: LanShow) -> None:
    form = lan.lan.host_game
    form._size.set(-1)
    form._rows.set("250")
    form._cols.set("250")
    form._set_sides()
    form._taker("levels")(2)
    problem = form._problems[form._rows]
    assert problem.text.words == "250 x 250, 2 levels are 125,000 cells: a host takes 62,500 at most."
    form._start_host()
    assert lan.asked == []
    form._taker("levels")(1)
    assert not problem.shown


def test_a_drawn_maze_has_levels_of_its_own(lan: LanShow) -> None:
    lan.own_mazes = [("mile.maze.txt", "The crooked mile")]
    lan.lan.open_host_game("Arena")
    lan.lan.host_game._taker("own")("mile.maze.txt")
    assert not lan.lan.host_game._levels.shown


def test_the_list_of_hosts_tells_levels(lan: LanShow) -> None:
    assert setup_words("race", 9, 8, 2) == "Race, 9 x 8, 2 levels"
    lan.lan.open_join_game()
    lan.lan.join_game.set_hosts((host("a", levels=3),))
    lan.stage.frames(1)
    texts = [str(text.words) for text in lan.ui.canvas.texts]
    assert any("15 x 20, 3 levels" in words for words in texts)
