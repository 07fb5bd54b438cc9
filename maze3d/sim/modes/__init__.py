"""The modes of play: a file each, functions over the state of a match, and the table of them.

A new mode is a new file and a line in MODES.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maze3d.sim.difficulty import EscapeRules
from maze3d.sim.modes import escape, race, tag
from maze3d.sim.rules import RaceRules, TagRules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maze3d.sim.match import Match
    from maze3d.sim.players import Player
    from maze3d.sim.rules import Rules
    from maze3d.sim.state import Event


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode's functions. `begin` makes what the mode keeps of a match and puts its players into place."""

    name: str
    rules: type[Any]
    least_players: int
    begin: Callable[[Match], Any]
    arrive: Callable[[Match, Player, list[Event]], None]
    """After a player has moved."""
    end_tick: Callable[[Match, list[Event]], None]
    """After all have moved."""
    over: Callable[[Match], bool]
    ticks_left: Callable[[Match], int]
    """How long the match can still last, -1 for ever."""
    points: Callable[[Match], dict[int, int]]
    """What each player has won so far."""
    numbers: Callable[[Match], list[int]]
    """All that the future depends on besides the players' own numbers, as integers."""
    resume: Callable[[Match, Sequence[int]], None]
    """Take over such numbers; a player's own come back with him. Raises ValueError."""


def _mode(name: str, rules: type[Any], least_players: int, functions: Any) -> Mode:
    names = ("begin", "arrive", "end_tick", "over", "ticks_left", "points", "numbers", "resume")
    return Mode(name, rules, least_players, *(getattr(functions, each) for each in names))


MODES: dict[str, Mode] = {
    mode.name: mode
    for mode in (
        _mode("escape", EscapeRules, 1, escape),
        _mode("race", RaceRules, 1, race),
        _mode("tag", TagRules, 2, tag),
    )
}
LAN_MODES = ("race", "tag")
"""Those that are played together."""


def mode_of(rules: Rules) -> Mode:
    """Return the mode that `rules` are of."""
    return next(mode for mode in MODES.values() if isinstance(rules, mode.rules))
