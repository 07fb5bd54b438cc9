"""Making a maze, and walking a saved run again, behind a progress bar.

Both can take seconds. Frames are drawn meanwhile, so the window stays alive and the player can call them off.
Knows nothing of what is done with the maze.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from maze3d.app.local_match import LocalMatch, Setup
from maze3d.sim.replay import Recording, ReplayError
from maze3d.view.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.app.game import Game
    from maze3d.maze import Maze, Recipe
    from maze3d.maze.drawing import Drawing

SMALL_CELLS = 4000
"""Up to here a maze is made within a frame or two: a bar would only flash."""

DRAW_EVERY_S = 0.1
"""Drawing takes time from the work, so the bar moves no oftener than needed."""

REPLAY_STEP_TICKS = 600


class CancelledError(Exception):
    """The player called it off."""


class Making:
    """A maze that is being made in a thread of its own, from now on."""

    def __init__(self, recipe: Recipe | Drawing) -> None:
        self.recipe = recipe
        self.share = 0.0
        self._called_off = False
        thread = ThreadPoolExecutor(1, "maze")
        self.maze = thread.submit(recipe.make, progress=self._report)
        thread.shutdown(wait=False)

    def call_off(self) -> None:
        """Have the thread end at its next report."""
        self._called_off = True

    def _report(self, share: float) -> None:
        self.share = share
        if self._called_off:
            raise CancelledError


def make_maze(game: Game, recipe: Recipe | Drawing) -> Maze:
    """Make the maze of `recipe`. Raises CancelledError when the player has had enough of waiting."""
    if recipe.levels * recipe.rows * recipe.cols <= SMALL_CELLS:
        return recipe.make()
    early, game.early = game.early, None
    if early and early.recipe != recipe:
        early.call_off()
        early = None
    making = early or Making(recipe)
    show = _bar(game, say("loading.carving"))
    try:
        while not making.maze.done():
            show(making.share)
            wait([making.maze], timeout=DRAW_EVERY_S)
    except CancelledError:
        making.call_off()
        raise
    return making.maze.result()


def walk_again(game: Game, setup: Setup, recording: Recording) -> LocalMatch:
    """Bring a match to where its recording ends.

    Raises CancelledError, or ReplayError when the recording and the rules of today do not agree.
    """
    played = LocalMatch(setup, make_maze(game, setup.recipe))
    if played.rules != recording.rules:
        raise ReplayError("the run was played by other rules.")
    show = _bar(game, say("loading.replaying")) if recording.ticks > REPLAY_STEP_TICKS else None
    for tick, command in enumerate(recording.commands()):
        if show and tick % REPLAY_STEP_TICKS == 0:
            show(tick / recording.ticks)
        played.tick(command)
    if played.match.checksum() != recording.checksum:
        raise ReplayError("the run was played by another version of the game.")
    return played


def _bar(game: Game, phase: str) -> Callable[[float], None]:
    game.cancelled = False
    game.screens.open_loading()
    drawn_at = 0.0

    def show(share: float) -> None:
        nonlocal drawn_at
        now = time.perf_counter()
        if now - drawn_at >= DRAW_EVERY_S:
            gone_s, drawn_at = now - drawn_at, now
            game.screens.loading.set_progress(phase, share)
            game.ui.update(min(gone_s, 1.0))
            game.base.taskMgr.step()
        if game.cancelled or not game.running:
            raise CancelledError

    return show
