"""One line of a round's standings: place, sign, name, result, points won and points in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.sign import Sign
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, DIM, FAINT, FIELD, GOOD, INK
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from maze3d.view.screens.lan_data import StandingsRow
    from maze3d.view.ui.canvas import Canvas

_TALL = 28.0
_PLACE, _SIGN = 34.0, 20.0
_POINTS, _TOTAL = 54.0, 60.0
_RESULT_SHARE = 0.30
_CLEAR = (0.0, 0.0, 0.0, 0.0)
"""Stashing the plate instead would bring it back over the words."""


class StandingLine(Widget):
    """The own line lies on a plate."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._row: StandingsRow | None = None
        self._plate = Box(self.node, FIELD)
        self._place = Text(canvas, self.node, "", align="right")
        self._sign = Sign(self.node)
        self._name = Text(canvas, self.node)
        self._result = Text(canvas, self.node, "", style="small", colour=FAINT, align="right")
        self._points = Text(canvas, self.node, "", colour=GOOD, align="right")
        self._total = Text(canvas, self.node, "", align="right")

    def show_row(self, row: StandingsRow | None) -> None:
        """Show that line; None for the line that names the columns."""
        self._row = row
        self._draw()

    def measure(self, width: float) -> float:
        del width
        return _TALL

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._draw()

    def _draw(self) -> None:
        if self.width <= 0:
            return
        row, right = self._row, self.width - 8
        name_left = _PLACE + _SIGN + 16
        name_right = right - _TOTAL - _POINTS
        self._place.place(_PLACE - 4, 2)
        self._name.place(name_left, 2)
        self._result.place(name_right, 4)
        self._points.place(right - _TOTAL, 2)
        self._total.place(right, 2)
        if row is None:
            self._plate.paint(_CLEAR)
            self._sign.node.stash()
            for text, words in ((self._points, say("round.points")), (self._total, say("round.total"))):
                text.set(words)
                text.paint(DIM)
            return
        self._sign.node.unstash()
        self._sign.set(row.colour, row.shape)
        self._sign.place(_PLACE + 6, (self.height - _SIGN) / 2, _SIGN)
        self._plate.place(0, 0, self.width, self.height)
        self._plate.paint(FIELD if row.own else _CLEAR)
        self._place.set(f"{row.place}.")
        self._place.paint(AMBER if row.place <= 3 else FAINT)
        self._result.set_cut(row.result, max(_RESULT_SHARE * self.width, 60.0))
        self._name.set_cut(row.name, name_right - name_left - self._result.width - 8)
        self._name.paint(AMBER if row.own else INK)
        self._points.set(f"+{row.points}" if row.points else "0")
        self._points.paint(GOOD if row.points else DIM)
        self._total.set(str(row.total))
        self._total.paint(INK)
