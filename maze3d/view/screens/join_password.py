"""Asks for the password of a match that is not open to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.entry import Entry
from maze3d.view.ui.layout import Column
from maze3d.view.ui.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_EDGE = 6.0


class SayEntry(Entry):
    """An entry whose line is handed over with Enter."""

    def __init__(
        self, canvas: Canvas, words: str, on_enter: Callable[[], None], *, ghost: str = "", limit: int = 64
    ) -> None:
        self._on_enter = on_enter
        super().__init__(canvas, words, lambda _w: None, ghost=ghost, limit=limit, share=0.62)

    def _value_left(self, width: float) -> float:
        return super()._value_left(width) if self.text.words else _EDGE

    def press(self) -> None:
        self._on_enter()


class JoinPasswordScreen(Screen):
    """`prepare` it with the question and what to do with the answer."""

    def __init__(self, ui: Ui) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._question = Label(canvas)
        self._entry = SayEntry(canvas, say("host.password"), self._give)
        self._on_given: Callable[[str], None] | None = None
        super().__init__(
            canvas,
            "",
            Column(canvas, [self._question, self._entry], gap=12),
            [Button(canvas, say("menu.back"), ui.back), Button(canvas, say("menu.join"), self._give)],
            width=460,
            overlay=True,
            on_back=ui.back,
        )

    def first_focus(self) -> Widget:
        return self._entry

    def prepare(self, question: str, on_given: Callable[[str], None]) -> None:
        """Ask; `on_given` is called with the password once it is given, which is never empty."""
        self._question.text.set(question)
        self._entry.set("")
        self._on_given = on_given
        self.changed = True

    def _give(self) -> None:
        words = self._entry.words
        if not words:
            self._ui.focus_on(self._entry)
        elif self._on_given:
            self._ui.back()
            self._on_given(words)
