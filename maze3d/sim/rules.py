"""What a match of each mode needs to know before it begins.

Owns the records and their ranges. Knows nothing of how they are applied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from maze3d.sim.difficulty import EscapeRules
from maze3d.sim.units import TICK_RATE


class BareHanded:
    """Rules of a match with no keys to find, no hints and no chalk."""

    __slots__ = ()

    keys: ClassVar[int] = 0
    hints: ClassVar[int] = 0
    hint_ticks: ClassVar[int] = 0
    hint_cells: ClassVar[int] = 0
    chalk: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class RaceRules(BareHanded):
    """First to the exit. All start together; the round ends a while after the third is out."""

    hold_ticks: int = 3 * TICK_RATE
    """How long all stand at the start."""
    closing_ticks: int = 20 * TICK_RATE
    """How long the others have once the third is out."""
    limit_ticks: int = 15 * 60 * TICK_RATE
    """When the round ends at the latest."""


@dataclass(frozen=True, slots=True)
class TagRules(BareHanded):
    """Hunters and runners: the caught hunt. Points for time free and for catches."""

    hold_ticks: int = 8 * TICK_RATE
    """The runners' head start."""
    limit_ticks: int = 3 * 60 * TICK_RATE
    players_per_hunter: int = 5
    """One of so many players hunts at the start, and at least one."""
    salt: int = 0
    """Decides, with the maze, who hunts first and where each begins."""


Rules: TypeAlias = EscapeRules | RaceRules | TagRules
