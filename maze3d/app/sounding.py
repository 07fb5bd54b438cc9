"""What a player hears and reads of what happens, the same in a match alone and in one with others.

Owns what sounds by itself, and that an event is heard, told and captioned. Knows no rules.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maze3d.sim.units import middle
from maze3d.view.audio.captions import caption, nearby

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maze3d.app.game import Game
    from maze3d.maze.grid import Cell
    from maze3d.sim.state import Event
    from maze3d.view.audio.earshot import Listener, Place, PlaceKind

_log = logging.getLogger(__name__)


def places(game: Game, cells: Iterable[tuple[PlaceKind, Cell]], level: int) -> list[Place]:
    """Return what sounds by itself on a level: these, in the middle of their cells, and what is in sight."""
    sounding: list[Place] = [(kind, *middle(cell)) for kind, cell in cells if cell[0] == level]
    sounding += [("fountain", x, y) for x, y in game.world.fountains]
    return sounding + [("torch", x, y) for x, y in game.world.torches]


def announce(
    game: Game,
    events: Iterable[Event],
    listener: Listener,
    around: Iterable[Place],
    *,
    own_id: int | None = None,
    names: Mapping[int, str] | None = None,
) -> None:
    """Let sounds, messages and captions consume what happened, and what sounds `around`.

    `own_id` and `names` are for a match with others: who reads this, and what all are called.
    """
    for event in events:
        _log.debug("tick %d: %s", event.tick, event.kind.name)
        game.sounds.play(event)
        game.hud.tell(event, own_id, names)
        heard = caption(event, listener)
        if heard:
            game.hud.captions.show(*heard)
    for heard in nearby(around, listener):
        game.hud.captions.show(*heard)
