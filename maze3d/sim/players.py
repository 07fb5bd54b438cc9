"""What a match keeps of each player."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d.sim.movement import FINE
from maze3d.sim.state import PlayerState
from maze3d.sim.units import CELL

if TYPE_CHECKING:
    from maze3d.maze.grid import Cell
    from maze3d.sim.movement import Body
    from maze3d.sim.state import ChalkMark


@dataclass(slots=True)
class Player:
    """One player's body, belongings and progress."""

    player_id: int
    body: Body
    hints_left: int
    chalk_left: int
    level: int = 0
    speed: int = 0
    """Units moved in the last tick."""
    stride: int = 0
    """Units walked since a foot last came down."""
    pressed: int = 0
    """Buttons of the last tick."""
    keys: int = 0
    """Bit i is set when the key of colour i is held."""
    refused: bool = False
    """Told of missing keys since the exit's cell was entered."""
    finished_tick: int = -1
    hint_until: int = 0
    """The tick the hint stops showing."""
    hint_for: tuple[Cell, int] | None = None
    """The cell and keys `hint` was worked out for."""
    hint: tuple[Cell, ...] = ()
    marks: list[ChalkMark] = field(default_factory=list)

    @property
    def x(self) -> int:
        """Where the body is, whole units."""
        return self.body.x // FINE

    @property
    def y(self) -> int:
        """Where the body is, whole units."""
        return self.body.y // FINE

    @property
    def cell(self) -> Cell:
        """The cell the body's middle is in."""
        return (self.level, self.y // CELL, self.x // CELL)

    def state(self) -> PlayerState:
        """Return what others may know of this player."""
        return PlayerState(
            player_id=self.player_id,
            x=self.x,
            y=self.y,
            level=self.level,
            yaw=self.body.yaw,
            pitch=self.body.pitch,
            speed=self.speed,
            keys=self.keys,
            hints_left=self.hints_left,
            chalk_left=self.chalk_left,
            finished_tick=self.finished_tick,
        )

    def numbers(self) -> list[int]:
        """Return everything of this player that the future depends on, as integers in a fixed order."""
        body = self.body
        values = [self.player_id, self.level, body.x, body.y, body.vx, body.vy, body.yaw, body.pitch]
        values += [self.speed, self.stride, self.pressed, self.keys, self.refused, self.finished_tick]
        values += [self.hints_left, self.chalk_left, self.hint_until, len(self.marks)]
        for mark in self.marks:
            values += [*mark.cell, mark.surface, mark.x, mark.y, mark.height, mark.yaw]
        return values
