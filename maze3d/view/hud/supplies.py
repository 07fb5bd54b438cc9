"""Hints and chalk that are left, bottom right: those that this match gives at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.hud.plate import Plate
from maze3d.view.language import say
from maze3d.view.ui.theme import FAINT

if TYPE_CHECKING:
    from maze3d.view.hud.state import HudState
    from maze3d.view.ui.canvas import Canvas


class Supplies:
    """One line of words."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._plate = Plate(canvas, parent, "body", FAINT, "right")
        self._given = {"hints": False, "chalk": False}

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._plate.place(self._canvas.width - 16, self._canvas.height - 16 - self._plate.height)

    def update(self, state: HudState) -> None:
        """Show what is left of each supply that there ever was some of; where there are levels, which."""
        left = {"hints": state.hints_left, "chalk": state.chalk_left}
        for name, count in left.items():
            self._given[name] |= count > 0
        given = [say(f"supply.{name}", left=count) for name, count in left.items() if self._given[name]]
        levels = len(state.passages)
        if levels > 1:
            given.insert(0, say("hud.level", level=state.level + 1, levels=levels))
        self._plate.set("   ".join(given))

    def forget(self) -> None:
        """Begin anew, for another match."""
        self._given = dict.fromkeys(self._given, False)
