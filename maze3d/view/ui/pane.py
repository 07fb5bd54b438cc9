"""Parts of a screen that scroll on their own: lists and chats beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.ui.layout import Scroll
from maze3d.view.ui.screen import Screen

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.widget import Widget

_LAST = 1e9
_PAGES = {"page_up": -1, "page_down": 1}


class Pane(Scroll):
    """Always `tall` points high. One that `follows` stays at its end while more comes there."""

    def __init__(self, canvas: Canvas, inside: Widget, *, follows: bool = False) -> None:
        super().__init__(canvas, inside)
        self.tall = 200.0
        self._follows = follows

    def measure(self, width: float) -> float:
        del width
        return self.tall

    def place(self, x: float, y: float, width: float, height: float) -> None:
        at_end = self.offset >= self._tall - self.height - 1
        super().place(x, y, width, height)
        if self._follows and at_end:
            self._move_to(_LAST)


class PanedScreen(Screen):
    """A screen with panes in its body. The wheel scrolls what the pointer is over, page keys `reading`."""

    panes: tuple[Pane, ...] = ()
    reading: Pane | None = None

    def reveal(self, widget: Widget) -> None:
        for pane in self.panes:
            pane.reveal(widget)
        super().reveal(widget)

    def scroll_by(self, points: float) -> bool:
        at = self.canvas.pointer()
        under = [pane for pane in self.panes if at and pane.shown and pane.contains(*at)]
        return any(pane.scroll_by(points) for pane in under) or super().scroll_by(points)

    def key(self, name: str) -> bool:
        if name in _PAGES and self.reading:
            return self.reading.scroll_by(_PAGES[name] * self.reading.height * 0.8)
        return False
