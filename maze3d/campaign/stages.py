"""A campaign that can be played: its stages in order, and which of them are open.

Plain records, and pure functions of what has been finished. Knows nothing of files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from maze3d.maze import Recipe
    from maze3d.maze.drawing import Drawing
    from maze3d.sim.difficulty import Difficulty


@dataclass(frozen=True, slots=True)
class Stage:
    """One maze and how it is played. `key` names it in its campaign, `number` counts from 1."""

    campaign: str
    key: str
    number: int
    title: str
    recipe: Recipe | Drawing
    difficulty: Difficulty
    """With the stage's own light, minimap, hints and chalk."""
    keys: int
    par_ticks: int
    before: str = ""
    after: str = ""
    needs: tuple[str, ...] = ()
    """The stages that have to be finished."""
    medals: int = 0
    """On how many other stages a medal has to be won."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """`key` names it for good."""

    key: str
    title: str
    author: str
    licence: str
    about: str
    stages: tuple[Stage, ...]

    def stage(self, key: str) -> Stage | None:
        """Return the stage of that name, None when there is none any more."""
        return next((stage for stage in self.stages if stage.key == key), None)


def is_open(stage: Stage, finished: Collection[str], medals: int) -> bool:
    """Tell whether a stage can be played. What has been finished stays open, whatever a new version asks.

    `medals`: on how many stages of the campaign one has been won.
    """
    return stage.key in finished or (medals >= stage.medals and all(key in finished for key in stage.needs))


def next_stage(campaign: Campaign, finished: Collection[str], medals: int) -> Stage | None:
    """Return where to go on: the first open stage that is not finished, None when all that are open are."""
    return next(
        (
            stage
            for stage in campaign.stages
            if stage.key not in finished and is_open(stage, finished, medals)
        ),
        None,
    )


def never_open(campaign: Campaign) -> list[Stage]:
    """Return the stages that stay locked even to who wins a medal on all that can be reached."""
    finished: set[str] = set()
    while (stage := next_stage(campaign, finished, len(finished))) is not None:
        finished.add(stage.key)
    return [stage for stage in campaign.stages if stage.key not in finished]
