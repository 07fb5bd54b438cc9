"""The match stands still: go on, begin again, or leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
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
        self._stages = Button(canvas, say("pause.to_campaign"), on_campaign or actions.to_title)
        self._setup = Label(canvas, "", style="small", colour=FAINT)

        def restart() -> None:
            ui.ask(say("ask.restart"), actions.restart, yes=say("menu.restart"), no=say("menu.keep_going"))

        def another() -> None:
            ui.ask(say("ask.new_maze"), on_new, yes=say("menu.new_maze"), no=say("menu.keep_going"))

        buttons = [
            Button(canvas, say("menu.resume"), actions.resume),
            Button(canvas, say("pause.restart"), restart),
            Button(canvas, say("menu.new_maze"), another),
            Button(canvas, say("menu.settings"), on_settings),
            *([Button(canvas, say("menu.packs"), on_packs)] if on_packs else []),
            Button(canvas, say("menu.help"), on_help),
            self._stages,
            Button(canvas, say("pause.to_title"), actions.to_title),
            Button(canvas, say("pause.quit"), actions.quit),
        ]
        super().__init__(
            canvas,
            say("pause.title"),
            Column(canvas, [self._setup, *buttons]),
            width=380,
            on_back=actions.resume,
        )

    def prepare(self, setup: str, *, stage: bool = False) -> None:
        """Take the match in words ("Hard, 30 x 30, Wilson, code ..."), and whether it is a campaign's."""
        self._stages.show(on=stage)
        self._setup.text.set(setup)
        self.changed = True
