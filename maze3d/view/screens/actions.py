"""What goes into the screens and what comes out: plain records and the calls a screen makes.

Times are in ticks, 60 a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.maze.drawing import Drawing
    from maze3d.view.settings import Settings


@dataclass(frozen=True, slots=True)
class GameChoice:
    """What was chosen on the new-game screen.

    `seed` None asks for a chance seed. A `code` that is not "" is valid, agrees with the other fields, and
    is the maze to play.
    """

    difficulty: str = "normal"
    rows: int = 20
    cols: int = 20
    levels: int = 1
    generator: str = "backtracker"
    braid_percent: int = 0
    newest_percent: int = 100
    keys: int = 0
    seed: int | None = None
    code: str = ""
    drawing: Drawing | None = None
    """A drawn maze, which decides over all that is said of another."""


@dataclass(frozen=True, slots=True)
class BestTimes:
    """The records for a choice, in ticks; None where nobody finished yet."""

    this_maze: int | None = None
    this_size: int | None = None


@dataclass(frozen=True, slots=True)
class TitleData:
    """What the title screen shows."""

    saved_run: str = ""
    """The saved run in words ("Hard, 30 x 30, 4:12 played"), "" when there is none."""
    version: str = ""


@dataclass(frozen=True, slots=True)
class ResultData:
    """A finished match. `medal` is "gold", "silver", "bronze" or ""; `limits` are theirs in that order."""

    ticks: int
    medal: str
    limits: tuple[int, int, int]
    best_ticks: int | None
    """The best time before this one."""
    new_record: bool
    hints_used: int
    cells_walked: int
    shortest_cells: int
    code: str
    setup: str
    """The match in words ("Hard, 30 x 30, Wilson")."""
    rules: str
    """What a friend sets beside the code to play the same match ("Hard, 2 keys")."""


@dataclass(frozen=True, slots=True)
class Actions:
    """What the game does when the player asks. Everything returns at once."""

    start: Callable[[GameChoice], None]
    continue_run: Callable[[], None]
    resume: Callable[[], None]
    restart: Callable[[], None]
    next_maze: Callable[[], None]
    to_title: Callable[[], None]
    """Leave the match, which is saved when it is not over."""
    quit: Callable[[], None]
    cancel_loading: Callable[[], None]
    apply: Callable[[Settings], None]
    preview: Callable[[GameChoice], NDArray[np.uint8]]
    """Return the maze from above, `uint8[height, width, 4]`; asked for small mazes only."""
    best_times: Callable[[GameChoice], BestTimes]
