"""Sounds in words with an arrow to where they come from, above the foot of the window."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from maze3d.sim.units import TURN
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, INK, PLATE

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas

LINES = 4
_STAYS_S = 2.6
_FADE_S = 0.4
_ROW = 28.0
_FOOT = 56.0
_HIGH = 500.0
"""On a canvas less high there are half as many, so that the middle stays free."""


class _Line:
    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self.node = parent.attachNewNode("caption")
        self.plate = Box(self.node, PLATE, corner=6)
        self.text = Text(canvas, self.node, "", style="body", colour=INK)
        self.pivot = self.node.attachNewNode("pivot")
        self._arrow = Box(self.pivot, AMBER, "arrow", corner=0)
        self._arrow.place(-9, -9, 18, 18)
        self.left_s = 0.0
        self.node.stash()


class Captions:
    """At most `LINES`; the same words again renew their line, else the oldest gives way."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._lines = [_Line(canvas, parent) for _ in range(LINES)]
        self.wanted = False

    @property
    def top(self) -> float:
        """Where the highest line begins, in points from the canvas's top; infinity while none is wanted."""
        return self._canvas.height - _FOOT - _ROW * len(self._used) if self.wanted else inf

    @property
    def _used(self) -> list[_Line]:
        return self._lines if self._canvas.height >= _HIGH else self._lines[: LINES // 2]

    def show(self, words: str, direction: int | None) -> None:
        """Show a sound; `direction` in 1/65536 turn clockwise from straight ahead, None for no arrow."""
        if not self.wanted:
            return
        same = [line for line in self._lines if line.left_s > 0 and line.text.words == words]
        line = same[0] if same else min(self._used, key=lambda each: each.left_s)
        line.text.set(words)
        line.left_s = _STAYS_S
        if direction is None:
            line.pivot.stash()
        else:
            line.pivot.unstash()
            line.pivot.setR(direction * 360 / TURN)
        line.node.unstash()
        self.lay_out()

    def clear(self) -> None:
        """Show none."""
        for line in self._lines:
            line.left_s = 0.0
            line.node.stash()

    def lay_out(self) -> None:
        """Place them for the canvas's size."""
        canvas = self._canvas
        for i, line in enumerate(self._lines):
            wide = line.text.width + 46
            line.node.setPos(
                canvas.snap((canvas.width - wide) / 2), canvas.snap(_FOOT + _ROW * (i + 1) - canvas.height), 0
            )
            line.plate.place(0, 0, wide, _ROW - 3)
            line.pivot.setPos(18, -(_ROW - 3) / 2, 0)
            line.text.place(34, 1)

    def update(self, dt: float) -> None:
        """Let `dt` seconds go by."""
        for line in self._lines:
            if line.left_s <= 0:
                continue
            line.left_s -= dt
            if line.left_s <= 0 or not self.wanted:
                line.left_s = 0.0
                line.node.stash()
            else:
                line.node.setAlphaScale(min(1.0, line.left_s / _FADE_S))
