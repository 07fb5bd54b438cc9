"""One frame, in order: steer, step the ticks that are due, show, let HUD and sounds follow.

Knows nothing of why a phase changes; it asks app/flow.py to change it.
"""

from __future__ import annotations

import logging
import math
import time
from typing import TYPE_CHECKING

from maze3d.app import flow
from maze3d.app.game import Game, Phase
from maze3d.app.packs import restock
from maze3d.app.sounding import announce, places
from maze3d.sim.blend import blend
from maze3d.sim.units import CELL, EYE_HEIGHT, RUN_SPEED
from maze3d.view.audio.earshot import Listener
from maze3d.view.window import look_from, poll_input
from maze3d.view.world.camera import Eye

if TYPE_CHECKING:
    from maze3d.app.lan.state import Lan
    from maze3d.app.local_match import LocalMatch
    from maze3d.bot import Bot
    from maze3d.maze.grid import Cell
    from maze3d.sim.state import Event, Snapshot
    from maze3d.view.audio.earshot import PlaceKind
    from maze3d.view.audio.music import Mood

_log = logging.getLogger(__name__)

BOB_HEIGHT = 16
"""How far the head rises and falls at a full run with head bob at 100 %, in 1/1024 cell."""

BOB_STRIDE_CELLS = 0.8
WALKS_CELLS = 5
"""After so many a newcomer has found the keys to walk with."""

FINISH_HOLD_S = 1.2
"""The exit's light and chord are enjoyed for this long before the results cover them."""


def run_frame(game: Game, elapsed_s: float) -> None:
    """Do all of a frame but the engine's drawing. `elapsed_s` is the time since the last one."""
    poll_input(game.base)
    job, game.job = game.job, None
    if job:
        job()
        elapsed_s = 0.0
    if game.packs.has_changed(time.monotonic()):
        restock(game)
    game.ui.show_background(on=game.phase is Phase.TITLE)
    game.devices.frame(elapsed_s)
    if game.lan:
        _run_with_others(game, game.lan, elapsed_s)
    else:
        game.ui.update(elapsed_s)
    if game.phase is not Phase.JOINED:
        _run_alone(game, elapsed_s)


def _run_with_others(game: Game, lan: Lan, elapsed_s: float) -> None:
    """Take in what has come over the network, show the round if one is on, send what this has brought."""
    from maze3d.app.lan.frame import run_joined  # noqa: PLC0415 - who plays alone loads no network
    from maze3d.app.lan.hearing import hear, tell  # noqa: PLC0415

    hear(game, lan, time.monotonic())
    game.ui.update(elapsed_s)
    if game.phase is Phase.JOINED:
        run_joined(game, elapsed_s)
    tell(lan, time.monotonic())


def _run_alone(game: Game, elapsed_s: float) -> None:
    """Play and show the match of this process: the player's, or the bot's behind the title."""
    played = game.match
    if played is None:
        return
    events: list[Event] = []
    if game.phase in {Phase.TITLE, Phase.PLAYING}:
        events = played.advance(elapsed_s, game.bot or _steered(game))
        if game.phase is Phase.PLAYING:
            _follow(game, played)
    eye = _eye(game, played)
    look_from(game.base, eye, game.settings.video.fov)
    game.world.show(played.before, played.after, played.alpha, eye, elapsed_s)
    _hear(game, played, events, eye, elapsed_s)
    game.hud.show(played.after, played.explored.cells, eye, 0.0 if game.phase is Phase.PAUSED else elapsed_s)
    if played.after.over:
        _end(game, elapsed_s)


def _follow(game: Game, played: LocalMatch) -> None:
    """Have the run kept, and leave a newcomer alone once he walks."""
    flow.keep(game)
    if game.newcomer and played.cells_walked >= WALKS_CELLS:
        game.newcomer = False
        game.hud.newcomer.let_go()
    say_where(played.after)


def say_where(seen: Snapshot) -> None:
    """Tell the log where the first player stands, for reports of what went wrong where, and for tests."""
    player = seen.players[0]
    _log.debug("tick %d at %d %d yaw %d", seen.tick, player.x, player.y, player.yaw)


def _steered(game: Game) -> Bot:
    """Return the player as what a bot is: asked once a tick for a command."""
    return lambda _seen: game.devices.steering.sample()


def _eye(game: Game, played: LocalMatch) -> Eye:
    """Return where the player looks from: the place between two ticks, the look of this very moment."""
    x, y, yaw, pitch = blend(played.before.players[0], played.player, played.alpha)
    if game.phase is Phase.PLAYING and game.bot is None and not played.after.over:
        yaw, pitch = game.devices.steering.yaw, game.devices.steering.pitch
    step = math.hypot(x - game.eye_at[0], y - game.eye_at[1]) / CELL
    game.eye_at = (x, y)
    if step < 1:  # a longer one is another maze
        game.walked_cells += step
    share = game.settings.controls.head_bob / 100 * min(1.0, played.player.speed / RUN_SPEED)
    height = EYE_HEIGHT + BOB_HEIGHT * share * math.sin(game.walked_cells / BOB_STRIDE_CELLS * math.tau)
    return Eye(x, y, height, yaw, pitch, played.player.level)


def _hear(game: Game, played: LocalMatch, events: list[Event], eye: Eye, elapsed_s: float) -> None:
    """Let the sounds and their captions consume what happened."""
    if game.phase is Phase.PAUSED:
        return
    game.sounds.prepare()
    listener = Listener(played.player.player_id, int(eye.x), int(eye.y), int(eye.yaw))
    cells: list[tuple[PlaceKind, Cell]] = [("exit", played.maze.exit)]
    cells += [("key", key.cell) for key in played.after.keys]
    around = places(game, cells, eye.level)
    mood: Mood = "menu" if game.phase is Phase.TITLE else "walk"
    game.sounds.listen(listener, around, elapsed_s, mood)
    if game.phase is not Phase.TITLE:  # a menu is read there: the bot's steps would only disturb
        announce(game, events, listener, around)


def _end(game: Game, elapsed_s: float) -> None:
    """Begin a new walk behind the title; lead a player to the results after a moment."""
    if game.phase is Phase.TITLE:
        flow.walk_backdrop(game)
    elif game.phase is Phase.PLAYING:
        if game.result is None:
            flow.count(game)
        game.over_s += elapsed_s
        if game.over_s >= FINISH_HOLD_S:
            flow.finish(game)
