"""What a player who plays together has going on: the peer, its sockets, a host of his own, the list.

Owns the record. Knows nothing of how it changes (play.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.app.lan.finding import Finder
    from maze3d.app.lan.hosting import HostChild
    from maze3d.app.lan.identity import Identity
    from maze3d.app.lan.joined_match import JoinedMatch
    from maze3d.net.peer_sockets import PeerSockets
    from maze3d.session.peer import Peer
    from maze3d.sim.state import Event
    from maze3d.view.screens.lan_data import FoundHost


@dataclass(slots=True)
class Lan:
    """All of it. `peer` is None while nothing is joined."""

    identity: Identity
    peer: Peer | None = None
    sockets: PeerSockets | None = None
    where: str = ""
    """The host's "ADDRESS:PORT"."""
    address: str = ""
    port: int = 0
    child: HostChild | None = None
    """The host that was started from the menu."""
    finder: Finder | None = None
    found: tuple[FoundHost, ...] = ()
    """The list as it was shown last."""
    host_name: str = ""
    """What the host is called that is being joined."""
    match: JoinedMatch | None = None
    joined: bool = False
    muted: set[int] = field(default_factory=set)
    own_vote: Literal[0, 1] | None = None
    pictures: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    phase_ends: float | None = None
    """When the lobby's or the results' time is up, by the monotonic clock."""
    heard: list[Event] = field(default_factory=list)
    """Events that came over the network, for the next frame."""
    shown: str = ""
    """The screen of the match that has been opened: "lobby", "round", "results" or none yet."""
    menu: bool = False
    """Whether a menu covers the running round."""
