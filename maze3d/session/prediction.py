"""A player's own body before the host has answered: the same movement, stepped at once, corrected quietly.

The host plays each numbered command exactly once, in order; so the body it reports after command n, with all
later commands played again, is where the own body will be. A difference is not jumped over: what is drawn
nears it within a tenth of a second. Knows nothing of packets (Source and Quake III call this prediction).
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.sim.movement import FINE, Body, clamped, step_body
from maze3d.sim.state import Command
from maze3d.sim.units import BODY_RADIUS, CELL, HALF_WALL, RUN_SPEED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.sim.movement import Floor, Motion

MOST_WAITING = 240
"""Commands not yet answered that are kept: four seconds; a connection that slow is lost."""

EASE_S = 0.1
"""In this time a difference shrinks to a third."""

JUMP_UNITS = 1.5 * CELL
"""A greater difference is a new place, not an error: shown at once."""

_CELL = CELL * FINE
_OFF_BORDER = (HALF_WALL + BODY_RADIUS) * FINE

NOTED_UNITS = CELL / 64
VISIBLE_UNITS = CELL / 10


@dataclass(slots=True)
class Errors:
    """How far the prediction was off, for tests and the connection line."""

    corrections: int = 0
    visible: int = 0
    largest_units: float = 0.0


class Prediction:
    """One body in a maze of these `floors`. Commands are numbered from 1 by whoever sends them."""

    def __init__(self, floors: Sequence[Floor]) -> None:
        self._floors = floors
        self._waiting: deque[tuple[int, Command]] = deque(maxlen=MOST_WAITING)
        self._body: Body | None = None
        self._before: tuple[float, float] = (0.0, 0.0)
        """Where the body was a tick ago, units."""
        self._off = (0.0, 0.0)
        """Drawn place less predicted place, units; dies away."""
        self._free_after = 0
        """The last command that does not let the body walk yet."""
        self._finished = False
        """Whether the host plays no more commands: the body may turn, not walk."""
        self.errors = Errors()

    @property
    def body(self) -> Body | None:
        """The body as predicted, None before the first word of it."""
        return self._body

    def step(self, number: int, command: Command) -> None:
        """Play a command at once."""
        self._waiting.append((number, command))
        if self._body:
            self._before = _units(self._body)
            self._play(self._body, number, command)

    def correct(self, played: int, own: Motion, held_ticks: int = 0, *, finished: bool = False) -> None:
        """Take the host's word: the body after command `played`.

        It may not walk for another `held_ticks`: a command is played a tick, so it is known which one is
        the first that lets it. One who has `finished` stays where he is.
        """
        while self._waiting and self._waiting[0][0] <= played:
            self._waiting.popleft()
        self._free_after = played + held_ticks - 1
        self._finished = finished
        old = self._body
        yaw, pitch = (old.yaw, old.pitch) if old else (0, 0)
        body = Body(own.x, own.y, own.vx, own.vy, yaw, pitch, own.level, bool(own.gripping))
        for number, command in self._waiting:
            self._play(body, number, command)
        self._body = body
        if old is None:
            self._before, self._off = _units(body), (0.0, 0.0)
            return
        dx, dy = (was - now for was, now in zip(_units(old), _units(body), strict=True))
        error = math.hypot(dx, dy)
        if error == 0:
            return
        # What is drawn at this moment stays where it is, whatever part of the tick has passed.
        self._before = (self._before[0] - dx, self._before[1] - dy)
        if error > JUMP_UNITS or body.level != old.level:
            self._before, self._off = _units(body), (0.0, 0.0)
            return
        self._off = (self._off[0] + dx, self._off[1] + dy)
        self.errors.corrections += error > NOTED_UNITS
        self.errors.visible += error > VISIBLE_UNITS
        self.errors.largest_units = max(self.errors.largest_units, error)

    def drawn(self, alpha: float, elapsed_s: float) -> tuple[float, float]:
        """Return where to draw the body, units: `alpha` into the tick, `elapsed_s` since last asked."""
        if self._body is None:
            return self._before
        share = math.exp(-elapsed_s / EASE_S)
        self._off = (self._off[0] * share, self._off[1] * share)
        (x, y), (before_x, before_y) = _units(self._body), self._before
        return (
            before_x + (x - before_x) * alpha + self._off[0],
            before_y + (y - before_y) * alpha + self._off[1],
        )

    def _play(self, body: Body, number: int, command: Command) -> None:
        command = clamped(command)
        if self._finished:
            body.yaw, body.pitch = command.yaw, command.pitch
            return
        if number <= self._free_after:
            command = Command(yaw=command.yaw, pitch=command.pitch)
        step_body(self._floors, body, command)


def can_be(own: Motion, levels: int, rows: int, cols: int) -> bool:
    """Tell whether a body can be like that in a maze of that size.

    The border of a maze is closed, so a body keeps off it; and it is never faster than a run.
    """
    x, y, vx, vy, level, _gripping = own
    return (
        0 <= level < levels
        and _OFF_BORDER <= x <= cols * _CELL - _OFF_BORDER
        and _OFF_BORDER <= y <= rows * _CELL - _OFF_BORDER
        and max(abs(vx), abs(vy)) <= RUN_SPEED * FINE
    )


def _units(body: Body) -> tuple[float, float]:
    return body.x / FINE, body.y / FINE
