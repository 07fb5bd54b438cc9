"""The keyboard, the mouse buttons and the window's focus, as one stream of names.

Panda3D's own events carry modifiers ("shift-w"), which swallow a key while another is held: they are
switched off, and the generic button events are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from direct.showbase.DirectObject import DirectObject
from panda3d.core import ModifierButtons

if TYPE_CHECKING:
    from collections.abc import Callable


class Keyboard:
    """`on_key` gets "w" and "w-up", `on_letter` typed letters, `on_focus_lost` the loss of the keyboard."""

    def __init__(
        self,
        base: Any,
        on_key: Callable[[str], None],
        on_letter: Callable[[str], None],
        on_focus_lost: Callable[[], None],
    ) -> None:
        self._base = base
        self._on_focus_lost = on_focus_lost
        self._had_focus = True
        thrower = base.buttonThrowers[0].node()
        thrower.setButtonDownEvent("maze3d-key-down")
        thrower.setButtonUpEvent("maze3d-key-up")
        thrower.setKeystrokeEvent("maze3d-letter")
        thrower.setModifierButtons(ModifierButtons())
        base.mouseWatcherNode.setModifierButtons(ModifierButtons())
        self._listener: Any = DirectObject()
        self._listener.accept("maze3d-key-down", on_key)
        self._listener.accept("maze3d-key-up", lambda name: on_key(f"{name}-up"))
        self._listener.accept("maze3d-letter", on_letter)
        self._listener.accept("window-event", self._window_changed)

    def close(self) -> None:
        """Stop listening."""
        self._listener.ignoreAll()

    def _window_changed(self, window: Any) -> None:
        if window is None or window != self._base.win:
            return
        has_focus = bool(window.getProperties().getForeground())
        if self._had_focus and not has_focus:
            self._on_focus_lost()
        self._had_focus = has_focus
