"""Tiles side by side, as many in a line as fit; each keeps to one key, as the rows of a list do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from maze3d.view.ui.row_list import RowList
from maze3d.view.ui.theme import GAP
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas

_Tile = TypeVar("_Tile", bound=Widget)


class TileGrid(RowList[_Tile]):
    """`make` builds a tile, which is `least` points wide or more."""

    def __init__(self, canvas: Canvas, make: Callable[[], _Tile], least: float) -> None:
        super().__init__(canvas, make, gap=GAP)
        self._least = least

    def _across(self, width: float) -> int:
        return max(1, int((width + self._gap) // (self._least + self._gap)))

    def _lines(self, width: float) -> list[tuple[_Tile, ...]]:
        across = self._across(width)
        return [self.rows[at : at + across] for at in range(0, len(self.rows), across)]

    def _wide(self, width: float) -> float:
        across = self._across(width)
        return (width - self._gap * (across - 1)) / across

    def measure(self, width: float) -> float:
        wide = self._wide(width)
        heights = [max(tile.measure(wide) for tile in line) for line in self._lines(width)]
        return sum(heights) + self._gap * max(0, len(heights) - 1)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        Widget.place(self, x, y, width, height)
        wide, down = self._wide(width), 0.0
        for line in self._lines(width):
            tall = max(tile.measure(wide) for tile in line)
            for col, tile in enumerate(line):
                tile.place(col * (wide + self._gap), down, wide, tall)
            down += tall + self._gap
