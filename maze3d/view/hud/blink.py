"""A blink: dark for a moment when one has come to another level, so that it is no leap to the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.ui.shapes import Box

if TYPE_CHECKING:
    from maze3d.view.hud.state import HudState
    from maze3d.view.ui.canvas import Canvas

FADE_S = 0.45
_STRENGTH = 0.92


class Blink:
    """Covers the picture and clears by itself."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._box = Box(parent, (0, 0, 0, 1), None, corner=0)
        self._level: int | None = None
        self.left_s = 0.0
        self._paint()

    def lay_out(self) -> None:
        """Cover the canvas."""
        self._box.place(0, 0, self._canvas.width, self._canvas.height)

    def forget(self) -> None:
        """Begin in another maze: being there is no climb."""
        self._level, self.left_s = None, 0.0
        self._paint()

    def update(self, state: HudState, dt: float) -> None:
        """Begin when the level is another one; clear."""
        self.left_s = max(0.0, self.left_s - dt)
        if self._level is not None and state.level != self._level:
            self.left_s = FADE_S
        self._level = state.level
        self._paint()

    def _paint(self) -> None:
        if self.left_s:
            self._box.node.unstash()
            self._box.node.setAlphaScale(_STRENGTH * self.left_s / FADE_S)
        else:
            self._box.node.stash()
