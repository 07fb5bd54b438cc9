"""Generators and bots of other packages, found by their entry points.

A package names them in `maze3d.generators` and `maze3d.bots`; assets/README.md says what they have to be.
They run with the player's rights, so none is imported before it is asked for. Whatever goes wrong in them is
one sentence that names the package. What generators return is generating.py's. Knows nothing of screens.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib.metadata import entry_points
from operator import index
from typing import TYPE_CHECKING, Any

from maze3d.bot import BEHAVIOURS
from maze3d.maze import GENERATORS, MazeError
from maze3d.sim.state import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.metadata import EntryPoint

    from maze3d.bot import Bot
    from maze3d.maze import Maze
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
            raise PluginError(f"{self.words} cannot be loaded: {said(problem)}.") from problem
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


def check_generator(name: str) -> None:
    """Raise MazeError unless the game or a plugin has a generator of that name."""
    if name in GENERATORS or name in found(GENERATOR):
        return
    there = [*GENERATORS, *found(GENERATOR)]
    near = difflib.get_close_matches(name, there, n=1, cutoff=0.4)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(there)}."
    raise MazeError(f'There is no generator "{name}": {meant}')


def bot_factory(name: str) -> Callable[[Maze, int, int], Bot]:
    """Return what makes a bot of a maze, a seat and a seed. Raises PluginError, as what it makes does."""
    plugin = named(BOT, name)
    factory = plugin.load()

    def make(maze: Maze, seat: int, seed: int) -> Bot:
        try:
            bot = factory(maze, seat, seed)
        except Exception as problem:
            raise PluginError(f"{plugin.words} failed: {said(problem)}.") from problem

        def careful(seen: Snapshot) -> Command:
            try:
                command: Command = bot(seen)
                return Command(*map(index, command))
            except Exception as problem:
                raise PluginError(f"{plugin.words} failed: {said(problem)}.") from problem

        return careful

    return make


def named(kind: str, name: str) -> Plugin:
    """Return the plugin of a kind and a name. Raises PluginError."""
    plugin = found(kind).get(name)
    if plugin is None:
        raise PluginError(f'There is no {kind} "{name}": maze3d plugins lists those of other packages.')
    return plugin


def _package(entry: EntryPoint) -> str:
    return str(entry.dist.name) if entry.dist else "an unknown package"


def said(problem: BaseException) -> str:
    """Return what an error says in one line."""
    words = " ".join(str(problem).split())[:200].rstrip(".")
    return f"{type(problem).__name__}: {words}" if words else type(problem).__name__
