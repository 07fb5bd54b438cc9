"""The end of a stage: the time against par, the medal, what it has opened, and the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.campaign.keys_in_words import with_keys
from maze3d.view.input.names import bound_words
from maze3d.view.language import commas, listed, say
from maze3d.view.screens.results import medal_picture
from maze3d.view.screens.stage import MedalTimes
from maze3d.view.screens.words import clock
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.picture import Picture
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import AMBER, FAINT, GOOD, INK, MEDALS

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.actions import Actions
    from maze3d.view.screens.campaign_data import CampaignActions, StageData, StageResult
    from maze3d.view.settings import Controls
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget


MOST_NAMED = 3
"""Of the stages that have been opened; of more the number is told."""


class StageResultsScreen(Screen):
    """`prepare` it with the result; `on_stage` opens the card of the next stage."""

    def __init__(
        self, ui: Ui, actions: Actions, campaigns: CampaignActions, on_stage: Callable[[StageData], None]
    ) -> None:
        canvas = ui.canvas
        self._on_stage = on_stage
        self._data: StageResult | None = None
        self._pictures = {medal: medal_picture(medal) for medal in ("", *MEDALS)}
        self._medal = Picture(canvas, 150, framed=False)
        self._time = Label(canvas, "", style="logo", colour=INK)
        self._verdict = Label(canvas, "", style="heading", colour=AMBER)
        self._record = Label(canvas, "", colour=GOOD)
        self._times = MedalTimes(ui)
        self._after = Label(canvas, "", colour=INK)
        self._opened = Label(canvas, "", colour=AMBER)
        self._facts = Label(canvas, "", style="small", colour=FAINT)
        top = Row(
            canvas,
            [self._medal, Column(canvas, [self._time, self._verdict, self._record], gap=2)],
            [0.34, 0.66],
            gap=20,
        )
        self._next = Button(canvas, say("campaign.next"), self._open_next)
        self._again = Button(canvas, say("results.again"), actions.restart)
        self._list = Button(canvas, say("campaign.all"), campaigns.to_list)
        super().__init__(
            canvas,
            " ",
            Column(canvas, [top, self._times, self._after, self._opened, self._facts], gap=14),
            [self._next, self._again, self._list],
            width=620,
            on_back=campaigns.to_list,
        )

    def first_focus(self) -> Widget:
        return self._next if self._next.shown else self._list

    def prepare(self, data: StageResult, controls: Controls) -> None:
        """Take what is to be shown."""
        self._data = data
        self._title.set(_named(data.stage))
        self._medal.show_picture(self._pictures[data.medal])
        self._time.text.set(clock(data.ticks))
        self._verdict.text.set(_verdict(data))
        self._verdict.text.paint(MEDALS.get(data.medal, FAINT))
        self._record.text.set(_record(data))
        self._record.text.paint(GOOD if data.best_ticks is None or data.ticks < data.best_ticks else FAINT)
        self._record.show(on=data.best_ticks is not None)
        self._times.show_times(data.stage.limits)
        for label, words in (
            (self._after, with_keys(data.after, lambda name: bound_words(controls, name))),
            (self._opened, _opened(data)),
            (self._facts, data.facts),
        ):
            label.text.set(words)
            label.show(on=bool(words))
        self._next.show(on=bool(data.next and data.next.open))
        self.changed = True

    def _open_next(self) -> None:
        if self._data and self._data.next:
            self._on_stage(self._data.next)


def _verdict(data: StageResult) -> str:
    off = data.ticks - data.stage.par_ticks
    against = say("campaign.under", time=clock(-off)) if off <= 0 else say("campaign.over", time=clock(off))
    won = say(f"results.medal_{data.medal}") if data.medal else say("campaign.out")
    return say("list.comma", first=won, next=against)


def _named(stage: StageData) -> str:
    return say("campaign.stage", number=stage.number, title=stage.title)


def _record(data: StageResult) -> str:
    if data.best_ticks is None:
        return ""
    faster = data.best_ticks - data.ticks
    if faster > 0:
        return say("campaign.faster", time=clock(faster))
    return say("results.best", time=clock(data.best_ticks))


def _opened(data: StageResult) -> str:
    """Say what this run has opened, or what the next stage still asks for."""
    if data.complete and data.next is None:
        return say("campaign.last")
    if data.unlocked:
        few, more = data.unlocked[:MOST_NAMED], len(data.unlocked) - MOST_NAMED
        if more > 0:
            return say("campaign.opened_more", stages=commas(few), number=more)
        return say("campaign.opened", stages=listed(few))
    if data.next and not data.next.open:
        return say("campaign.next_locked", stage=_named(data.next), locked=data.next.locked)
    return ""
