"""A line at the top of the window that goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import INK, PANEL, PANEL_EDGE

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas

_FADE_S = 0.25
_PAD = 12.0


def reading_time_s(words: str) -> float:
    """Return how long a line stays: 2 seconds and a fifteenth for each letter."""
    return 2.0 + len(words) / 15


class Notice:
    """One line at a time; a new one takes the place of the last."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("notice")
        self._plate = Box(self._node, PANEL, corner=8)
        self._edge = Box(self._node, PANEL_EDGE, "edge", corner=8)
        self._text = Text(canvas, self._node, "", style="body", colour=INK, align="centre")
        self._left_s = 0.0
        self._node.stash()

    @property
    def words(self) -> str:
        """What is shown, "" when nothing is."""
        return self._text.words if self._left_s > 0 else ""

    def show(self, words: str) -> None:
        """Show `words`."""
        self._text.set(words)
        self._left_s = reading_time_s(words)
        self._node.unstash()
        self.lay_out()

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        canvas = self._canvas
        tall = self._text.wrap(min(640.0, canvas.width - 60))
        wide = self._text.width + 2 * _PAD + 8
        left = (canvas.width - wide) / 2
        self._plate.place(left, 16, wide, tall + _PAD * 1.2)
        self._edge.place(left, 16, wide, tall + _PAD * 1.2)
        self._text.place(canvas.width / 2, 16 + _PAD * 0.6)

    def update(self, dt: float) -> None:
        """Let `dt` seconds go by."""
        if self._left_s <= 0:
            return
        self._left_s -= dt
        if self._left_s <= 0:
            self._node.stash()
        else:
            self._node.setAlphaScale(min(1.0, self._left_s / _FADE_S))
