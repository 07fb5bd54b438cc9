"""The first thing a player sees: a column of choices over the live picture of a bot's walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column
from maze3d.view.ui.picture import Card
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, FAINT, GAP, INK, SIZES, VEIL, faded

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.screens.actions import Actions, TitleData
    from maze3d.view.ui.ui import Ui

_SHADE = faded(VEIL, 0.86)


class TitleScreen(Screen):
    """`show` it with `TitleData`; the calls open other screens; None leaves one out."""

    def __init__(
        self,
        ui: Ui,
        actions: Actions,
        *,
        on_new: Callable[[], None],
        on_settings: Callable[[], None],
        on_help: Callable[[], None],
        on_campaign: Callable[[], None] | None = None,
        on_together: Callable[[], None] | None = None,
        on_packs: Callable[[], None] | None = None,
    ) -> None:
        canvas = ui.canvas
        self._go_on = Button(canvas, say("title.continue"), actions.continue_run, align="left")
        self._saved = Label(canvas, "", style="small", colour=FAINT)
        buttons = [
            self._go_on,
            self._saved,
            *([Button(canvas, say("menu.campaign"), on_campaign, align="left")] if on_campaign else []),
            Button(canvas, say("menu.new_game"), on_new, align="left"),
            *([Button(canvas, say("menu.together"), on_together, align="left")] if on_together else []),
            Button(canvas, say("menu.settings"), on_settings, align="left"),
            *([Button(canvas, say("menu.packs"), on_packs, align="left")] if on_packs else []),
            Button(canvas, say("menu.help"), on_help, align="left"),
            Button(canvas, say("menu.quit"), actions.quit, align="left"),
        ]
        super().__init__(canvas, "", Column(canvas, buttons))
        for plate in (self._veil, self._shadow, self._panel, self._edge):
            plate.node.stash()
        self._shade = Box(self.node, _SHADE, None, corner=0)
        self._gradient = Box(self.node, _SHADE, "fade", corner=0)
        for plate in (self._shade, self._gradient):
            plate.node.reparentTo(self.node, -1)
        self._logo = Text(canvas, self.node, "maze3d", style="logo", colour=AMBER)
        self._picture = Card(self.node)
        self._motto = Text(canvas, self.node, say("title.motto"), style="body", colour=INK)
        self._version = Text(canvas, self.node, "", style="small", colour=FAINT)

    def take_logo(self, picture: NDArray[np.uint8] | None) -> None:
        """Show a pack's picture in place of the game's name, or that for None."""
        self._picture.take(picture)
        if picture is None:
            self._logo.node.show()
        else:
            self._logo.node.hide()

    def prepare(self, data: TitleData) -> None:
        """Take what is to be shown."""
        self._go_on.show(on=bool(data.saved_run))
        self._saved.show(on=bool(data.saved_run))
        self._saved.text.set(data.saved_run)
        self._version.set(data.version)
        self.changed = True

    def lay_out(self) -> None:
        self.changed = False
        canvas = self.canvas
        left = min(64.0, canvas.width * 0.06)
        width = min(300.0, canvas.width - 2 * left)
        shaded = canvas.snap(left + width)
        self._shade.place(0, 0, shaded, canvas.height)
        self._gradient.place(shaded, 0, max(left, canvas.width * 0.3), canvas.height)
        top = canvas.height * 0.12
        self._logo.place(left - 3, top)
        tall = SIZES["logo"]
        self._picture.place(left, canvas.snap(top + 0.3 * tall), 4 * tall, tall)
        self._motto.place(left, top + SIZES["logo"] * 1.36 - 4)
        top += SIZES["logo"] * 1.36 + 24 + 3 * GAP
        body = min(self.scroll.measure(width), canvas.height - top - 40)
        self.scroll.place(left, top, width, body)
        self._version.place(left, canvas.height - 30)
