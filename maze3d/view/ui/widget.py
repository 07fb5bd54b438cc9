"""What every part of a screen answers to: being measured, placed, pointed at, focused and steered.

The defaults do nothing, so that a label says only what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panda3d.core import NodePath

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.view.ui.canvas import Canvas


class Widget:
    """A rectangle of a screen. `node` is its root; (x, y) is relative to the node it hangs under."""

    focusable = False
    takes_sides = False
    """Whether the left and right arrows change this widget instead of moving the focus."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.node: Any = NodePath(type(self).__name__)
        self.width = self.height = 0.0
        self.shown = True
        self.focused = False

    def children(self) -> tuple[Widget, ...]:
        """Return the widgets inside, in focus order."""
        return ()

    def measure(self, width: float) -> float:
        """Return the height it wants at `width`; both in points."""
        del width
        return 0.0

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Take that rectangle."""
        self.node.setPos(self.canvas.snap(x), -self.canvas.snap(y), 0)
        self.width, self.height = width, height

    def show(self, *, on: bool) -> None:
        """Take part in the layout or not; the owner lays out again."""
        self.shown = on
        if on:
            self.node.unstash()
        else:
            self.node.stash()

    def bounds(self) -> tuple[float, float, float, float]:
        """Return x, y, width and height on the canvas."""
        at = self.node.getPos(self.canvas.root)
        return at[0], -at[1], self.width, self.height

    def inside(self, x: float, y: float) -> tuple[float, float]:
        """Return that point of the canvas from the widget's own top left."""
        left, top, _, _ = self.bounds()
        return x - left, y - top

    def contains(self, x: float, y: float) -> bool:
        """Tell whether that point of the canvas is inside."""
        left, top, width, height = self.bounds()
        return left <= x < left + width and top <= y < top + height

    def at(self, x: float, y: float) -> Widget | None:
        """Return the focusable widget at that point of the canvas."""
        if not self.shown or not self.contains(x, y):
            return None
        for child in self.children():
            found = child.at(x, y)
            if found:
                return found
        return self if self.focusable else None

    def focus_order(self) -> Iterator[Widget]:
        """Yield the focusable widgets inside, itself included, in Tab's order."""
        if not self.shown:
            return
        if self.focusable:
            yield self
        for child in self.children():
            yield from child.focus_order()

    def glow(self, share: float) -> None:
        """Look focused to that degree, 0 to 1."""

    def press(self) -> None:
        """Do what it does: Enter, face_a or a click."""

    def click(self, x: float, y: float) -> None:
        """Take a click at (x, y) from its own top left."""
        del x, y
        self.press()

    def point(self, x: float, y: float, *, down: bool) -> None:
        """Take the held mouse at (x, y) from its own top left; `down` when it has just gone down there."""

    def step(self, direction: int) -> None:
        """Move a value by one, left (-1) or right (1)."""

    def key(self, name: str, *, control: bool) -> bool:
        """Take a key before the focus does; return whether it was used."""
        del name, control
        return False

    def type(self, letter: str) -> None:
        """Take a typed letter."""
        del letter
