"""The player's own mazes: found in their folder, walked, left and gone on with, counted."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.app import ledger, own_mazes, saves
from maze3d.app.campaigns import Campaigns
from maze3d.app.choices import drawn_setup, next_setup, pause_words, words_for
from maze3d.app.local_match import LocalMatch
from maze3d.app.own_maze_actions import own_mazes_of
from maze3d.app.paths import folders
from maze3d.app.records import Records
from maze3d.bot import solver
from maze3d.files import StorageError
from maze3d.maze.drawing import MOST_BYTES, DrawingError
from maze3d.maze.formats.drawn_text import read_text
from tests.maze.test_drawing import MILE

if TYPE_CHECKING:
    from pathlib import Path

    from maze3d.app.paths import Folders
    from maze3d.sim.state import Command, Snapshot


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    made = folders({"MAZE3D_HOME": str(tmp_path)})
    made.mazes.mkdir(parents=True)
    return made


def put(places: Folders, name: str, words: str) -> Path:
    path = places.mazes / name
    path.write_text(words, "utf-8")
    return path


def test_the_folder_is_read_in_the_order_of_titles_and_broken_ones_come_last(places: Folders) -> None:
    put(places, "a.maze.txt", MILE.replace("X", " "))
    put(places, "b.maze.txt", MILE)
    put(places, "c.maze.txt", MILE.replace("The crooked mile", "Another mile"))
    put(places, "notes.txt", "not a maze")
    found = own_mazes.found_in(places.mazes)
    assert [each.path.name for each in found] == ["c.maze.txt", "b.maze.txt", "a.maze.txt"]
    assert found[2].problems == ("a.maze.txt: no-exit there is no exit: mark its cell with X",)
    assert own_mazes.found_in(places.mazes / "nowhere") == []


def test_the_screens_list_makes_the_folder_it_names(tmp_path: Path) -> None:
    game: Any = SimpleNamespace(folders=folders({"MAZE3D_HOME": str(tmp_path)}))
    assert own_mazes_of(game) == []
    put(game.folders, "b.maze.txt", MILE)
    put(game.folders, "a.maze.txt", MILE.replace("X", " "))
    there = own_mazes_of(game)
    assert [(each.title, each.facts, len(each.problems)) for each in there] == [
        ("The crooked mile", "by ada, 3 x 3, 2 keys", 0),
        ("a.maze.txt", "", 1),
    ]


def test_one_of_two_levels_is_there_to_walk(places: Folders) -> None:
    two = "title: Two\n\nlevel 0\n+---+---+\n| S   ^ |\n+---+---+\n|       |\n+---+---+\n"
    two += "level 1\n+---+---+\n| X   v |\n+---+---+\n|       |\n+---+---+\n"
    put(places, "two.maze.txt", two)
    (found,) = own_mazes.found_in(places.mazes)
    assert not found.problems
    assert found.drawing
    assert found.drawing.maze.levels == 2


def test_a_file_that_is_too_long_or_gone_is_one_sentence(places: Folders) -> None:
    put(places, "long.maze.txt", "x" * (MOST_BYTES + 10))
    with pytest.raises(DrawingError, match="expected at most"):
        own_mazes.read(places.mazes / "long.maze.txt")
    with pytest.raises(StorageError, match="cannot be read"):
        own_mazes.read(places.mazes / "gone.maze.txt")


def walked(ticks: int = 100_000, words: str = MILE) -> LocalMatch:
    """Return a match in a drawn maze, walked by a bot."""
    drawing = read_text(words.encode())
    played = LocalMatch(drawn_setup(drawing, "normal"), drawing.maze)
    bot = solver(drawing.maze)

    def sample(shown: Snapshot) -> Command:
        return bot(shown)

    while not played.after.over and played.after.tick < ticks:
        played.tick(sample(played.after))
    return played


def test_it_is_walked_to_its_end_and_its_time_is_kept_for_the_next_visit(places: Folders) -> None:
    played = walked()
    assert played.after.over
    assert played.player.keys == 0b11
    records = Records.load(places.records_file)
    result, problem = ledger.count_run(records, played, words_for(played.setup))
    assert (result.setup, result.code, problem) == ("Normal, 3 x 3, The crooked mile", "", "")
    best = Records.load(places.records_file).best(played.maze.code, "normal", 2)
    assert best is not None
    assert best.ticks == played.player.finished_tick


def test_the_par_of_a_drawing_sets_its_medals_and_is_kept_with_a_run(places: Folders) -> None:
    played = walked(120, MILE.replace("author:", "par: 20\nauthor:"))
    assert played.limits == (1200, 1920, 3000)
    assert ledger.save_run(places, played) == ""
    setup, _recording = ledger.saved_run(places, Campaigns(places))
    assert LocalMatch(setup, setup.recipe.make()).limits == (1200, 1920, 3000)
    assert walked(1).limits != played.limits


def test_a_run_that_is_left_is_gone_on_with_though_its_file_has_changed(places: Folders) -> None:
    played = walked(120)
    assert ledger.save_run(places, played) == ""
    assert ledger.title_data(places)[0].saved_run == "Normal, 3 x 3, The crooked mile, 0:02.0 played"
    setup, recording = ledger.saved_run(places, Campaigns(places))
    again = LocalMatch(setup, setup.recipe.make())
    for command in recording.commands():
        again.tick(command)
    assert again.match.checksum() == played.match.checksum()


def test_a_saved_run_of_another_maze_than_it_says_is_kept_aside(places: Folders) -> None:
    played = walked(120)
    run, recording, checksum = ledger.run_now(played)
    other = run.model_copy(update={"drawing": MILE.replace("*", " ")})
    saves.store(places.saved_run_file, other, recording.to_bytes(checksum))
    with pytest.raises(saves.DamagedSaveError):
        ledger.saved_run(places, Campaigns(places))
    assert not places.saved_run_file.exists()


def test_after_one_comes_the_next_of_the_folder(places: Folders) -> None:
    setup = walked(1).setup

    def following() -> str:
        return words_for(next_setup(setup, lambda drawing: own_mazes.after(places.mazes, drawing)))

    assert following() == words_for(setup), "there is no other"
    put(places, "b.maze.txt", MILE)
    put(places, "c.maze.txt", MILE.replace("The crooked mile", "Another mile").replace("*", " "))
    assert following() == "Normal, 3 x 3, Another mile"
    assert pause_words(setup, "Normal", "") == "Normal\nDrawn by ada"


def maze3d(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "maze3d", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["maze", "play --maze", "host --maze"])
def test_every_mistake_of_a_file_is_a_line_on_the_command_line(places: Folders, command: str) -> None:
    path = put(places, "bad.maze.txt", MILE.replace("X", "?").replace("title", "titel"))
    ended = subprocess.run(
        [sys.executable, "-m", "maze3d", *command.split(), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == (1 if command == "maze" else 2)
    assert ended.stdout == ""
    told = [
        line.removeprefix(f"maze3d {command.split(maxsplit=1)[0]}: ") for line in ended.stderr.splitlines()
    ]
    assert [line.removeprefix(f"{path}:").split(" ")[0] for line in told] == ["1:1:", "1:1:", "7:11:"]


def test_a_made_maze_is_one_to_draw_on(tmp_path: Path) -> None:
    for name in ("first.maze.txt", "first.maze.json"):
        words = ["maze", "--size", "5x6", "--seed", "3", "-o", str(tmp_path / name)]
        ended = maze3d(*words)
        assert ended.returncode == 0, ended.stderr
        drawing = own_mazes.read(tmp_path / name)
        assert (drawing.title, drawing.rows, drawing.cols) == ("first", 5, 6)
