"""What a maze is chosen by: a difficulty, a code, numbers that were typed.

Owns how each becomes part of a choice. Knows nothing of the screens where it is made.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d.maze import GENERATORS, MazeError, decode
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.sim.walkable import MAX_SIDE, MIN_SIDE, check_walkable

if TYPE_CHECKING:
    from maze3d.view.screens.actions import GameChoice


def for_difficulty(choice: GameChoice, name: str) -> GameChoice:
    """Return the choice with all that the difficulty suggests; the generator stays."""
    rules = DIFFICULTIES[name]
    return replace(
        choice,
        difficulty=name,
        rows=rules.rows,
        cols=rules.cols,
        braid_percent=round(rules.braid * 100),
        keys=rules.keys,
        code="",
    )


def from_code(choice: GameChoice, code: str) -> GameChoice:
    """Return the choice with the maze that `code` names.

    Raises MazeError, in a sentence, for a wrong code and for a maze that cannot be walked.
    """
    recipe = decode(code)
    check_walkable(recipe.rows, recipe.cols, recipe.levels)
    return replace(
        choice,
        rows=recipe.rows,
        cols=recipe.cols,
        levels=recipe.levels,
        generator=recipe.generator,
        braid_percent=round(recipe.braid * 100),
        newest_percent=round(recipe.newest * 100),
        seed=recipe.seed,
        code=code,
    )


def side_from(words: str) -> int | None:
    """Return the number of rows or columns typed, None when it is none from MIN_SIDE to MAX_SIDE."""
    whole = words.isascii() and words.isdigit()
    return int(words) if whole and MIN_SIDE <= int(words) <= MAX_SIDE else None


def seed_from(words: str) -> int | None:
    """Return the seed typed, None when it is none from 0 to 2**64 - 1."""
    return int(words) if words.isascii() and words.isdigit() and int(words) < 2**64 else None


def levels_for(generator: str, wanted: int) -> int:
    """Return the levels that a generator makes where so many are wanted: another package's makes one."""
    return wanted if generator in GENERATORS else 1


def maze_problem(choice: GameChoice, keys: int = 0) -> str:
    """Return why the choice's maze cannot be walked with so many keys to find, in a sentence, or ""."""
    try:
        check_walkable(choice.rows, choice.cols, choice.levels, keys)
    except MazeError as problem:
        return str(problem)
    return ""
