"""A line that goes by itself: at the top over a screen, at the foot over the game, clear of its HUD."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import INK, PANEL, PANEL_EDGE

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas

_FADE_S = 0.25
_PAD = 12.0
_FROM_EDGE = 16.0
_WIDEST = 640.0
_BESIDE_HUD = 200.0
"""What the HUD's lower corners need at each side: the keys on the left, the supplies on the right."""

MOST_WAITING = 8
"""Lines beyond are dropped: they would come long after what they are about."""


def reading_time_s(words: str) -> float:
    """Return how long a line stays: 2 seconds and a fifteenth for each letter."""
    return 2.0 + len(words) / 15


class Notice:
    """One line at a time; a new one waits until the one before has been read."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("notice")
        self._plate = Box(self._node, PANEL, corner=8)
        self._edge = Box(self._node, PANEL_EDGE, "edge", corner=8)
        self._text = Text(canvas, self._node, "", style="body", colour=INK, align="centre")
        self._left_s = 0.0
        self._waiting: deque[str] = deque()
        self._over_game = False
        self._node.stash()

    def show(self, words: str) -> None:
        """Show `words` once those before have been read; what is shown now is shown for longer."""
        if self._left_s > 0 and words == self._text.words:
            self._left_s = reading_time_s(words)
        elif self._left_s <= 0:
            self._begin(words)
        elif words not in self._waiting and len(self._waiting) < MOST_WAITING:
            self._waiting.append(words)

    def _begin(self, words: str) -> None:
        self._text.set(words)
        self._left_s = reading_time_s(words)
        self._node.setAlphaScale(1.0)
        self._node.unstash()
        self.lay_out()

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        canvas = self._canvas
        beside = canvas.width - 2 * _BESIDE_HUD  # all of it, to stay low: captions stand above
        tall = self._text.wrap(beside if self._over_game else min(_WIDEST, canvas.width - 60)) + _PAD * 1.2
        wide = self._text.width + 2 * _PAD + 8
        left = (canvas.width - wide) / 2
        top = canvas.height - _FROM_EDGE - tall if self._over_game else _FROM_EDGE
        self._plate.place(left, top, wide, tall)
        self._edge.place(left, top, wide, tall)
        self._text.place(canvas.width / 2, top + _PAD * 0.6)

    def update(self, dt: float, *, over_game: bool) -> None:
        """Let `dt` seconds go by; `over_game` is whether no screen is open."""
        if over_game != self._over_game:
            self._over_game = over_game
            self.lay_out()
        if self._left_s <= 0:
            return
        self._left_s -= dt
        if self._left_s <= 0 and self._waiting:
            self._begin(self._waiting.popleft())
        elif self._left_s <= 0:
            self._node.stash()
        else:
            self._node.setAlphaScale(min(1.0, self._left_s / _FADE_S))
