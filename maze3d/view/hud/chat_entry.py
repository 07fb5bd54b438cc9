"""The line one types into over a match. It takes the keys until Enter or Escape."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from maze3d.view.language import say
from maze3d.view.screens.join_password import SayEntry
from maze3d.view.screens.lan_data import CHAT_LENGTH
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import ROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.ui import Ui

Place: TypeAlias = "Callable[[], tuple[float, float, float]]"
"""Tells the entry's left, top and width on the canvas as it is."""


class _Line(SayEntry):
    deaf_to: frozenset[str] = frozenset()

    def type(self, letter: str) -> None:
        if letter.casefold() not in self.deaf_to:
            super().type(letter)


class ChatEntryScreen(Screen):
    """A screen of one entry, without a panel, so that the match stays in sight."""

    def __init__(self, ui: Ui, place: Place) -> None:
        self._ui = ui
        self._place = place
        self._on_say: Callable[[str], None] | None = None
        self._line = _Line(ui.canvas, "", self._give, ghost=say("hud.say_something"), limit=CHAT_LENGTH)
        super().__init__(ui.canvas, "", self._line, overlay=True, on_back=ui.back)
        for plate in (self._veil, self._shadow, self._panel, self._edge):
            plate.node.stash()

    def open(self, on_say: Callable[[str], None]) -> None:
        """Take the keys. What the opening key types, and types again while it is held, is not meant."""
        self._on_say = on_say
        self._line.set("")
        self._line.deaf_to = self._ui.held
        self._ui.push(self)

    def update(self, dt: float) -> None:
        """Listen to the opening key again once it has been let go."""
        del dt
        self._line.deaf_to &= self._ui.held

    def lay_out(self) -> None:
        """Place the line for the canvas's size."""
        self.changed = False
        left, top, wide = self._place()
        self.scroll.place(left, top, wide, ROW)

    def _give(self) -> None:
        words = self._line.words.strip()
        self._ui.back()
        if words and self._on_say:
            self._on_say(words)
