"""The campaign as a player meets it: the first stage from title to results, the second left half way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from maze3d.maze import maze_from_code
from tests.window.test_play import way_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.window.player import Player

pytestmark = pytest.mark.window


def into_the_first_stage(game: Player) -> str:
    """Go from the title into the first stage; return its maze's code."""
    game.comes_to("TitleScreen")
    game.focus_on("Campaign")
    game.key("Return")
    game.comes_to("CampaignScreen")
    game.focus_on("First steps")
    game.key("Return")
    game.comes_to("StageScreen")
    game.focus_on("Start")
    game.key("Return")
    return game.wait(r"playing (\S+)")[1]


def finished(home: Path) -> list[str]:
    kept = json.loads((home / "data/progress.json").read_text())
    return list(kept["campaigns"]["maze3d.torchlight"])


def test_the_first_stage_leads_to_the_second(start: Callable[..., Player], own_folders: Path) -> None:
    game = start()
    first = into_the_first_stage(game)
    game.walk(way_out(maze_from_code(first), "easy", 0))
    game.comes_to("StageResultsScreen")
    assert finished(own_folders) == ["first-steps"]
    game.focus_on("Next stage")
    game.key("Return")
    game.comes_to("StageScreen")
    game.click_on("Start")
    assert game.wait(r"playing (\S+)")[1] != first
    game.key("Escape")
    game.comes_to("PauseScreen")
    game.focus_on("Save and go to the campaign")
    game.key("Return")
    game.comes_to("CampaignScreen")
    assert game._focused() == "At a run"


def test_a_stage_left_half_way_is_gone_on_with(start: Callable[..., Player], own_folders: Path) -> None:
    game = start()
    code = into_the_first_stage(game)
    way = way_out(maze_from_code(code), "easy", 0)
    for _step in range(3):
        game.walk_to(way.pop(0))
    game.hold()
    game.key("Escape")
    game.comes_to("PauseScreen")
    game.focus_on("Save and go to the campaign")
    game.key("Return")
    game.comes_to("CampaignScreen")
    game.key("Escape")
    game.comes_to("TitleScreen")
    game.focus_on("Continue")
    game.key("Return")
    assert game.wait(r"playing (\S+)")[1] == code
    game.walk(way)
    game.comes_to("StageResultsScreen")
    assert finished(own_folders) == ["first-steps"]
