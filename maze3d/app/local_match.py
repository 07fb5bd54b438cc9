"""A match played in this process: turns elapsed time into ticks and keeps what the view and a save need.

Owns the tick accumulator, the last two snapshots, the recording and what has been seen. Knows
nothing of windows, files or clocks: elapsed time is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.app.explored import Explored
from maze3d.maze.drawing import Drawing
from maze3d.sim.difficulty import DIFFICULTIES, rules_of
from maze3d.sim.match import Match
from maze3d.sim.medals import MedalLimits, medal_limits, par_limits
from maze3d.sim.replay import Recording
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.campaign.stages import Stage
    from maze3d.maze import Maze, Recipe
    from maze3d.sim.state import Command, Event, PlayerState, Snapshot

MAX_STALL_S = 0.25
"""After a longer stall the lost time is dropped: the match waits for the player, not the other way round."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What was chosen before the start: enough to play the same match again."""

    recipe: Recipe | Drawing
    difficulty: str
    keys: int
    stage: Stage | None = None
    """The stage of a campaign that all before is of."""


def setup_for(stage: Stage) -> Setup:
    """Return the match of a campaign's stage."""
    return Setup(stage.recipe, stage.difficulty.name, stage.keys, stage)


class LocalMatch:
    """One player's match, its clock and its record. `player` 0 is the one who sits here."""

    def __init__(self, setup: Setup, maze: Maze) -> None:
        self.setup = setup
        self.maze = maze
        self.difficulty = setup.stage.difficulty if setup.stage else DIFFICULTIES[setup.difficulty]
        self.rules = rules_of(self.difficulty, setup.keys)
        self.match = Match(maze, self.rules)
        self.recording = Recording(code=maze.code, rules=self.rules)
        self.before: Snapshot = self.match.snapshot()
        self.after: Snapshot = self.before
        self.explored = Explored(maze.passages)
        self.explored.look_from(self.player.cell)
        self._due_ticks = 0.0

    @property
    def player(self) -> PlayerState:
        """The player as of the last tick."""
        return self.after.players[0]

    @property
    def cells_walked(self) -> int:
        """How many cells the player has gone through."""
        return self.explored.walked

    @property
    def alpha(self) -> float:
        """How far the time shown lies between `before` (0) and `after` (1)."""
        return min(1.0, self._due_ticks)

    @property
    def limits(self) -> MedalLimits:
        """The medals' times. Takes a search of the whole maze: for the end of a match, not for its start."""
        if self.setup.stage:
            return par_limits(self.setup.stage.par_ticks)
        if isinstance(self.setup.recipe, Drawing) and self.setup.recipe.par_s:
            return par_limits(self.setup.recipe.par_s * TICK_RATE)
        return medal_limits(self.maze, self.match.keys, self.difficulty, self.match.ways)

    @property
    def shortest_cells(self) -> int:
        """How many cells the shortest walk through all keys has."""
        keys = [key.cell for key in self.match.keys]
        return self.match.ways.best_tour(self.maze.start, keys, self.maze.exit)[1]

    def advance(self, elapsed_s: float, sample: Callable[[Snapshot], Command]) -> list[Event]:
        """Step the ticks that are due after `elapsed_s`, each with a command of its own."""
        self._due_ticks += min(elapsed_s, MAX_STALL_S) * TICK_RATE
        events: list[Event] = []
        while self._due_ticks >= 1.0 and not self.after.over:
            self._due_ticks -= 1.0
            events += self.tick(sample(self.after))
        return events

    def tick(self, command: Command) -> list[Event]:
        """Step one tick with `command` and record it."""
        self.recording.append(command)
        events = self.match.step({0: command})
        self.before, self.after = self.after, self.match.snapshot()
        self.explored.look_from(self.player.cell)
        return events
