"""Measures what is on a stage: texts that are wider or taller than their box, or lie on another one.

Words that are broken in the middle are found as well: the engine does so where a line cannot hold one.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

from panda3d.core import Point3, TextNode

from maze3d.view.ui.layout import Scroll
from maze3d.view.ui.values import Slider, Toggle
from maze3d.view.ui.widget import Widget
from tests.view.screens.lan_show import LONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.screen import Screen
    from maze3d.view.ui.text import Text

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and foot on the canvas, in points; y grows down."""

SLACK = 1.5
"""Points: places are whole pixels."""

_LEADING = 5.0
_RISE = 1.05
"""From a text's node up to the top of its first line, in sizes (Text.place)."""


def shown(canvas: Canvas, root: Any) -> list[Text]:
    """Return the texts below `root` that can be seen."""
    return [text for text in canvas.texts if text.words.strip() and _is_shown(text.node, root)]


def _is_shown(node: Any, root: Any) -> bool:
    while node != root:
        if node.isStashed() or node.isHidden() or not node.hasParent():
            return False
        node = node.getParent()
    return True


def rect(canvas: Canvas, text: Text) -> Rect:
    """Return the room of a text's lines: from the top of the first to the foot of the last."""
    node, size = text.node, text._size
    wide = text.width / size
    left = {TextNode.ALeft: 0.0, TextNode.ACenter: -wide / 2, TextNode.ARight: -wide}[text._text.getAlign()]
    low = canvas.root.getRelativePoint(node, Point3(left, _RISE - text.height / size, 0))
    high = canvas.root.getRelativePoint(node, Point3(left + wide, _RISE, 0))
    return low[0], -high[1], high[0], -low[1]


def overlap(a: Rect, b: Rect) -> bool:
    """Tell whether letters meet: a line has more room above and below than letters take."""
    return min(a[2], b[2]) - max(a[0], b[0]) > SLACK and min(a[3], b[3]) - max(a[1], b[1]) > _LEADING


def broken(text: Text) -> list[str]:
    """Return the words of a text that are wider than its lines; names of LONG may be anything."""
    if not text._wrap:
        return []
    words = [word for word in text.words.split() if LONG not in word and not word.startswith("/")]
    return [f"broken: {word!r}" for word in words if text.width_of(word) > text._wrap]


def crowded(canvas: Canvas, widget: Widget) -> list[str]:
    """Return the value of a slider or a toggle that lies on its bar or knob."""
    if not isinstance(widget, Slider | Toggle) or widget.width <= 0 or not widget.shown:
        return []
    parts = [widget._knob, widget._track if isinstance(widget, Slider) else widget._slot]
    ends = max(part.node.getTightBounds(canvas.root)[1][0] for part in parts)
    lacks = ends - rect(canvas, widget._value)[0]
    return [f"lies on its bar by {lacks:.0f}: {widget._value.words!r}"] if lacks > SLACK else []


def widgets_of(screen: Screen) -> Iterator[Widget]:
    def below(widget: Widget) -> Iterator[Widget]:
        yield widget
        for child in widget.children():
            yield from below(child)
        for each in vars(widget).values():  # parts that take no focus are no children
            if isinstance(each, Widget) and each not in widget.children():
                yield from below(each)

    for part in (screen._header, screen.scroll, screen._footer):
        if part:
            yield from below(part)


def misfits(canvas: Canvas, screen: Screen) -> list[str]:
    """Return what does not fit on a screen, a line each."""
    owners = [(widget.node, widget) for widget in widgets_of(screen)]
    found, by_owner = [], {}  # type: list[str], dict[int, list[tuple[str, Rect]]]
    for text in shown(canvas, screen.node):
        owner = _owner(text, owners, screen)
        inside = rect(canvas, text)
        by_owner.setdefault(id(owner), []).append((str(text.words), inside))
        box = _box(canvas, owner)
        if inside[0] < box[0] - SLACK or inside[2] > box[2] + SLACK:
            found.append(f"too wide by {max(box[0] - inside[0], inside[2] - box[2]):.0f}: {text.words!r}")
        if inside[1] < box[1] - SLACK or inside[3] > box[3] + SLACK:
            found.append(f"too tall by {max(box[1] - inside[1], inside[3] - box[3]):.0f}: {text.words!r}")
        found += broken(text)
    for widget in widgets_of(screen):
        found += crowded(canvas, widget)
    for texts in by_owner.values():
        found += [f"{a[0]!r} lies on {b[0]!r}" for a, b in combinations(texts, 2) if overlap(a[1], b[1])]
    return found


def _owner(text: Text, owners: list[tuple[Any, Widget]], screen: Screen) -> Widget | None:
    node = text.node
    while node != screen.node:
        for of, widget in owners:
            if of == node:
                return widget
        node = node.getParent()
    return None


def _box(canvas: Canvas, owner: Widget | None) -> Rect:
    if owner is None or isinstance(owner, Scroll):
        return 0.0, 0.0, canvas.width, canvas.height
    x, y, width, height = owner.bounds()
    return x, y, x + width, y + height
