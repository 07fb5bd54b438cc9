"""The match stands still: go on, begin again, or leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import FAINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.actions import Actions
    from maze3d.view.ui.ui import Ui


class PauseScreen(Screen):
    """Leaving a maze for good is asked back; leaving with a save is not."""

    def __init__(
        self,
        ui: Ui,
        actions: Actions,
        *,
        on_new: Callable[[], None],
        on_settings: Callable[[], None],
        on_help: Callable[[], None],
        on_packs: Callable[[], None] | None = None,
        on_campaign: Callable[[], None] | None = None,
    ) -> None:
        canvas = ui.canvas
        self._stages = Button(canvas, "Save and go to the campaign", on_campaign or actions.to_title)
        self._setup = Label(canvas, "", style="small", colour=FAINT)

        def restart() -> None:
            ui.ask(
                "Start this maze again from the beginning?", actions.restart, yes="Restart", no="Keep going"
            )

        def another() -> None:
            ui.ask("Leave this maze for a new one?", on_new, yes="New maze", no="Keep going")

        buttons = [
            Button(canvas, "Resume", actions.resume),
            Button(canvas, "Restart this maze", restart),
            Button(canvas, "New maze", another),
            Button(canvas, "Settings", on_settings),
            *([Button(canvas, "Packs", on_packs)] if on_packs else []),
            Button(canvas, "Help", on_help),
            self._stages,
            Button(canvas, "Save and go to the title", actions.to_title),
            Button(canvas, "Save and quit", actions.quit),
        ]
        super().__init__(
            canvas,
            "Paused",
            Column(canvas, [self._setup, *buttons]),
            width=380,
            on_back=actions.resume,
        )

    def prepare(self, setup: str, *, stage: bool = False) -> None:
        """Take the match in words ("Hard, 30 x 30, Wilson, code ..."), and whether it is a campaign's."""
        self._stages.show(on=stage)
        self._setup.text.set(setup)
        self.changed = True
