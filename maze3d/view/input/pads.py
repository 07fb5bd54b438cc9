"""Gamepads: whichever are there, coming and going at any time. Their buttons and sticks, added together."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from direct.showbase.DirectObject import DirectObject
from panda3d.core import InputDevice, ModifierButtons

from maze3d.view.input.names import PAD

if TYPE_CHECKING:
    from collections.abc import Callable

_MENU_TILT = 0.6
_MENU_REST = 0.4
_TRIGGER_DOWN = 0.5
_AXES = ("left_x", "left_y", "right_x", "right_y")
_TRIGGERS = {"left_trigger": "ltrigger", "right_trigger": "rtrigger"}


class Pads:
    """Buttons go to `on_key` as "pad:face_a" and "pad:face_a-up", the left stick as "pad:stick_up"."""

    def __init__(self, base: Any, on_key: Callable[[str], None]) -> None:
        self._base = base
        self._on_key = on_key
        self._devices: list[Any] = []
        self._virtual: set[str] = set()
        self._listener: Any = DirectObject()
        self._listener.accept("connect-device", self._connect)
        self._listener.accept("disconnect-device", self._disconnect)
        self._listener.accept("maze3d-pad-down", lambda name: self._on_key(PAD + name))
        self._listener.accept("maze3d-pad-up", lambda name: self._on_key(f"{PAD}{name}-up"))
        for device in base.devices.getDevices(InputDevice.DeviceClass.gamepad):
            self._connect(device)

    @property
    def count(self) -> int:
        """How many gamepads are attached."""
        return len(self._devices)

    def close(self) -> None:
        """Stop listening and let the devices go."""
        self._listener.ignoreAll()
        for device in list(self._devices):
            self._disconnect(device)

    def _connect(self, device: Any) -> None:
        if device.device_class != InputDevice.DeviceClass.gamepad or device in self._devices:
            return
        with contextlib.suppress(AssertionError, KeyError):  # Ursina attaches those it finds at its start
            self._base.detachInputDevice(device)
        self._base.attachInputDevice(device)
        thrower = self._base.deviceButtonThrowers[-1].node()
        thrower.setButtonDownEvent("maze3d-pad-down")
        thrower.setButtonUpEvent("maze3d-pad-up")
        thrower.setModifierButtons(ModifierButtons())
        self._devices.append(device)

    def _disconnect(self, device: Any) -> None:
        if device in self._devices:
            self._devices.remove(device)
            self._base.detachInputDevice(device)

    def axes(self) -> tuple[float, float, float, float]:
        """Return left x, left y, right x, right y, each -1 to 1, up and right positive."""
        values = [0.0, 0.0, 0.0, 0.0]
        for device in self._devices:
            for i, name in enumerate(_AXES):
                axis = device.findAxis(getattr(InputDevice.Axis, name))
                if axis and abs(axis.value) > abs(values[i]):
                    values[i] = axis.value
        return values[0], values[1], values[2], values[3]

    def update(self) -> None:
        """Once a frame: turn the left stick and analogue triggers into presses."""
        if not self._devices:
            if self._virtual:
                self._become(set())
            return
        x, y, _, _ = self.axes()
        tilt = {"stick_left": -x, "stick_right": x, "stick_up": y, "stick_down": -y}
        wanted = {way for way, t in tilt.items() if t > (_MENU_REST if way in self._virtual else _MENU_TILT)}
        for device in self._devices:
            for axis_name, button in _TRIGGERS.items():
                axis = device.findAxis(getattr(InputDevice.Axis, axis_name))
                if axis and axis.value > _TRIGGER_DOWN:
                    wanted.add(button)
        self._become(wanted)

    def _become(self, wanted: set[str]) -> None:
        for name in sorted(self._virtual - wanted):
            self._on_key(f"{PAD}{name}-up")
        for name in sorted(wanted - self._virtual):
            self._on_key(PAD + name)
        self._virtual = wanted
