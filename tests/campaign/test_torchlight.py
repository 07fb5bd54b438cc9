"""The campaign that comes with the game: 24 mazes, fair pars, and a bot plays each of them to its exit."""

from __future__ import annotations

import re
import tomllib

import pytest

from maze3d.bot import solver
from maze3d.campaign.check import check
from maze3d.campaign.reading import read_at
from maze3d.maze import GENERATORS, Recipe
from maze3d.maze.drawing import code_of
from maze3d.resources import assets_folder
from maze3d.sim.difficulty import DIFFICULTIES, rules_of
from maze3d.sim.match import Match
from maze3d.sim.medals import medal, par_limits, par_ticks
from maze3d.sim.units import CELL, WALK_SPEED

PATH = assets_folder() / "campaigns/torchlight"
FOUND = read_at(PATH)
STAGES = FOUND.campaign.stages if FOUND.campaign else ()


def test_nothing_is_wrong_with_it_and_it_has_24_different_mazes() -> None:
    assert check(PATH) == []
    assert len(STAGES) == len({code_of(stage.recipe) for stage in STAGES}) == 24
    assert all(stage.before and stage.after for stage in STAGES)


def test_it_goes_from_the_first_step_to_nightmare_through_every_generator_and_help() -> None:
    assert {stage.recipe.generator for stage in STAGES} == set(GENERATORS)
    hardest = list(DIFFICULTIES)
    names = [hardest.index(stage.difficulty.name) for stage in STAGES]
    assert names == sorted(names)
    assert (names[0], names[-1]) == (0, 3)
    assert {stage.keys for stage in STAGES} == {0, 1, 2, 3}
    assert STAGES[0].recipe.rows * STAGES[0].recipe.cols < 20
    assert STAGES[-1].recipe.rows == max(stage.recipe.rows for stage in STAGES)
    assert any(isinstance(each.recipe, Recipe) and each.recipe.braid == 1 for each in STAGES)
    assert any(not stage.difficulty.minimap for stage in STAGES[:12])
    taught = " ".join(stage.before for stage in STAGES)
    assert all(f"{{{key}}}" in taught for key in ("walk", "run", "minimap", "hint", "chalk"))


def test_its_words_name_no_key_that_a_player_may_have_changed() -> None:
    for stage in STAGES:
        for letter in ("W A S D", "press H", "press C", "press M", "Shift"):
            assert letter not in stage.before + stage.after


@pytest.mark.parametrize("language", ["de", "es", "fr", "ru"])
def test_it_is_told_in_other_languages_whole_and_with_the_same_keys(language: str) -> None:
    told = read_at(PATH, language).campaign
    assert told
    assert FOUND.campaign
    assert {told.title, told.about}.isdisjoint({FOUND.campaign.title, FOUND.campaign.about})
    for stage, other in zip(STAGES, told.stages, strict=True):
        assert stage.key == other.key
        for here, there in (
            (stage.title, other.title),
            (stage.before, other.before),
            (stage.after, other.after),
        ):
            assert there
            assert here != there
            assert set(re.findall(r"{.*?}", here)) == set(re.findall(r"{.*?}", there))


def test_most_stages_are_opened_by_the_one_before_and_two_by_medals() -> None:
    tables = tomllib.loads((PATH / "campaign.toml").read_text("utf-8"))["stage"]
    assert sum("unlock" in table for table in tables) == 8
    assert [(stage.key, stage.medals) for stage in STAGES if stage.medals] == [
        ("going-round", 6),
        ("the-great-maze", 12),
    ]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.key)
def test_a_bot_walks_each_from_start_to_exit_within_par(stage: object) -> None:
    given = next(each for each in STAGES if each is stage)
    maze = given.recipe.make()
    match = Match(maze, rules_of(given.difficulty, given.keys))
    assert len(match.keys) == given.keys
    assert given.par_ticks == par_ticks(maze, match.keys, match.ways)
    bot = solver(maze, run=False, ways=match.ways)
    while not match.over and match.tick < given.par_ticks:
        match.step({0: bot(match.snapshot())})
    finished = match.players[0].finished_tick
    assert 0 < finished <= given.par_ticks
    assert medal(finished, par_limits(given.par_ticks)) == "gold"


def test_par_is_half_as_long_again_as_the_walk_and_a_moment() -> None:
    maze = STAGES[3].recipe.make()
    match = Match(maze, rules_of(STAGES[3].difficulty, 0))
    walk = match.ways.distance(maze.start, maze.exit) * CELL / WALK_SPEED
    exact = 120 + 1.5 * walk
    par = par_ticks(maze, ())
    assert par % 300 == 0
    assert exact - 1 <= par < exact + 300
