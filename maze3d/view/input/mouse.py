"""The mouse as a look control: every count of motion, none lost, none invented.

Asks the window for relative motion, reads back what it got, else confines the pointer, else leaves it
free; in the last two cases the pointer is put back to the middle, and that jump is not counted. Nor is it
motion when the window changes its size or place under the pointer.
"""

from __future__ import annotations

from typing import Any

from panda3d.core import WindowProperties

_GRANTED_WITHIN = 3
"""Frames after which a window has taken up a request, if it ever will."""


class MouseLook:
    """`base` is Panda3D's ShowBase. Captured only between `capture` and `free`."""

    def __init__(self, base: Any) -> None:
        self._base = base
        self._last: tuple[float, float] | None = None
        self._moved = (0.0, 0.0)
        self._frame: tuple[int, ...] = ()
        self._waited = 0
        self._was_relative = False
        self.captured = False

    @property
    def relative(self) -> bool:
        """Whether the window reports motion instead of places, so that no border stops it."""
        return bool(self._base.win.getProperties().getMouseMode() == WindowProperties.MRelative)

    def capture(self) -> None:
        """Hide the pointer and take its motion."""
        if self.captured:
            return
        self.captured = True
        self._last = None
        self._moved = (0.0, 0.0)
        self._frame = self._window_frame()
        self._waited = 0
        self._request(WindowProperties.MRelative, hidden=True)
        self._was_relative = self.relative
        self._recentre()

    def free(self) -> None:
        """Show the pointer and let it go."""
        if self.captured:
            self.captured = False
            self._request(WindowProperties.MAbsolute, hidden=False)

    def _request(self, mode: Any, *, hidden: bool) -> None:
        wanted = WindowProperties()
        wanted.setMouseMode(mode)
        wanted.setCursorHidden(hidden)
        self._base.win.requestProperties(wanted)

    def motion(self) -> tuple[float, float]:
        """Return the counts moved right and down since the last call; (0, 0) while not captured."""
        if not self.captured:
            return 0.0, 0.0
        if self.relative != self._was_relative:  # the pointer's numbers start anew with the mode
            self._was_relative = self.relative
            self._last = None
        moved = self._without_window_changes(self._advance())
        if not self.relative:
            self._waited += 1
            if self._waited == _GRANTED_WITHIN:
                self._request(WindowProperties.MConfined, hidden=True)
            if self._strayed():
                self._recentre()
        return moved

    def _without_window_changes(self, moved: tuple[float, float]) -> tuple[float, float]:
        """Return what of `moved` is the player's: nothing in a frame in which the window has changed.

        A server that keeps the pointer in the window moves it along at once, while word of the change comes
        with the next frame: the motion counted in the one before is taken back.
        """
        frame, before = self._window_frame(), self._moved
        if frame == self._frame:
            self._moved = moved
            return moved
        self._frame, self._moved = frame, (0.0, 0.0)
        return -before[0], -before[1]

    def _window_frame(self) -> tuple[int, ...]:
        """Return the window's place, where it is known, and size in pixels."""
        window = self._base.win
        known = window.getProperties()
        at = known.getOrigin() if known.hasOrigin() else (0, 0)
        return int(at[0]), int(at[1]), window.getXSize(), window.getYSize()

    def _advance(self) -> tuple[float, float]:
        pointer = self._base.win.getPointer(0)
        here = (float(pointer.getX()), float(pointer.getY()))
        last, self._last = self._last, here
        return (0.0, 0.0) if last is None else (here[0] - last[0], here[1] - last[1])

    def _strayed(self) -> bool:
        """Tell whether the pointer is farther from the middle than a quarter of the window."""
        window = self._base.win
        sizes = (window.getXSize(), window.getYSize())
        return self._last is not None and any(
            abs(at - size / 2) > size / 4 for at, size in zip(self._last, sizes, strict=True)
        )

    def _recentre(self) -> None:
        window = self._base.win
        middle = (window.getXSize() // 2, window.getYSize() // 2)
        if window.movePointer(0, *middle):
            self._last = (float(middle[0]), float(middle[1]))
            # Motion between the reading and the jump is lost. X11 keeps the jump back until it is asked
            # something, so ask at once: what remains is the time of one round trip, some 0.1 ms.
            window.getPointer(0)
