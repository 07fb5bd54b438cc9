"""Gamepads that stand in for real ones: attached, tilted, pulled and lost."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from direct.showbase.MessengerGlobal import messenger
from panda3d.core import InputDevice

from maze3d.view.input.pads import Pads

if TYPE_CHECKING:
    from collections.abc import Iterator

Axis = InputDevice.Axis


class Pad:
    """A device with axes that a test moves."""

    def __init__(self, kind: Any = InputDevice.DeviceClass.gamepad) -> None:
        self.device_class = kind
        self.axes: dict[Any, float] = {}

    def findAxis(self, axis: Any) -> Any:  # noqa: N802 - the engine's name
        return SimpleNamespace(value=self.axes[axis]) if axis in self.axes else None


class Base:
    """What Pads needs of ShowBase."""

    def __init__(self, *pads: Pad) -> None:
        self.devices = SimpleNamespace(getDevices=lambda _kind: list(pads))
        self.attached: list[Pad] = []
        self.deviceButtonThrowers: list[Any] = []

    def attachInputDevice(self, device: Pad) -> None:  # noqa: N802 - the engine's name
        self.attached.append(device)
        node = SimpleNamespace(
            setButtonDownEvent=lambda _name: None,
            setButtonUpEvent=lambda _name: None,
            setModifierButtons=lambda _buttons: None,
        )
        self.deviceButtonThrowers.append(SimpleNamespace(node=lambda: node))

    def detachInputDevice(self, device: Pad) -> None:  # noqa: N802 - the engine's name
        assert device in self.attached
        self.attached.remove(device)


@pytest.fixture
def keys() -> list[str]:
    return []


@pytest.fixture
def played(keys: list[str]) -> Iterator[tuple[Pad, Pads]]:
    pad = Pad()
    pads = Pads(Base(pad), keys.append)
    yield pad, pads
    pads.close()


def test_the_left_stick_is_a_press_for_menus_and_rests_only_well_inside(
    played: tuple[Pad, Pads], keys: list[str]
) -> None:
    pad, pads = played
    for tilt in (0.5, 0.7, 0.5, 0.3):
        pad.axes[Axis.left_y] = tilt
        pads.update()
    assert keys == ["pad:stick_up", "pad:stick_up-up"]


def test_an_analogue_trigger_is_a_button(played: tuple[Pad, Pads], keys: list[str]) -> None:
    pad, pads = played
    for pull in (0.2, 0.9, 0.9, 0.0):
        pad.axes[Axis.right_trigger] = pull
        pads.update()
    assert keys == ["pad:rtrigger", "pad:rtrigger-up"]


def test_buttons_arrive_with_their_prefix(played: tuple[Pad, Pads], keys: list[str]) -> None:
    assert played[1].count == 1
    messenger.send("maze3d-pad-down", ["face_a"])
    messenger.send("maze3d-pad-up", ["face_a"])
    assert keys == ["pad:face_a", "pad:face_a-up"]


def test_pads_come_and_go_at_any_time(keys: list[str]) -> None:
    base = Base()
    pads = Pads(base, keys.append)
    pad = Pad()
    messenger.send("connect-device", [Pad(InputDevice.DeviceClass.mouse)])
    messenger.send("connect-device", [pad])
    assert base.attached == [pad]
    pad.axes[Axis.left_x] = -1.0
    pads.update()
    messenger.send("disconnect-device", [pad])
    pads.update()
    assert keys == ["pad:stick_left", "pad:stick_left-up"], "a stick held when the pad goes is let go"
    assert (base.attached, pads.count, pads.axes()) == ([], 0, (0.0, 0.0, 0.0, 0.0))
    pads.close()


def test_the_stick_pushed_farther_wins_when_there_are_two(keys: list[str]) -> None:
    first, second = Pad(), Pad()
    pads = Pads(Base(first, second), keys.append)
    first.axes[Axis.right_x], second.axes[Axis.right_x] = 0.2, -0.8
    assert pads.axes()[2] == pytest.approx(-0.8)
    pads.close()
