"""What a player who plays together has going on: the peer, its sockets, a host of his own, the list.

Owns the record and where it is found. Knows nothing of how it changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d.app.lan import identity

if TYPE_CHECKING:
    from typing import Literal

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.app.game import Game
    from maze3d.app.lan.finding import Finder
    from maze3d.app.lan.hosting import HostChild
    from maze3d.app.lan.joined_match import JoinedMatch
    from maze3d.net.peer_sockets import PeerSockets
    from maze3d.session.peer import Peer
    from maze3d.sim.state import Event
    from maze3d.view.screens.lan_data import FoundHost
    from maze3d.view.screens.lan_screens import LanScreens


@dataclass(slots=True)
class Lan:
    """All of it. `peer` is None while nothing is joined."""

    identity: identity.Identity
    peer: Peer | None = None
    sockets: PeerSockets | None = None
    where: str = ""
    """The host's "ADDRESS:PORT"."""
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
    agreed: set[str] = field(default_factory=set)
    """Hashes of the drawn mazes that the player has agreed to take."""
    menu: bool = False
    """Whether a menu covers the running round."""


def lan_of(game: Game) -> Lan:
    """Return what is going on, begun when first asked for."""
    if game.lan is None:
        who, problem = identity.load(game.folders.data / "lan.json")
        if problem:
            game.ui.notify(problem)
        game.lan = Lan(who)
        screens_of(game).player_name = who.name
    return game.lan


def screens_of(game: Game) -> LanScreens:
    """Return the screens for playing together."""
    assert game.screens.lan  # noqa: S101 - made with the others
    return game.screens.lan


def keep(game: Game, lan: Lan) -> None:
    """Write down who the player is and what is known of hosts."""
    problem = identity.store(game.folders.data / "lan.json", lan.identity)
    if problem:
        game.ui.notify(problem)


def stop_looking(lan: Lan) -> None:
    """Let the list go."""
    if lan.finder:
        lan.finder.close()
    lan.finder, lan.found = None, ()
