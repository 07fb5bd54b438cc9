"""From title to maze to results and back: what happens when the player asks for something.

Owns the changes of phase. Each function returns at once; what takes longer becomes `game.job`, done between
two frames. Knows nothing of drawing or of a frame's order.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from maze3d.app import ledger, saves, settings_file
from maze3d.app.choices import chance_seed, next_setup, setup_of, words_for
from maze3d.app.files import StorageError
from maze3d.app.game import Game, Phase
from maze3d.app.loading import CancelledError, make_maze, walk_again
from maze3d.app.local_match import LocalMatch, Setup
from maze3d.bot import explorer
from maze3d.maze import MazeError, Recipe, picture
from maze3d.maze.formats.picture import Colours
from maze3d.sim.replay import ReplayError
from maze3d.view.screens.actions import Actions, BestTimes
from maze3d.view.window import apply_video, save_screenshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.screens.actions import GameChoice
    from maze3d.view.settings import Settings

_log = logging.getLogger(__name__)

BACKDROP = Setup(Recipe("backtracker", 12, 12, seed=0, braid=0.4), "easy", 0)
PREVIEW_CELL_PX = 8
PREVIEW_COLOURS = Colours(
    floor=(74, 62, 50, 255), wall=(216, 178, 120, 255), start=(96, 200, 120, 255), exit=(80, 220, 200, 255)
)
"""Warm and dim, beside menus of the same kind."""


def actions(game: Game) -> Actions:
    """Return what the screens call."""
    return Actions(
        start=lambda choice: start(game, choice),
        continue_run=lambda: later(game, partial(_continue_run, game)),
        resume=lambda: resume(game),
        restart=lambda: restart(game),
        next_maze=lambda: next_maze(game),
        to_title=lambda: later(game, partial(to_title, game)),
        quit=lambda: quit_game(game),
        cancel_loading=lambda: setattr(game, "cancelled", True),
        apply=lambda settings: apply(game, settings),
        preview=preview,
        best_times=partial(_best_times, game),
    )


def later(game: Game, job: partial[None]) -> None:
    """Do `job` after this frame."""
    game.job = job


# -- into a match


def start(game: Game, choice: GameChoice) -> None:
    """Play what was chosen."""
    try:
        setup = setup_of(choice)
    except MazeError as problem:
        game.ui.notify(str(problem))
        return
    later(game, partial(play, game, setup))


def play(game: Game, setup: Setup) -> None:
    """Make the maze and start a match in it; back to the title when the player calls it off."""
    _leave(game)
    try:
        maze = make_maze(game, setup.recipe)
    except CancelledError:
        to_title(game)
        return
    _enter(game, LocalMatch(setup, maze))


def restart(game: Game) -> None:
    """Play the same maze again from its start."""
    if game.match:
        _enter(game, LocalMatch(game.match.setup, game.match.maze))


def next_maze(game: Game) -> None:
    """Play another maze of the same kind."""
    if game.match:
        later(game, partial(play, game, next_setup(game.match.setup)))


def _continue_run(game: Game) -> None:
    """Go on with the saved run. Its file goes only when the run is there; one that fails is kept aside."""
    file = game.folders.saved_run_file
    try:
        setup, recording = ledger.saved_run(game.folders)
        played = walk_again(game, setup, recording)
        saves.clear(file)
    except CancelledError:
        to_title(game)
        return
    except (ReplayError, MazeError):
        problem: Exception = saves.reject(file)
    except (saves.DamagedSaveError, StorageError) as error:
        problem = error
    else:
        _enter(game, played)
        return
    game.ui.notify(str(problem))
    _open_title(game)


def _enter(game: Game, played: LocalMatch) -> None:
    """Put the player into a match."""
    _load(game, played)
    game.bot = None
    game.phase = Phase.PLAYING
    game.over_s = 0.0
    game.result = None
    game.ui.show()
    game.hud.start(played.maze, played.difficulty, len(played.match.keys), newcomer=game.newcomer)
    game.newcomer = False
    game.devices.grab(played.player.yaw, played.player.pitch)
    _log.debug("playing %s", played.maze.code)


def _load(game: Game, played: LocalMatch) -> None:
    game.sounds.stop_all()
    if game.match is None or game.match.maze is not played.maze:
        game.world.load(played.maze, light=played.difficulty.light)
    game.match = played


# -- during a match


def pause(game: Game) -> None:
    """Hold the match and open the menu; does nothing when no match is played."""
    if game.phase is not Phase.PLAYING or game.match is None:
        return
    game.phase = Phase.PAUSED
    game.devices.release()
    game.sounds.pause()
    game.screens.open_pause(words_for(game.match.setup))
    _log.debug("paused")


def resume(game: Game) -> None:
    """Go on with the match."""
    if game.match is None:
        return
    game.phase = Phase.PLAYING
    game.ui.show()
    game.sounds.resume()
    game.devices.grab(game.match.player.yaw, game.match.player.pitch)
    _log.debug("resumed")


def count(game: Game) -> None:
    """Count the run that has just reached the exit, before anything the player does can lose it."""
    if game.match is None:
        return
    game.result, problem = ledger.count_run(game.records, game.match, words_for(game.match.setup))
    if problem:
        game.ui.notify(problem)
    _log.debug("finished in %d ticks", game.result.ticks)


def finish(game: Game) -> None:
    """Show the results of the run that was counted."""
    if game.result is None:
        return
    game.phase = Phase.OVER
    game.devices.release()
    game.hud.stop()
    game.screens.open_results(game.result)


def _leave(game: Game) -> None:
    """Save the run that is left, when there is one worth it."""
    if game.match is None or game.phase not in {Phase.PLAYING, Phase.PAUSED}:
        return
    problem = ledger.save_run(game.folders, game.match)
    if problem:
        game.ui.notify(problem)


# -- the title and the end


def to_title(game: Game) -> None:
    """Leave the match, saved when it is not over, and let a bot walk behind the title."""
    _leave(game)
    game.devices.release()
    game.hud.stop()
    walk_backdrop(game)
    _open_title(game)


def walk_backdrop(game: Game) -> None:
    """Start a bot's walk through a new maze."""
    setup = replace(BACKDROP, recipe=replace(BACKDROP.recipe, seed=chance_seed()))
    played = LocalMatch(setup, setup.recipe.make())
    game.phase = Phase.TITLE
    _load(game, played)
    game.bot = explorer(played.maze)


