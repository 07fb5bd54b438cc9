"""Mazes by the generators of other packages, in a process of their own: one that does not end is ended.

Owns both ends of that process, and what a generator may return. Knows nothing of how plugins are found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.app.plugins import GENERATOR, Plugin, PluginError, named, said
from maze3d.maze import Maze, distances, farthest_pair
from maze3d.maze.drawing import LEAST_SIDE, MOST_SIDE, TITLE_LENGTH, Drawing
from maze3d.maze.drawing import named as named_maze
from maze3d.maze.grid import E, N, S, W, is_symmetric
from maze3d.sim.modes.escape import place_keys
from maze3d.sim.ways import Ways

if TYPE_CHECKING:
    from maze3d.maze import Passages

MOST_S = 10.0
"""How long a generator may take, its import included: a window waits for it."""

_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows, or a console would flash up."""


def made(name: str, rows: int, cols: int, seed: int, keys: int = 0) -> Drawing:
    """Make a maze with the generator `name`: as a drawn one, for no code makes it. Raises PluginError.

    It gets `(rows, cols, seed=seed)` and returns passages, uint8[rows, cols] (see maze.grid). All cells have
    to be joined. Start and exit are the two that are farthest apart.
    """
    plugin = named(GENERATOR, name)
    if not (LEAST_SIDE <= rows <= MOST_SIDE and LEAST_SIDE <= cols <= MOST_SIDE):
        least_to_most = f"{LEAST_SIDE} to {MOST_SIDE}"
        raise PluginError(f"{plugin.words} cannot make {rows}x{cols}: expected {least_to_most} of both.")
    passages = _made_apart(plugin, rows, cols, seed)
    pair = farthest_pair(passages)
    plain = Maze(passages, pair.a, pair.b)
    lying = tuple(key.cell for key in place_keys(plain, keys, Ways(plain)))
    maze = named_maze(Maze(passages, pair.a, pair.b, keys=lying))
    title = "".join(letter for letter in name if letter.isprintable())[:TITLE_LENGTH]
    return Drawing(maze, title, plugin.package[:TITLE_LENGTH], maker=name)


def made_here(plugin: Plugin, rows: int, cols: int, seed: int) -> Passages:
    """Return what a generator makes, in this process. Raises PluginError for what is no maze."""
    generator = plugin.load()
    try:
        returned = generator(rows, cols, seed=seed)
    except (Exception, SystemExit) as problem:
        raise PluginError(f"{plugin.words} failed: {said(problem)}.") from problem
    return _passages(plugin, returned, rows, cols)


def _made_apart(plugin: Plugin, rows: int, cols: int, seed: int) -> Passages:
    """Return the same, made by a process that finds what this one finds. Raises PluginError."""
    if plugin.problem:
        plugin.load()
    words = [sys.executable, "-m", __name__, plugin.name, str(rows), str(cols), str(seed)]
    found_here = os.pathsep.join(path for path in sys.path if path)
    try:
        ended = subprocess.run(  # noqa: S603 - ourselves
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=None if sys.stderr else subprocess.DEVNULL,  # a window without a terminal has none
            timeout=MOST_S,
            check=False,
            env=os.environ | {"PYTHONPATH": found_here},
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired as problem:
        raise PluginError(f"{plugin.words} was ended: it took more than {MOST_S:g} seconds.") from problem
    except OSError as problem:
        raise PluginError(f"{plugin.words} cannot be started: {said(problem)}.") from problem
    try:
        answer: dict[str, Any] = json.loads(ended.stdout)
        if answer["problem"]:
            raise PluginError(str(answer["problem"]))
        values = np.array(answer["passages"], np.uint8)
    except (ValueError, TypeError, KeyError, OverflowError) as problem:
        if isinstance(problem, PluginError):
            raise
        reason = f"its process ended with code {ended.returncode} and no maze"
        raise PluginError(f"{plugin.words} failed: {reason}.") from problem
    return _passages(plugin, values, rows, cols)


def _passages(plugin: Plugin, returned: object, rows: int, cols: int) -> Passages:
    """Return what a generator returned as passages of one level. Raises PluginError for what is no maze."""
    if not isinstance(returned, np.ndarray) or returned.dtype.kind not in "ui":
        raise PluginError(f"{plugin.words} returned {type(returned).__name__}: expected an array of uint8.")
    if returned.shape not in {(rows, cols), (1, rows, cols)}:
        raise PluginError(f"{plugin.words} returned {returned.shape}: expected ({rows}, {cols}).")
    if returned.size and (int(returned.min()) < 0 or int(returned.max()) > N | E | S | W):
        raise PluginError(f"{plugin.words} returned other values than 0 to 15.")
    passages = returned.reshape(1, rows, cols).astype(np.uint8)
    passages.flags.writeable = False
    if not is_symmetric(passages):
        raise PluginError(f"{plugin.words} returned a way that is open from one side, or leads outside.")
    if (distances(passages, (0, 0, 0)) < 0).any():
        raise PluginError(f"{plugin.words} returned cells that nobody can come to.")
    return passages


def main(words: list[str]) -> int:
    """Be the process: make a maze and answer with JSON. What the plugin prints goes where errors go."""
    name, rows, cols, seed = words[0], int(words[1]), int(words[2]), int(words[3])
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answering:  # not handed on to what it starts
        os.dup2(2, 1)
        answer: dict[str, Any] = {"problem": "", "passages": None}
        try:
            answer["passages"] = made_here(named(GENERATOR, name), rows, cols, seed).tolist()
        except PluginError as problem:
            answer["problem"] = str(problem)
        json.dump(answer, answering)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
