"""Frames a second, top left, twice a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.hud.plate import Plate
from maze3d.view.language import say
from maze3d.view.ui.theme import FAINT

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas

_EVERY_S = 0.5


class FrameRate:
    """The mean rate and the longest frame of each half second."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._plate = Plate(canvas, parent, "small", FAINT, "left")
        self._frames = 0
        self._time_s = self._longest_s = 0.0
        self.wanted = False

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._plate.place(16, 10)

    def update(self, dt: float) -> None:
        """Count a frame of `dt` seconds; one of none is a frame in which the match stood still."""
        if not self.wanted:
            self._plate.set("")
            return
        if dt <= 0:
            return
        self._frames += 1
        self._time_s += dt
        self._longest_s = max(self._longest_s, dt)
        if self._time_s >= _EVERY_S:
            rate = self._frames / self._time_s
            self._plate.set(say("hud.frame_rate", rate=round(rate), longest=round(self._longest_s * 1000)))
            self._frames, self._time_s, self._longest_s = 0, 0.0, 0.0
