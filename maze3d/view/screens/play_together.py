"""The way to playing together: host a match, or join one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.screens.lan_data import NAME_LENGTH
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.entry import Entry
from maze3d.view.ui.layout import Column
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import FAINT

if TYPE_CHECKING:
    from maze3d.view.screens.lan_data import LanActions
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget


class NameEntry(Entry):
    """What the player wants to be called. Kept as it was while the line is empty."""

    def __init__(self, ui: Ui, lan: LanActions) -> None:
        def take(words: str) -> None:
            if words.strip():
                lan.set_name(words.strip())

        super().__init__(ui.canvas, say("together.name"), take, limit=NAME_LENGTH, share=0.6)


class PlayTogetherScreen(Screen):
    """Two doors and the player's name."""

    def __init__(self, ui: Ui, lan: LanActions) -> None:
        canvas = ui.canvas
        self._host = Button(canvas, say("menu.host"), lan.open_host)
        self._name = NameEntry(ui, lan)
        body: list[Widget] = [
            self._host,
            Label(canvas, say("together.host_about"), style="small", colour=FAINT),
            Button(canvas, say("menu.join_match"), lan.open_join),
            Label(canvas, say("together.join_about"), style="small", colour=FAINT),
            self._name,
        ]
        super().__init__(
            canvas,
            say("menu.together"),
            Column(canvas, body, gap=10),
            [Button(canvas, say("menu.back"), ui.back)],
            width=460,
            on_back=ui.back,
        )

    def first_focus(self) -> Widget:
        return self._host

    def prepare(self, player_name: str) -> None:
        """Show what the player is called."""
        self._name.set(player_name)
