"""What the campaign's screens call: campaigns and stages in words, a stage played and counted.

Owns how a campaign and what was done in it become what is shown. Knows nothing of how it is drawn.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from maze3d.app import flow, ledger, questions
from maze3d.app.game import Game, warn
from maze3d.app.local_match import setup_for
from maze3d.campaign.stages import is_open
from maze3d.files import StorageError
from maze3d.maze.drawing import Drawing, code_of
from maze3d.sim.medals import medal, par_limits
from maze3d.view.language import commas, listed, say
from maze3d.view.screens.campaign_data import CampaignActions, CampaignData, StageData, StageResult
from maze3d.view.screens.words import difficulty_words, generator_words, size_words

if TYPE_CHECKING:
    from maze3d.app.campaigns import Campaigns
    from maze3d.app.local_match import LocalMatch
    from maze3d.campaign.reading import Found
    from maze3d.campaign.stages import Campaign, Stage


def campaign_actions(game: Game) -> CampaignActions:
    """Return the calls for `game`."""
    return CampaignActions(
        campaigns=partial(campaigns_of, game),
        chosen=lambda: game.campaigns.progress.chosen,
        choose=partial(_choose, game),
        play=partial(play_stage, game),
        to_list=partial(to_list, game),
        folder=str(game.campaigns.folder),
    )


def campaigns_of(game: Game) -> list[CampaignData]:
    """Return all campaigns there are now, the game's own first."""
    game.campaigns.look_again()
    _tell(game)
    return [_campaign_data(game.campaigns, found) for found in game.campaigns.all]


def play_stage(game: Game, campaign: str, key: str) -> None:
    """Play a stage, once it is settled what becomes of a saved run."""
    stage = game.campaigns.stage(campaign, key)
    if stage is None:
        game.ui.notify(say("campaign.gone", stage=key))
        return
    flow.offer(game, setup_for(stage))


def to_list(game: Game) -> None:
    """Leave the match, saved when it is not over, for the list of stages."""

    def leave() -> None:
        flow.to_title(game)
        game.screens.open_campaign()

    questions.before_leaving(game, lambda: flow.later(game, partial(leave)))


def count_stage(game: Game, stage: Stage, played: LocalMatch) -> StageResult:
    """Count a finished stage and return what its results show."""
    from maze3d.app.progress import Done  # noqa: PLC0415 - not every start plays a campaign

    campaigns, progress = game.campaigns, game.campaigns.progress
    _tell(game)
    campaign = campaigns.campaign(stage.campaign)
    ticks, code = played.player.finished_tick, code_of(stage.recipe)
    before = progress.done(stage.campaign).get(stage.key)
    open_before = {each.key for each in campaigns.open(campaign)} if campaign else set()
    won = medal(ticks, played.limits)
    run = Done.model_validate({"ticks": ticks, "maze": code, "medal": won, "date": ledger.now()})
    try:
        progress.add(stage.campaign, stage.key, run)
    except StorageError as problem:
        warn(game, str(problem))
    unlocked: list[str] = []
    following, complete = None, False
    if campaign:  # a player may have taken its folder away meanwhile
        unlocked = [_named(each) for each in campaigns.open(campaign) if each.key not in open_before]
        after = next((each for each in campaign.stages if each.number == stage.number + 1), None)
        following = _stage_data(campaigns, campaign, after) if after else None
        complete = all(each.key in progress.done(campaign.key) for each in campaign.stages)
    return StageResult(
        stage=_stage_data(campaigns, campaign, stage),
        ticks=ticks,
        medal=won,
        best_ticks=before.ticks if before and before.maze == code else None,
        after=stage.after,
        facts=_facts(played),
        unlocked=tuple(unlocked),
        next=following,
        complete=complete,
    )


def _tell(game: Game) -> None:
    """Say once what was wrong with the file of progress."""
    progress = game.campaigns.progress
    problem, progress.problem = progress.problem, ""
    if problem:
        warn(game, problem)


def _choose(game: Game, campaign: str) -> None:
    try:
        game.campaigns.progress.choose(campaign)
    except StorageError as problem:
        warn(game, str(problem))


def _campaign_data(campaigns: Campaigns, found: Found) -> CampaignData:
    campaign = found.campaign
    if campaign is None:
        return CampaignData(
            found.path.name, found.path.name, findings=tuple(str(each) for each in found.findings)
        )
    following = campaigns.next(campaign)
    return CampaignData(
        key=campaign.key,
        title=campaign.title,
        about=campaign.about,
        facts=say("campaign.by", author=campaign.author, licence=campaign.licence),
        stages=tuple(_stage_data(campaigns, campaign, stage) for stage in campaign.stages),
        next=following.key if following else "",
    )


def _stage_data(campaigns: Campaigns, campaign: Campaign | None, stage: Stage) -> StageData:
    done = campaigns.progress.done(stage.campaign)
    own = done.get(stage.key)
    medals = campaigns.medals(campaign) if campaign else 0
    there = is_open(stage, done, medals)
    return StageData(
        campaign=stage.campaign,
        key=stage.key,
        number=stage.number,
        title=stage.title,
        par_ticks=stage.par_ticks,
        limits=par_limits(stage.par_ticks),
        rules=_rules(stage),
        before=stage.before,
        open=there,
        finished=own is not None,
        medal=own.medal if own else "",
        best_ticks=own.ticks if own and own.maze == code_of(stage.recipe) else None,
        locked="" if there or campaign is None else _locked(campaigns, campaign, stage),
    )


def _locked(campaigns: Campaigns, campaign: Campaign, stage: Stage) -> str:
    """Say what opens a stage, as much as is missing."""
    done, medals = campaigns.progress.done(campaign.key), campaigns.medals(campaign)
    missing = [_named(each) for each in campaign.stages if each.key in stage.needs and each.key not in done]
    finish = say("campaign.finish", stages=listed(missing)) if missing else ""
    win = say("campaign.win", n=stage.medals, medals=medals) if medals < stage.medals else ""
    return say("campaign.both", first=finish, next=win) if finish and win else finish or win


def _named(stage: Stage) -> str:
    return say("campaign.stage", number=stage.number, title=stage.title)


def _rules(stage: Stage) -> str:
    recipe = stage.recipe
    maker = say("drawn.made") if isinstance(recipe, Drawing) else generator_words(recipe.generator)[0]
    kind = [size_words(recipe.rows, recipe.cols, recipe.levels), maker]
    keys = [say("count.keys", n=stage.keys)] if stage.keys else []
    return say("campaign.rules", maze=commas([*kind, *keys]), facts=difficulty_words(stage.difficulty))


def _facts(played: LocalMatch) -> str:
    walked = say("results.walked", n=played.cells_walked, shortest=played.shortest_cells)
    used = say("results.used", n=played.rules.hints - played.player.hints_left)
    return say("campaign.both", first=walked, next=used)
