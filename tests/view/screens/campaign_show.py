"""The campaign's screens on a stage, with what they asked for written down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from maze3d.campaign.reading import read_at
from maze3d.resources import assets_folder
from maze3d.sim.medals import par_limits
from maze3d.view.screens.actions import TitleData
from maze3d.view.screens.all_screens import Screens
from maze3d.view.screens.campaign_data import CampaignActions, CampaignData, StageData, StageResult
from tests.view.ui.stage import Stage as UiStage

if TYPE_CHECKING:
    from maze3d.campaign.stages import Stage

LONG = "W" * 78


def data_of(stage: Stage, finished: int) -> StageData:
    """Return a stage as it is when the first `finished` are done."""
    done = stage.number <= finished
    return StageData(
        campaign=stage.campaign,
        key=stage.key,
        number=stage.number,
        title=stage.title,
        par_ticks=stage.par_ticks,
        limits=par_limits(stage.par_ticks),
        rules=f"{stage.recipe.rows} x {stage.recipe.cols}.",
        before=stage.before,
        open=stage.number <= finished + 1,
        finished=done,
        medal=("gold", "silver", "bronze", "")[stage.number % 4] if done else "",
        best_ticks=stage.par_ticks if done else None,
        locked="" if stage.number <= finished + 1 else f"Finish {stage.number - 1} first.",
    )


def torchlight(finished: int = 5) -> CampaignData:
    """Return the game's own campaign when its first `finished` stages are done."""
    made = read_at(assets_folder() / "campaigns/torchlight").campaign
    assert made
    stages = tuple(data_of(stage, finished) for stage in made.stages)
    following = stages[finished].key if finished < len(stages) else ""
    return CampaignData(made.key, made.title, made.about, "By us, CC0-1.0", stages, following)


def result(campaign: CampaignData, number: int = 5, **changes: Any) -> StageResult:
    """Return the result of a stage; the next one is the campaign's."""
    stage = campaign.stages[number - 1]
    following = campaign.stages[number] if number < len(campaign.stages) else None
    made = StageResult(stage, 1200, "gold", None, "Well done.", "You walked.", ("6. X",), following)
    return replace(made, **changes)


class CampaignShow:
    """`there` are the campaigns; `asked` is what the screens wanted."""

    def __init__(self, width: int = 960, height: int = 540, text_size: int = 100) -> None:
        self.stage = UiStage(width, height, text_size)
        self.ui = self.stage.ui
        self.there = [torchlight()]
        self.chosen = ""
        self.asked: list[object] = []
        silent: Any = _Silent(self.asked)
        self.screens = Screens(
            self.ui,
            silent,
            self.stage.settings,
            campaigns=CampaignActions(
                campaigns=lambda: self.there,
                chosen=lambda: self.chosen,
                choose=self._choose,
                play=lambda campaign, key: self.asked.append((campaign, key)),
                to_list=lambda: self.asked.append("list"),
                folder="the folder",
            ),
        )

    def _choose(self, key: str) -> None:
        self.chosen = key

    def open(self) -> None:
        self.screens.open_title(TitleData())
        self.screens.open_campaign()
        self.stage.frames(4)


class _Silent:
    def __init__(self, asked: list[object]) -> None:
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        return lambda *_words: self._asked.append(name)
