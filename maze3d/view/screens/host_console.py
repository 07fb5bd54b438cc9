"""The host's console for an admin in the game: a line in, what the host answers below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.screens.join_password import SayEntry
from maze3d.view.screens.line_log import LineLog
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column
from maze3d.view.ui.pane import PanedScreen
from maze3d.view.ui.theme import AMBER, FAINT

if TYPE_CHECKING:
    from maze3d.view.screens.lan_data import LanActions
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_AROUND = 290.0
_LEAST_PANE = 90.0
_LONGEST = 400
_COLUMNS = re.compile(r"(?<=\S) {2,}")
"""A host fills its columns up for a terminal; here letters differ in width, and no column would stand."""


class HostConsoleScreen(PanedScreen):
    """Keeps its lines while it is closed."""

    def __init__(self, ui: Ui, lan: LanActions) -> None:
        canvas = ui.canvas
        self._lan = lan
        self._log = LineLog(canvas, most=200)
        self._entry = SayEntry(canvas, "", self._give, ghost=say("console.ghost"), limit=_LONGEST)
        hint = Label(canvas, say("console.scroll"), style="small", colour=FAINT)
        super().__init__(
            canvas,
            say("console.title"),
            Column(canvas, [self._log, self._entry, hint], gap=6),
            [
                Button(canvas, say("console.players"), lambda: self._do("players")),
                Button(canvas, say("menu.back"), ui.back),
            ],
            width=860,
            overlay=True,
            on_back=ui.back,
        )
        self.panes = (self._log,)
        self.reading = self._log

    def first_focus(self) -> Widget:
        return self._entry

    def add_line(self, text: str) -> None:
        """Add a line that the host has answered."""
        self._log.add(_COLUMNS.sub("   ", text))
        self.changed = True

    def forget(self) -> None:
        """Let the lines of a host go that was left."""
        self._log.clear()

    def lay_out(self) -> None:
        self._log.tall = max(_LEAST_PANE, self.canvas.height - _AROUND)
        super().lay_out()

    def _give(self) -> None:
        words = self._entry.words.strip()
        self._entry.set("")
        if words:
            self._do(words)

    def _do(self, words: str) -> None:
        self._log.add(f"> {words}", None, AMBER)
        self.changed = True
        self._lan.console(words)
