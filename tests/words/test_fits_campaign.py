"""The campaign's screens in every language, with the game's own campaign, in large and small windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maze3d.app.campaign_actions import campaign_actions, campaigns_of
from maze3d.app.progress import Done
from maze3d.pack.words import ENGLISH, SHIPPED, words_of
from maze3d.view.language import speak
from tests.app.stage import Stage
from tests.view.screens.campaign_show import CampaignShow, result
from tests.words.fitting import misfits
from tests.words.test_fits import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.view.screens.campaign_data import CampaignData

pytestmark = pytest.mark.offscreen


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(words_of(ENGLISH), SHIPPED)


def half_way() -> CampaignData:
    """Return the game's own campaign in the language in use, with some stages finished."""
    game = Stage().game
    assert campaign_actions(game)
    (campaign,) = (each.campaign for each in game.campaigns.all if each.campaign)
    for stage in campaign.stages[:9]:
        medal = ("gold", "silver", "bronze")[stage.number % 3]
        run = Done.model_validate({"ticks": 3599, "maze": "", "medal": medal, "date": ""})
        game.campaigns.progress.add(campaign.key, stage.key, run)
    return campaigns_of(game)[0]


@pytest.mark.parametrize(("width", "height", "text_size"), SIZES)
def test_they_fit(width: int, height: int, text_size: int) -> None:
    show = CampaignShow(width, height, text_size)
    wrong: list[str] = []

    def look(language: str, name: str) -> None:
        show.stage.frames(2)
        assert show.ui.screen
        wrong.extend(f"{language} {name}: {each}" for each in misfits(show.ui.canvas, show.ui.screen))

    try:
        for language in SHIPPED:
            speak(words_of(language), SHIPPED)
            show.ui.retext()
            campaign = half_way()
            assert (campaign.title == "By torchlight") == (language == ENGLISH)
            show.there = [campaign]
            show.open()
            look(language, "campaign")
            for stage in campaign.stages:
                show.screens.open_stage(stage)
                look(language, f"stage {stage.number}")
            last = campaign.stages[-1]
            opened: dict[str, Any] = {"unlocked": (last.title,) * 5, "best_ticks": 9000}
            for changes in (opened, {"unlocked": (), "next": last}):
                show.screens.open_stage_results(result(campaign, after=campaign.about, **changes))
                look(language, "results")
    finally:
        show.stage.close()
    assert not wrong, "\n".join(wrong)
