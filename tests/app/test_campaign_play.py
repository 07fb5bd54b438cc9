"""A campaign in the running game: all 24 stages by a bot, unlocks, a saved stage, one that has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.app import flow, ledger
from maze3d.app.campaign_actions import campaign_actions
from maze3d.app.campaigns import Campaigns
from maze3d.app.game import Phase
from maze3d.app.local_match import LocalMatch, setup_for
from maze3d.app.progress import Progress
from maze3d.bot import solver
from tests.app.stage import Stage, walk
from tests.campaign.texts import GOOD, campaign

if TYPE_CHECKING:
    import pytest

    from maze3d.view.screens.campaign_data import CampaignActions, StageResult

OWN = "maze3d.torchlight"


class Played:
    """A stage, the campaign's calls, and the results that were shown."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.game = self.stage.game
        self.results: list[StageResult] = []
        self.lists = 0
        screens: Any = self.game.screens
        screens.open_stage_results = self.results.append
        screens.open_campaign = self._open
        self.actions: CampaignActions = campaign_actions(self.game)

    def _open(self) -> None:
        self.lists += 1

    def begin(self, key: str, campaign_key: str = OWN) -> LocalMatch:
        self.actions.play(campaign_key, key)
        self.stage.work()
        played = self.game.match
        assert played
        assert self.game.phase is Phase.PLAYING
        assert played.setup.stage
        assert played.setup.stage.key == key
        return played

    def finish(self, *, run: bool = True) -> StageResult:
        """Have a bot walk the match out, tick by tick, and go on to the results."""
        played = self.game.match
        assert played
        bot = solver(played.maze, run=run, ways=played.match.ways)
        while not played.after.over:
            played.tick(bot(played.after))
        flow.count(self.game)
        flow.finish(self.game)
        return self.results[-1]


def test_a_bot_plays_all_stages_in_order_from_nothing_to_the_end() -> None:
    played = Played()
    (data,) = played.actions.campaigns()
    assert [stage.open for stage in data.stages] == [True] + 23 * [False]
    assert data.stages[1].locked == "Finish 1. First steps first."
    assert data.stages[23].locked == "Finish 23. Night first. It takes 12 medals; you have 0."
    seen = []
    for number in range(1, 25):
        (data,) = played.actions.campaigns()
        stage = next(each for each in data.stages if each.key == data.next)
        assert stage.number == number
        seen.append(stage.key)
        match = played.begin(stage.key)
        assert match.match.rules.keys == match.setup.keys
        result = played.finish()
        assert (result.medal, result.stage.medal, result.stage.finished) == ("gold", "gold", True)
        assert result.ticks <= stage.par_ticks
        assert (result.next is None) == (number == 24)
        assert result.complete == (number == 24)
        assert not played.game.folders.saved_run_file.exists()
    (data,) = played.actions.campaigns()
    assert (data.next, len(set(seen))) == ("", 24)
    assert all(stage.open and stage.medal == "gold" for stage in data.stages)
    kept = Progress.load(played.game.folders.progress_file)
    assert set(kept.done(OWN)) == set(seen)
    assert not played.game.folders.records_file.exists()


def test_a_stage_is_played_by_its_own_rules() -> None:
    played = Played()
    match = played.begin("short-of-chalk")
    assert (match.match.rules.chalk, match.match.rules.hints, match.match.rules.keys) == (8, 1, 1)
    assert played.begin("lower-lights").difficulty.light == 0.55
    without = played.begin("without-a-map")
    assert not without.difficulty.minimap
    assert without.limits == (1800, 2880, 4500)


def test_results_tell_what_has_opened_and_what_the_next_still_asks_for() -> None:
    played = Played()
    for key in ("first-steps", "at-a-run", "the-little-map", "a-hint", "chalk"):
        played.begin(key)
        assert len(played.finish().unlocked) == 1
    played.begin("without-a-map")
    result = played.finish()
    opened = [words.partition(".")[0] for words in result.unlocked]
    assert opened == ["7", "8", "9", "10", "11", "12", "13"]
    progress = played.game.campaigns.progress
    done = progress._file.campaigns[OWN]
    for key in list(done):
        done[key] = done[key].model_copy(update={"medal": ""})
    played.begin("no-habit")
    last = played.finish()
    assert last.next
    assert not last.next.open
    assert last.next.locked == "It takes 6 medals; you have 1."


def test_a_slower_run_keeps_the_best_and_a_restart_stays_in_the_stage() -> None:
    played = Played()
    played.begin("at-a-run")
    best = played.finish().ticks
    flow.restart(played.game)
    result = played.finish(run=False)
    assert result.ticks > best
    assert (result.best_ticks, result.stage.best_ticks) == (best, best)


