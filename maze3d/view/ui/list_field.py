"""One thing of a list on a plate: shown, drawn anew wherever it is placed, pressed.

Owns when it is drawn. What is drawn is the subclass's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from maze3d.view.ui.controls import Field
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import INK

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas

Item = TypeVar("Item")


class ListField(Field, Generic[Item]):
    """As tall as `tall`. A subclass says an item's `title` and draws the rest."""

    tall: ClassVar[float]

    def __init__(self, canvas: Canvas, on_press: Callable[[], None]) -> None:
        super().__init__(canvas)
        self._on_press = on_press
        self._item: Item | None = None
        self.text = Text(canvas, self.node, "", colour=INK)
        """The title, and what reports call this control."""

    def title(self, item: Item, /) -> str:
        """Return the item's name."""
        raise NotImplementedError

    def draw(self, item: Item, /) -> None:
        """Draw it: the field has its place."""
        raise NotImplementedError

    def show_item(self, item: Item) -> None:
        """Show that item."""
        if item != self._item:
            self._item = item
            self._draw()

    def measure(self, width: float) -> float:
        del width
        return self.tall

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._draw()

    def press(self) -> None:
        if self._item is not None and self.shown:
            self._on_press()

    def _draw(self) -> None:
        if self._item is None:
            return
        if self.width <= 0:  # not placed yet
            self.text.set(self.title(self._item))
        else:
            self.draw(self._item)
