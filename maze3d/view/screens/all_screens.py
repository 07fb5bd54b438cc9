"""Builds each screen once, when it is first opened, and ties together those that open each other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.screens.campaign import CampaignScreen
from maze3d.view.screens.help import HelpScreen
from maze3d.view.screens.lan_screens import LanScreens
from maze3d.view.screens.loading import LoadingScreen
from maze3d.view.screens.new_game import NewGameScreen
from maze3d.view.screens.own_mazes import OwnMazesScreen
from maze3d.view.screens.packs import PacksScreen
from maze3d.view.screens.pause import PauseScreen
from maze3d.view.screens.results import ResultsScreen
from maze3d.view.screens.settings_screen import SettingsScreen
from maze3d.view.screens.stage import StageScreen
from maze3d.view.screens.stage_results import StageResultsScreen
from maze3d.view.screens.title import TitleScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.screens.actions import Actions, ResultData, TitleData
    from maze3d.view.screens.campaign_data import CampaignActions, StageData, StageResult
    from maze3d.view.screens.lan_data import LanActions
    from maze3d.view.screens.own_mazes import OwnMazeActions
    from maze3d.view.screens.packs import PackActions
    from maze3d.view.settings import Settings
    from maze3d.view.surfaces import Stock
    from maze3d.view.ui.ui import Ui


class Screens:
    """All screens. The `open_*` calls put one in front; `Ui.show()` without a screen shows the game.

    Each is built once, when it is first opened: together they would cost a start some 50 ms.
    `actions.apply` is told of every changed setting. Without `lan` nobody is offered to play together,
    without `packs` to change them, without `campaigns` to play one, without
    `drawn` a drawn maze. `plugins` gives the names of generators that other packages bring.
    """

    def __init__(
        self,
        ui: Ui,
        actions: Actions,
        settings: Settings,
        lan: LanActions | None = None,
        packs: PackActions | None = None,
        *,
        campaigns: CampaignActions | None = None,
        drawn: OwnMazeActions | None = None,
        plugins: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self.ui = ui
        self.lan: LanScreens | None = None
        if lan:
            self.lan = LanScreens(
                ui,
                actions,
                lan,
                on_settings=self.open_settings,
                on_help=self.open_help,
                on_packs=self.open_packs if packs else None,
            )
        """The screens for playing together."""
        self._actions = actions
        self._pack_actions = packs
        self._campaign_actions = campaigns
        self._drawn_actions = drawn
        self._plugins = plugins
        self._current = settings
        self._logo: NDArray[np.uint8] | None = None

    @cached_property
    def title(self) -> TitleScreen:
        """What is seen first."""
        together = self.lan.open_play_together if self.lan else None
        made = TitleScreen(
            self.ui,
            self._actions,
            **self._openers(),
            on_together=together,
            on_campaign=self.open_campaign if self._campaign_actions else None,
        )
        made.take_logo(self._logo)
        return made

    @cached_property
    def new_game(self) -> NewGameScreen:
        """Where a maze is chosen."""
        on_drawn = self.open_drawn if self._drawn_actions else None
        return NewGameScreen(self.ui, self._actions, on_drawn, self._plugins())

    @cached_property
    def drawn(self) -> OwnMazesScreen:
        """Mazes drawn by hand."""
        assert self._drawn_actions  # noqa: S101 - else nothing opens it
        return OwnMazesScreen(self.ui, self._drawn_actions)

    @cached_property
    def loading(self) -> LoadingScreen:
        """The progress of what takes long."""
        return LoadingScreen(self.ui, self._actions)

    @cached_property
    def pause(self) -> PauseScreen:
        """The menu of a match."""
        to_list = self._campaign_actions.to_list if self._campaign_actions else None
        return PauseScreen(self.ui, self._actions, **self._openers(), on_campaign=to_list)

    @cached_property
    def results(self) -> ResultsScreen:
        """How a match ended."""
        return ResultsScreen(self.ui, self._actions)

    @cached_property
    def settings(self) -> SettingsScreen:
        """Everything that can be set."""
        return SettingsScreen(self.ui, self._current, self._apply)

    @cached_property
    def help(self) -> HelpScreen:
        """The goal and the keys."""
        return HelpScreen(self.ui)

    @cached_property
    def packs(self) -> PacksScreen:
        """Which packs are on."""
        assert self._pack_actions  # noqa: S101 - else nothing opens it
        return PacksScreen(self.ui, self._pack_actions)

    @cached_property
    def campaign(self) -> CampaignScreen:
        """The stages of a campaign."""
        assert self._campaign_actions  # noqa: S101 - else nothing opens it
        return CampaignScreen(self.ui, self._campaign_actions, self.open_stage)

    @cached_property
    def stage(self) -> StageScreen:
        """What is read before a stage."""
        assert self._campaign_actions  # noqa: S101 - else nothing opens it
        return StageScreen(self.ui, self._campaign_actions)

    @cached_property
    def stage_results(self) -> StageResultsScreen:
        """How a stage ended."""
        assert self._campaign_actions  # noqa: S101 - else nothing opens it
        return StageResultsScreen(self.ui, self._actions, self._campaign_actions, self.open_stage)

    def open_campaign(self) -> None:
        """Show the stages over the screen shown."""
        self.campaign.prepare()
        self.ui.push(self.campaign)

    def open_stage(self, stage: StageData) -> None:
        """Show the card of a stage over the screen shown."""
        self.stage.prepare(stage, self._current.controls)
        self.ui.push(self.stage)

    def open_stage_results(self, data: StageResult) -> None:
        """Show how the stage ended."""
        self.stage_results.prepare(data, self._current.controls)
        self.ui.show(self.stage_results)

    def open_drawn(self) -> None:
        """Show the drawn mazes over the screen shown."""
        self.drawn.prepare()
        self.ui.push(self.drawn)

    def open_packs(self) -> None:
        """Show the packs over the screen shown."""
        self.packs.prepare()
        self.ui.push(self.packs)

    def restock(self, stock: Stock) -> None:
        """Show these pictures from now on: other packs, or files of theirs that changed."""
        self.ui.background.take(stock.picture("menu/background"))
        self._logo = stock.picture("menu/logo")
        if "title" in vars(self):  # has been opened
            self.title.take_logo(self._logo)

    def open_title(self, data: TitleData) -> None:
        """Show the title alone."""
        self.title.prepare(data)
        self.ui.show(self.title)

    def open_loading(self) -> None:
        """Show the progress bar, empty; `loading.set_progress` fills it."""
        self.loading.set_progress(say("loading.starting"), 0.0)
        self.ui.show(self.loading)

    def open_pause(self, setup: str, *, stage: bool = False) -> None:
        """Show the pause menu over the match; `setup` is the match in words, `stage` one of a campaign's."""
        self.pause.prepare(setup, stage=stage)
        self.ui.show(self.pause)

    def open_results(self, data: ResultData) -> None:
        """Show how the match ended."""
        self.results.prepare(data)
        self.ui.show(self.results)

    def open_new_game(self) -> None:
        """Show the new-game screen over the one shown."""
        self.new_game.prepare()
        self.ui.push(self.new_game)

    def open_settings(self) -> None:
        """Show the settings over the screen shown."""
        self.settings.prepare(self._current)
        self.ui.push(self.settings)

    def open_help(self) -> None:
        """Show the help over the screen shown."""
        self.help.prepare(self._current)
        self.ui.push(self.help)

    def take(self, settings: Settings) -> None:
        """Know of changed settings: by a key, they may change while the settings are open."""
        self._current = settings
        if "settings" in vars(self):  # has been opened
            self.settings.prepare(settings)

    def _openers(self) -> dict[str, Callable[[], None]]:
        openers = {"on_new": self.open_new_game, "on_settings": self.open_settings, "on_help": self.open_help}
        return openers | ({"on_packs": self.open_packs} if self._pack_actions else {})

    def _apply(self, changed: Settings) -> None:
        self._current = changed
        self.ui.apply(changed)
        self._actions.apply(changed)
