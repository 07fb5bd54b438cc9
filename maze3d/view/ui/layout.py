"""Arranges widgets: under each other, side by side, one of several, or scrolled behind a window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panda3d.core import NodePath, Point3

from maze3d.view.ui.shapes import Box
from maze3d.view.ui.theme import AMBER, GAP, TRACK, faded
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.view.ui.canvas import Canvas

_BAR = 6.0


class Column(Widget):
    """Widgets under each other, all as wide as the column."""

    def __init__(self, canvas: Canvas, widgets: Sequence[Widget], gap: float = GAP) -> None:
        super().__init__(canvas)
        self._widgets = tuple(widgets)
        self._gap = gap
        for widget in widgets:
            widget.node.reparentTo(self.node)

    def children(self) -> tuple[Widget, ...]:
        return self._widgets

    def measure(self, width: float) -> float:
        heights = [child.measure(width) for child in self._widgets if child.shown]
        return sum(heights) + self._gap * max(0, len(heights) - 1)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        down = 0.0
        for child in self._widgets:
            if child.shown:
                tall = child.measure(width)
                child.place(0, down, width, tall)
                down += tall + self._gap


class Row(Widget):
    """Widgets side by side, sharing the width by `weights`; under each other when narrower than `least`."""

    def __init__(
        self,
        canvas: Canvas,
        widgets: Sequence[Widget],
        weights: Sequence[float] | None = None,
        gap: float = GAP,
        least: float = 0.0,
    ) -> None:
        super().__init__(canvas)
        self._widgets = tuple(widgets)
        self._weights = tuple(weights or [1.0] * len(widgets))
        self._gap = gap
        self._least = least
        for widget in widgets:
            widget.node.reparentTo(self.node)

    def children(self) -> tuple[Widget, ...]:
        return self._widgets

    def _rectangles(self, width: float) -> list[tuple[Widget, float, float, float, float]]:
        shown = [(w, share) for w, share in zip(self._widgets, self._weights, strict=True) if w.shown]
        found, x, y = [], 0.0, 0.0
        if width < self._least:
            for widget, _share in shown:
                tall = widget.measure(width)
                found.append((widget, 0.0, y, width, tall))
                y += tall + self._gap
            return found
        free = width - self._gap * max(0, len(shown) - 1)
        total = sum(share for _, share in shown) or 1.0
        for widget, share in shown:
            wide = free * share / total
            found.append((widget, x, 0.0, wide, widget.measure(wide)))
            x += wide + self._gap
        return found

    def measure(self, width: float) -> float:
        return max((y + tall for _, _, y, _, tall in self._rectangles(width)), default=0.0)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        for widget, left, top, wide, tall in self._rectangles(width):
            widget.place(left, top, wide, tall)


class Pages(Widget):
    """Several widgets of which one is shown."""

    def __init__(self, canvas: Canvas, pages: Sequence[Widget]) -> None:
        super().__init__(canvas)
        self._pages = tuple(pages)
        for page in pages:
            page.node.reparentTo(self.node)
        self.turn_to(0)

    def children(self) -> tuple[Widget, ...]:
        return self._pages

    def turn_to(self, index: int) -> None:
        """Show that page only; the owner lays out again."""
        for i, page in enumerate(self._pages):
            page.show(on=i == index)

    def measure(self, width: float) -> float:
        return max(page.measure(width) for page in self._pages if page.shown)

    def tallest(self, width: float) -> float:
        """Return the height that the tallest page wants."""
        return max(page.measure(width) for page in self._pages)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        for page in self._pages:
            if page.shown:
                page.place(0, 0, width, height)


class Scroll(Widget):
    """A window onto a widget that may be taller: wheel, and wherever the focus goes."""

    def __init__(self, canvas: Canvas, inside: Widget) -> None:
        super().__init__(canvas)
        self._inside = inside
        self._window: Any = NodePath("window")
        self._window.reparentTo(self.node)
        inside.node.reparentTo(self._window)
        self._track = Box(self.node, TRACK, corner=_BAR / 2)
        self._thumb = Box(self.node, faded(AMBER, 0.55), corner=_BAR / 2)
        self._tall = 0.0
        self.offset = 0.0

    def children(self) -> tuple[Widget, ...]:
        return (self._inside,)

    def measure(self, width: float) -> float:
        return self._inside.measure(width)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._tall = self._inside.measure(width)
        overflows = self._tall > height + 0.5
        if overflows:
            width -= _BAR + 8
            self._tall = self._inside.measure(width)
            self._track.node.unstash()
            self._thumb.node.unstash()
        else:
            self._track.node.stash()
            self._thumb.node.stash()
        edge = 3  # so that the focused widget's glow is not cut off
        self._window.setScissor(Point3(-edge, edge, 0), Point3(width + edge, -height - edge, 0))
        self._inside.place(0, 0, width, self._tall)
        self._track.place(self.width - _BAR, 0, _BAR, height)
        self._move_to(self.offset)

    def _move_to(self, offset: float) -> None:
        spare = max(0.0, self._tall - self.height)
        self.offset = min(max(0.0, offset), spare)
        self._inside.node.setY(self.canvas.snap(self.offset))
        if spare:
            thumb = max(24.0, self.height * self.height / self._tall)
            at = (self.height - thumb) * self.offset / spare
            self._thumb.place(self.width - _BAR, at, _BAR, thumb)

    def at(self, x: float, y: float) -> Widget | None:
        return self._inside.at(x, y) if self.shown and self.contains(x, y) else None

    def scroll_by(self, points: float) -> bool:
        """Scroll down by that much, up where it is negative; return whether anything moved."""
        before = self.offset
        self._move_to(before + points)
        return self.offset != before

    def reveal(self, widget: Widget) -> None:
        """Scroll so that `widget`, if it is somewhere inside, can be seen."""
        if all(widget is not inside for inside in self._inside.focus_order()):
            return
        top = -widget.node.getPos(self._inside.node)[1]
        first = next(iter(self._inside.focus_order()), None)
        if widget is first and top + widget.height <= self.height:
            self._move_to(0)
        elif top < self.offset:
            self._move_to(top - GAP)
        elif top + widget.height > self.offset + self.height:
            self._move_to(top + widget.height - self.height + GAP)
