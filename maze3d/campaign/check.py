"""Everything that is wrong with a campaign, found at once; for that each of its mazes is made and solved.

Knows nothing of how a finding is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.campaign.manifest import FILE
from maze3d.campaign.reading import read
from maze3d.campaign.stages import never_open
from maze3d.pack.finding import Finding, PackError
from maze3d.pack.opening import opened
from maze3d.pack.tables import nearest_place, places
from maze3d.sim.difficulty import rules_of
from maze3d.sim.match import Match
from maze3d.sim.medals import par_ticks
from maze3d.sim.units import CELL, RUN_SPEED, TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from maze3d.campaign.stages import Campaign, Stage


@dataclass(frozen=True, slots=True)
class Times:
    """What a maze takes: nobody is out before `least_ticks`, and `par_ticks` is what its par should be."""

    least_ticks: int
    par_ticks: int


def check(path: Path) -> list[Finding]:
    """Return what is wrong with the campaign at `path`, by file and line."""
    try:
        with opened(path) as source:
            campaign, findings = read(source)
            if campaign and not findings:
                findings = sorted(_checked(campaign, source.read(FILE).decode()))
    except PackError as problem:
        found = problem.finding
        return [Finding(found.file or FILE, found.line, found.column, found.code, found.message)]
    return findings


def times(stage: Stage) -> Times:
    """Make the maze of a stage and return what it takes.

    Who runs and cuts every corner goes seven tenths of the way through the cells' middles.
    """
    maze = stage.recipe.make()
    match = Match(maze, rules_of(stage.difficulty, stage.keys))
    _order, steps = match.ways.best_tour(maze.start, [key.cell for key in match.keys], maze.exit)
    return Times(steps * CELL * 7 // (10 * RUN_SPEED), par_ticks(maze, match.keys, match.ways))


def _checked(campaign: Campaign, text: str) -> Iterator[Finding]:
    where = places(text)

    def at(stage: Stage, key: str) -> tuple[int, int]:
        return nearest_place(where, ("stage", str(stage.number - 1), key))

    for stage in never_open(campaign):
        yield Finding(
            FILE, *at(stage, "unlock"), "never-open", f'the stage "{stage.key}" can never be opened'
        )
    for stage in campaign.stages:
        needed = times(stage)
        if stage.par_ticks < needed.least_ticks:
            least, wanted = needed.least_ticks / TICK_RATE, needed.par_ticks // TICK_RATE
            words = f'"{stage.key}": nobody is out in {stage.par_ticks // TICK_RATE} s'
            words += f", even running it takes {least:.0f}; a fair par is {wanted}"
            yield Finding(FILE, *at(stage, "par_s"), "par", words)
