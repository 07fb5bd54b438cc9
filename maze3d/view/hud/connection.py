"""How the line to the host is: the round trip, and what is done when it breaks."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from maze3d.view.hud.plate import Plate
from maze3d.view.language import say
from maze3d.view.ui.quality import ping_colour
from maze3d.view.ui.theme import BAD, FAINT, GOOD

if TYPE_CHECKING:
    from maze3d.view.hud.round_state import RoundState
    from maze3d.view.ui.canvas import Canvas

_BACK_S = 3.0


class Connection:
    """A small number top left, below the frame rate; a line under the middle while there is trouble."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._ping = Plate(canvas, parent, "small", FAINT, "left")
        self._line = Plate(canvas, parent, "heading", BAD)
        self._lost = False
        self._back_s = 0.0
        self._foot = inf

    @property
    def top(self) -> float:
        """Where its line begins, infinity while there is none."""
        return self._line.top if self._line.shown else inf

    def keep_above(self, foot: float) -> None:
        """Leave what is below `foot` to others."""
        if foot != self._foot:
            self._foot = foot
            self.lay_out()

    def hide(self) -> None:
        """Show nothing, and forget that there was trouble."""
        self._ping.set("")
        self._line.set("")
        self._lost = False
        self._back_s = 0.0

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._ping.place(16, 38)
        top = self._canvas.height * 0.56 + 40  # below the line of messages
        self._line.place(self._canvas.width / 2, top, self._canvas.width - 80, self._foot)

    def update(self, state: RoundState, dt: float) -> None:
        """Let `dt` seconds go by and show how the line is."""
        ping = None if state.tries else state.ping_ms
        self._ping.set("" if ping is None else say("unit.ms", number=ping))
        self._ping.paint(FAINT if ping is None else ping_colour(ping))
        if state.tries:
            self._lost = True
            self._line.paint(BAD)
            self._line.set(say("hud.lost", tries=state.tries))
        elif self._lost:
            self._lost = False
            self._back_s = _BACK_S
            self._line.paint(GOOD)
            self._line.set(say("hud.back"))
        elif self._back_s > 0:
            self._back_s -= dt
            if self._back_s <= 0:
                self._line.set("")
