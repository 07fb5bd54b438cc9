"""One action and the keys or buttons it is bound to: two chips to press and bind anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Row
from maze3d.view.ui.theme import AMBER, BAD, INK

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas

SLOTS = 2


class KeyRow(Row):
    """`on_bind` is called with the slot to bind."""

    def __init__(self, canvas: Canvas, words: str, on_bind: Callable[[int], None]) -> None:
        self.label = Label(canvas, words, space=8)
        self.chips = [self._chip(canvas, slot, on_bind) for slot in range(SLOTS)]
        super().__init__(canvas, [self.label, *self.chips], [0.4, 0.3, 0.3])

    @staticmethod
    def _chip(canvas: Canvas, slot: int, on_bind: Callable[[int], None]) -> Button:
        return Button(canvas, "", lambda: on_bind(slot))

    def show_names(self, names: list[str], *, clash: bool, waiting: int | None) -> None:
        """Show the bound names; `clash` marks the row, `waiting` is the slot that wants a key now."""
        for slot, chip in enumerate(self.chips):
            if slot == waiting:
                chip.text.set(say("bindings.waiting"))
            else:
                chip.text.set(names[slot] if slot < len(names) else "-")
        self.label.text.paint(BAD if clash else AMBER if waiting is not None else INK)
