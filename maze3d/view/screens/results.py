"""The end of a match: the time, the medal it won, the record, and what to play next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.language import say
from maze3d.view.screens.words import clock
from maze3d.view.ui.clipboard import copy
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.picture import Picture
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import AMBER, DIM, FAINT, GOOD, INK, MEDALS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.screens.actions import Actions, ResultData
    from maze3d.view.ui.ui import Ui


def medal_picture(medal: str, side: int = 256) -> NDArray[np.uint8]:
    """Draw a medal on its ribbon as `uint8[side, side, 4]`; "" draws an empty ring."""
    y, x = np.mgrid[0:side, 0:side] / side
    picture = np.zeros((side, side, 4))
    cx, cy, radius = 0.5, 0.62, 0.30
    far = np.hypot(x - cx, y - cy)
    soft = side / 1.2
    disc = np.clip((radius - far) * soft, 0, 1)
    if not medal:
        ring = disc * np.clip((far - radius + 0.03) * soft, 0, 1)
        picture[..., :3] = DIM[:3]
        picture[..., 3] = ring * 0.8
        return np.rint(picture * 255).astype(np.uint8)
    lean = np.abs(x - cx) - (0.36 - y) * 0.42
    ribbon = np.clip((0.075 - np.abs(lean)) * soft, 0, 1) * np.clip((0.45 - y) * soft, 0, 1)
    stripe = np.abs(lean) < 0.028
    picture[..., :3] = np.where(stripe[..., None], (0.93, 0.82, 0.62), (0.55, 0.13, 0.10))
    picture[..., 3] = ribbon
    colour = np.array(MEDALS[medal][:3])
    angle = np.arctan2(y - cy, x - cx)
    shine = 0.74 + 0.26 * np.cos(angle * 1.0 + 2.3) + 0.10 * np.cos(angle * 2 - 0.6)
    rim = np.clip((far - radius * 0.82) * soft, 0, 1)
    shine = shine * (1 - 0.25 * rim) + 0.10 * np.clip((0.012 - np.abs(far - radius * 0.82)) * soft, 0, 1)
    ways = np.abs(((angle * 4 / np.pi + 0.5) % 2) - 1)
    star = far < radius * (0.30 + 0.34 * ways**2)
    shine = np.where(star, shine * 1.22, shine)
    face = np.clip(colour * shine[..., None], 0, 1)
    picture[..., :3] = picture[..., :3] * (1 - disc[..., None]) + face * disc[..., None]
    picture[..., 3] = np.maximum(picture[..., 3], disc)
    return np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)


class ResultsScreen(Screen):
    """`prepare` it with `ResultData`."""

    def __init__(self, ui: Ui, actions: Actions) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._code_words = self._rules_words = ""
        self._pictures = {medal: medal_picture(medal) for medal in ("", *MEDALS)}
        self._medal = Picture(canvas, 170, framed=False)
        self._time = Label(canvas, "", style="logo", colour=INK)
        self._verdict = Label(canvas, "", style="heading", colour=AMBER)
        self._record = Label(canvas, "", style="body", colour=GOOD)
        self._limits = [
            Label(canvas, "", style="body", colour=MEDALS[medal], align="centre") for medal in MEDALS
        ]
        self._facts = Label(canvas, "", style="small", colour=FAINT)
        self._code = Label(canvas, "", style="body", colour=INK, space=8)
        top = Row(
            canvas,
            [self._medal, Column(canvas, [self._time, self._verdict, self._record], gap=2)],
            [0.34, 0.66],
            gap=20,
        )
        self._code_row = Row(
            canvas,
            [self._code, Button(canvas, say("results.copy_code"), self._copy)],
            [0.72, 0.28],
            least=420,
        )
        super().__init__(
            canvas,
            say("results.title"),
            Column(canvas, [top, Row(canvas, self._limits), self._facts, self._code_row], gap=14),
            [
                Button(canvas, say("results.next"), actions.next_maze),
                Button(canvas, say("results.again"), actions.restart),
                Button(canvas, say("results.to_title"), actions.to_title),
            ],
            width=620,
            on_back=actions.to_title,
        )
        self._first = self._footer.children()[0]

    def first_focus(self) -> Button:
        assert isinstance(self._first, Button)  # noqa: S101 - tells the type checker what the footer holds
        return self._first

    def prepare(self, data: ResultData) -> None:
        """Take what is to be shown."""
        self._medal.show_picture(self._pictures[data.medal])
        self._time.text.set(clock(data.ticks))
        self._verdict.text.set(say(f"results.medal_{data.medal}") if data.medal else say("results.no_medal"))
        self._verdict.text.paint(MEDALS.get(data.medal, FAINT))
        if data.new_record:
            ahead = data.best_ticks - data.ticks if data.best_ticks else 0
            self._record.text.set(
                say("results.record_faster", time=clock(ahead)) if ahead else say("results.record")
            )
            self._record.text.paint(GOOD)
        else:
            self._record.text.set(say("results.best", time=clock(data.best_ticks)) if data.best_ticks else "")
            self._record.text.paint(FAINT)
        for label, medal, limit in zip(self._limits, MEDALS, data.limits, strict=True):
            label.text.set(say("results.limit", medal=say(f"medal.{medal}"), time=clock(limit)))
        self._facts.text.set(
            say(
                "results.facts",
                setup=data.setup,
                walked=say("results.walked", n=data.cells_walked, shortest=data.shortest_cells),
                used=say("results.used", n=data.hints_used),
            )
        )
        self._code_words, self._rules_words = data.code, data.rules
        self._code.text.set(say("results.code", code=data.code, rules=data.rules))
        self._code_row.show(on=bool(data.code))  # a drawn maze has none to hand on
        self.changed = True

    def _copy(self) -> None:
        if copy(self._code_words):
            self._ui.notify(say("results.copied", rules=self._rules_words))
        else:
            self._ui.notify(say("results.no_clipboard", code=self._code_words))
