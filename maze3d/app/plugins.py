"""Generators and bots of other packages, found by their entry points.

A package names them in `maze3d.generators` and `maze3d.bots`; assets/README.md says what they have to be.
They run as part of the game, with the player's rights, so none is imported before it is asked for. What they
return is checked here, and whatever goes wrong in them is one sentence that names the package. Knows nothing
of screens.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from operator import index
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.bot import BEHAVIOURS
from maze3d.maze import GENERATORS, Maze, MazeError, distances, farthest_pair
from maze3d.maze.drawing import LEAST_SIDE, MOST_SIDE, TITLE_LENGTH, Drawing, named
from maze3d.maze.grid import E, N, S, W, is_symmetric
from maze3d.sim.modes.escape import place_keys
from maze3d.sim.state import Command
from maze3d.sim.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.metadata import EntryPoint

    from maze3d.bot import Bot
    from maze3d.maze import Passages
    from maze3d.sim.state import Snapshot

GENERATOR, BOT = "generator", "bot"
GROUPS = {GENERATOR: "maze3d.generators", BOT: "maze3d.bots"}
OWN_NAMES: Mapping[str, frozenset[str]] = {GENERATOR: frozenset(GENERATORS), BOT: frozenset(BEHAVIOURS)}
WARNING = "Plugins are other people's code. They run as part of the game, with your rights on this computer."


class PluginError(MazeError):
    """A plugin that cannot be used, or did what it may not: one sentence naming its package."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point. `problem` says why it cannot be used at all, "" while nothing speaks against it."""

    kind: str
    name: str
    package: str
    version: str
    entry: EntryPoint
    problem: str = ""

    def load(self) -> Any:
        """Import it. Raises PluginError."""
        if self.problem:
            raise PluginError(f"{self.words}: {self.problem}.")
        try:
            loaded = self.entry.load()
        except (Exception, SystemExit) as problem:
            raise PluginError(f"{self.words} cannot be loaded: {_said(problem)}.") from problem
        if not callable(loaded):
            raise PluginError(f"{self.words} cannot be called: expected a function.")
        return loaded

    @property
    def words(self) -> str:
        """What it is called in sentences."""
        return f'The {self.kind} "{self.name}" of {self.package} {self.version}'


def found(kind: str) -> dict[str, Plugin]:
    """Return the plugins of a kind by name; of two with one name the first by package, with what is wrong."""
    plugins: dict[str, Plugin] = {}
    entries = sorted(entry_points(group=GROUPS[kind]), key=lambda each: (each.name, _package(each)))
    for entry in entries:
        package = _package(entry)
        version = entry.dist.version if entry.dist else ""
        problem = ""
        if entry.name in OWN_NAMES[kind]:
            problem = "the game has one of that name itself"
        elif entry.name in plugins and plugins[entry.name].package != package:
            problem = f"{plugins[entry.name].package} has one of that name as well"
        key = f"{package}:{entry.name}" if problem else entry.name
        plugins[key] = Plugin(kind, entry.name, package, version, entry, problem)
    return plugins


def made(name: str, rows: int, cols: int, seed: int, keys: int = 0) -> Drawing:
    """Make a maze with the generator `name`: as a drawn one, for no code makes it. Raises PluginError.

    It gets `(rows, cols, seed=seed)` and returns passages, uint8[rows, cols] (see maze.grid). All cells have
    to be joined. Start and exit are the two that are farthest apart.
    """
    plugin = _named(GENERATOR, name)
    if not (LEAST_SIDE <= rows <= MOST_SIDE and LEAST_SIDE <= cols <= MOST_SIDE):
        least_to_most = f"{LEAST_SIDE} to {MOST_SIDE}"
        raise PluginError(f"{plugin.words} cannot make {rows}x{cols}: expected {least_to_most} of both.")
    generator = plugin.load()
    try:
        returned = generator(rows, cols, seed=seed)
    except Exception as problem:
        raise PluginError(f"{plugin.words} failed: {_said(problem)}.") from problem
    passages = _passages(plugin, returned, rows, cols)
    pair = farthest_pair(passages)
    plain = Maze(passages, pair.a, pair.b)
    lying = tuple(key.cell for key in place_keys(plain, keys, Ways(plain)))
    maze = named(Maze(passages, pair.a, pair.b, keys=lying))
    title = "".join(letter for letter in name if letter.isprintable())[:TITLE_LENGTH]
    return Drawing(maze, title, plugin.package[:TITLE_LENGTH], maker=name)


def bot_factory(name: str) -> Callable[[Maze, int, int], Bot]:
    """Return what makes a bot of a maze, a seat and a seed. Raises PluginError, as what it makes does."""
    plugin = _named(BOT, name)
    factory = plugin.load()

    def make(maze: Maze, seat: int, seed: int) -> Bot:
        try:
            bot = factory(maze, seat, seed)
        except Exception as problem:
            raise PluginError(f"{plugin.words} failed: {_said(problem)}.") from problem

        def careful(seen: Snapshot) -> Command:
            try:
                command: Command = bot(seen)
                return Command(*map(index, command))
            except Exception as problem:
                raise PluginError(f"{plugin.words} failed: {_said(problem)}.") from problem

        return careful

    return make


def _named(kind: str, name: str) -> Plugin:
    plugin = found(kind).get(name)
    if plugin is None:
        raise PluginError(f'There is no {kind} "{name}": maze3d plugins lists those of other packages.')
    return plugin


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


def _package(entry: EntryPoint) -> str:
    return str(entry.dist.name) if entry.dist else "an unknown package"


def _said(problem: BaseException) -> str:
    """Return what an error says in one line."""
    words = " ".join(str(problem).split())[:200].rstrip(".")
    return f"{type(problem).__name__}: {words}" if words else type(problem).__name__
