"""A campaign: its stages as tiles, how far the player is, and which one it is where there are several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import commas, lines, say
from maze3d.view.screens.stage_tile import LEAST, StageTile
from maze3d.view.screens.words import clock, short_clock
from maze3d.view.ui.canvas import LINE
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.row_list import refocus
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, BAD, FAINT, INK, MEDALS, SIZES
from maze3d.view.ui.tile_grid import TileGrid
from maze3d.view.ui.values import Choice
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.campaign_data import CampaignActions, CampaignData, StageData
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.ui import Ui

MOST_FINDINGS = 8
"""Told on the screen; `maze3d campaign check` tells all."""


class CampaignScreen(Screen):
    """`prepare` looks for campaigns again; `on_stage` is told which stage is to be opened."""

    def __init__(self, ui: Ui, actions: CampaignActions, on_stage: Callable[[StageData], None]) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._actions = actions
        self._all: list[CampaignData] = []
        self._shown: CampaignData | None = None
        self._name = Label(canvas, "", style="heading", colour=AMBER, space=5)
        self._choice = Choice(canvas, say("campaign.title"), [("", "")], self._choose)
        self._far = Label(canvas, "", style="body", colour=FAINT, align="right", space=7)
        self._grid: TileGrid[StageTile] = TileGrid(canvas, lambda: StageTile(canvas, on_stage), LEAST)
        self._findings = Label(canvas, "", colour=BAD)
        self._details = _Details(canvas)
        self._back = Button(canvas, say("menu.back"), ui.back)
        super().__init__(
            canvas,
            say("campaign.title"),
            Column(canvas, [self._grid, self._findings]),
            [Row(canvas, [self._details, self._back], [0.8, 0.2], gap=16)],
            width=980,
            header=Row(canvas, [self._name, self._choice, self._far], [0.5, 0.5, 0.5]),
            on_back=ui.back,
        )

    def first_focus(self) -> Widget:
        """Return the stage to go on with, else the last that is open."""
        tiles, shown = self._grid.rows, self._shown
        following = next(
            (tile for tile in tiles if shown and tile.stage and tile.stage.key == shown.next), None
        )
        there = [tile for tile in tiles if tile.stage and tile.stage.open]
        return following or (there[-1] if there else self._back)

    def prepare(self) -> None:
        """Show the campaigns there are now, the one played last in front."""
        self._all = list(self._actions.campaigns())
        chosen = self._actions.chosen()
        self._choice.show(on=len(self._all) > 1)
        self._name.show(on=len(self._all) <= 1)
        if self._all:
            self._choice.offer([(each.key, each.title) for each in self._all])
        shown = next((each for each in self._all if each.key == chosen), self._all[0] if self._all else None)
        if shown:
            self._choice.set(shown.key)
        self._show_campaign(shown)

    def update(self, dt: float) -> None:
        """Tell about the stage that has the focus."""
        del dt
        focus = self._ui.focus
        self._details.tell(focus.stage if isinstance(focus, StageTile) else None, self._about())

    def _about(self) -> tuple[str, str]:
        shown = self._shown
        if shown is None:
            return "", ""
        folder = say("campaign.folder", folder=self._actions.folder)
        return shown.about, say("campaign.both", first=shown.facts, next=folder) if shown.facts else folder

    def _choose(self, key: object) -> None:
        shown = next(each for each in self._all if each.key == key)
        if not shown.findings:
            self._actions.choose(shown.key)
        self._show_campaign(shown)
        refocus(self._ui, self)

    def _show_campaign(self, shown: CampaignData | None) -> None:
        self._shown = shown
        stages = shown.stages if shown else ()
        self._grid.arrange([(stage.campaign, stage.key) for stage in stages])
        for tile, stage in zip(self._grid.rows, stages, strict=True):
            tile.show_stage(stage)
        self._name.text.set(shown.title if shown else "")
        self._far.text.set(_how_far(shown) if shown and stages else "")
        findings = _few(shown.findings) if shown else say("campaign.none")
        self._findings.text.set(findings)
        self._findings.show(on=bool(findings))
        self._grid.show(on=bool(stages))
        self.changed = True


def _how_far(campaign: CampaignData) -> str:
    """Say how much is finished: "7 of 24 finished, 3 gold, 2 silver"."""
    stages = campaign.stages
    finished = say("campaign.finished", number=sum(stage.finished for stage in stages), all=len(stages))
    won = {medal: sum(stage.medal == medal for stage in stages) for medal in MEDALS}
    return commas([finished, *(say(f"campaign.won_{medal}", number=n) for medal, n in won.items() if n)])


def _few(findings: tuple[str, ...]) -> str:
    if not findings:
        return ""
    beyond = len(findings) - MOST_FINDINGS
    more = [say("campaign.more", number=beyond)] if beyond > 0 else []
    return lines([say("campaign.broken", n=len(findings)), *findings[:MOST_FINDINGS], *more])


class _Details(Widget):
    """Two lines, cut where they are too long: about a stage, or the whole campaign."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._first = Text(canvas, self.node, "", style="body", colour=INK)
        self._second = Text(canvas, self.node, "", style="small", colour=FAINT)
        self._words = ("", "")

    def measure(self, width: float) -> float:
        del width
        return (SIZES["body"] + SIZES["small"]) * LINE

    def tell(self, stage: StageData | None, otherwise: tuple[str, str]) -> None:
        """Show what there is to know of `stage`, or the words for when there is none."""
        words = _stage_words(stage) if stage else otherwise
        if words != self._words:
            self._words = words
            self._write()

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._first.place(0, 0)
        self._second.place(0, SIZES["body"] * LINE)
        self._write()

    def _write(self) -> None:
        if self.width > 0:
            self._first.set_cut(self._words[0], self.width)
            self._second.set_cut(self._words[1], self.width)


def _stage_words(stage: StageData) -> tuple[str, str]:
    name = say("campaign.stage", number=stage.number, title=stage.title)
    if not stage.open:
        return say("campaign.name_locked", stage=name), stage.locked
    par = say("campaign.name_par", stage=name, time=short_clock(stage.par_ticks))
    if stage.best_ticks is None:
        return par, stage.rules
    return say("list.comma", first=par, next=say("campaign.best", time=clock(stage.best_ticks))), stage.rules
