"""Labels, buttons, tabs, the progress bar, and the lit plate under all that can be focused."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Align, Text
from maze3d.view.ui.theme import (
    AMBER,
    DIM,
    FAINT,
    FIELD,
    FIELD_EDGE,
    FIELD_HOT,
    INK,
    LIT,
    ROW,
    TRACK,
    Colour,
    Style,
    mix,
)
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas

INSET = 12.0
"""Points from a plate's side to its words."""


class Label(Widget):
    """Words, wrapped to the width given."""

    def __init__(
        self,
        canvas: Canvas,
        words: str = "",
        *,
        style: Style = "body",
        colour: Colour = INK,
        align: Align = "left",
        space: float = 0.0,
    ) -> None:
        super().__init__(canvas)
        self.text = Text(canvas, self.node, words, style=style, colour=colour, align=align)
        self._align = align
        self._space = space

    def measure(self, width: float) -> float:
        return self.text.wrap(width) + self._space

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        left = {"left": 0.0, "centre": width / 2, "right": width}[self._align]
        self.text.place(left, self._space)


class Field(Widget):
    """The plate under every control: warm slate, lit while focused."""

    focusable = True

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._plate = Box(self.node, FIELD)
        self._edge = Box(self.node, FIELD_EDGE, "edge")

    def measure(self, width: float) -> float:
        del width
        return ROW

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._plate.place(0, 0, width, height)
        self._edge.place(0, 0, width, height)

    def glow(self, share: float) -> None:
        self._plate.paint(mix(FIELD, FIELD_HOT, share))
        self._edge.paint(mix(FIELD_EDGE, AMBER, share))


class Button(Field):
    """Words to press."""

    inset: ClassVar = INSET
    """Points from its side to the words."""

    def __init__(
        self, canvas: Canvas, words: str, on_press: Callable[[], None], *, align: Align = "centre"
    ) -> None:
        super().__init__(canvas)
        self.text = Text(canvas, self.node, words, style="body", colour=INK, align=align)
        self._align = align
        self._on_press = on_press
        self._ink = INK

    def dim(self, *, on: bool) -> None:
        """Look as if there were something to put right first, or not; it can be pressed all the same."""
        self._ink = DIM if on else INK
        self.text.paint(self._ink)

    def measure(self, width: float) -> float:
        return max(ROW, self.text.wrap(width - 2 * self.inset) + 14)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        tall = self.text.wrap(width - 2 * self.inset)
        left = {"left": self.inset + 2, "centre": width / 2, "right": width - self.inset}[self._align]
        self.text.place(left, (height - tall) / 2)

    def glow(self, share: float) -> None:
        super().glow(share)
        if self._ink is INK:
            self.text.paint(mix(INK, LIT, share))

    def press(self) -> None:
        self._on_press()


class Tab(Button):
    """A button that stays marked while its page is open."""

    inset: ClassVar = 5.0

    def mark(self, *, on: bool) -> None:
        """Show whether this tab's page is the open one."""
        self.text.paint(AMBER if on else FAINT)
        self._marked = on

    _marked = False

    def glow(self, share: float) -> None:
        super().glow(share)
        self.text.paint(AMBER if self._marked else mix(FAINT, INK, share))


class Progress(Widget):
    """A bar that fills from the left."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._track = Box(self.node, TRACK, corner=6)
        self._full = Box(self.node, AMBER, corner=6)
        self._share = 0.0

    def measure(self, width: float) -> float:
        del width
        return 14.0

    def set(self, share: float) -> None:
        """Fill `share` of the bar, 0 to 1."""
        self._share = min(max(share, 0.0), 1.0)
        self._full.place(0, 0, max(14.0, self.width * self._share), 14)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._track.place(0, 0, width, 14)
        self.set(self._share)
