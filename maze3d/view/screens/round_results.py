"""The end of a round or of the cup: the standings, and the vote for the next maze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import listed, say
from maze3d.view.screens.standing_line import StandingLine
from maze3d.view.screens.vote_card import VoteCard
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.pane import Pane, PanedScreen
from maze3d.view.ui.row_list import RowList
from maze3d.view.ui.theme import AMBER, FAINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.lan_data import LanActions, RoundData, StandingsRow
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_HEAD = -1
_AROUND = 250.0
_LEAST_PANE = 170.0
_LEAST_WIDTH = 760.0
"""Below that the vote stands under the standings, and all scrolls as one."""


def verdict(data: RoundData) -> str:
    """Say who has won, and how long it is until it goes on."""
    won: str = ""
    if data.cup_over and data.rows:
        most = max(row.total for row in data.rows)
        winners = [row for row in data.rows if row.total == most]
        winners.sort(key=lambda row: not row.own)
        won = _winners(winners[:3], most)
    left = "" if data.seconds_left is None else say("round.goes_on", n=data.seconds_left)
    return say("round.both", first=won, next=left) if won and left else won or left


def _winners(rows: list[StandingsRow], points: int) -> str:
    others = [row.name for row in rows if not row.own]
    if not others:
        return say("round.cup_you", n=points)
    if len(others) < len(rows):
        return say("round.cup_you_and", names=listed(others), n=points)
    return say("round.cup_one" if len(others) == 1 else "round.cup_several", names=listed(others), n=points)


class RoundResultsScreen(PanedScreen):
    """`show` it the round's end; again whenever a vote or the time has changed."""

    settles_s = 0.5  # it comes in the middle of play: what is held or pressed then steers

    def __init__(self, ui: Ui, lan: LanActions, *, on_leave: Callable[[], None]) -> None:
        canvas = ui.canvas
        self._data: RoundData | None = None
        self._verdict = Label(canvas, "", style="heading", colour=AMBER)
        self._list: RowList[StandingLine] = RowList(canvas, lambda: StandingLine(canvas), gap=1)
        self._standings = Pane(canvas, self._list)
        self._question = Label(canvas, say("round.which"), colour=FAINT)
        self._cards = [VoteCard(canvas, which, lan.vote) for which in (0, 1)]
        self._vote = Column(canvas, [self._question, Row(canvas, self._cards, gap=12)])
        self._leave = Button(canvas, say("menu.leave"), on_leave)
        super().__init__(
            canvas,
            say("round.title"),
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
        self._title.set(say("round.cup_over") if data.cup_over else data.title)
        self._verdict.text.set(verdict(data))
        self._vote.show(on=data.vote is not None)
        if data.vote:
            self._question.text.set(say("round.vote", n=data.vote.seconds_left))
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
