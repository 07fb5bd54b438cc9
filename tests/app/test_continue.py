"""Going on with a saved run loses nothing, whatever happens on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.app import flow, ledger
from maze3d.app.loading import CancelledError
from maze3d.app.local_match import LocalMatch
from maze3d.sim.replay import ReplayError
from tests.app.stage import SETUP, Stage, walk

if TYPE_CHECKING:
    import pytest


def stage_with_a_saved_run() -> tuple[Stage, LocalMatch]:
    stage = Stage()
    played = LocalMatch(SETUP, SETUP.recipe.make())
    for _tick in range(90):
        walk(played)
    assert ledger.save_run(stage.game.folders, played) == ""
    return stage, played


def test_the_run_comes_back_as_it_was_left_and_its_file_stays_until_it_is_over() -> None:
    stage, left = stage_with_a_saved_run()
    flow._continue_run(stage.game)
    assert stage.game.match
    assert stage.game.match.match.checksum() == left.match.checksum()
    file = stage.game.folders.saved_run_file
    assert file.exists()
    stage.walk(200)
    assert file.exists()
    flow.restart(stage.game)
    assert not file.exists()


def test_a_finished_run_is_not_gone_on_with() -> None:
    stage, _left = stage_with_a_saved_run()
    flow._continue_run(stage.game)
    assert stage.game.match
    stage.game.match.match.players[0].finished_tick = 90
    stage.game.match.after = stage.game.match.match.snapshot()
    flow.count(stage.game)
    assert not stage.game.folders.saved_run_file.exists()
    flow.finish(stage.game)
    assert stage.screens == [f"results: {stage.game.match.maze.code} (Hard, 2 keys)"]


def test_calling_it_off_keeps_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, _left = stage_with_a_saved_run()

    def called_off(*_about: object) -> None:
        raise CancelledError

    monkeypatch.setattr(flow, "walk_again", called_off)
    flow._continue_run(stage.game)
    assert stage.screens == ["title: Hard, 6 x 6, Kruskal, 0:01.5 played"]
    assert ledger.title_data(stage.game.folders)[0].saved_run


def test_a_run_of_other_rules_is_kept_aside_and_said_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stage, _left = stage_with_a_saved_run()

    def other_rules(*_about: object) -> None:
        raise ReplayError("the run was played by other rules.")

    monkeypatch.setattr(flow, "walk_again", other_rules)
    flow._continue_run(stage.game)
    file = stage.game.folders.saved_run_file
    assert not file.exists()
    assert [kept.name for kept in file.parent.glob("saved-run.broken*")] == ["saved-run.broken-1.maze3d"]
    assert "broken-1" in stage.ui.notices[0]
    assert "broken-1" in capsys.readouterr().err
    assert stage.screens == ["title: "]
