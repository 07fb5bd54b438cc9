"""What the player means, as a Command for each tick: keys, mouse and sticks put together. Pure.

The look is kept here, in floats, and turned in every frame, so that it does not wait for a tick; walking
is relative to it. Knows nothing of how a Command is carried out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.sim.state import Buttons, Command
from maze3d.sim.units import MAX_PITCH, TURN
from maze3d.view.input.action_map import ActionMap
from maze3d.view.input.axes import stick

if TYPE_CHECKING:
    from maze3d.view.settings import Controls

_PER_COUNT = TURN / 3600
"""A mouse count at 100 %: 0.1 degree."""
_KEY_TURN_PER_S = TURN * 150 / 360
_KEY_LOOK_PER_S = TURN * 80 / 360
_STICK_TURN_PER_S = TURN * 200 / 360
_STICK_LOOK_PER_S = TURN * 120 / 360
_FULL_SPEED = 127

Axes = tuple[float, float, float, float]


class Steering:
    """Fed by `press`, `release` and `frame`; read by `sample` (a tick) and `yaw`, `pitch` (a frame)."""

    def __init__(self, controls: Controls) -> None:
        self.actions = ActionMap()
        self.yaw = 0.0
        """1/65536 turn, unbounded between ticks."""
        self.pitch = 0.0
        self._running = False
        self._walk = (0.0, 0.0)
        self._controls = controls
        self.actions.bind(controls.keys, controls.buttons)

    def apply(self, controls: Controls) -> None:
        """Take changed settings at once."""
        rebound = (controls.keys, controls.buttons) != (self._controls.keys, self._controls.buttons)
        self._controls = controls
        if rebound:
            self.actions.bind(controls.keys, controls.buttons)
        if not controls.toggle_run:
            self._running = False

    def face(self, yaw: float, pitch: float = 0.0) -> None:
        """Look that way: a match begins, or goes on."""
        self.yaw, self.pitch = float(yaw), float(pitch)
        self.release_all()

    def release_all(self) -> None:
        """Let go of every key; a run that was switched on ends as well."""
        self.actions.release_all()
        self._running = False
        self._walk = (0.0, 0.0)

    def press(self, name: str) -> tuple[str, ...]:
        """Note that a key or button went down; return the actions that begin."""
        begun = self.actions.press(name)
        if "run" in begun and self._controls.toggle_run:
            self._running = not self._running
        return begun

    def release(self, name: str) -> None:
        """Note that a key or button went up."""
        self.actions.release(name)

    def frame(self, dt: float, motion: tuple[float, float], axes: Axes) -> None:
        """Turn the look: `motion` in mouse counts right and down, `axes` as from `Pads.axes`."""
        controls, held = self._controls, self.actions.held
        counts = _PER_COUNT * controls.sensitivity / 100
        right, down = motion
        turn, look = right * counts, -down * counts
        stick_x, stick_y = stick(axes[2], axes[3], power=1.7)
        push = controls.stick_sensitivity / 100 * dt
        turn += stick_x * _STICK_TURN_PER_S * push
        look += stick_y * _STICK_LOOK_PER_S * push
        if controls.invert_y:
            look = -look
        turn += (held("turn_right") - held("turn_left")) * _KEY_TURN_PER_S * dt
        look += (held("look_up") - held("look_down")) * _KEY_LOOK_PER_S * dt
        self.yaw = (self.yaw + turn) % TURN
        self.pitch = min(max(self.pitch + look, -MAX_PITCH), MAX_PITCH)
        self._walk = stick(axes[0], axes[1])

    def sample(self) -> Command:
        """Return what is meant in this tick, and forget the presses it has read."""
        active = self.actions.active
        forward = active("forward") - active("back") + self._walk[1]
        strafe = active("right") - active("left") + self._walk[0]
        buttons = Buttons.NONE
        if self._running if self._controls.toggle_run else active("run"):
            buttons |= Buttons.RUN
        if active("chalk"):
            buttons |= Buttons.CHALK
        if active("hint"):
            buttons |= Buttons.HINT
        if active("climb"):
            buttons |= Buttons.CLIMB
        self.actions.tick_done()
        return Command(
            forward=_axis(forward),
            strafe=_axis(strafe),
            yaw=round(self.yaw) % TURN,
            pitch=round(self.pitch),
            buttons=buttons,
        )


def _axis(share: float) -> int:
    return round(min(max(share, -1.0), 1.0) * _FULL_SPEED)
