"""One frame of a round that is played at a host: steer, show, hear.

The order is that of a local match (app/frame.py). Knows nothing of what the host says (hearing.py).
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from maze3d.app.lan import showing
from maze3d.sim.units import CELL, EYE_HEIGHT
from maze3d.view.audio.captions import caption, nearby
from maze3d.view.audio.earshot import Listener
from maze3d.view.window import look_from
from maze3d.view.world.camera import Eye

if TYPE_CHECKING:
    from maze3d.app.game import Game
    from maze3d.app.lan.joined_match import JoinedMatch
    from maze3d.sim.state import Event
    from maze3d.view.audio.earshot import Place

_log = logging.getLogger(__name__)


def run_joined(game: Game, elapsed_s: float) -> None:
    """Do all of a frame of the running round but the engine's drawing."""
    lan = game.lan
    if lan is None or lan.match is None:
        return
    played, steering = lan.match, game.devices.steering
    look = (steering.yaw, steering.pitch)
    events = played.advance(time.monotonic(), elapsed_s, lambda _seen: steering.sample(), look)
    if played.has_ended():
        played.watch_next()
        _log.debug("out of the maze")
    x, y, yaw, pitch = played.eye
    eye = Eye(x, y, EYE_HEIGHT, yaw, pitch, 0)
    game.world.show_own = not played.playing
    look_from(game.base, eye, game.settings.video.fov)
    game.world.show(played.before, played.after, played.alpha, eye, elapsed_s)
    heard, lan.heard = lan.heard, []
    played.note(heard)
    listener = Listener(played.player.player_id, int(x), int(y), int(yaw))
    _hear(game, played, [*events, *heard], listener, elapsed_s)
    game.hud.show(played.after, played.explored, eye, elapsed_s)
    showing.over_the_game(game, played, elapsed_s)
    if _log.isEnabledFor(logging.DEBUG):
        player = played.player
        _log.debug("tick %d at %d %d yaw %d", played.after.tick, player.x, player.y, player.yaw)


def _hear(game: Game, played: JoinedMatch, events: list[Event], listener: Listener, elapsed_s: float) -> None:
    game.sounds.prepare()
    _level, row, col = played.maze.exit
    places: list[Place] = [("torch", x, y) for x, y in game.world.torches]
    if played.mode == "race":
        places.append(("exit", col * CELL + CELL // 2, row * CELL + CELL // 2))
    game.sounds.listen(listener, places, elapsed_s)
    names = {member.seat: member.name for member in played.peer.members}
    for event in events:
        _log.debug("tick %d: %s", event.tick, event.kind.name)
        game.sounds.play(event)
        game.hud.tell(event, played.peer.seat, names)
        said = caption(event, listener)
        if said:
            game.hud.captions.show(*said)
    for said in nearby(places, listener):
        game.hud.captions.show(*said)
