"""From what a player chose to what is played, and back into words.

Owns the defaults a difficulty suggests and the chance seeds. Knows nothing of screens or files.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d.app.local_match import Setup
from maze3d.maze import Recipe, decode
from maze3d.view.screens.words import generator_words

if TYPE_CHECKING:
    from maze3d.view.screens.actions import GameChoice

SEED_BITS = 32
"""Chance seeds are short, so that codes are."""


def chance_seed() -> int:
    """Return a seed nobody chose."""
    return secrets.randbits(SEED_BITS)


def setup_of(choice: GameChoice) -> Setup:
    """Return the match a choice asks for. Raises MazeError for a maze that cannot be."""
    if choice.code:
        recipe = decode(choice.code)
    else:
        recipe = Recipe(
            choice.generator,
            choice.rows,
            choice.cols,
            seed=chance_seed() if choice.seed is None else choice.seed,
            braid=choice.braid_percent / 100,
            newest=choice.newest_percent / 100,
        )
    return Setup(recipe, choice.difficulty, choice.keys)


def next_setup(setup: Setup) -> Setup:
    """Return a match of the same kind in another maze."""
    return replace(setup, recipe=replace(setup.recipe, seed=chance_seed()))


def words_for(setup: Setup) -> str:
    """Say a match in a few words: "Hard, 24 x 24, Wilson"."""
    recipe = setup.recipe
    title = generator_words(recipe.generator)[0]
    return f"{setup.difficulty.capitalize()}, {recipe.rows} x {recipe.cols}, {title}"
