"""The game as a player meets it: a real window, real keys and a real mouse."""

from __future__ import annotations

import itertools
import json
import signal
from typing import TYPE_CHECKING

import pytest

from maze3d.maze import maze_from_code, shortest_path
from maze3d.maze.formats.drawn_text import read_text
from maze3d.sim.difficulty import escape_rules
from maze3d.sim.match import Match
from maze3d.sim.units import TURN
from tests.session.test_own_maze import TWO_FLOORS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from maze3d.maze.grid import Cell, Maze
    from tests.window.player import Player

    Start = Callable[..., Player]

pytestmark = pytest.mark.window


def way_out(maze: Maze, difficulty: str, keys: int) -> list[Cell]:
    """Return the solver's path: through all keys to the exit."""
    match = Match(maze, escape_rules(difficulty, keys))
    stops, _steps = match.ways.best_tour(maze.start, [key.cell for key in match.keys], maze.exit)
    legs = itertools.pairwise([maze.start, *stops, maze.exit])
    return [cell for here, there in legs for cell in shortest_path(maze.passages, here, there)[1:]]


def test_from_the_menus_to_the_exit_and_again(start: Start, own_folders: Path) -> None:
    game = start()
    game.comes_to("TitleScreen")
    game.focus_on("New game")
    game.key("Return")
    game.comes_to("NewGameScreen")
    game.focus_on("Difficulty", "Up")
    game.key("Left")  # normal becomes easy
    game.focus_on("Size")
    game.key("Right")  # small, 10 x 10
    game.focus_on("Seed or code")
    game.type("7")
    game.focus_on("Start")
    game.key("Return")
    code = game.wait(r"playing (\S+)")[1]
    maze = maze_from_code(code)
    assert (maze.rows, maze.cols) == (10, 10)

    game.walk(way_out(maze, "easy", 0))
    game.comes_to("ResultsScreen")
    assert game.seen(r"finished in \d+ ticks")
    kept = json.loads((own_folders / "data" / "records.json").read_text())
    assert kept["runs"][0]["code"] == code

    game.focus_on("Play it again")
    game.key("Return")
    assert game.wait(r"playing (\S+)")[1] == code
    game.key("Escape")
    game.comes_to("PauseScreen")
    game.focus_on("Save and quit")
    game.key("Return")
    assert game.quit_code() == 0


def test_keys_open_the_exit_and_the_run_left_is_gone_on_with(start: Start) -> None:
    words = ("--size", "4x5", "--seed", "3", "--difficulty", "hard", "--keys", "2")
    game = start(*words)
    code = game.wait(r"playing (\S+)")[1]
    way = way_out(maze_from_code(code), "hard", 2)
    for _step in range(3):
        game.walk_to(way.pop(0))
    game.hold()
    game.key("Escape")
    game.comes_to("PauseScreen")
    left_at = game.newest_place(moving=False)
    game.focus_on("Save and quit")
    game.key("Return")
    assert game.quit_code() == 0

    again = start()
    again.comes_to("TitleScreen")
    again.focus_on("Continue")
    again.key("Return")
    assert again.wait(r"playing (\S+)")[1] == code
    back_at = again.newest_place()
    assert (back_at.x, back_at.y) == (left_at.x, left_at.y)
    assert back_at.tick >= left_at.tick
    again.walk(way)
    assert again.seen("KEY_TAKEN")
    assert again.seen("EXIT_OPENED")
    again.comes_to("ResultsScreen")


def test_the_mouse_reaches_everything_and_looks_around(start: Start) -> None:
    game = start()
    game.comes_to("TitleScreen")
    game.click_on("Settings")
    game.comes_to("SettingsScreen")
    game.click_on("Show the frame rate")
    game.wait("focus Show the frame rate")
    game.click_on("Back")
    game.comes_to("TitleScreen")
    game.click_on("Help")
    game.comes_to("HelpScreen")
    game.key("Escape")
    game.comes_to("TitleScreen")
    game.click_on("New game")
    game.comes_to("NewGameScreen")
    game.click_on("Start")
    game.wait("playing")
    before = game.newest_place()
    game.turn_mouse(400)
    after = game.newest_place()
    counts = (after.yaw - before.yaw) % TURN / (TURN / 3600)
    # Each time the pointer is put back, twice on this way, X can swallow a motion of 4 that is under way.
    assert 400 - 2 * 4 <= round(counts) <= 400


def test_losing_the_keyboard_pauses_and_lets_every_key_go(start: Start) -> None:
    game = start("--size", "6x6", "--seed", "1", "--keys", "0")
    game.wait("playing")
    game.hold("w")
    game.newest_place()
    game.give_the_keyboard_away()
    game.comes_to("PauseScreen")
    game.hold()
    game.focus_window()
    game.key("Return")  # Resume has the focus
    game.wait("resumed")
    first = game.newest_place()
    still = game.newest_place()
    assert (first.x, first.y) == (still.x, still.y)


@pytest.mark.parametrize("ending", ["cross", signal.SIGINT, signal.SIGTERM])
def test_whatever_ends_the_game_saves_the_run(
    start: Start, own_folders: Path, ending: str | signal.Signals
) -> None:
    game = start("--size", "6x6", "--seed", "1")
    game.wait("playing")
    while game.newest_place().tick < 90:
        pass
    if isinstance(ending, signal.Signals):
        game.process.send_signal(ending)
    else:
        game.close_window()
    assert game.quit_code() == 0
    assert "interrupt" not in game.lines[-1]
    assert (own_folders / "data" / "saved-run.maze3d").exists()


def test_a_drawn_maze_of_two_floors_is_climbed_to_its_exit(start: Start, tmp_path: Path) -> None:
    drawn = tmp_path / "loft.maze.txt"
    drawn.write_text(TWO_FLOORS)
    game = start("--maze", str(drawn), "--difficulty", "easy")
    game.wait("playing")
    game.walk(way_out(read_text(TWO_FLOORS.encode()).maze, "easy", 0))
    game.comes_to("ResultsScreen")
