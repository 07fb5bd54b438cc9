"""One frame of a round that is played at a host: steer, show, hear.

The order is that of a local match (app/frame.py). Knows nothing of what the host says (hearing.py).
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from maze3d.app.frame import say_where
from maze3d.app.lan import showing
from maze3d.app.sounding import announce, places
from maze3d.sim.units import EYE_HEIGHT
from maze3d.view.audio.earshot import Listener
from maze3d.view.window import look_from
from maze3d.view.world.camera import Eye

if TYPE_CHECKING:
    from maze3d.app.game import Game

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
    eye = Eye(x, y, EYE_HEIGHT, yaw, pitch, played.player.level)
    game.world.show_own = not played.playing
    look_from(game.base, eye, game.settings.video.fov)
    game.world.show(played.before, played.after, played.alpha, eye, elapsed_s)
    heard, lan.heard = lan.heard, []
    played.note(heard)
    listener = Listener(played.player.player_id, int(x), int(y), int(yaw))
    around = places(game, [("exit", played.maze.exit)] if played.mode == "race" else [], eye.level)
    game.sounds.prepare()
    game.sounds.listen(listener, around, elapsed_s)
    names = {member.seat: member.name for member in played.peer.members}
    announce(game, [*events, *heard], listener, around, own_id=played.peer.seat, names=names)
    game.hud.show(played.after, played.explored.cells, eye, elapsed_s)
    showing.over_the_game(game, played, elapsed_s)
    say_where(played.after)
