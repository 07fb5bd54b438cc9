"""The keys that matter, shown to a newcomer until he has walked a little, as they are bound now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.hud.plate import Plate
from maze3d.view.input.names import bound_words
from maze3d.view.language import say

if TYPE_CHECKING:
    from maze3d.view.settings import Controls
    from maze3d.view.ui.canvas import Canvas

_STAYS_S = 14.0
"""At least, however soon the newcomer walks."""
_FADE_S = 1.0
_LEAST_WIDTH = 380.0


def first_words(controls: Controls) -> str:
    """Return three lines that tell a newcomer what to press."""

    def key(action: str) -> str:
        return bound_words(controls, action)

    return say(
        "hud.newcomer",
        walk=key("walk"),
        run=key("run"),
        hint=key("hint"),
        chalk=key("chalk"),
        minimap=key("minimap"),
        pause=key("pause"),
    )


class Newcomer:
    """Goes once there was time to read it and the newcomer has been let go."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._plate = Plate(canvas, parent, "body")
        self._left_s = 0.0
        self._let_go = False

    def show(self, controls: Controls) -> None:
        """Show the keys of these settings."""
        self._plate.set(first_words(controls))
        self._left_s = _STAYS_S
        self._let_go = False
        self.lay_out()

    def let_go(self) -> None:
        """Know that the newcomer walks: the keys need not stay."""
        self._let_go = True

    def hide(self) -> None:
        """Show them no longer."""
        self._left_s = 0.0
        self._plate.set("")

    def lay_out(self) -> None:
        """Place it for the canvas's size: beside the minimap, or below it where that is too narrow."""
        width, height = self._canvas.width, self._canvas.height
        beside = width - 420
        if beside >= _LEAST_WIDTH:
            self._plate.place(width / 2, 92, beside)
        else:
            self._plate.place(width / 2, height * 0.3 + 42, width - 60)

    @property
    def foot(self) -> float:
        """Where it ends, in points from the canvas's top; 0 while it is hidden."""
        return self._plate.top + self._plate.height if self._plate.shown else 0.0

    def update(self, dt: float) -> None:
        """Let `dt` seconds go by."""
        if self._left_s > 0:
            self._left_s -= dt
            if not self._let_go:
                self._left_s = max(self._left_s, _FADE_S)
            self._plate.node.setAlphaScale(min(1.0, max(0.0, self._left_s / _FADE_S)))
            if self._left_s <= 0:
                self.hide()
