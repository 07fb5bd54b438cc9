"""Out of a round, out of a match, and out of the game.

Owns what is let go of. Knows nothing of how a match was joined.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from maze3d.app import flow
from maze3d.app.game import Phase
from maze3d.app.lan.state import keep, screens_of, stop_looking
from maze3d.session.peer import State

if TYPE_CHECKING:
    from maze3d.app.game import Game
    from maze3d.app.lan.state import Lan


def leave(game: Game, *, stop: bool = False) -> None:
    """Leave the match in order; with `stop` the host of one's own ends for everyone."""
    lan = game.lan
    if lan is None:
        return
    if lan.peer and lan.sockets and lan.peer.state is State.IN:
        lan.identity.keep_token(lan.peer.fingerprint, "")
        lan.peer.leave()
        lan.sockets.flush(time.monotonic())
    keep(game, lan)
    drop_peer(lan)
    if lan.child:
        if stop:
            lan.child.stop()
        else:
            lan.child.let_go()
        lan.child = None


def to_title(game: Game, *, stop: bool = False) -> None:
    """Leave, and go back to the title."""
    leave(game, stop=stop)
    leave_round(game)
    if game.lan:
        game.lan.muted.clear()
    screens_of(game).forget()
    flow.later(game, partial(flow.to_title, game))


def close(game: Game) -> None:
    """Leave because the game ends, and stop what was started for nobody else."""
    lan = game.lan
    if lan is None:
        return
    alone = lan.peer is None or not any(
        not member.bot and member.seat != lan.peer.seat for member in lan.peer.members
    )
    leave(game, stop=alone)
    stop_looking(lan)


def drop_peer(lan: Lan) -> None:
    """Let peer and sockets go."""
    if lan.sockets:
        lan.sockets.close()
    lan.peer = lan.sockets = lan.match = None
    lan.joined = lan.menu = False
    lan.pictures.clear()


def leave_round(game: Game) -> None:
    """Let go of the running round."""
    if game.lan:
        game.lan.match = None
        game.lan.menu = False
    game.devices.release()
    game.hud.stop()
    game.world.own_id, game.world.show_own = 0, False
    game.world.set_looks({})
    game.sounds.stop_all()
    if game.phase is Phase.JOINED:
        game.phase = Phase.TITLE
