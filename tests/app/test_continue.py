"""Going on with a saved run loses nothing, whatever happens on the way."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from maze3d.app import flow, ledger
from maze3d.app.game import Phase
from maze3d.app.loading import CancelledError
from maze3d.app.local_match import LocalMatch, Setup
from maze3d.app.paths import folders
from maze3d.maze import Recipe
from maze3d.sim.replay import ReplayError
from maze3d.sim.state import Command

if TYPE_CHECKING:
    import pytest

    from maze3d.app.game import Game


def game_with_a_saved_run(monkeypatch: pytest.MonkeyPatch) -> tuple[Game, LocalMatch]:
    """Return what flow needs of a game, its titles and notices written down in `told`."""
    told: list[str] = []
    places = folders(os.environ)
    setup = Setup(Recipe("kruskal", 6, 6, seed=1), "hard", 2)
    played = LocalMatch(setup, setup.recipe.make())
    for tick in range(90):
        played.tick(Command(forward=127, yaw=tick * 300))
    assert ledger.save_run(places, played) == ""
    game: Any = SimpleNamespace(folders=places, ui=SimpleNamespace(notify=told.append), told=told)
    game.screens = SimpleNamespace(open_title=lambda data: told.append(f"title: {data.saved_run}"))
    game.phase, game.match = Phase.TITLE, None
    monkeypatch.setattr(flow, "to_title", lambda _game: told.append("title"))
    monkeypatch.setattr(flow, "_enter", lambda entered, match: setattr(entered, "match", match))
    return cast("Game", game), played


def test_the_run_comes_back_as_it_was_left_and_its_file_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    game, left = game_with_a_saved_run(monkeypatch)
    flow._continue_run(game)
    assert game.match
    assert game.match.match.checksum() == left.match.checksum()
    assert not game.folders.saved_run_file.exists()


def test_calling_it_off_keeps_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    game, _left = game_with_a_saved_run(monkeypatch)

    def called_off(*_about: object) -> None:
        raise CancelledError

    monkeypatch.setattr(flow, "walk_again", called_off)
    flow._continue_run(game)
    assert game.match is None
    assert ledger.title_data(game.folders)[0].saved_run


def test_a_run_of_other_rules_is_kept_aside_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    game, _left = game_with_a_saved_run(monkeypatch)

    def other_rules(*_about: object) -> None:
        raise ReplayError("the run was played by other rules.")

    monkeypatch.setattr(flow, "walk_again", other_rules)
    flow._continue_run(game)
    file = game.folders.saved_run_file
    assert not file.exists()
    assert [kept.name for kept in file.parent.glob("saved-run.broken*")] == ["saved-run.broken-1.maze3d"]
    told = cast("Any", game).told
    assert "broken-1" in told[0]
    assert told[1] == "title: "
