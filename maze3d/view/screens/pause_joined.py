"""The menu over a match played together, which goes on meanwhile."""

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


class PauseJoinedScreen(Screen):
    """`prepare` it with the match in words and whether this player may use the console."""

    def __init__(
        self,
        ui: Ui,
        actions: Actions,
        *,
        on_players: Callable[[], None],
        on_settings: Callable[[], None],
        on_help: Callable[[], None],
        on_console: Callable[[], None],
        on_leave: Callable[[], None],
        on_packs: Callable[[], None] | None = None,
    ) -> None:
        canvas = ui.canvas
        self._setup = Label(canvas, "", style="small", colour=FAINT)
        self._console = Button(canvas, say("menu.console"), on_console)
        buttons = [
            Button(canvas, say("menu.resume"), actions.resume),
            Button(canvas, say("pause_joined.players"), on_players),
            Button(canvas, say("menu.settings"), on_settings),
            *([Button(canvas, say("menu.packs"), on_packs)] if on_packs else []),
            Button(canvas, say("menu.help"), on_help),
            self._console,
            Button(canvas, say("pause_joined.leave"), on_leave),
        ]
        super().__init__(
            canvas,
            say("pause_joined.title"),
            Column(canvas, [self._setup, *buttons]),
            width=380,
            on_back=actions.resume,
        )

    def prepare(self, setup: str, *, admin: bool) -> None:
        """Take the match in words ("Anna's match: Race, 15 x 15, round 2 of 3")."""
        self._setup.text.set(setup)
        self._console.show(on=admin)
        self.changed = True
