"""The card of a stage: what it teaches, how it is played, what wins a medal. From here it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.campaign.keys_in_words import with_keys
from maze3d.view.input.names import bound_words
from maze3d.view.language import say
from maze3d.view.screens.results import medal_picture
from maze3d.view.screens.words import clock, short_clock
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.picture import Picture
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import AMBER, FAINT, INK, MEDALS

if TYPE_CHECKING:
    from maze3d.view.screens.campaign_data import CampaignActions, StageData
    from maze3d.view.settings import Controls
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_MEDAL = 130


class MedalTimes(Row):
    """The times that win gold, silver and bronze, beside each other; gold is par."""

    def __init__(self, ui: Ui) -> None:
        self._limits = [Label(ui.canvas, "", colour=MEDALS[medal], align="centre") for medal in MEDALS]
        super().__init__(ui.canvas, self._limits)

    def show_times(self, limits: tuple[int, int, int]) -> None:
        """Show these, in ticks."""
        for label, medal, limit in zip(self._limits, MEDALS, limits, strict=True):
            name = say("campaign.gold") if medal == "gold" else say(f"medal.{medal}")
            label.text.set(say("results.limit", medal=name, time=short_clock(limit)))


class StageScreen(Screen):
    """`prepare` it with the stage and the keys as they are bound."""

    def __init__(self, ui: Ui, actions: CampaignActions) -> None:
        canvas = ui.canvas
        self._actions = actions
        self._stage: StageData | None = None
        self._pictures = {medal: medal_picture(medal) for medal in ("", *MEDALS)}
        self._medal = Picture(canvas, _MEDAL, framed=False)
        self._before = Label(canvas, "", colour=INK)
        self._best = Label(canvas, "", colour=AMBER)
        self._times = MedalTimes(ui)
        self._rules = Label(canvas, "", style="small", colour=FAINT)
        self._start = Button(canvas, say("menu.start"), self._play)
        words = Column(canvas, [self._before, self._best], gap=12)
        super().__init__(
            canvas,
            " ",
            Column(
                canvas,
                [
                    Row(canvas, [self._medal, words], [0.26, 0.74], gap=20, least=480),
                    self._times,
                    self._rules,
                ],
                gap=16,
            ),
            [Button(canvas, say("menu.back"), ui.back), self._start],
            width=640,
            on_back=ui.back,
        )

    def first_focus(self) -> Widget:
        return self._start

    def prepare(self, stage: StageData, controls: Controls) -> None:
        """Take what is to be shown."""
        self._stage = stage
        self._title.set(say("campaign.stage", number=stage.number, title=stage.title))
        self._medal.show_picture(self._pictures[stage.medal])
        self._before.text.set(with_keys(stage.before, lambda name: bound_words(controls, name)))
        self._before.text.paint(INK if stage.open else FAINT)
        timed = stage.best_ticks is not None
        best = say("campaign.your_best", time=clock(stage.best_ticks or 0)) if timed else ""
        self._best.text.set(best or stage.locked)
        self._best.show(on=bool(best or stage.locked))
        self._times.show_times(stage.limits)
        self._rules.text.set(stage.rules)
        self._start.text.set(say("menu.start") if stage.open else say("campaign.locked"))
        self._start.dim(on=not stage.open)
        self.changed = True

    def _play(self) -> None:
        if self._stage and self._stage.open:
            self._actions.play(self._stage.campaign, self._stage.key)
