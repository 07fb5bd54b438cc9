"""All screens on a stage, with what they asked for written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.screens.actions import Actions, BestTimes, ResultData, TitleData
from maze3d.view.screens.all_screens import Screens
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from maze3d.view.settings import Settings

RESULT = ResultData(
    5000, "gold", (6000, 8000, 9000), 5600, True, 1, 80, 70, "AB-CD", "Hard, 9 x 9, Wilson", "Hard, 2 keys"
)


class Show:
    """A stage with all screens on it, and what they asked for."""

    def __init__(self, text_size: int = 100) -> None:
        self.stage = Stage(text_size=text_size)
        self.asked: list[object] = []
        self.settings: Settings = self.stage.settings
        self.ui = self.stage.ui
        tell = self.asked.append
        self.screens: Screens = Screens(
            self.ui,
            Actions(
                start=tell,
                continue_run=lambda: tell("continue"),
                resume=lambda: tell("resume"),
                restart=lambda: tell("restart"),
                next_maze=lambda: tell("next"),
                to_title=lambda: tell("title"),
                quit=lambda: tell("quit"),
                cancel_loading=lambda: tell("cancel"),
                apply=self._apply,
                preview=lambda choice: np.full((choice.rows, choice.cols, 4), 200, dtype=np.uint8),
                best_times=lambda _choice: BestTimes(600, None),
            ),
            self.settings,
        )

    def _apply(self, settings: Settings) -> None:
        self.settings = settings

    def visit_all(self) -> None:
        screens, ui = self.screens, self.ui
        screens.open_title(TitleData("Hard, 9 x 9", "1"))
        self.stage.frames(3)
        screens.open_new_game()
        self.stage.frames(8)
        screens.open_pause("Hard")
        screens.settings.prepare(self.settings)
        ui.push(screens.settings)
        self.stage.frames(3)
        screens.help.prepare(self.settings)
        ui.push(screens.help)
        self.stage.frames(3)
        ui.ask("Sure?", lambda: None)
        self.stage.frames(3)
        screens.open_loading()
        screens.open_results(RESULT)
        self.stage.frames(3)
        ui.notify("Done")
        ui.show()
        self.stage.frames(1)
