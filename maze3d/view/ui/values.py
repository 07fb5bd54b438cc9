"""Rows with a label on the left and a value on the right: choice, slider, toggle.

A value changes with the left and right arrows, with Enter, or with the mouse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.language import again, say
from maze3d.view.ui.controls import INSET, Field
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, FAINT, ROW, TRACK, faded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maze3d.view.ui.canvas import Canvas

_VALUE_SHARE = 0.5
_ARROW = 10.0
_KNOB = 9.0
_NUMBER = 66.0
"""Points for a slider's number at least; the longest it can have may want more."""


class Labelled(Field):
    """A control with a label on its left."""

    def __init__(self, canvas: Canvas, words: str) -> None:
        super().__init__(canvas)
        self.text = Text(canvas, self.node, words)

    def measure(self, width: float) -> float:
        return max(ROW, self.text.wrap(self._value_left(width) - INSET - 6) + 14)

    def _value_left(self, width: float) -> float:
        return width * _VALUE_SHARE

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        tall = self.text.wrap(self._value_left(width) - INSET - 6)
        self.text.place(INSET, (height - tall) / 2)


class Choice(Labelled):
    """One of a few values; `options` are (value, words), `words_of` writes a value that is none of them."""

    takes_sides = True

    def __init__(
        self,
        canvas: Canvas,
        words: str,
        options: Sequence[tuple[object, str]],
        on_change: Callable[[object], None],
        words_of: Callable[[Any], str] = str,
    ) -> None:
        super().__init__(canvas, words)
        self._options = list(options)
        self._words_of = words_of
        self._on_change = on_change
        self._index = 0
        self._value = Text(canvas, self.node, "", style="body", colour=AMBER, align="centre")
        self._less = Box(self.node, FAINT, "triangle", corner=0)
        self._more = Box(self.node, FAINT, "triangle", corner=0)
        self._less.node.setR(-90)
        self._more.node.setR(90)
        self.set(self._options[0][0])

    @property
    def value(self) -> object:
        """The value chosen."""
        return self._options[self._index][0]

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Take other options; `set` shows one of them."""
        self._options = list(options)
        self._index = 0

    def set(self, value: object) -> None:
        """Show `value`, which becomes an option of its own if it is none."""
        if all(value != option for option, _ in self._options):
            self._options.append((value, self._words_of(value)))
        self._index = next(i for i, (option, _) in enumerate(self._options) if option == value)
        self._value.set(self._options[self._index][1])

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        left = self._value_left(width)
        tall = self._value.wrap(self._room(width))
        self._value.place((left + width) / 2, (height - tall) / 2)
        middle = height / 2
        self._less.place(left + 2, middle + _ARROW / 2, _ARROW, _ARROW)
        self._more.place(width - INSET, middle - _ARROW / 2, _ARROW, _ARROW)

    def measure(self, width: float) -> float:
        return max(super().measure(width), self._value.wrap(self._room(width)) + 14)

    def _room(self, width: float) -> float:
        """Return how wide the value may be: what the arrows leave."""
        return width - self._value_left(width) - 2 * (INSET + _ARROW + 4)

    def step(self, direction: int) -> None:
        self._index = (self._index + direction) % len(self._options)
        self._value.set(self._options[self._index][1])
        self._on_change(self.value)

    def press(self) -> None:
        self.step(1)

    def click(self, x: float, y: float) -> None:
        """Go back when the left arrow was hit, else on."""
        del y
        left = self._value_left(self.width)
        self.step(-1 if left <= x < left + (self.width - left) * 0.35 else 1)


class Slider(Labelled):
    """A whole number from `least` to `most` in steps, written by `words_of`."""

    takes_sides = True

    def __init__(
        self,
        canvas: Canvas,
        words: str,
        span: tuple[int, int, int],
        on_change: Callable[[int], None],
        words_of: Callable[[int], str] = str,
    ) -> None:
        super().__init__(canvas, words)
        self.least, self.most, self._step = span
        self.value = self.least
        self._on_change = on_change
        self._words_of = words_of
        self._dragged = False
        self._track = Box(self.node, TRACK, corner=3)
        self._full = Box(self.node, faded(AMBER, 0.8), corner=3)
        self._knob = Box(self.node, AMBER, "circle", corner=0)
        self._value = Text(canvas, self.node, "", style="body", colour=AMBER, align="right")

    def set(self, value: int) -> None:
        """Show `value`, kept within the span."""
        self.value = min(max(value, self.least), self.most)
        self._value.set(self._words_of(self.value))
        self._draw()

    def _bar(self) -> tuple[float, float]:
        left = self._value_left(self.width)
        widest = self._value.width_of(again(self._words_of(self.most)))
        return left, max(20.0, self.width - left - INSET - max(_NUMBER, widest + _KNOB + 6))

    def _draw(self) -> None:
        left, wide = self._bar()
        share = (self.value - self.least) / max(1, self.most - self.least)
        middle = self.height / 2
        self._track.place(left, middle - 3, wide, 6)
        self._full.place(left, middle - 3, max(6.0, wide * share), 6)
        self._knob.place(left + wide * share - _KNOB, middle - _KNOB, 2 * _KNOB, 2 * _KNOB)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._value.place(width - INSET, (height - self._value.height) / 2)
        self._draw()

    def _change(self, value: int) -> None:
        before = self.value
        self.set(value)
        if self.value != before:
            self._on_change(self.value)

    def step(self, direction: int) -> None:
        on_grid = self.least + round((self.value - self.least) / self._step) * self._step
        beyond = on_grid if (on_grid - self.value) * direction > 0 else on_grid + direction * self._step
        self._change(beyond)

    def click(self, x: float, y: float) -> None:
        """Do no more: the mouse has set the value while it was down."""

    def point(self, x: float, y: float, *, down: bool) -> None:
        del y
        left, wide = self._bar()
        if down:  # on the bar or the knob at its end; a click on the label only focuses
            self._dragged = -_KNOB <= x - left <= wide + _KNOB
        if not self._dragged:
            return
        share = (x - left) / wide
        steps = round(share * (self.most - self.least) / self._step)
        self._change(self.least + steps * self._step)


class Toggle(Labelled):
    """On or off."""

    takes_sides = True

    def __init__(self, canvas: Canvas, words: str, on_change: Callable[[bool], None]) -> None:
        super().__init__(canvas, words)
        self.value = False
        self._on_change = on_change
        self._slot = Box(self.node, TRACK, corner=10)
        self._knob = Box(self.node, FAINT, "circle", corner=0)
        self._value = Text(canvas, self.node, say("menu.off"), style="body", colour=FAINT, align="right")

    def _value_left(self, width: float) -> float:
        return width - INSET - 84

    def set(self, value: bool) -> None:  # noqa: FBT001 - the setter of a control whose value is a bool
        """Show `value`."""
        self.value = value
        self._value.set(say("menu.on") if value else say("menu.off"))
        self._value.paint(AMBER if value else FAINT)
        self._draw()

    def _draw(self) -> None:
        left, middle = self.width - INSET - 80, self.height / 2
        self._slot.place(left, middle - 10, 40, 20)
        self._slot.paint(faded(AMBER, 0.55) if self.value else TRACK)
        self._knob.paint(AMBER if self.value else FAINT)
        self._knob.place(left + (20 if self.value else 0), middle - 10, 20, 20)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._value.place(width - INSET, (height - self._value.height) / 2)
        self._draw()

    def step(self, direction: int) -> None:
        if self.value != (direction > 0):
            self.press()

    def press(self) -> None:
        self.set(not self.value)
        self._on_change(self.value)
