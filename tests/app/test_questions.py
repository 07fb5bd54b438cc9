"""Nothing a player has walked is lost without a question."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from maze3d.app import flow, hotkeys
from maze3d.app.choices import setup_of
from maze3d.app.game import Phase
from maze3d.app.paths import folders, lost_at_the_end
from maze3d.app.play_command import begin
from maze3d.app.questions import RESTART_UNASKED_TICKS
from maze3d.maze import MazeError, Recipe, encode
from maze3d.view.screens.actions import GameChoice
from tests.app.stage import SETUP, Stage, put_a_file_in_the_way

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.app.local_match import Setup

OTHER = GameChoice(difficulty="easy", rows=7, cols=8, generator="wilson", seed=5)

WAYS: list[Callable[[Stage], None]] = [
    lambda stage: flow.start(stage.game, OTHER),
    lambda stage: begin(stage.game, setup_of(OTHER)),
]


def stage_with_a_run_left() -> Stage:
    left = Stage()
    left.play(130)
    flow.leave(left.game)
    left.work()
    assert left.screens == ["title: Hard, 6 x 6, Kruskal, 0:02.1 played"]
    return Stage()


@pytest.mark.parametrize("way", WAYS)
def test_a_new_maze_asks_what_becomes_of_the_run_that_was_left(way: Callable[[Stage], None]) -> None:
    stage = stage_with_a_run_left()
    file = stage.game.folders.saved_run_file
    before = file.read_bytes()
    way(stage)
    assert stage.ui.question == (
        "You left a run: Hard, 6 x 6, Kruskal, 0:02.1 played. A new maze gives it up."
    )
    stage.ui.answer("Back")
    stage.work()
    assert stage.game.phase is Phase.TITLE
    assert file.read_bytes() == before
    way(stage)
    stage.ui.answer("Go on with it")
    stage.work()
    assert played(stage) == SETUP
    assert file.read_bytes() == before


@pytest.mark.parametrize("way", WAYS)
def test_a_new_maze_that_is_wanted_gives_the_run_up(way: Callable[[Stage], None]) -> None:
    stage = stage_with_a_run_left()
    way(stage)
    stage.ui.answer("New maze")
    stage.work()
    assert played(stage) == setup_of(OTHER)
    assert not stage.game.folders.saved_run_file.exists()


@pytest.mark.parametrize("way", WAYS)
def test_without_a_run_nothing_is_asked(way: Callable[[Stage], None]) -> None:
    stage = Stage()
    way(stage)
    stage.work()
    assert stage.ui.question == ""
    assert played(stage) == setup_of(OTHER)


def test_a_new_maze_from_the_pause_menu_has_been_asked_about_there() -> None:
    stage = stage_with_a_run_left()
    stage.play(90)
    flow.pause(stage.game)
    flow.start(stage.game, OTHER)
    stage.work()
    assert stage.ui.question == ""
    assert played(stage) == setup_of(OTHER)


def test_the_pause_menu_names_the_code_and_what_a_friend_has_to_set() -> None:
    stage = Stage()
    match = stage.play(5)
    flow.pause(stage.game)
    assert stage.screens == [f"pause: Hard, 6 x 6, Kruskal\nCode {match.maze.code} (Hard, 2 keys)"]


def test_restart_asks_once_there_is_something_to_lose() -> None:
    stage = Stage()
    stage.play(RESTART_UNASKED_TICKS)
    hotkeys.do_action(stage.game, "restart")
    stage.work()
    assert stage.walk(RESTART_UNASKED_TICKS + 1).after.tick == RESTART_UNASKED_TICKS + 1
    hotkeys.do_action(stage.game, "restart")
    assert "from the beginning" in stage.ui.question
    assert stage.stands_still
    stage.ui.answer("Keep going")
    stage.work()
    assert stage.walk(1).after.tick == RESTART_UNASKED_TICKS + 2
    hotkeys.do_action(stage.game, "restart")
    stage.ui.answer("Restart")
    stage.work()
    assert stage.walk(1).after.tick == 1


def test_a_run_that_cannot_be_saved_is_not_left_without_a_question() -> None:
    put_a_file_in_the_way()
    stage = Stage()
    stage.play(90)
    flow.pause(stage.game)
    asked = flow.actions(stage.game)
    asked.quit()
    assert stage.ui.question.startswith("The run could not be saved: ")
    assert stage.ui.question.endswith(". Quit all the same?")
    stage.ui.answer("Stay")
    assert stage.game.running
    asked.to_title()
    assert stage.ui.question.endswith(". Leave all the same?")
    stage.ui.answer("Stay")
    stage.work()
    assert stage.game.phase is Phase.PAUSED
    asked.quit()
    stage.ui.answer("Quit")
    assert not stage.game.running


def test_what_ends_the_game_from_outside_says_on_the_terminal_that_the_run_is_lost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put_a_file_in_the_way()
    stage = Stage()
    stage.play(90)
    flow.quit_game(stage.game)
    flow.quit_game(stage.game)
    assert not stage.game.running
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("maze3d play: The run could not be saved: ")


def test_folders_that_can_be_written_are_nothing_to_speak_of() -> None:
    assert lost_at_the_end(folders(os.environ)) == ""


def test_a_start_that_can_keep_nothing_says_so_once(capsys: pytest.CaptureFixture[str]) -> None:
    put_a_file_in_the_way()
    stage = Stage()
    begin(stage.game, None)
    (line,) = stage.ui.notices
    assert line.endswith("so these are not kept: saved runs, best times and screenshots.")
    assert capsys.readouterr().err == f"maze3d play: {line}\n"


def test_every_problem_of_a_start_is_on_the_terminal_too(capsys: pytest.CaptureFixture[str]) -> None:
    places = folders(os.environ)
    for file in (places.settings_file, places.records_file, places.saved_run_file):
        file.parent.mkdir(exist_ok=True)
        file.write_text("?")
    stage = Stage()
    begin(stage.game, None)
    assert [words.split(":")[0].rpartition(os.sep)[2] for words in stage.ui.notices] == [
        "settings.toml",
        "records.json",
        "saved-run.maze3d",
    ]
    assert capsys.readouterr().err == "".join(f"maze3d play: {words}\n" for words in stage.ui.notices)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (GameChoice(code=encode(Recipe("wilson", 5, 5, levels=9, seed=1))), "has 9 levels"),
        (GameChoice(code=encode(Recipe("kruskal", 1, 5, seed=1))), "is 1x5"),
        (GameChoice(code=encode(Recipe("kruskal", 3, 1001, seed=1))), "is 3x1001"),
        (GameChoice(rows=2, cols=2, keys=3), "too few for 3 keys"),
    ],
)
def test_a_maze_that_cannot_be_walked_is_a_sentence(choice: GameChoice, said: str) -> None:
    with pytest.raises(MazeError, match=said):
        setup_of(choice)
    stage = Stage()
    flow.start(stage.game, choice)
    assert said in stage.ui.notices[0]
    assert stage.game.job is None


def played(stage: Stage) -> Setup:
    assert stage.game.match
    assert stage.game.phase is Phase.PLAYING
    return stage.game.match.setup
