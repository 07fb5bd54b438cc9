"""What the colours of a picture stand for: squares with a word each, in a line below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import FAINT
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.view.ui.canvas import Canvas

_SIDE = 12.0
_BESIDE = 7.0
_BETWEEN = 22.0


class Legend(Widget):
    """`entries` are (red, green, blue, alpha as 0 to 255) and a word; centred in the width given."""

    def __init__(self, canvas: Canvas, entries: Sequence[tuple[tuple[int, int, int, int], str]]) -> None:
        super().__init__(canvas)
        self._entries = []
        for (red, green, blue, alpha), words in entries:
            box = Box(self.node, (red / 255, green / 255, blue / 255, alpha / 255), None, corner=0)
            self._entries.append((box, Text(canvas, self.node, words, style="small", colour=FAINT)))

    def measure(self, width: float) -> float:
        del width
        return max(text.height for _box, text in self._entries)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        widths = [_SIDE + _BESIDE + text.width for _box, text in self._entries]
        left = (width - sum(widths) - _BETWEEN * (len(widths) - 1)) / 2
        snap = self.canvas.snap
        for (box, text), wide in zip(self._entries, widths, strict=True):
            box.place(snap(left), snap((height - _SIDE) / 2 + 1.5), _SIDE, _SIDE)
            text.place(left + _SIDE + _BESIDE, (height - text.height) / 2)
            left += wide + _BETWEEN
