"""A list whose rows come and go: each row keeps to one key, and rows that are out of use wait for the next.

So the focus stays with the same thing when others come and go around it, and nothing is built twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.screen import Screen
    from maze3d.view.ui.ui import Ui

_Row = TypeVar("_Row", bound=Widget)


class RowList(Widget, Generic[_Row]):
    """`make` builds a row; there are never more of them than were shown at once."""

    def __init__(self, canvas: Canvas, make: Callable[[], _Row], gap: float = 4.0) -> None:
        super().__init__(canvas)
        self._make = make
        self._gap = gap
        self._rows: dict[Hashable, _Row] = {}
        self._spare: list[_Row] = []

    @property
    def rows(self) -> tuple[_Row, ...]:
        """The rows shown, from the top."""
        return tuple(self._rows.values())

    def children(self) -> tuple[Widget, ...]:
        return self.rows

    def arrange(self, keys: Sequence[Hashable]) -> bool:
        """Show a row for each of these different keys, in that order; return whether the list has changed."""
        if list(self._rows) == list(keys):
            return False
        wanted = set(keys)
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            row.show(on=False)
            self._spare.append(row)
        before, self._rows = self._rows, {}
        for key in keys:
            self._rows[key] = before.get(key) or self._take()
        return True

    def _take(self) -> _Row:
        if self._spare:
            row = self._spare.pop()
        else:
            row = self._make()
            row.node.reparentTo(self.node)
        row.show(on=True)
        return row

    def measure(self, width: float) -> float:
        heights = [row.measure(width) for row in self._rows.values()]
        return sum(heights) + self._gap * max(0, len(heights) - 1)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        down = 0.0
        for row in self._rows.values():
            tall = row.measure(width)
            row.place(0, down, width, tall)
            down += tall + self._gap


def refocus(ui: Ui, screen: Screen) -> None:
    """Lay `screen` out after its rows have changed; focus what is next to a widget that has gone from it."""
    screen.changed = True
    if ui.screen is not screen or ui.focus is None:
        return
    x, y, _, _ = ui.focus.bounds()
    screen.lay_out()
    order = list(screen.focus_order())
    if ui.focus in order or not order:
        return

    def away(widget: Widget) -> float:
        left, top, _, _ = widget.bounds()
        return abs(top - y) * 4 + abs(left - x)

    ui.focus_on(min(order, key=away))
