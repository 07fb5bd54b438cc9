"""Keyboard, mouse and gamepads of the window, led to where they belong.

The interface has the first word; what it does not use steers, while a match is played. Actions that are not
steering (pause, minimap ...) are told to the owner. Knows no rule and no screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.input.keyboard import Keyboard
from maze3d.view.input.mouse import MouseLook
from maze3d.view.input.pads import Pads
from maze3d.view.input.steering import Steering

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.settings import Settings
    from maze3d.view.ui.ui import Ui

UP = "-up"

_ALWAYS = {"screenshot", "frame_rate"}
"""What also works in a menu, when it has no use for the key itself."""


class Devices:
    """`on_action` is told of each action that begins, `on_focus_lost` of the keyboard's loss."""

    def __init__(
        self,
        base: Any,
        ui: Ui,
        settings: Settings,
        on_action: Callable[[str], None],
        on_focus_lost: Callable[[], None],
    ) -> None:
        self.steering = Steering(settings.controls)
        self._ui = ui
        self._on_action = on_action
        self._on_focus_lost = on_focus_lost
        self._mouse = MouseLook(base)
        self._pads = Pads(base, self._key)
        self._keyboard = Keyboard(base, self._key, ui.type, self._focus_lost)
        self._playing = False

    def grab(self, yaw: float, pitch: float) -> None:
        """Steer from now on, looking that way; the pointer is the match's."""
        self._playing = True
        self.steering.face(yaw, pitch)
        self._mouse.capture()

    def release(self) -> None:
        """Steer no more; the pointer is the player's again."""
        self._playing = False
        self.steering.release_all()
        self._mouse.free()

    def apply(self, settings: Settings) -> None:
        """Take changed settings at once."""
        self.steering.apply(settings.controls)

    def frame(self, dt_s: float) -> None:
        """Once a frame: turn the look by what the mouse and the sticks have done."""
        self._pads.update()
        self.steering.frame(dt_s, self._mouse.motion(), self._pads.axes() if self._playing else (0, 0, 0, 0))

    def close(self) -> None:
        """Let window and gamepads go."""
        self.release()
        self._keyboard.close()
        self._pads.close()

    def _key(self, name: str) -> None:
        if name.endswith(UP) and name != UP:
            self.steering.release(name.removesuffix(UP))
            self._ui.handle(name)
        elif self._ui.handle(name):
            return
        elif self._playing:
            for action in self.steering.press(name):
                self._on_action(action)
        else:
            for action in set(self.steering.actions.actions_of(name)) & _ALWAYS:
                self._on_action(action)

    def _focus_lost(self) -> None:
        self.steering.release_all()
        self._ui.release_all()
        self._on_focus_lost()
