"""The time since the match began, at the top in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.sim.units import TICK_RATE
from maze3d.view.hud.plate import Plate

if TYPE_CHECKING:
    from maze3d.view.hud.state import HudState
    from maze3d.view.ui.canvas import Canvas


class Clock:
    """Whole seconds: changing the words costs, and tenths only make a player nervous."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._plate = Plate(canvas, parent, "big")
        self._shown: int | None = None

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._plate.place(self._canvas.width / 2, 38)

    def update(self, state: HudState) -> None:
        """Show the time, or nothing where another clock counts."""
        seconds = None if state.ticks is None else state.ticks // TICK_RATE
        if seconds != self._shown:
            self._shown = seconds
            self._plate.set("" if seconds is None else f"{seconds // 60}:{seconds % 60:02}")
