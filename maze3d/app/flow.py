"""From title to maze to results and back: what happens when the player asks for something.

Owns the changes of phase. Each function returns at once; what takes longer becomes `game.job`, done between
two frames. Knows nothing of drawing or of a frame's order.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from maze3d.app import ledger, own_mazes, questions, saves
from maze3d.app.applying import apply
from maze3d.app.choices import chance_seed, next_setup, pause_words, preview, setup_of, words_for
from maze3d.app.game import Game, Phase, warn
from maze3d.app.loading import CancelledError, make_maze, walk_again
from maze3d.app.local_match import LocalMatch, Setup
from maze3d.bot import roamer
from maze3d.maze import MazeError, Recipe
from maze3d.sim.replay import ReplayError
from maze3d.view.language import english, say
from maze3d.view.problems import told
from maze3d.view.screens.actions import Actions
from maze3d.view.screens.campaign_data import StageResult
from maze3d.view.screens.words import short_clock

if TYPE_CHECKING:
    from maze3d.view.screens.actions import GameChoice

_log = logging.getLogger(__name__)

BACKDROP = Recipe("sidewinder", 12, 12, seed=0, braid=1.0)
"""Long straight ways and no dead end: walls stay at a distance from who roams there."""


def actions(game: Game) -> Actions:
    """Return what the screens call."""
    return Actions(
        start=lambda choice: start(game, choice),
        continue_run=lambda: later(game, partial(_continue_run, game)),
        resume=lambda: resume(game),
        restart=lambda: restart(game),
        next_maze=lambda: next_maze(game),
        to_title=lambda: leave(game),
        quit=lambda: questions.before_leaving(game, partial(quit_game, game), quits=True),
        cancel_loading=lambda: setattr(game, "cancelled", True),
        apply=lambda settings: apply(game, settings),
        preview=preview,
        best_times=partial(ledger.best_times, game.records),
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
    offer(game, setup)


def offer(game: Game, setup: Setup) -> None:
    """Play `setup` once it is settled what becomes of the saved run."""
    questions.before_new_maze(
        game,
        lambda: later(game, partial(play, game, setup)),
        lambda: later(game, partial(_continue_run, game)),
    )


def play(game: Game, setup: Setup) -> None:
    """Make the maze and start a match in it; back to the title when the player calls it off.

    The run left behind can be gone on with until the new one has begun.
    """
    problem = questions.keep_run(game)
    try:
        maze = make_maze(game, setup.recipe)
    except CancelledError:
        if problem:
            warn(game, problem)
        to_title(game)
        return
    _enter_anew(game, LocalMatch(setup, maze))


def restart(game: Game) -> None:
    """Play the same maze again from its start."""
    if game.match:
        _enter_anew(game, LocalMatch(game.match.setup, game.match.maze))


def ask_restart(game: Game) -> None:
    """Walk the same maze from the start, once the player has said that he means it."""
    if questions.before_restart(game, lambda: later(game, partial(restart, game)), lambda: resume(game)):
        _hold(game)


def next_maze(game: Game) -> None:
    """Play another maze of the same kind."""
    if game.match:
        setup = next_setup(game.match.setup, partial(own_mazes.after, game.folders.mazes))
        later(game, partial(play, game, setup))


def _continue_run(game: Game) -> None:
    """Go on with the saved run. Its file stays until the run is over; one that fails is kept aside."""
    file = game.folders.saved_run_file
    try:
        setup, recording = ledger.saved_run(game.folders, game.campaigns)
        played = walk_again(game, setup, recording)
    except CancelledError:
        to_title(game)
        return
    except (ReplayError, MazeError):
        problem: Exception = saves.reject(file)
    except saves.DamagedSaveError as error:
        problem = error
    else:
        _enter(game, played)
        return
    warn(game, str(problem))
    _open_title(game)


def _enter_anew(game: Game, played: LocalMatch) -> None:
    """Put the player into a new match, which gives the saved run up."""
    _forget_run(game)
    _enter(game, played)


def _forget_run(game: Game) -> None:
    problem = game.keeping.clear()
    if problem:
        warn(game, problem)


def _enter(game: Game, played: LocalMatch) -> None:
    """Put the player into a match."""
    _load(game, played)
    game.keeping.begin(played)
    game.bot = None
    game.phase = Phase.PLAYING
    game.over_s = 0.0
    game.result = None
    game.ui.show()
    stage, wanted = played.setup.stage, len(played.match.keys)
    name = say("campaign.stage", number=stage.number, title=stage.title) if stage else ""
    game.hud.start(played.maze, played.difficulty, wanted, newcomer=game.newcomer, name=name)
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
    if game.phase is Phase.JOINED:
        with_lan(game, "open_menu")
    if game.phase is not Phase.PLAYING or game.match is None:
        return
    _hold(game)
    setup = game.match.setup
    stage = setup.stage
    setup_words = words_for(setup)
    if stage:
        setup_words = say("campaign.pause", setup=setup_words, par=short_clock(stage.par_ticks))
    words = pause_words(setup, setup_words, game.match.maze.code)
    game.screens.open_pause(words, stage=stage is not None)
    _log.debug("paused")


def _hold(game: Game) -> None:
    game.phase = Phase.PAUSED
    game.devices.release()
    game.sounds.pause()


def resume(game: Game) -> None:
    """Go on with the match."""
    if game.phase is Phase.JOINED:
        with_lan(game, "resume")
    if game.match is None:
        return
    game.phase = Phase.PLAYING
    game.ui.show()
    game.sounds.resume()
    game.devices.grab(game.match.player.yaw, game.match.player.pitch)
    _log.debug("resumed")


def keep(game: Game) -> None:
    """Have the match saved now and then; for every frame it is played in."""
    if game.match is None:
        return
    problem = game.keeping.follow(game.match)
    if problem:
        warn(game, say("run.not_saved", problem=told(problem)))


def count(game: Game) -> None:
    """Count the run that has just reached the exit, before anything the player does can lose it."""
    if game.match is None:
        return
    stage = game.match.setup.stage
    if stage:
        from maze3d.app.campaign_actions import count_stage  # noqa: PLC0415 - which calls this module

        game.result = count_stage(game, stage, game.match)
    else:
        game.result, problem = ledger.count_run(game.records, game.match, words_for(game.match.setup))
        if problem:
            warn(game, problem)
    _forget_run(game)
    _log.debug("finished in %d ticks", game.result.ticks)


def finish(game: Game) -> None:
    """Show the results of the run that was counted."""
    if game.result is None:
        return
    game.phase = Phase.OVER
    game.devices.release()
    game.hud.stop()
    if isinstance(game.result, StageResult):
        game.screens.open_stage_results(game.result)
    else:
        game.screens.open_results(game.result)


# -- the title and the end


def leave(game: Game) -> None:
    """Leave the match, saved when it is not over, for the title."""
    questions.before_leaving(game, lambda: later(game, partial(to_title, game)))


def to_title(game: Game) -> None:
    """Let go of the match as it is, and let a bot walk behind the title."""
    game.devices.release()
    game.hud.stop()
    walk_backdrop(game)
    _open_title(game)


def walk_backdrop(game: Game) -> None:
    """Start a bot's walk through a new maze."""
    recipe = replace(BACKDROP, seed=chance_seed())
    played = LocalMatch(Setup(recipe, "easy", 0), recipe.make())
    game.phase = Phase.TITLE
    _load(game, played)
    game.bot = roamer(played.maze, seed=recipe.seed)


def _open_title(game: Game) -> None:
    data, problem = ledger.title_data(game.folders)
    game.screens.open_title(data)
    if problem:
        warn(game, problem)
    _log.debug("title")


def quit_game(game: Game) -> None:
    """End the game after this frame, the run saved or not. May be called again while it ends."""
    if game.running and game.lan:
        from maze3d.app.lan.leaving import close  # noqa: PLC0415 - who plays alone loads no network

        close(game)
    problem = questions.keep_run(game) if game.running else ""
    if problem:
        print(f"maze3d play: {english(problem)}", file=sys.stderr)
    game.running = False


def with_lan(game: Game, name: str) -> None:
    """Call one of app.lan.doing's functions, which who plays alone never loads."""
    from maze3d.app.lan import doing  # noqa: PLC0415

    getattr(doing, name)(game)
