"""Where a ladder is: which key climbs it, and where to. A line above the middle while one stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.maze.grid import DOWN, UP
from maze3d.view.hud.plate import Plate
from maze3d.view.input.names import bound_words
from maze3d.view.language import say

if TYPE_CHECKING:
    from maze3d.view.hud.state import HudState
    from maze3d.view.settings import Controls
    from maze3d.view.ui.canvas import Canvas

_WORDS = {UP: "hud.climb_up", DOWN: "hud.climb_down", UP | DOWN: "hud.climb_both"}
_ABOVE_MIDDLE = 62.0
"""Points. Below the middle is what has just happened."""


def prompt_words(sides: int, controls: Controls) -> str:
    """Return what to say in a cell with these passages, "" where no ladder is."""
    ways = sides & (UP | DOWN)
    return say(_WORDS[ways], climb=bound_words(controls, "climb")) if ways else ""


class LadderPrompt:
    """Shown as long as one stands at a ladder."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._plate = Plate(canvas, parent, "body")
        self._below = 0.0

    def hide(self) -> None:
        """Show nothing."""
        self._plate.set("")

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        width, height = self._canvas.width, self._canvas.height
        self._plate.place(width / 2, max(height / 2 - _ABOVE_MIDDLE, self._below), width - 60)

    def keep_below(self, foot: float) -> None:
        """Leave room for what ends there, in points from the canvas's top."""
        if foot != self._below:
            self._below = foot
            self.lay_out()

    def update(self, state: HudState, controls: Controls) -> None:
        """Follow the player."""
        _levels, rows, cols = state.passages.shape
        row, col = int(state.y), int(state.x)
        inside = 0 <= row < rows and 0 <= col < cols
        sides = int(state.passages[state.level, row, col]) if inside else 0
        self._plate.set(prompt_words(sides, controls))
