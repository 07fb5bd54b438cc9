"""Players made of code: a snapshot in, a command out, and nothing a human peer could not see."""

from collections.abc import Callable
from typing import TypeAlias

from maze3d.bot.explorer import explorer
from maze3d.bot.roamer import roamer, tagger
from maze3d.bot.solver import solver
from maze3d.sim.state import Command, Snapshot

Bot: TypeAlias = Callable[[Snapshot], Command]
"""Called once a tick with what the player sees; returns what the player does."""

BEHAVIOURS = ("solver", "explorer", "random")
"""How a bot finds its way: it knows the maze, it looks for itself, it roams."""

__all__ = ["BEHAVIOURS", "Bot", "explorer", "roamer", "solver", "tagger"]
