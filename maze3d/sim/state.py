"""What goes into a match and what comes out: commands, snapshots, events.

These records are all that the view, a bot or the network ever sees of a match. They hold integers
and tuples only, so that equal states compare equal and encode the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import NamedTuple

from maze3d.maze.grid import Cell  # noqa: TC001 - dataclass fields name it


class Buttons(IntFlag):
    """What a player holds down this tick. CHALK, HINT and CLIMB act once, on the tick they go down."""

    NONE = 0
    RUN = 1
    CHALK = 2
    HINT = 4
    CLIMB = 8


class Command(NamedTuple):
    """One player's intent for one tick; values out of range are clamped by the match.

    A tuple, and its buttons a number: a host makes thousands a second of bytes.
    """

    forward: int = 0
    """-127 (back) to 127 (ahead)."""
    strafe: int = 0
    """-127 (left) to 127 (right)."""
    yaw: int = 0
    """Where the player looks, 1/65536 turn."""
    pitch: int = 0
    buttons: int = Buttons.NONE
    """A sum of Buttons."""


class Surface(IntEnum):
    """What a chalk mark is drawn on: the wall on that side of its cell, or the floor."""

    NORTH = 0
    EAST = 1
    SOUTH = 2
    WEST = 3
    FLOOR = 4


@dataclass(frozen=True, slots=True)
class ChalkMark:
    """A mark on `surface` of `cell`, at (x, y) on the map and `height` above the floor, in units."""

    cell: Cell
    surface: Surface
    x: int
    y: int
    height: int
    yaw: int
    """Where the marker looked: an arrow on the floor points that way."""


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A key that lies in a cell. `colour` is its index, 0 to 2; each has its own shape too."""

    colour: int
    cell: Cell


class PlayerState(NamedTuple):
    """One body at one tick. A tuple, as a snapshot of 64 players holds many."""

    player_id: int
    x: int
    y: int
    level: int
    yaw: int
    pitch: int
    speed: int
    """Units moved in the last tick: what drives head bob and the walk of other bodies."""
    keys: int = 0
    """Bit i is set when the key of colour i is held."""
    hints_left: int = 0
    chalk_left: int = 0
    finished_tick: int = -1
    """The tick the exit was reached, or -1."""
    hunter: bool = False
    """Whether this one hunts (mode Tag)."""
    held: bool = False
    """Whether this one may look but not walk yet."""

    @property
    def cell(self) -> Cell:
        """The cell the body's middle is in."""
        return (self.level, self.y >> 10, self.x >> 10)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that may be seen of a match at a tick."""

    tick: int
    players: tuple[PlayerState, ...]
    keys: tuple[KeyItem, ...] = ()
    """Keys that still lie in the maze."""
    chalk: tuple[ChalkMark, ...] = ()
    hint: tuple[Cell, ...] = ()
    """The way ahead while a hint shows, from the player's cell on; empty when none does."""
    hint_ticks_left: int = 0
    exit_open: bool = True
    over: bool = False

    def player(self, player_id: int) -> PlayerState:
        """Return a player that is in the match."""
        return next(each for each in self.players if each.player_id == player_id)


class EventKind(IntEnum):
    """Things that happen in a match."""

    STEP = 0
    """A foot came down; `value` is 0 walking, 1 running."""
    KEY_TAKEN = 1
    """`value` is the key's colour."""
    EXIT_OPENED = 2
    EXIT_REFUSED = 3
    """Someone stands at the locked exit; `value` is the bit mask of the missing keys."""
    FINISHED = 4
    CHALKED = 5
    """`value` is 1 when an own mark was wiped off again instead, and its chalk is back."""
    CHALK_EMPTY = 6
    HINT_SHOWN = 7
    """`value` is how many hints are left."""
    HINT_EMPTY = 8
    COUNTDOWN = 9
    """`value` is how many seconds are left until those who are held may walk."""
    RELEASED = 10
    """Those who were held may walk; `value` is 1 when they are the hunters of Tag."""
    CAUGHT = 11
    """A runner hunts from now on; `value` is the player_id of who caught him, or his own."""
    ROUND_OVER = 12
    CHALK_FAR = 13
    """The chalk reached neither wall nor floor; `value` is 0, and none was used."""
    CLIMBED = 14
    """Someone is on another level by a ladder; `value` is 1 when it is a higher one."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a tick, and where (map units), for sounds and captions."""

    tick: int
    kind: EventKind
    player_id: int
    x: int
    y: int
    value: int = field(default=0)
