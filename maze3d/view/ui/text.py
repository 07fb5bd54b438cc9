"""Lines of text in a style, measured in points, wrapped to a width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from panda3d.core import NodePath, TextNode

from maze3d.view.language import again
from maze3d.view.palette import painted
from maze3d.view.ui.canvas import LINE
from maze3d.view.ui.theme import INK, SIZES, Colour, Style

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas

Align = Literal["left", "centre", "right"]
_DOTS = "\u2026"
_LEAST_SHRUNK = 0.6
"""How small letters become at most so that a line holds a word: the engine breaks it in the middle else."""
_ALIGN = {"left": TextNode.ALeft, "centre": TextNode.ACenter, "right": TextNode.ARight}


class Text:
    """A text node under `parent`; `place` takes the top left (or top middle, top right) of its first line."""

    def __init__(
        self,
        canvas: Canvas,
        parent: Any,
        words: str = "",
        *,
        style: Style = "body",
        colour: Colour = INK,
        align: Align = "left",
    ) -> None:
        self._canvas = canvas
        self._style: Style = style
        self._full_size = self._size = SIZES[style]
        self._text: Any = TextNode("text")
        self._text.setFont(canvas.font(style))
        self._text.setAlign(_ALIGN[align])
        self._words = again(words)
        self._cut: tuple[str, float] | None = None
        """The whole words and their width, where only as much as fits is shown."""
        self._wrap = 0.0
        self._text.setText(self._words)
        self.node: Any = NodePath(self._text)
        self.node.reparentTo(parent)
        self.node.setScale(self._size)
        self.paint(colour)
        canvas.texts.add(self)
        painted.add(self)

    def refresh(self) -> None:
        """Draw the letters again: their font's pixels have changed."""
        self._text.setFont(self._canvas.font(self._style))
        self._text.setText("")
        self._text.setText(self._words)

    def retext(self) -> None:
        """Show the same in the language in use by now."""
        if self._cut:
            self.set_cut(*self._cut)
        else:
            self.set(self._words)

    def set(self, words: str) -> None:
        """Show `words`; the same words again cost nothing."""
        self._cut = None
        before, self._words = self._words, again(words)
        if self._words != before:
            self._text.setText(self._words)
            if self._wrap:
                self._fit(self._wrap)

    def set_cut(self, words: str, width: float) -> None:
        """Show as much of `words` as `width` points hold on one line, with dots for what is left out."""
        words = again(words)
        kept = len(words)
        if self.width_of(words) > width:
            while kept and self.width_of(words[:kept].rstrip() + _DOTS) > width:
                kept -= 1
        cut = words[:kept].rstrip() + _DOTS if kept else ""
        self.set(words if kept == len(words) else cut)
        self._cut = words, width

    @property
    def words(self) -> str:
        """What is shown."""
        return self._words

    def paint(self, colour: Colour) -> None:
        """Colour the letters."""
        self._colour = colour
        self._text.setTextColor(*colour)

    def repaint(self) -> None:
        """Colour them as the palette has it by now."""
        self._text.setTextColor(*self._colour)

    def wrap(self, width: float) -> float:
        """Break lines at `width` points and return the height in points."""
        width = max(width, self._full_size * 2)
        if width != self._wrap:
            self._wrap = width
            self._fit(width)
        return self.height

    def _fit(self, width: float) -> None:
        """Wrap to `width`, in smaller letters where a word is wider."""
        widest = max((self._text.calcWidth(word) for word in self._words.split()), default=0.0)
        room = width / self._full_size * 0.995  # the engine breaks what fits to the last point
        size = self._full_size * (max(_LEAST_SHRUNK, room / widest) if widest > room else 1.0)
        if size != self._size:
            self._size = size
            self.node.setScale(size)
        self._text.setWordwrap(width / size)

    @property
    def height(self) -> float:
        """Points from the top of the first line to the foot of the last."""
        rows = int(self._text.getNumRows()) if self._words else 1  # unset, too, for an empty text
        return max(1, rows) * self._size * LINE

    @property
    def width(self) -> float:
        """Points of the longest line."""
        if not self._words:
            return 0.0  # Panda3D leaves the width of an empty text unset
        return float(self._text.getWidth()) * self._size

    def width_of(self, words: str) -> float:
        """Points that `words` would take on one line."""
        return float(self._text.calcWidth(words)) * self._size

    def place(self, x: float, y: float) -> None:
        """Put the first line's top at y and its align point at x, in the parent."""
        snap = self._canvas.snap
        self.node.setPos(snap(x), snap(-y - self._size * 1.05), 0)
