"""Shown while a maze is made: what is being done and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.controls import Button, Label, Progress
from maze3d.view.ui.layout import Column
from maze3d.view.ui.screen import SOLID, Screen
from maze3d.view.ui.theme import FAINT

if TYPE_CHECKING:
    from maze3d.view.screens.actions import Actions
    from maze3d.view.ui.ui import Ui


class LoadingScreen(Screen):
    """Escape or its button calls the making off."""

    def __init__(self, ui: Ui, actions: Actions) -> None:
        canvas = ui.canvas
        self._phase = Label(canvas, " ", style="body", colour=FAINT)
        self._bar = Progress(canvas)
        super().__init__(
            canvas,
            say("loading.title"),
            Column(canvas, [self._phase, self._bar], gap=14),
            [Button(canvas, say("menu.cancel"), actions.cancel_loading)],
            width=460,
            veil=SOLID,
            on_back=actions.cancel_loading,
        )

    def set_progress(self, phase: str, share: float) -> None:
        """Show what is being done ("Carving passages") and how far, 0 to 1."""
        self._phase.text.set(phase)
        self._bar.set(share)
