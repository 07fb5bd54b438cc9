"""What is said in a match: the last lines, fading, and the line one types into."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from maze3d.view.hud.chat_entry import ChatEntryScreen
from maze3d.view.screens.line_log import spoken
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.sign import lettering
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import FAINT, INK, PLATE, ROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.lan_data import ChatLine
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.ui import Ui

LINES = 5
STAYS_S = 8.0
"""A line is gone after so long, unless one types."""

_FADE_S = 1.0
_LEFT = 16.0
_FOOT, _ABOVE_CAPTIONS = 62.0, 178.0
"""From the canvas's foot to the entry's: above the keys, or where it is narrow above the captions."""
_CAPTIONS = 140.0
"""Half of what captions take in the middle."""
_NARROWEST, _WIDEST = 240.0, 420.0
_HIGHEST = 104.0
"""Clock and place stand above; lines that would reach there are left out."""
_MINIMAP = 80.0
"""What it takes beside its picture, with the gaps."""
_PAD = 8.0
_GAP = 2.0


def entry_place(width: float, height: float, *, captions: bool) -> tuple[float, float, float]:
    """Return the entry's left, top and width on a canvas of that size; the lines stand above it.

    With `captions` it is beside them; or, where there is no room beside, above them and beside the minimap.
    """
    beside = width / 2 - _CAPTIONS - _LEFT
    if beside < _NARROWEST and captions:
        return _LEFT, height - _ABOVE_CAPTIONS - ROW, min(_WIDEST, width - height * 0.3 - _MINIMAP)
    return _LEFT, height - _FOOT - ROW, min(_WIDEST, max(_NARROWEST, beside))


class _Line:
    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self.node = parent.attachNewNode("said")
        self.plate = Box(self.node, PLATE, corner=5)
        self.bar = Box(self.node, INK, None, corner=0)
        self.text = Text(canvas, self.node)
        self.fits = False
        self.node.stash()


class Chat:
    """At most `LINES` lines. `open` lets the player type."""

    def __init__(self, ui: Ui, parent: Any) -> None:
        self._ui = ui
        self._lines = [_Line(ui.canvas, parent) for _ in range(LINES)]
        self._said: deque[tuple[ChatLine, float]] = deque(maxlen=LINES)
        """The last lines and how long each is still shown, the oldest first."""
        self._entry: ChatEntryScreen | None = None
        self._was_open = False
        self.clear_of_captions = False
        """Whether captions may stand at the foot of the window."""

    def _entry_place(self) -> tuple[float, float, float]:
        canvas = self._ui.canvas
        return entry_place(canvas.width, canvas.height, captions=self.clear_of_captions)

    @property
    def typing(self) -> bool:
        """Whether the player types."""
        return self._entry is not None and self._ui.screen is self._entry

    @property
    def shown(self) -> tuple[str, ...]:
        """The words of the lines that can be seen, the oldest first."""
        return tuple(line.text.words for line in reversed(self._lines) if not line.node.isStashed())

    def open(self, on_say: Callable[[str], None]) -> None:
        """Let the player type a line, unless a screen is open; `on_say` gets what is not empty."""
        if self._ui.screen is None:
            self._entry = self._entry or ChatEntryScreen(self._ui, self._entry_place)
            self._entry.open(on_say)

    def add(self, line: ChatLine) -> None:
        """Show what was said."""
        self._said.append((line, STAYS_S))
        self.lay_out()

    def clear(self) -> None:
        """Forget what was said."""
        self._said.clear()
        for line in self._lines:
            line.node.stash()

    def lay_out(self) -> None:
        """Place the lines for the canvas's size, the last at the foot."""
        canvas = self._ui.canvas
        left, foot, wide = self._entry_place()
        foot += 0 if self.typing else ROW
        said = list(reversed(self._said))
        for i, line in enumerate(self._lines):
            tall = self._write(line, said[i][0], wide) if i < len(said) else 0.0
            foot -= tall + _GAP
            line.fits = tall > 0 and (foot >= _HIGHEST or i == 0)  # what is new is shown in any case
            foot = foot if line.fits or not tall else 0.0  # those before it would not fit either
            line.node.setPos(canvas.snap(left), -canvas.snap(foot), 0)
        self._fade()

    @staticmethod
    def _write(line: _Line, said: ChatLine, wide: float) -> float:
        line.text.set(spoken(said))
        line.text.paint(FAINT if said.system else INK)
        line.bar.paint(FAINT if said.system or said.seat < 0 else lettering(said.colour))
        tall = line.text.wrap(wide - 2 * _PAD - 4) + 4
        line.plate.place(0, 0, min(wide, line.text.width + 2 * _PAD + 4), tall)
        line.bar.place(0, 3, 4, tall - 6)
        line.text.place(_PAD + 4, 1)
        return tall

    def update(self, dt: float) -> None:
        """Let `dt` seconds go by."""
        self._said = deque(((line, left - dt) for line, left in self._said), maxlen=LINES)
        if self._was_open != self.typing:
            self._was_open = self.typing
            self.lay_out()
        elif self._said:
            self._fade()

    def _fade(self) -> None:
        for line, (_said, left) in zip(self._lines, reversed(self._said), strict=False):
            strength = 1.0 if self.typing else min(1.0, left / _FADE_S)
            if line.fits and strength > 0:
                line.node.unstash()
                line.node.setAlphaScale(strength)
            else:
                line.node.stash()
