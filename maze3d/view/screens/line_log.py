"""Lines that come one after the other: what was said, what a console answered. The last ones are kept."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from maze3d.view.ui.pane import Pane
from maze3d.view.ui.row_list import RowList
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.sign import lettering
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import FAINT, INK
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from maze3d.view.screens.lan_data import ChatLine
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.theme import Colour

_BAR = 4.0
_BESIDE = 10.0


def spoken(line: ChatLine) -> str:
    """Write a line of a chat with who said it; the game's own lines stand alone."""
    return line.text if line.system else f"{line.name}: {line.text}"


class LogLine(Widget):
    """Wrapped words, with a bar in somebody's colour beside them or none."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._bar = Box(self.node, FAINT, None, corner=0)
        self.text = Text(canvas, self.node)

    def set(self, words: str, bar: Colour | None, ink: Colour) -> None:
        """Show that; None for no bar."""
        self.text.set(words)
        self.text.paint(ink)
        if bar is None:
            self._bar.node.stash()
        else:
            self._bar.node.unstash()
            self._bar.paint(bar)

    def measure(self, width: float) -> float:
        return self.text.wrap(width - _BESIDE)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._bar.place(0, 3, _BAR, height - 6)
        self.text.place(_BESIDE, 0)


class LineLog(Pane):
    """Shows the last `most` lines and stays at the end unless it is scrolled up."""

    def __init__(self, canvas: Canvas, most: int = 100) -> None:
        self._list: RowList[LogLine] = RowList(canvas, lambda: LogLine(canvas), gap=1)
        super().__init__(canvas, self._list, follows=True)
        self._numbers: deque[int] = deque(maxlen=most)

    @property
    def lines(self) -> tuple[str, ...]:
        """The words of all lines kept."""
        return tuple(row.text.words for row in self._list.rows)

    def add(self, words: str, bar: Colour | None = None, ink: Colour = INK) -> None:
        """Add a line; the screen lays out again."""
        self._numbers.append(self._numbers[-1] + 1 if self._numbers else 0)
        self._list.arrange(self._numbers)
        self._list.rows[-1].set(words, bar, ink)

    def add_chat(self, line: ChatLine) -> None:
        """Add a line of a chat."""
        if line.system:
            self.add(line.text, None, FAINT)
        else:
            self.add(spoken(line), FAINT if line.seat < 0 else lettering(line.colour))

    def clear(self) -> None:
        """Forget all lines."""
        self._numbers.clear()
        self._list.arrange(())
