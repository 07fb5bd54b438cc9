"""What the options of `maze3d play` come to, without a window."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from maze3d.app.choices import preview, words_for
from maze3d.app.ledger import best_times
from maze3d.app.play_command import add_parser
from maze3d.app.play_options import setup_from
from maze3d.app.records import Records, Run
from maze3d.maze import MazeError, Recipe, decode, encode
from maze3d.view.screens.actions import GameChoice

if TYPE_CHECKING:
    from pathlib import Path

    from maze3d.app.local_match import Setup

CODE = encode(Recipe("wilson", 6, 7, levels=3, seed=5))


def setup(*words: str) -> Setup | None:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    return setup_from(parser.parse_args(["play", *words]))


def test_levels_are_chosen_beside_the_size() -> None:
    chosen = setup("--levels", "3", "--size", "6x7", "--seed", "5", "--generator", "wilson", "--braid", "0")
    assert chosen
    assert chosen.recipe == decode(CODE)
    assert words_for(chosen) == "Normal, 6 x 7, 3 levels, Wilson"
    alone = setup("--levels", "2")
    assert alone
    assert (alone.recipe.levels, alone.recipe.rows) == (2, 16)
    plain = setup("--seed", "1")
    assert plain
    assert plain.recipe.levels == 1
    coded = setup(CODE)
    assert coded
    assert coded.recipe.levels == 3


def test_without_a_word_about_the_maze_there_is_no_match_yet() -> None:
    assert setup() is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--levels", "0"], "--levels 0: expected 1 to 8."),
        (["--levels", "9"], "--levels 9: expected 1 to 8."),
        (
            ["--levels", "2", "--size", "1000x1000"],
            "This maze has 2,000,000 cells; the game walks mazes of up to 1,000,000.",
        ),
        (
            [CODE, "--levels", "1"],
            "A code says all about its maze: leave --size, --levels, --generator, --seed and --braid out.",
        ),
        (
            ["--maze", "a.maze.txt", "--levels", "1"],
            "A drawn maze says all about itself: beside --maze only --difficulty has a place.",
        ),
        (["--braid", "nan"], "--braid nan: expected a share from 0 to 1, such as 0.3."),
        (["--keys", "4"], "--keys 4: expected 0 to 3."),
        (["--size", "3"], "--size 3: expected rows and columns, such as 20x30."),
        (["--size", "3x1001"], "--size 3x1001: expected 2x2 to 1000x1000."),
    ],
)
def test_what_cannot_be_is_a_sentence(words: list[str], said: str) -> None:
    with pytest.raises(MazeError) as problem:
        setup(*words)
    assert str(problem.value) == said


def test_another_packages_generator_makes_one_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maze3d.app.play_options.check_generator", lambda _name: None)
    with pytest.raises(MazeError) as problem:
        setup("--generator", "spiral", "--levels", "2")
    assert str(problem.value) == "--levels 2: expected 1, as spiral is none of the game's own generators."


def test_records_of_a_size_are_those_of_its_levels(tmp_path: Path) -> None:
    records = Records.load(tmp_path / "records.json")
    run = {"rows": 9, "cols": 9, "difficulty": "normal", "keys": 0, "medal": "", "date": ""}
    records.add(Run.model_validate(run | {"code": "A", "levels": 2, "ticks": 700}))
    assert best_times(records, GameChoice(rows=9, cols=9, levels=2)).this_size == 700
    assert best_times(records, GameChoice(rows=9, cols=9)).this_size is None


def test_the_picture_of_a_choice_shows_all_its_levels() -> None:
    one, four = (preview(GameChoice(rows=5, cols=6, levels=levels, seed=3)) for levels in (1, 4))
    assert four.shape[0] > 2 * one.shape[0]
    assert four.shape[1] > 2 * one.shape[1]
