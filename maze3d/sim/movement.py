"""How a body moves: one function, the same for a host and for a peer that predicts.

A body is a circle on the floor of its level; a ladder leads to the next. Walls are slabs HALF_WALL to either
side of a closed border, with a square post wherever a wall meets a corner of the grid (what the view draws).
Integers only. Knows nothing of players, modes or ticks.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from maze3d.maze.grid import DOWN, UP, E, N, S, W
from maze3d.sim.angles import SINES
from maze3d.sim.state import Buttons, Command
from maze3d.sim.units import BODY_RADIUS, CELL, HALF_WALL, MAX_PITCH, RUN_SPEED, TURN, WALK_SPEED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.maze.grid import Cell, Passages

FINE = 65536
"""Parts of a unit in a body's exact position and velocity: slow or oblique movement does not drift."""

SPEED_UP_TICKS = 7
"""From standing to full speed."""

SLOW_DOWN_TICKS = 5
"""From full run to standing."""

FULL = 127
"""A stick pushed all the way."""

_CELL = CELL * FINE
_POST = HALF_WALL * FINE
_RADIUS = BODY_RADIUS * FINE
_LOW = _POST + _RADIUS
"""Closest a body's middle gets to a cell's north or west border when it is closed."""
_HIGH = _CELL - _LOW
_QUARTER = TURN // 4
_BRAKE = RUN_SPEED * FINE // SLOW_DOWN_TICKS
_BUTTONS = int(Buttons.RUN | Buttons.CHALK | Buttons.HINT | Buttons.CLIMB)
_CLIMB = int(Buttons.CLIMB)


@dataclass(frozen=True, slots=True)
class Floor:
    """One level's passages as bytes, row by row: many times faster to index than an array."""

    cells: bytes
    rows: int
    cols: int


def floors_of(passages: Passages) -> tuple[Floor, ...]:
    """Return the floor of each level, the lowest first."""
    _levels, rows, cols = passages.shape
    return tuple(Floor(level.tobytes(), int(rows), int(cols)) for level in passages)


class Motion(NamedTuple):
    """Where a body is and how it moves, exactly: all but where it looks. See Body."""

    x: int
    y: int
    vx: int = 0
    vy: int = 0
    level: int = 0
    gripping: int = 0


@dataclass(slots=True)
class Body:
    """A circle of BODY_RADIUS. All in 1/FINE units; `vx`, `vy` a tick."""

    x: int
    y: int
    vx: int = 0
    vy: int = 0
    yaw: int = 0
    pitch: int = 0
    level: int = 0
    gripping: bool = False
    """Whether CLIMB was down in the last tick: it acts anew only when it has been let go."""


