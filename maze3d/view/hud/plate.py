"""A dark plate with words on it that fits itself around them: the HUD's common part."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Align, Text
from maze3d.view.ui.theme import INK, PLATE, Colour, Style

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas

_PAD = 10.0


class Plate:
    """Words on a plate, hidden while there are none; placed by its top left, middle or right (`align`)."""

    def __init__(
        self,
        canvas: Canvas,
        parent: Any,
        style: Style = "body",
        colour: Colour = INK,
        align: Align = "centre",
    ) -> None:
        self.node = parent.attachNewNode("plate")
        self._canvas = canvas
        self._box = Box(self.node, PLATE, corner=6)
        self._text = Text(canvas, self.node, "", style=style, colour=colour, align=align)
        self._align = align
        self._at = (0.0, 0.0)
        self._widest = 600.0
        self._foot = inf
        self.top = 0.0
        """Where it begins, in points from the canvas's top."""
        self.node.stash()

    def place(self, x: float, y: float, widest: float = 600.0, foot: float = inf) -> None:
        """Put it there, or higher so that it ends above `foot`; words wider than `widest` points wrap."""
        self._at = (x, y)
        self._widest = widest
        self._foot = foot
        self._fit()

    def set(self, words: str) -> None:
        """Show `words`, or nothing for ""."""
        if words == self._text.words:
            return
        self._text.set(words)
        if words:
            self.node.unstash()
            self._fit()
        else:
            self.node.stash()

    def paint(self, colour: Colour) -> None:
        """Colour the words."""
        self._text.paint(colour)

    @property
    def shown(self) -> bool:
        """Whether there are words on it."""
        return bool(self._text.words)

    @property
    def height(self) -> float:
        """Points from top to foot."""
        return self._text.height + _PAD * 0.7

    def _fit(self) -> None:
        x, y = self._at
        self._text.wrap(self._widest)
        y = self.top = min(y, self._foot - self.height)
        wide = self._text.width + 2 * _PAD
        left = {"left": x, "centre": x - wide / 2, "right": x - wide}[self._align]
        self._box.place(left, y, wide, self.height)
        anchor = {"left": left + _PAD, "centre": x, "right": x - _PAD}[self._align]
        self._text.place(anchor, y + _PAD * 0.3)
