"""What the HUD is told of a match played together: plain values, whoever knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["race", "hunter", "runner", "watching"]
"""What the player is about: getting out, hunting, running away, or nothing but watching."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One player on the scoreboard. `colour` and `shape` count in palette.PLAYER_COLOURS and _SHAPES."""

    seat: int
    name: str
    colour: int
    shape: int
    points: int
    ping_ms: int | None
    """None for a bot, and while the connection is lost."""
    own: bool
    note: str = ""
    """What else there is to say: "out", "hunts", "lost"."""


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round as it stands for the player who sees it."""

    role: Role
    countdown_s: int | None = None
    """Whole seconds until this player may walk; None once he may."""
    seconds_left: int | None = None
    """Until the round ends; None when nothing ends it."""
    place: int = 0
    """1 for the first; 0 when places mean nothing yet."""
    players: int = 0
    ping_ms: int | None = None
    tries: int = 0
    """0 while connected; else which try to reach the host again this is."""
    watching: str = ""
    """Over whose shoulder a spectator looks; "" for the free camera."""
    scores: tuple[ScoreRow, ...] = ()
    """Most points first."""
