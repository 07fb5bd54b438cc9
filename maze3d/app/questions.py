"""What is asked before a run is lost: by a new maze, a restart, or a disk that takes no save.

Each function does what was wanted at once where nothing would be lost. Knows nothing of how a match begins
or ends: that comes in as calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.app import ledger
from maze3d.app.game import Game, Phase, warn
from maze3d.sim.units import TICK_RATE
from maze3d.view.language import say
from maze3d.view.problems import told

if TYPE_CHECKING:
    from collections.abc import Callable

RESTART_UNASKED_TICKS = 10 * TICK_RATE
"""Up to here a restart loses nothing worth a question."""


def before_new_maze(game: Game, new_maze: Callable[[], None], go_on: Callable[[], None]) -> None:
    """Do `new_maze`, or where a saved run waits that nobody has been asked about, ask what is wanted."""
    data, problem = ledger.title_data(game.folders)
    if problem:
        warn(game, problem)
    if not data.saved_run or game.phase is Phase.PAUSED:  # the pause menu has asked
        new_maze()
        return
    game.ui.ask(
        say("ask.give_up_run", run=data.saved_run),
        go_on,
        yes=say("ask.go_on"),
        other=(say("menu.new_maze"), new_maze),
        no=say("menu.back"),
    )


def before_restart(game: Game, restart: Callable[[], None], resume: Callable[[], None]) -> bool:
    """Do `restart` when little is lost by it, else ask and return True: the match has to stand still."""
    if game.match is None or game.match.after.over or game.match.after.tick <= RESTART_UNASKED_TICKS:
        restart()
        return False
    game.ui.ask(say("ask.restart"), restart, yes=say("menu.restart"), no=say("menu.keep_going"), on_no=resume)
    return True


def before_leaving(game: Game, leave: Callable[[], None], *, quits: bool = False) -> None:
    """Save the run and do `leave`, which `quits` or not; ask first when it could not be saved."""
    problem = keep_run(game)
    if not problem:
        leave()
        return
    asked = say("ask.quit_unsaved" if quits else "ask.leave_unsaved", problem=told(problem))
    game.ui.ask(asked, leave, yes=say("menu.quit") if quits else say("menu.leave"), no=say("menu.stay"))


def keep_run(game: Game) -> str:
    """Save the run that is played, when there is one worth it; return a problem's sentence or ""."""
    if game.match is None or game.phase not in {Phase.PLAYING, Phase.PAUSED}:
        return ""
    problem = game.keeping.keep(game.match)
    return say("run.not_saved", problem=told(problem)) if problem else ""