def test_a_stage_that_was_left_is_gone_on_with_in_the_campaign() -> None:
    played = Played()
    match = played.begin("the-little-map")
    for _tick in range(90):
        walk(match)
    played.actions.to_list()
    played.stage.work()
    assert (played.lists, played.game.phase) == (1, Phase.TITLE)
    data, problem = ledger.title_data(played.game.folders)
    assert (data.saved_run, problem) == ("3. The little map, 7 x 7, 0:01.5 played", "")
    flow._continue_run(played.game)
    going_on = played.game.match
    assert going_on
    assert going_on.setup == match.setup
    assert going_on.match.checksum() == match.match.checksum()
    assert played.finish().stage.key == "the-little-map"


def test_a_saved_stage_whose_campaign_has_gone_waits_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    played = Played()
    game = played.game
    folder = campaign(game.folders.campaigns / "caves")
    match = played.begin("one", "ada.caves")
    for _tick in range(90):
        walk(match)
    flow.to_title(game)
    assert ledger.save_run(game.folders, match) == ""
    folder.rename(folder.with_name(".caves"))
    game.campaigns.look_again()
    flow._continue_run(game)
    assert "which is not there" in played.stage.ui.notices[-1]
    assert "which is not there" in capsys.readouterr().err
    assert game.folders.saved_run_file.exists()
    folder.with_name(".caves").rename(folder)
    game.campaigns.look_again()
    flow._continue_run(game)
    assert game.match
    assert game.match.setup == match.setup


def test_progress_outlives_a_campaign_that_changed_by_the_ids_of_its_stages() -> None:
    played = Played()
    game = played.game
    folder = campaign(game.folders.campaigns / "caves")
    played.begin("one", "ada.caves")
    played.finish()
    new = '[[stage]]\nid = "zero"\ntitle = "The path"\nmaze = "C28R-13N"\npar_s = 20\n\n[[stage]]\nid = "one"'
    text = GOOD.replace('[[stage]]\nid = "one"', new)
    (folder / "campaign.toml").write_text(text)
    data = next(each for each in played.actions.campaigns() if each.key == "ada.caves")
    assert [(stage.key, stage.open, stage.finished) for stage in data.stages] == [
        ("zero", True, False),
        ("one", True, True),
        ("two", True, False),
        ("three", False, False),
    ]
    assert data.stages[1].best_ticks
    (folder / "campaign.toml").write_text(
        text.replace('id = "one"\ntitle = "The mouth"', 'id = "one"\ntitle = "M"')
    )
    data = next(each for each in played.actions.campaigns() if each.key == "ada.caves")
    assert data.stages[1].finished


def test_a_maze_that_was_exchanged_keeps_medal_and_not_time() -> None:
    played = Played()
    folder = campaign(played.game.folders.campaigns / "caves")
    played.begin("one", "ada.caves")
    played.finish()
    text = GOOD.replace(GOOD.partition('maze = "')[2].partition('"')[0], "C28R-13N", 1)
    (folder / "campaign.toml").write_text(text)
    data = next(each for each in played.actions.campaigns() if each.key == "ada.caves")
    one = data.stages[0]
    assert (one.finished, one.medal, one.best_ticks) == (True, "gold", None)


def test_a_damaged_progress_is_told_once_and_the_campaign_begins_anew() -> None:
    played = Played()
    file = played.game.folders.progress_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{")
    for _look in range(2):
        played.actions.campaigns()
    (notice,) = played.stage.ui.notices
    assert "progress.broken-1.json" in notice


def test_a_disk_that_takes_nothing_is_told_and_the_stage_counts_for_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from maze3d.files import StorageError

    def refused(*_about: object) -> None:
        raise StorageError("the disk is full.")

    played = Played()
    played.begin("first-steps")
    monkeypatch.setattr("maze3d.app.progress.write_whole", refused)
    result = played.finish()
    assert played.stage.ui.notices == ["the disk is full."]
    assert result.next
    assert result.next.open


def test_the_players_campaigns_stand_beside_the_games_own_and_none_takes_its_place() -> None:
    played = Played()
    folder = played.game.folders.campaigns
    campaign(folder / "caves")
    campaign(folder / "false", GOOD.replace("ada.caves", OWN))
    campaign(folder / "wrong", "schema = 2")
    assert [(each.key, bool(each.findings)) for each in played.actions.campaigns()] == [
        (OWN, False),
        ("ada.caves", False),
        ("false", True),
        ("wrong", True),
    ]
    played.actions.choose("ada.caves")
    assert played.actions.chosen() == "ada.caves"
    assert Campaigns(played.game.folders).progress.chosen == "ada.caves"
    played.actions.play("ada.caves", "none")
    assert played.stage.ui.notices == ['There is no stage "none" any more.']


def test_a_setup_of_a_stage_says_all_that_is_played() -> None:
    stage = Played().game.campaigns.stage(OWN, "two-keys")
    assert stage
    setup = setup_for(stage)
    assert (setup.recipe, setup.difficulty, setup.keys) == (stage.recipe, "easy", 2)
