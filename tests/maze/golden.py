"""The golden catalogue: what every generator must give, byte for byte, on every platform.

`python -m tests.maze.golden` writes golden.json anew. Do that only with a change that is meant to change
mazes, and raise VERSION in maze3d/maze/codes.py with it: all codes that players kept lose their mazes.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from maze3d.maze import GENERATORS, Maze, Recipe

FILE = Path(__file__).with_name("golden.json")

SIZES = ((1, 1, 1), (1, 1, 9), (1, 2, 2), (1, 10, 10), (1, 23, 17), (1, 60, 80), (3, 7, 5), (2, 1, 4))
SEEDS = (0, 7, 2**32 - 1, 2**64 - 1)


def recipes() -> list[Recipe]:
    """Return the catalogue's recipes, in order."""
    out = []
    for place, generator in enumerate(GENERATORS):
        for turn, (levels, rows, cols) in enumerate(SIZES):
            seed = SEEDS[(place + turn) % len(SEEDS)]
            out += [
                Recipe(generator, rows, cols, levels, seed),
                Recipe(generator, rows, cols, levels, seed + 1 & 2**64 - 1, braid=0.37),
            ]
    out += [Recipe("growing_tree", 20, 30, 1, 7, newest=newest) for newest in (0, 0.25, 0.99, 1)]
    out += [Recipe("wilson", 100, 100, 1, 5, braid=1.0), Recipe("kruskal", 51, 51, 1, 5, braid=0.5)]
    return out


def digest(maze: Maze) -> str:
    """Return the SHA-256 of all that a code promises."""
    ends = f"{maze.passages.shape}{maze.start}{maze.exit}{maze.code}".encode()
    return hashlib.sha256(ends + maze.passages.tobytes()).hexdigest()


def name(recipe: Recipe) -> str:
    """Return the catalogue's name of a recipe."""
    return (
        f"{recipe.generator} {recipe.levels}x{recipe.rows}x{recipe.cols} seed {recipe.seed} "
        f"braid {recipe.braid:g} newest {recipe.newest:g}"
    )


if __name__ == "__main__":
    made = {name(recipe): {"code": (m := recipe.make()).code, "sha256": digest(m)} for recipe in recipes()}
    FILE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"{FILE}: {len(made)} mazes")
