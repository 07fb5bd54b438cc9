"""What moves by itself in the interface: the light of the focus, and keys that repeat while held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.ui.theme import GLOW_S, REPEAT_AFTER_S, REPEAT_EVERY_S

if TYPE_CHECKING:
    from maze3d.view.ui.widget import Widget


class Glow:
    """Fades the focused widget in and the last ones out; costs nothing once all have arrived."""

    def __init__(self) -> None:
        self._shares: dict[Widget, float] = {}

    def move(self, before: Widget | None, after: Widget | None) -> None:
        """Take the light from one widget to another."""
        if before:
            self._shares.setdefault(before, 1.0)
        if after:
            self._shares.setdefault(after, 0.0)

    def update(self, dt: float, focus: Widget | None) -> None:
        """Let `dt` seconds go by."""
        for widget, share in list(self._shares.items()):
            goal = 1.0 if widget is focus else 0.0
            moved = min(share + dt / GLOW_S, goal) if goal > share else max(share - dt / GLOW_S, goal)
            widget.glow(moved)
            if moved == goal:
                del self._shares[widget]
            else:
                self._shares[widget] = moved


class Repeat:
    """One held key at a time: the last that went down."""

    def __init__(self) -> None:
        self._name = ""
        self._in_s = 0.0

    def hold(self, name: str) -> None:
        """Repeat `name` after a while; one that repeats already keeps its pace."""
        if name != self._name:
            self._name, self._in_s = name, REPEAT_AFTER_S

    def holds(self, name: str) -> bool:
        """Tell whether `name` is held, so that pressing it again is a repetition."""
        return name == self._name

    def stop(self, name: str = "") -> None:
        """Repeat no more, if it is `name` that repeats; "" for whichever."""
        if name in {"", self._name}:
            self._name = ""

    def due(self, dt: float) -> str:
        """Let `dt` seconds go by; return the name to be pressed again, or ""."""
        if not self._name:
            return ""
        self._in_s -= dt
        if self._in_s > 0:
            return ""
        self._in_s = REPEAT_EVERY_S
        return self._name
