"""A line the player types into, with paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.ui.clipboard import copy, paste
from maze3d.view.ui.editing import Line
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, DIM, INK, SIZES, TRACK
from maze3d.view.ui.values import Labelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas

_INSET = 10.0


class Entry(Labelled):
    """`on_change` is told the words after every edit; `ghost` stands there while it is empty."""

    takes_sides = True

    def __init__(
        self,
        canvas: Canvas,
        words: str,
        on_change: Callable[[str], None],
        *,
        ghost: str = "",
        limit: int = 64,
        share: float = 0.5,
    ) -> None:
        super().__init__(canvas, words)
        self._line = Line(limit=limit)
        self._on_change = on_change
        self._ghost = ghost
        self._share = share
        self._well = Box(self.node, TRACK, corner=5)
        self._shown = Text(canvas, self.node)
        self._caret = Box(self.node, AMBER, None, corner=0)
        self._caret.node.stash()

    @property
    def words(self) -> str:
        """What stands in it."""
        return self._line.words

    def set(self, words: str) -> None:
        """Show `words`, without telling `on_change`."""
        self._line.set(words)
        self._draw()

    def _value_left(self, width: float) -> float:
        return width * (1 - self._share)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        left = self._value_left(width)
        self._well.place(left, 5, width - left - 6, height - 10)
        self._draw()

    def _draw(self) -> None:
        line = self._line
        left = self._value_left(self.width) + _INSET
        room = self.width - left - _INSET - 6
        start = 0
        while start < line.caret and self._shown.width_of(line.words[start : line.caret]) > room:
            start += 1
        end = len(line.words)
        while end > line.caret and self._shown.width_of(line.words[start:end]) > room:
            end -= 1
        self._shown.set(line.words[start:end] or self._ghost)
        self._shown.paint(INK if line.words else DIM)
        top = (self.height - self._shown.height) / 2
        self._shown.place(left, top)
        before = self._shown.width_of(line.words[start : line.caret])
        self._caret.place(left + before, top + 2, 1.6, SIZES["body"] * 1.2)

    def glow(self, share: float) -> None:
        super().glow(share)
        if self.focused:
            self._caret.node.unstash()
        else:
            self._caret.node.stash()
        self._draw()

    def key(self, name: str, *, control: bool) -> bool:
        before = self._line.words
        if control and name == "v":
            self._line.insert(paste().strip())
        elif control and name == "c":
            copy(self._line.words)
        elif not self._line.key(name):
            return len(name) == 1 or name == "space"  # a letter: it comes again as typed text
        self._edited(before)
        return True

    def type(self, letter: str) -> None:
        before = self._line.words
        self._line.insert(letter)
        self._edited(before)

    def _edited(self, before: str) -> None:
        self._draw()
        if self._line.words != before:
            self._on_change(self._line.words)
