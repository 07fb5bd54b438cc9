"""A screen: a panel with a title, a body that scrolls when it does not fit, and a row of buttons below.

Built once; `Ui` shows and hides it. A hidden screen is stashed and costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panda3d.core import NodePath

from maze3d.view.ui.layout import Row, Scroll
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import (
    AMBER,
    DARK,
    GAP,
    INK,
    MARGIN,
    PAD,
    PANEL,
    PANEL_EDGE,
    VEIL,
    Colour,
    faded,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.widget import Widget


class Screen:
    """`on_back` is what Escape and face_b do; None keeps the player here.

    `overlay` screens leave the one below in sight.
    """

    settles_s = 0.0
    """For so long after it has come, keys and gamepad buttons choose nothing; the mouse does."""

    def __init__(
        self,
        canvas: Canvas,
        title: str,
        body: Widget,
        footer: Sequence[Widget] = (),
        *,
        width: float = 560,
        veil: Colour = VEIL,
        overlay: bool = False,
        header: Widget | None = None,
        on_back: Callable[[], None] | None = None,
    ) -> None:
        self.canvas = canvas
        self.node: Any = NodePath(type(self).__name__)
        self.overlay = overlay
        self.on_back = on_back
        self.changed = True
        """Set to have the screen laid out again before the next frame."""
        self._wide = width
        self._veil = Box(self.node, veil, None, corner=0)
        self._shadow = Box(self.node, (0, 0, 0, 0.9), "shadow", corner=60)
        self._panel = Box(self.node, PANEL, corner=14)
        self._edge = Box(self.node, PANEL_EDGE, "edge", corner=14)
        self._title = Text(canvas, self.node, title, style="title", colour=INK)
        self._rule = Box(self.node, AMBER, "fade", corner=0)
        self.scroll = Scroll(canvas, body)
        self.scroll.node.reparentTo(self.node)
        self._header = header
        if header:
            header.node.reparentTo(self.node)
        self._footer = Row(canvas, footer)
        self._footer.node.reparentTo(self.node)
        if not title:
            self._rule.node.stash()

    def first_focus(self) -> Widget | None:
        """Return the widget focused when the screen opens."""
        return next(self.focus_order(), None)

    def focus_order(self) -> Iterator[Widget]:
        """Yield the focusable widgets in Tab's order."""
        if self._header:
            yield from self._header.focus_order()
        yield from self.scroll.focus_order()
        yield from self._footer.focus_order()

    def at(self, x: float, y: float) -> Widget | None:
        """Return the focusable widget at that point of the canvas."""
        header = self._header.at(x, y) if self._header else None
        return header or self.scroll.at(x, y) or self._footer.at(x, y)

    def reveal(self, widget: Widget) -> None:
        """Scroll so that `widget` can be seen."""
        self.scroll.reveal(widget)

    def scroll_by(self, points: float) -> bool:
        """Scroll the body; return whether it moved."""
        return self.scroll.scroll_by(points)

    def body_height(self, width: float) -> float:
        """Return the height that the body would like at `width`, in points."""
        return self.scroll.measure(width)

    def lay_out(self) -> None:
        """Place everything for the canvas's size."""
        self.changed = False
        canvas = self.canvas
        self._veil.place(0, 0, canvas.width, canvas.height)
        margin = min(MARGIN, canvas.height * 0.03)
        pad = PAD if canvas.height > 500 else PAD * 0.6
        width = min(self._wide, canvas.width - 2 * margin)
        inner = width - 2 * pad
        head = self._title.wrap(inner) + 2 * GAP if self._title.words else 0.0
        tabs = self._header.measure(inner) if self._header else 0.0
        title = head
        head += tabs + 1.5 * GAP if tabs else 0.0
        foot = self._footer.measure(inner)
        around = 2 * pad + head + (foot + 2 * GAP if foot else 0.0)
        body = min(self.body_height(inner), canvas.height - 2 * margin - around)
        height = around + body
        left, top = canvas.snap((canvas.width - width) / 2), canvas.snap((canvas.height - height) / 2)
        self._shadow.place(left - 26, top - 20, width + 52, height + 56)
        self._panel.place(left, top, width, height)
        self._edge.place(left, top, width, height)
        self._title.place(left + pad, top + pad - 6)
        self._rule.place(left + pad, top + pad + title - GAP - 4, inner * 0.7, 1.6)
        if self._header:
            self._header.place(left + pad, top + pad + title, inner, tabs)
        self.scroll.place(left + pad, top + pad + head, inner, body)
        self._footer.place(left + pad, top + height - pad - foot, inner, foot)

    def key(self, name: str) -> bool:
        """Take a key before the focus does; return whether it was used."""
        del name
        return False

    def update(self, dt: float) -> None:
        """Do what has to be done in each frame while shown."""


SOLID = faded(DARK, 1.0)
"""A veil that hides what is behind."""
