"""What one who plays at a peer sees, as a bot is shown it.

Nothing that the screen of a player in the same place would not show. Knows nothing of who looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.sim.movement import FINE
from maze3d.sim.state import Snapshot

if TYPE_CHECKING:
    from maze3d.session.peer import Peer


def seen(peer: Peer) -> Snapshot | None:
    """Return the own body as predicted, then the others as they were told last; None without a body."""
    snapshot, prediction = peer.snapshot, peer.prediction
    if not peer.is_in or snapshot is None or snapshot.own is None or prediction is None:
        return None
    me, body = snapshot.player(peer.seat), prediction.body
    if me is None or body is None:
        return None
    own = me._replace(x=body.x // FINE, y=body.y // FINE, level=body.level, yaw=body.yaw, pitch=body.pitch)
    return Snapshot(snapshot.match_tick, (own, *(each for each in snapshot.players if each is not me)))
