"""From what a player chose to what is played, and back into words.

Owns the chance seeds and how a choice is looked at from above. Knows nothing of screens or files.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from maze3d.app.generating import made
from maze3d.app.local_match import Setup
from maze3d.maze import GENERATORS, Recipe, all_levels, decode
from maze3d.maze.drawing import Drawing
from maze3d.maze.formats.picture import Colours
from maze3d.sim.walkable import check_walkable
from maze3d.view.language import commas, say
from maze3d.view.screens.words import generator_words, size_words

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.screens.actions import GameChoice

SEED_BITS = 32
"""Chance seeds are short, so that codes are."""

PREVIEW_CELL_PX = 8
PREVIEW_COLOURS = Colours(floor=(74, 62, 50, 255), wall=(216, 178, 120, 255))
"""Warm and dim, beside menus of the same kind."""


def chance_seed() -> int:
    """Return a seed nobody chose."""
    return secrets.randbits(SEED_BITS)


def setup_of(choice: GameChoice) -> Setup:
    """Return the match a choice asks for. Raises MazeError for a maze that cannot be made or walked."""
    if choice.drawing:
        return drawn_setup(choice.drawing, choice.difficulty)
    recipe = recipe_of(choice)
    check_walkable(recipe.rows, recipe.cols, recipe.levels, choice.keys)
    keys = len(recipe.keys) if isinstance(recipe, Drawing) else choice.keys
    return Setup(recipe, choice.difficulty, keys)


def drawn_setup(drawing: Drawing, difficulty: str) -> Setup:
    """Return the match in a drawn maze. Raises MazeError for one that cannot be walked."""
    check_walkable(drawing.rows, drawing.cols, drawing.levels)
    return Setup(drawing, difficulty, len(drawing.keys))


def recipe_of(choice: GameChoice) -> Recipe | Drawing:
    """Return the maze a choice asks for. Raises MazeError for one that cannot be made."""
    if choice.code:
        return decode(choice.code)
    seed = chance_seed() if choice.seed is None else choice.seed
    if choice.generator not in GENERATORS:
        return made(choice.generator, choice.rows, choice.cols, seed, choice.keys)
    return Recipe(
        choice.generator,
        choice.rows,
        choice.cols,
        choice.levels,
        seed,
        braid=choice.braid_percent / 100,
        newest=choice.newest_percent / 100,
    )


def preview(choice: GameChoice) -> NDArray[np.uint8]:
    """Return the maze of a choice from above; without a seed, one of its kind."""
    return all_levels(recipe_of(choice).make(), PREVIEW_CELL_PX, PREVIEW_COLOURS)


def next_setup(setup: Setup, drawn: Callable[[Drawing], Drawing]) -> Setup:
    """Return a match of the same kind in another maze; `drawn` gives the one after a drawn maze."""
    recipe = setup.recipe
    if isinstance(recipe, Drawing):
        if recipe.maker:
            drawn = partial(_made_again, keys=setup.keys)
        return drawn_setup(drawn(recipe), setup.difficulty)
    return replace(setup, recipe=replace(recipe, seed=chance_seed()))


def _made_again(drawing: Drawing, keys: int) -> Drawing:
    return made(drawing.maker, drawing.rows, drawing.cols, chance_seed(), keys)


def words_for(setup: Setup) -> str:
    """Say a match in a few words: "Hard, 24 x 24, Wilson", or "3. The little map, 7 x 7" of a campaign."""
    recipe = setup.recipe
    if setup.stage:
        name = say("campaign.stage", number=setup.stage.number, title=setup.stage.title)
        return commas([name, size_words(recipe.rows, recipe.cols, recipe.levels)])
    title = recipe.title if isinstance(recipe, Drawing) else generator_words(recipe.generator)[0]
    size = size_words(recipe.rows, recipe.cols, recipe.levels)
    return commas([say(f"difficulty.{setup.difficulty}"), size, title])


def pause_words(setup: Setup, words: str, code: str) -> str:
    """Say what is played, in `words`, and how a friend gets the same maze: by its code, or whose it is."""
    recipe = setup.recipe
    if isinstance(recipe, Drawing):
        whose = say("drawn.made_by", author=recipe.author) if recipe.author else say("drawn.made")
        return say("list.line", first=words, next=whose)
    return say("pause.setup", setup=words, code=code, rules=rules_words(setup))


def rules_words(setup: Setup) -> str:
    """Say what a friend has to set beside the maze's code to play the same match: "Hard, 2 keys"."""
    return commas([say(f"difficulty.{setup.difficulty}"), say("count.keys", n=setup.keys)])
