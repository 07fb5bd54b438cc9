"""Walking like a person: where to look and how fast, given the cells ahead.

Owns turning and pacing. Knows nothing of why the way leads there.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from maze3d.sim.state import Buttons, Command
from maze3d.sim.units import CELL, TURN, middle

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.maze.grid import Cell
    from maze3d.sim.state import PlayerState

LOOK_AHEAD = 600
"""How far in front of the body the point it walks to runs along the way, units."""

MOST_STRIDES = 256
"""How far that point may run in a tick, in strides of 32: a way to and fro never leads far enough."""

FASTEST_TURN = 700
"""1/65536 turn a tick: 230 degrees a second."""

TURN_CHANGE = 90
"""How much faster or slower a turn gets in a tick."""

CLIMB_LOOK = TURN // 32
"""How far one looks up or down who climbs, 1/65536 turn."""

STRAIGHT_CELLS = 2
"""Cells without a bend that are worth a run."""


class Steering:
    """A body's way, and how it is turned. `more(cell)` gives the next cells of the way from `cell` on.

    The point walked to runs ahead along the cells' middles: R. C. Coulter, "Implementation of the Pure
    Pursuit Path Tracking Algorithm" (1992).
    """

    def __init__(self, more: Callable[[Cell], list[Cell]], *, run: bool) -> None:
        self._more = more
        self._run = run
        self._way: deque[Cell] = deque()
        self._point: tuple[int, int] | None = None
        self._cell: Cell = (0, 0, 0)
        self._turning = 0
        self._gripping = False

    def forget(self) -> None:
        """Drop the way beyond the cell that is walked to now."""
        while len(self._way) > 1:
            self._way.pop()

    def command(self, player: PlayerState) -> Command:
        """Return what to do this tick."""
        x, y = self._run_ahead(player)
        dx, dy = x - player.x, y - player.y
        away = math.hypot(dx, dy)
        wanted = round(math.atan2(dx, -dy) * TURN / math.tau) if away > CELL / 16 else player.yaw
        off = (wanted - player.yaw + TURN // 2) % TURN - TURN // 2
        rate = max(-FASTEST_TURN, min(FASTEST_TURN, off // 8))
        self._turning += max(-TURN_CHANGE, min(TURN_CHANGE, rate - self._turning))
        ahead = math.cos(off * math.tau / TURN)
        pace = round(127 * max(0.0, ahead) ** 2 * min(1.0, away / (CELL / 4)))
        running = self._run and ahead > 0.97 and self._straight()
        climb = self._climb(player)
        self._gripping = climb != 0 and not self._gripping
        return Command(
            forward=pace,
            yaw=(player.yaw + self._turning) % TURN,
            pitch=CLIMB_LOOK * climb if climb else player.pitch - player.pitch // 16,
            buttons=Buttons.CLIMB if self._gripping else Buttons.RUN if running else Buttons.NONE,
        )

    def _climb(self, player: PlayerState) -> int:
        """Return 1 when the ladder of the cell is to be climbed now, -1 when it leads down, else 0."""
        if not self._way or player.cell != self._cell:
            return 0
        return self._way[0][0] - player.level

    def _run_ahead(self, player: PlayerState) -> tuple[int, int]:
        if self._point is None:
            self._cell, self._point = player.cell, (player.x, player.y)
        x, y = self._point
        if self._way and self._way[0][0] == player.level != self._cell[0]:
            self._cell, (x, y) = self._way.popleft(), (player.x, player.y)  # up there, or down
        for _ in range(MOST_STRIDES):
            if (x - player.x) ** 2 + (y - player.y) ** 2 >= LOOK_AHEAD * LOOK_AHEAD:
                break
            if len(self._way) <= STRAIGHT_CELLS:
                end = self._way[-1] if self._way else self._cell
                self._way.extend(self._more(end))
            if not self._way:
                if (x, y) == middle(self._cell):
                    break
                self._way.append(self._cell)  # begun in its last cell, a way leads to the middle all the same
            at_ladder = self._way[0][0] != self._cell[0]
            middle_x, middle_y = middle(self._cell if at_ladder else self._way[0])
            to_x, to_y = middle_x - x, middle_y - y
            x += max(-32, min(32, to_x))
            y += max(-32, min(32, to_y))
            if abs(to_x) <= 32 and abs(to_y) <= 32:
                if at_ladder:
                    break
                self._cell = self._way.popleft()
        self._point = (x, y)
        return x, y

    def _straight(self) -> bool:
        cells = (self._cell, *self._way)[: STRAIGHT_CELLS + 1]
        rows, cols = {cell[1] for cell in cells}, {cell[2] for cell in cells}
        return len(cells) > STRAIGHT_CELLS and (len(rows) == 1 or len(cols) == 1)
