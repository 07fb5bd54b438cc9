"""What the screens of playing together show and call: plain records. Knows nothing of networks.

Times are in seconds unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class HostChoice:
    """A host to start."""

    name: str = ""
    mode: str = "race"
    rows: int = 15
    cols: int = 15
    generator: str = "backtracker"
    braid_percent: int = 20
    seed: int | None = None
    rounds: int = 3
    seats: int = 8
    password: str = ""
    bots: int = 0
    port: int = 0


@dataclass(frozen=True, slots=True)
class FoundHost:
    """A line of the list. `problem` says why it cannot be joined, "" when it can."""

    key: str
    name: str
    address: str
    port: int
    version: str
    mode: str
    rows: int
    cols: int
    players: int
    seats: int
    locked: bool
    ping_ms: int | None
    favourite: bool
    phase: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LobbyPlayer:
    """Somebody in the lobby or the match. `here` is False while a lost one's seat is kept."""

    seat: int
    name: str
    colour: int
    shape: int
    ready: bool
    here: bool
    spectator: bool
    admin: bool
    bot: bool
    ping_ms: int
    score: int
    muted: bool


@dataclass(frozen=True, slots=True)
class LobbyData:
    """Who is here and what is on. `seconds_left` until the match begins, None while it waits."""

    host_name: str
    mode: str
    rows: int
    cols: int
    round: int
    rounds: int
    players: tuple[LobbyPlayer, ...]
    own_seat: int
    admin: bool
    join_code: str
    addresses: tuple[str, ...]
    port: int
    seconds_left: int | None


@dataclass(frozen=True, slots=True)
class ChatLine:
    """Something said; seat -1 is the host itself."""

    seat: int
    name: str
    colour: int
    text: str
    system: bool = False


@dataclass(frozen=True, slots=True)
class VoteData:
    """The two next mazes from above, `uint8[h, w, 4]`, and how the vote stands."""

    pictures: tuple[NDArray[np.uint8], NDArray[np.uint8]]
    titles: tuple[str, str]
    votes: tuple[int, int]
    own: int | None
    seconds_left: int


@dataclass(frozen=True, slots=True)
class StandingsRow:
    """One line of the standings. `result` is a time or what else became of him."""

    place: int
    seat: int
    name: str
    colour: int
    shape: int
    result: str
    points: int
    total: int
    own: bool


@dataclass(frozen=True, slots=True)
class RoundData:
    """The end of a round or of the cup."""

    title: str
    rows: tuple[StandingsRow, ...]
    vote: VoteData | None
    cup_over: bool
    seconds_left: int | None


@dataclass(frozen=True, slots=True)
class LanActions:
    """What the game does when the player asks. Everything returns at once.

    `missing` is a sentence when what playing together needs is not installed; then nothing else is called.
    """

    open_host: Callable[[], None]
    open_join: Callable[[], None]
    host: Callable[[HostChoice], None]
    join: Callable[[str, str], None]
    """An address or a join code, and the password or ""."""
    cancel_join: Callable[[], None]
    favourite: Callable[[str, bool], None]
    ready: Callable[[bool], None]
    look: Callable[[int, int], None]
    say: Callable[[str], None]
    vote: Callable[[Literal[0, 1]], None]
    mute: Callable[[int, bool], None]
    console: Callable[[str], None]
    spectate_next: Callable[[], None]
    leave: Callable[[], None]
    leave_and_stop: Callable[[], None]
    copy: Callable[[str], None]
    missing: str = ""
