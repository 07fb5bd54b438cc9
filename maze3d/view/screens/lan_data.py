"""What goes into the screens for playing together and what comes out: plain records and the calls they make.

The screens know no socket: whoever plays fills the records in and does what the calls ask for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.view.language import commas, has, say
from maze3d.view.screens.words import size_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

NAME_LENGTH = 24
"""Letters of a player's or a host's name; these six are the session's own limits."""
CHAT_LENGTH = 200
MOST_SEATS = 64
MOST_SIDE = 250
"""Rows or columns."""
MOST_CELLS = MOST_SIDE * MOST_SIDE
"""On all levels together."""
MOST_ROUNDS = 99


def mode_words(mode: str) -> str:
    """Return a mode's title, which a new one may lack."""
    return say(f"mode.{mode}.title") if has(f"mode.{mode}.title") else mode.capitalize()


def mode_about(mode: str) -> str:
    """Return a mode's one sentence, which a new one may lack."""
    return say(f"mode.{mode}.about") if has(f"mode.{mode}.about") else ""


def setup_words(mode: str, rows: int, cols: int, levels: int = 1) -> str:
    """Write what is played ("Race, 15 x 15"), "" where nothing is known of it yet."""
    return commas([mode_words(mode)] * bool(mode) + [size_words(rows, cols, levels)] * bool(rows and cols))


@dataclass(frozen=True, slots=True)
class HostChoice:
    """What was chosen for a host of one's own. `seed` None is by chance, `port` 0 any that is free."""

    name: str = ""
    mode: str = "race"
    rows: int = 15
    cols: int = 15
    levels: int = 1
    generator: str = "backtracker"
    braid_percent: int = 20
    seed: int | None = None
    own: str = ""
    """The file of a drawn maze for all rounds, "" for one made anew for each."""
    rounds: int = 3
    seats: int = 8
    password: str = ""
    """ "" lets everybody in."""
    bots: int = 0
    port: int = 0


@dataclass(frozen=True, slots=True)
class FoundHost:
    """A host in the list. `key` stays its own while it is there; what is not known yet is "" or 0."""

    key: str
    name: str
    address: str
    port: int
    version: str
    mode: str
    rows: int
    cols: int
    levels: int
    players: int
    seats: int
    locked: bool
    ping_ms: int | None
    favourite: bool
    phase: str
    """In words: "In the lobby", "Round 2 of 3"."""
    problem: str = ""
    """Why it cannot be joined, in a sentence."""


@dataclass(frozen=True, slots=True)
class LobbyPlayer:
    """One seat. `colour` and `shape` count in palette.PLAYER_COLOURS and PLAYER_SHAPES."""

    seat: int
    name: str
    colour: int
    shape: int
    ready: bool
    here: bool
    """False while the connection is lost and the seat is kept."""
    spectator: bool
    admin: bool
    bot: bool
    ping_ms: int
    score: int
    muted: bool
    """By this player, for himself."""


@dataclass(frozen=True, slots=True)
class LobbyData:
    """Who is here and what will be played."""

    host_name: str
    mode: str
    rows: int
    cols: int
    levels: int
    round: int
    rounds: int
    players: tuple[LobbyPlayer, ...]
    own_seat: int
    admin: bool
    """Whether this player may use the console."""
    join_code: str
    """ "" when it is not known here."""
    addresses: tuple[str, ...]
    port: int
    seconds_left: int | None
    """Until the round begins; None while nothing counts down."""


@dataclass(frozen=True, slots=True)
class ChatLine:
    """Something said. `seat` -1 is the host itself; `system` lines are told by the game."""

    seat: int
    name: str
    colour: int
    text: str
    system: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class VoteData:
    """The two next mazes from above, `uint8[height, width, 4]`, and who wants which; `own` 0, 1 or None."""

    pictures: tuple[NDArray[np.uint8], NDArray[np.uint8]]
    titles: tuple[str, str]
    votes: tuple[int, int]
    own: int | None
    seconds_left: int


@dataclass(frozen=True, slots=True)
class StandingsRow:
    """One line of a round's end. `result` in words: "1:23.4", "caught after 0:41", "-"."""

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
    """How a round ended, or with `cup_over` the cup."""

    title: str
    """ "Round 2 of 3"."""
    rows: tuple[StandingsRow, ...]
    vote: VoteData | None
    cup_over: bool
    seconds_left: int | None
    """Until it goes on by itself."""


@dataclass(frozen=True, slots=True)
class LanActions:
    """What the game does when the player asks. Everything returns at once."""

    open_host: Callable[[], None]
    open_join: Callable[[], None]
    host: Callable[[HostChoice], None]
    join: Callable[[str, str], None]
    """Join what was typed or a host's `key`, with a password or ""."""
    cancel_join: Callable[[], None]
    """Call off connecting or starting a host, or, when neither goes on, leave the list of hosts."""
    set_name: Callable[[str], None]
    """Take what the player wants to be called, after every edit; never empty."""
    favourite: Callable[[str, bool], None]
    """Keep the host of that `key` in the list, or no longer."""
    ready: Callable[[bool], None]
    look: Callable[[int, int], None]
    """Take a colour and a shape."""
    say: Callable[[str], None]
    vote: Callable[[int], None]
    """For next maze 0 or 1."""
    mute: Callable[[int, bool], None]
    """Show no more of what the player on that seat says, or again."""
    console: Callable[[str], None]
    """Hand a line to the host's console."""
    spectate_next: Callable[[], None]
    leave: Callable[[], None]
    leave_and_stop: Callable[[], None]
    """Leave, and end the host for everyone."""
    copy: Callable[[str], None]
    """Put words on the clipboard and say so."""
    own_mazes: Callable[[], Sequence[tuple[str, str]]] = tuple
    """Return file and title of the drawn mazes that can be hosted."""
    own_name: Callable[[], str] = str
    """Say what the player is called."""
    missing: str = ""
    """Which packages playing together needs, in a sentence, when they are not installed."""
