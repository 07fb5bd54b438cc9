"""One stage in the grid of a campaign: its number and title, its medal or lock, its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.screens.words import clock, short_clock
from maze3d.view.ui.canvas import LINE
from maze3d.view.ui.list_field import ListField
from maze3d.view.ui.shapes import Box, mask_texture
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, DARK, DIM, FAINT, INK, MEDALS, SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.campaign_data import StageData
    from maze3d.view.ui.canvas import Canvas

LEAST = 142.0
_TALL = 104.0
_PAD = 11.0
_SIGN = 26.0
_TITLE_AT = 33.0
_MOST_LINES = 2


class StageTile(ListField["StageData"]):
    """Pressed to open the stage; `on_press` is told which."""

    tall = _TALL

    def __init__(self, canvas: Canvas, on_press: Callable[[StageData], None]) -> None:
        super().__init__(canvas, lambda: on_press(self.stage) if self.stage else None)
        self.stage: StageData | None = None
        self._number = Text(canvas, self.node, "", style="heading", colour=AMBER)
        self._time = Text(canvas, self.node, "", style="small", colour=FAINT)
        self._disc = Box(self.node, DIM, "circle", corner=0)
        self._star = Box(self.node, DARK, "star", corner=0)
        self._lock = Box(self.node, DIM, "lock", corner=0)

    def show_stage(self, stage: StageData) -> None:
        """Show that stage."""
        self.stage = stage
        self.show_item(stage)

    def title(self, stage: StageData, /) -> str:
        return stage.title

    def draw(self, stage: StageData, /) -> None:
        self._number.set(str(stage.number))
        self._number.paint(AMBER if stage.open else DIM)
        self._number.place(_PAD, 7)
        self._write_title(stage)
        if stage.best_ticks is not None:
            words = clock(stage.best_ticks)
        else:
            words = say("campaign.par", time=short_clock(stage.par_ticks)) if stage.open else ""
        self._time.set_cut(words, self.width - 2 * _PAD)
        self._time.paint(MEDALS.get(stage.medal, FAINT) if stage.best_ticks is not None else FAINT)
        self._time.place(_PAD, _TALL - 8 - SIZES["small"] * LINE)
        self._show_sign(stage)

    def _write_title(self, stage: StageData) -> None:
        """Write the title on two lines at most."""
        width, words = self.width - 2 * _PAD, stage.title
        self.text.set(words)
        while self.text.wrap(width) > _MOST_LINES * SIZES["body"] * LINE + 1 and words:
            words = words[:-1].rstrip()
            self.text.set(f"{words}\u2026")
        self.text.paint(INK if stage.open else DIM)
        self.text.place(_PAD, _TITLE_AT)

    def _show_sign(self, stage: StageData) -> None:
        """Show a medal, an empty ring for a stage finished without one, or a lock; else nothing."""
        left, top = self.width - _PAD - _SIGN, 8.0
        for box, shown in (
            (self._disc, stage.finished),
            (self._star, stage.finished),
            (self._lock, not stage.open),
        ):
            box.node.show() if shown else box.node.hide()
        self._lock.place(left + 3, top, _SIGN - 3, _SIGN - 3)
        self._disc.place(left, top, _SIGN, _SIGN)
        self._disc.paint(MEDALS.get(stage.medal, DIM))
        inset = 5.0 if stage.medal else 3.0
        self._star.node.setTexture(mask_texture("star" if stage.medal else "circle"))
        self._star.place(left + inset, top + inset, _SIGN - 2 * inset, _SIGN - 2 * inset)
