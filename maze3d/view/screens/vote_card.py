"""One of the two next mazes to vote for: seen from above, how many want it, and whether one does oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.controls import Tab
from maze3d.view.ui.layout import Column
from maze3d.view.ui.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.screens.lan_data import VoteData
    from maze3d.view.ui.canvas import Canvas

_TALL = 220.0


class VoteCard(Column):
    """`which` is 0 or 1."""

    def __init__(self, canvas: Canvas, which: int, on_vote: Callable[[int], None]) -> None:
        self._which = which
        self._picture = Picture(canvas, _TALL)
        self._shown: NDArray[np.uint8] | None = None
        self._title = ""
        self.button = Tab(canvas, "", lambda: on_vote(which))
        super().__init__(canvas, [self._picture, self.button], gap=6)

    def show_vote(self, vote: VoteData) -> None:
        """Show how the vote stands; the picture is drawn anew only when it is another."""
        picture = vote.pictures[self._which]
        if picture is not self._shown:
            self._shown = picture
            self._picture.show_picture(picture)
        votes = say("round.votes", n=vote.votes[self._which])
        card = "round.card_own" if vote.own == self._which else "round.card"
        self.button.text.set(say(card, title=vote.titles[self._which], votes=votes))
        self.button.mark(on=vote.own == self._which)