def body_at(cell: Cell, yaw: int = 0) -> Body:
    """Return a body that stands in the middle of a cell."""
    level, row, col = cell
    return Body(col * _CELL + _CELL // 2, row * _CELL + _CELL // 2, yaw=yaw % TURN, level=level)


def clamped(command: Command) -> Command:
    """Return the command with every value in its range; the same object when it was."""
    yaw, pitch = command.yaw, command.pitch
    if (
        -FULL <= command.forward <= FULL
        and -FULL <= command.strafe <= FULL
        and 0 <= yaw < TURN
        and -MAX_PITCH <= pitch <= MAX_PITCH
        and 0 <= command.buttons <= _BUTTONS
    ):
        return command
    return Command(
        forward=max(-FULL, min(FULL, command.forward)),
        strafe=max(-FULL, min(FULL, command.strafe)),
        yaw=yaw % TURN,
        pitch=max(-MAX_PITCH, min(MAX_PITCH, pitch)),
        buttons=command.buttons & _BUTTONS,
    )


def step_body(floors: Sequence[Floor], body: Body, command: Command) -> None:
    """Move `body` by one tick of `command` (in range: see `clamped`) in a maze of these `floors`.

    Velocity nears what is wished for at a limited rate, so a body has weight; then the body moves, is put
    back out of walls and posts, and loses the speed that went into them. A body's middle stays
    HALF_WALL + BODY_RADIUS off closed borders and a step is far shorter than that, so it cannot cross one.
    """
    yaw = body.yaw = command.yaw
    body.pitch = command.pitch
    if command.buttons & _CLIMB:
        if not body.gripping:
            body.gripping = True
            _climb(floors[body.level], body)
    else:
        body.gripping = False
    forward, strafe = command.forward, command.strafe
    vx, vy = body.vx, body.vy
    if forward or strafe:
        top = RUN_SPEED if command.buttons & 1 else WALK_SPEED
        sin, cos = SINES[yaw], SINES[yaw + _QUARTER]
        push = forward * forward + strafe * strafe
        reach = FULL if push <= FULL * FULL else isqrt(push) + 1
        wish_x = top * (forward * sin + strafe * cos) // reach
        wish_y = top * (strafe * sin - forward * cos) // reach
        limit = top * FINE // SPEED_UP_TICKS
    elif vx or vy:
        wish_x = wish_y = 0
        limit = _BRAKE
    else:
        return
    dx, dy = wish_x - vx, wish_y - vy
    square = dx * dx + dy * dy
    if square > limit * limit:  # not while one walks on as before
        against = wish_x * vx + wish_y * vy < 0 or wish_x * wish_x + wish_y * wish_y < vx * vx + vy * vy
        limit, change = _BRAKE if against else limit, isqrt(square)
        if change > limit:
            wish_x, wish_y = vx + dx * limit // change, vy + dy * limit // change
    _move(floors[body.level], body, wish_x, wish_y)


def _climb(floor: Floor, body: Body) -> None:
    """Be on the next level by the ladder of the body's cell, if it has one; of two, where the look goes.

    The body stands clear of whatever walls that cell has up or down there.
    """
    row, col = body.y // _CELL, body.x // _CELL
    sides = floor.cells[row * floor.cols + col]
    if not sides & (UP | DOWN):
        return
    goes_up = bool(sides & UP) and (not sides & DOWN or body.pitch >= 0)
    body.level += 1 if goes_up else -1
    body.x = col * _CELL + max(_LOW, min(_HIGH, body.x - col * _CELL))
    body.y = row * _CELL + max(_LOW, min(_HIGH, body.y - row * _CELL))
    body.vx = body.vy = 0


def _move(floor: Floor, body: Body, vx: int, vy: int) -> None:
    x, y = body.x + vx, body.y + vy
    row, col = y // _CELL, x // _CELL
    local_x, local_y = x - col * _CELL, y - row * _CELL
    cells, cols = floor.cells, floor.cols
    here = row * cols + col
    open_sides = cells[here]
    # At most one of west and east, and of north and south, is near enough to matter.
    side_x, side_y = (W if local_x < _LOW else E if local_x > _HIGH else 0), 0
    if local_y < _LOW:
        side_y = N
    elif local_y > _HIGH:
        side_y = S
    if side_x and not open_sides & side_x:
        x, vx = col * _CELL + (_LOW if side_x == W else _HIGH), 0
        side_x = 0
    if side_y and not open_sides & side_y:
        y, vy = row * _CELL + (_LOW if side_y == N else _HIGH), 0
        side_y = 0
    if side_x and side_y:
        beside = here - 1 if side_x == W else here + 1
        beyond = here - cols if side_y == N else here + cols
        if not (cells[beside] & side_y and cells[beyond] & side_x):
            post = ((col + (side_x == E)) * _CELL, (row + (side_y == S)) * _CELL)
            x, y, vx, vy = _round_post((x, y), (vx, vy), post)
    body.x, body.y, body.vx, body.vy = x, y, vx, vy


def _round_post(
    at: tuple[int, int], velocity: tuple[int, int], post: tuple[int, int]
) -> tuple[int, int, int, int]:
    """Return position and velocity of a body pushed off the post at a grid corner, along its normal."""
    (x, y), (vx, vy), (post_x, post_y) = at, velocity, post
    near_x = max(post_x - _POST, min(post_x + _POST, x))
    near_y = max(post_y - _POST, min(post_y + _POST, y))
    dx, dy = x - near_x, y - near_y
    square = dx * dx + dy * dy
    if square >= _RADIUS * _RADIUS:
        return x, y, vx, vy
    distance = isqrt(square) or 1  # 0: the middle is in the post, where only a host that lies puts a body
    # Rounded away from the post: never a fraction inside it.
    x = near_x + (-(-dx * _RADIUS // distance) if dx > 0 else dx * _RADIUS // distance)
    y = near_y + (-(-dy * _RADIUS // distance) if dy > 0 else dy * _RADIUS // distance)
    inward = vx * dx + vy * dy
    if inward < 0:
        vx -= inward * dx // square
        vy -= inward * dy // square
    return x, y, vx, vy