def _open_title(game: Game) -> None:
    data, problem = ledger.title_data(game.folders)
    game.screens.open_title(data)
    if problem:
        game.ui.notify(problem)
    _log.debug("title")


def quit_game(game: Game) -> None:
    """End the game after this frame, the run saved. May be called again while it ends."""
    if game.running:
        _leave(game)
    game.running = False


# -- settings and the new-game screen


def apply(game: Game, settings: Settings) -> None:
    """Bring every part to `settings` at once and keep them in the file."""
    before, game.settings = game.settings, settings
    if not apply_video(game.base, before.video, settings.video):
        game.ui.notify("This driver takes vertical sync at the next start.")
    game.screens.take(settings)
    game.world.apply(settings)
    game.hud.apply(settings)
    game.devices.apply(settings)
    game.sounds.set_volumes(settings.audio)
    try:
        settings_file.save(settings, game.loaded)
    except StorageError as problem:
        game.ui.notify(str(problem))


def preview(choice: GameChoice) -> NDArray[np.uint8]:
    """Return the maze of a choice from above; without a seed, one of its kind."""
    setup = setup_of(choice)
    return picture(setup.recipe.make(), PREVIEW_CELL_PX, colours=PREVIEW_COLOURS)


def do_action(game: Game, action: str) -> None:
    """Do what a key of the match asks for that is not steering."""
    if action == "pause":
        pause(game)
    elif action == "restart":
        later(game, partial(restart, game))
    elif action == "minimap":
        access = game.settings.access
        apply(game, _changed(game.settings, "access", show_minimap=not access.show_minimap))
    elif action == "frame_rate":
        video = game.settings.video
        apply(game, _changed(game.settings, "video", show_frame_rate=not video.show_frame_rate))
    elif action == "screenshot":
        game.ui.notify(save_screenshot(game.base, game.folders.data / "screenshots"))


def _changed(settings: Settings, section: str, **values: bool) -> Settings:
    part = getattr(settings, section).model_copy(update=values)
    return settings.model_copy(update={section: part})


def _best_times(game: Game, choice: GameChoice) -> BestTimes:
    return ledger.best_times(game.records, choice)
