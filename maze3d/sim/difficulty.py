"""What easy to nightmare mean, in rules.

Owns the numbers. Knows nothing of how they are applied or shown.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from maze3d.sim.units import TICK_RATE


@dataclass(frozen=True, slots=True)
class EscapeRules:
    """What a match of the mode Escape needs to know. Recorded with every run."""

    keys: int = 0
    """Coloured keys to find, 0 to 3."""
    hints: int = 0
    hint_ticks: int = 0
    """How long a hint shows."""
    hint_cells: int = 0
    """How much of the way ahead a hint shows."""
    chalk: int = 0
    """Chalk marks that can be on the walls at once."""


@dataclass(frozen=True, slots=True)
class Difficulty:
    """One difficulty: the maze it suggests and the rules it sets."""

    name: str
    rows: int
    cols: int
    braid: float
    """Share of dead ends opened, 0 to 1: loops forgive a wrong turn but confuse a wall follower."""
    keys: int
    hints: int
    hint_s: int
    hint_cells: int
    chalk: int
    light: float
    """How far the player's light and the torches reach, 0 to 1."""
    minimap: bool
    medal_percent: tuple[int, int, int]
    """Gold, silver and bronze limits in percent of the solver's walking time."""


DIFFICULTIES: dict[str, Difficulty] = {
    chosen.name: chosen
    for chosen in (
        Difficulty("easy", 10, 10, 0.5, 0, 5, 10, 16, 60, 1.0, True, (200, 350, 600)),
        Difficulty("normal", 16, 16, 0.25, 1, 3, 8, 12, 40, 0.8, True, (170, 280, 480)),
        Difficulty("hard", 24, 24, 0.1, 2, 2, 6, 10, 25, 0.6, True, (150, 230, 380)),
        Difficulty("nightmare", 36, 36, 0.0, 3, 1, 5, 8, 12, 0.35, False, (135, 190, 300)),
    )
}

MAX_KEYS = 3


def escape_rules(difficulty: str, keys: int | None = None) -> EscapeRules:
    """Return the rules of a difficulty, with its own number of keys or the one asked for.

    Raises ValueError for an unknown difficulty or a number of keys that is not 0 to 3.
    """
    chosen = DIFFICULTIES.get(difficulty)
    if chosen is None:
        near = difflib.get_close_matches(difficulty.lower(), DIFFICULTIES, n=1, cutoff=0.4)
        meant = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(DIFFICULTIES)}."
        raise ValueError(f'there is no difficulty "{difficulty}": {meant}')
    wanted = chosen.keys if keys is None else keys
    if not 0 <= wanted <= MAX_KEYS:
        raise ValueError(f"{wanted} keys cannot be: expected 0 to {MAX_KEYS}.")
    return rules_of(chosen, wanted)


def rules_of(chosen: Difficulty, keys: int) -> EscapeRules:
    """Return the rules of a difficulty, which may be one of a campaign's own, with so many keys."""
    return EscapeRules(
        keys=keys,
        hints=chosen.hints,
        hint_ticks=chosen.hint_s * TICK_RATE,
        hint_cells=chosen.hint_cells,
        chalk=chosen.chalk,
    )
