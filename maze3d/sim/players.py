"""What a match keeps of each player."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from maze3d.sim.movement import FINE
from maze3d.sim.state import PlayerState
from maze3d.sim.units import CELL

if TYPE_CHECKING:
    from maze3d.maze.grid import Cell
    from maze3d.sim.movement import Body
    from maze3d.sim.state import ChalkMark


class Place(NamedTuple):
    """A player's place in a match, as integers. Position in 1/FINE units."""

    x: int
    y: int
    yaw: int
    pitch: int
    finished_tick: int
    held_until: int
    hunter: int
    free_ticks: int
    catches: int
    level: int


@dataclass(slots=True)
class Player:
    """One player's body, belongings and progress."""

    player_id: int
    body: Body
    hints_left: int
    chalk_left: int
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
    held_until: int = 0
    """The tick from which the body may walk."""
    hunter: bool = False
    free_ticks: int = 0
    """How long this one has run without being caught (mode Tag)."""
    catches: int = 0

    @property
    def level(self) -> int:
        """Which level the body is on."""
        return self.body.level

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

    def state(self, tick: int = 0) -> PlayerState:
        """Return what others may know of this player at `tick`."""
        body = self.body
        return PlayerState(
            *(self.player_id, body.x // FINE, body.y // FINE, self.level, body.yaw, body.pitch, self.speed),
            *(self.keys, self.hints_left, self.chalk_left),
            *(self.finished_tick, self.hunter, tick < self.held_until),
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

    def place(self) -> Place:
        """Return what a player who has left is given back when he comes again."""
        body = self.body
        return Place(
            body.x,
            body.y,
            body.yaw,
            body.pitch,
            self.finished_tick,
            self.held_until,
            int(self.hunter),
            self.free_ticks,
            self.catches,
            body.level,
        )

    def take_place(self, place: Place) -> None:
        """Be where a player was who has left, and what he was."""
        body = self.body
        body.x, body.y, body.yaw, body.pitch = place.x, place.y, place.yaw, place.pitch
        body.level = place.level
        self.finished_tick, self.held_until = place.finished_tick, place.held_until
        self.hunter, self.free_ticks, self.catches = bool(place.hunter), place.free_ticks, place.catches
