"""The end of a round or of the cup: the standings, and the vote for the next maze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.screens.standing_line import StandingLine
from maze3d.view.screens.vote_card import VoteCard
from maze3d.view.screens.words import count
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.pane import Pane, PanedScreen
from maze3d.view.ui.row_list import RowList
from maze3d.view.ui.theme import AMBER, FAINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.lan_data import LanActions, RoundData
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_HEAD = -1
_AROUND = 250.0
_LEAST_PANE = 170.0
_LEAST_WIDTH = 760.0
"""Below that the vote stands under the standings, and all scrolls as one."""


def verdict(data: RoundData) -> str:
    """Say who has won, and how long it is until it goes on."""
    won = ""
    if data.cup_over and data.rows:
        most = max(row.total for row in data.rows)
        winners = [row for row in data.rows if row.total == most]
        winners.sort(key=lambda row: not row.own)
        names = " and ".join("You" if row.own else row.name for row in winners[:3])
        verb = "win" if winners[0].own or len(winners) > 1 else "wins"
        won = f"{names} {verb} the cup with {count(most, 'point')}."
    left = "" if data.seconds_left is None else f"It goes on in {count(data.seconds_left, 'second')}."
    return " ".join(words for words in (won, left) if words)


class RoundResultsScreen(PanedScreen):
    """`show` it the round's end; again whenever a vote or the time has changed."""

    def __init__(self, ui: Ui, lan: LanActions, *, on_leave: Callable[[], None]) -> None:
        canvas = ui.canvas
        self._data: RoundData | None = None
        self._verdict = Label(canvas, "", style="heading", colour=AMBER)
        self._list: RowList[StandingLine] = RowList(canvas, lambda: StandingLine(canvas), gap=1)
        self._standings = Pane(canvas, self._list)
        self._question = Label(canvas, "Which maze next?", colour=FAINT)
        self._cards = [VoteCard(canvas, which, lan.vote) for which in (0, 1)]
        self._vote = Column(canvas, [self._question, Row(canvas, self._cards, gap=12)])
        self._leave = Button(canvas, "Leave", on_leave)
        super().__init__(
            canvas,
            "Round",
            Row(canvas, [self._standings, self._vote], [0.54, 0.46], gap=24, least=_LEAST_WIDTH),
            [self._leave],
            width=1000,
            header=Column(canvas, [self._verdict]),
            on_back=on_leave,
        )
        self.panes = (self._standings,)
        self.reading = self._standings

    def first_focus(self) -> Widget:
        seen = self.canvas.width > _LEAST_WIDTH + 100  # beside the standings, not below them
        return self._cards[0].button if self._vote.shown and seen else self._leave

    def show(self, data: RoundData) -> None:
        """Show that end of a round."""
        before, self._data = self._data, data
        if data == before:
            return
        self._title.set("The cup is over" if data.cup_over else data.title)
        self._verdict.text.set(verdict(data))
        self._vote.show(on=data.vote is not None)
        if data.vote:
            self._question.text.set(
                f"Which maze next? {count(data.vote.seconds_left, 'second')} left to vote."
            )
            for card in self._cards:
                card.show_vote(data.vote)
        if before is None or data.rows != before.rows:
            self._list.arrange([_HEAD, *(row.seat for row in data.rows)])
            for line, row in zip(self._list.rows, (None, *data.rows), strict=True):
                line.show_row(row)
            self._standings.offset = 0.0
        self.changed = True

    def forget(self) -> None:
        """Let the last round go."""
        self._data = None
        self._list.arrange(())

    def lay_out(self) -> None:
        room = max(_LEAST_PANE, self.canvas.height - _AROUND)
        whole = self._list.measure(_LEAST_WIDTH) + 4
        beside = self._vote.shown and self.canvas.width > _LEAST_WIDTH + 100
        self._standings.tall = min(room, max(_LEAST_PANE, whole)) if beside else whole
        super().lay_out()
