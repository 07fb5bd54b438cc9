"""Leaving a match: alone, or stopping it for everyone when one has started its host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column
from maze3d.view.ui.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.lan_data import LanActions
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget


class LeaveMatchScreen(Screen):
    """Staying has the focus, and Escape stays."""

    def __init__(self, ui: Ui, lan: LanActions) -> None:
        canvas = ui.canvas

        def closing(call: Callable[[], None]) -> Callable[[], None]:
            def do() -> None:
                ui.back()
                call()

            return do

        self._question = Label(canvas)
        self._alone = Button(canvas, "", closing(lan.leave))
        self._all = Button(canvas, say("leave_match.all"), closing(lan.leave_and_stop))
        self._stay = Button(canvas, say("menu.stay"), ui.back)
        super().__init__(
            canvas,
            "",
            Column(canvas, [self._question, self._alone, self._all, self._stay]),
            width=420,
            overlay=True,
            on_back=ui.back,
        )

    def first_focus(self) -> Widget:
        return self._stay

    def prepare(self, *, started_here: bool) -> None:
        """Ask; `started_here` for the one who started the host."""
        self._all.show(on=started_here)
        self._alone.text.set(say("leave_match.alone") if started_here else say("menu.leave"))
        self._question.text.set(say("leave_match.what_becomes") if started_here else say("leave_match.sure"))
        self.changed = True
