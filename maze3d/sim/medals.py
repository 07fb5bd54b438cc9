"""Medals: how a time compares with that of one who knows the way.

Owns the formula. Knows nothing of matches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maze3d.sim.units import CELL, RUN_SPEED, TICK_RATE, WALK_SPEED
from maze3d.sim.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.maze.grid import Maze
    from maze3d.sim.difficulty import Difficulty
    from maze3d.sim.state import KeyItem

MEDALS = ("gold", "silver", "bronze")

START_TICKS = 120
"""Given to everyone on top: to look around, and so that tiny mazes are not decided by the first second."""


PAR_PERCENT = (100, 160, 250)
"""Gold, silver and bronze in percent of a par time: who knows what waits for him is within par."""

PAR_STEP_TICKS = 5 * TICK_RATE
"""Pars are rounded up to this."""


class MedalLimits(NamedTuple):
    """The slowest time that still earns each medal, ticks."""

    gold: int
    silver: int
    bronze: int


def solver_ticks(maze: Maze, keys: Sequence[KeyItem], ways: Ways | None = None) -> int:
    """Return how long one who knows the way walks: start, keys in the best order, exit.

    Half the cells at a walk and half at a run: corners cost a runner about that on a winding way.
    """
    ways = ways or Ways(maze)
    _order, steps = ways.best_tour(maze.start, [key.cell for key in keys], maze.exit)
    return steps * CELL * (WALK_SPEED + RUN_SPEED) // (2 * WALK_SPEED * RUN_SPEED)


def medal_limits(
    maze: Maze, keys: Sequence[KeyItem], difficulty: Difficulty, ways: Ways | None = None
) -> MedalLimits:
    """Return the limits: START_TICKS and the difficulty's percentages of `solver_ticks`.

    `ways` are those of the match (Match.ways), so that no distance is worked out twice.
    """
    ticks = solver_ticks(maze, keys, ways)
    gold, silver, bronze = (START_TICKS + ticks * percent // 100 for percent in difficulty.medal_percent)
    return MedalLimits(gold, silver, bronze)


def par_ticks(maze: Maze, keys: Sequence[KeyItem], ways: Ways | None = None) -> int:
    """Return the par that a maze of a campaign should have.

    START_TICKS, and one and a half times as long as the shortest tour takes at a walk, rounded up to
    PAR_STEP_TICKS: who walks it without a wrong turn has time for a look around.
    """
    ways = ways or Ways(maze)
    _order, steps = ways.best_tour(maze.start, [key.cell for key in keys], maze.exit)
    ticks = START_TICKS + steps * CELL * 3 // (2 * WALK_SPEED)
    return -(-ticks // PAR_STEP_TICKS) * PAR_STEP_TICKS


def par_limits(par: int) -> MedalLimits:
    """Return the limits of a maze with a par time, ticks: gold for all within it."""
    gold, silver, bronze = (par * percent // 100 for percent in PAR_PERCENT)
    return MedalLimits(gold, silver, bronze)


def medal(ticks: int, limits: MedalLimits) -> str:
    """Return "gold", "silver", "bronze", or "" for a time that earns none."""
    for name, limit in zip(MEDALS, limits, strict=True):
        if ticks <= limit:
            return name
    return ""
