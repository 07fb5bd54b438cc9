"""What the options of `maze3d play` say about the maze and the match.

Owns their ranges and which of them go together. Knows nothing of the window they are played in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d.app import own_mazes
from maze3d.app.choices import drawn_setup, setup_of
from maze3d.app.plugins import check_generator
from maze3d.maze import MazeError
from maze3d.maze.recipe import size_from
from maze3d.sim.difficulty import MAX_KEYS
from maze3d.sim.walkable import MAX_LEVELS, MAX_SIDE, MIN_SIDE
from maze3d.view.screens.actions import GameChoice
from maze3d.view.screens.maze_choice import for_difficulty, from_code, levels_for

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from maze3d.app.local_match import Setup

LEAST_AND_MOST = f"{MIN_SIDE}x{MIN_SIDE} to {MAX_SIDE}x{MAX_SIDE}"


def setup_from(args: argparse.Namespace) -> Setup | None:
    """Return the match the options ask for, None when they ask for none. Raises MazeError for a wrong one."""
    about_maze = (args.size, args.levels, args.generator, args.seed, args.braid)
    describes = any(each is not None for each in about_maze)
    if args.maze is not None:
        if args.code or args.keys is not None or describes:
            raise MazeError(
                "A drawn maze says all about itself: beside --maze only --difficulty has a place."
            )
        return drawn_setup(own_mazes.drawing_at(str(args.maze)), args.difficulty or "normal")
    if not args.code and args.difficulty is None and args.keys is None and not describes:
        return None
    if args.code and describes:
        raise MazeError(
            "A code says all about its maze: leave --size, --levels, --generator, --seed and --braid out."
        )
    choice = for_difficulty(GameChoice(), args.difficulty or "normal")
    if args.code:
        choice = from_code(choice, args.code)
    return setup_of(_with_options(choice, args))


def _with_options(choice: GameChoice, args: argparse.Namespace) -> GameChoice:
    """Return the choice with what the options say beside a difficulty or a code. Raises MazeError."""
    rows, cols = _size(args.size) if args.size else (choice.rows, choice.cols)
    keys = choice.keys if args.keys is None else args.keys
    if not 0 <= keys <= MAX_KEYS:
        raise MazeError(f"--keys {keys}: expected 0 to {MAX_KEYS}.")
    generator = args.generator or choice.generator
    check_generator(generator)
    return replace(
        choice,
        rows=rows,
        cols=cols,
        levels=choice.levels if args.levels is None else _levels(args.levels, generator),
        generator=generator,
        braid_percent=choice.braid_percent if args.braid is None else _percent(args.braid),
        keys=keys,
        seed=choice.seed if args.seed is None else args.seed,
    )


def _percent(share: float) -> int:
    if not 0 <= share <= 1:  # not a number fails this too
        raise MazeError(f"--braid {share:g}: expected a share from 0 to 1, such as 0.3.")
    return round(share * 100)


def _levels(levels: int, generator: str) -> int:
    if not 1 <= levels <= MAX_LEVELS:
        raise MazeError(f"--levels {levels}: expected 1 to {MAX_LEVELS}.")
    if levels_for(generator, levels) != levels:
        raise MazeError(
            f"--levels {levels}: expected 1, as {generator} is none of the game's own generators."
        )
    return levels


def _size(words: str) -> Sequence[int]:
    size = size_from(words)
    if size is None:
        raise MazeError(f"--size {words}: expected rows and columns, such as 20x30.")
    if min(size) < MIN_SIDE or max(size) > MAX_SIDE:
        raise MazeError(f"--size {words}: expected {LEAST_AND_MOST}.")
    return size
