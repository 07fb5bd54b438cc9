"""The mazes a round is chosen from, and the vote between them.

Owns how each follows from the host's seed. A maze is made by whoever reads `wanted`. Knows nothing of when a
round begins.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.maze import Maze, Recipe
    from maze3d.maze.drawing import Drawing
    from maze3d.session.host_settings import HostSettings

SEED_BITS = 32
CHOICES = 2


class Upcoming:
    """Two mazes at a time; the first round of all has the seed's own."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.drawn = 0
        """How many numbers have been drawn from the seed."""
        self.recipes: list[Recipe | Drawing] = []
        self.votes: dict[int, int] = {}
        """What each seat has voted for."""
        self._made: dict[Recipe | Drawing, Maze] = {}

    def draw(self, settings: HostSettings) -> None:
        """Draw the next ones; what was voted and made for those before is gone."""
        if not self.drawn:
            self.recipes = [settings.recipe(self.seed)]
        else:
            self.recipes = [settings.recipe(self.seed_of(self.drawn + k)) for k in range(CHOICES)]
            self.recipes = list(dict.fromkeys(self.recipes))  # a drawn maze is the only choice
        self.drawn += CHOICES
        self.votes.clear()
        self._made.clear()

    def restore(self, seed: int, drawn: int, settings: HostSettings) -> None:
        """Be where another was that had drawn so many."""
        self.seed, self.drawn = seed, max(0, drawn - CHOICES)
        self.draw(settings)

    def seed_of(self, number: int) -> int:
        """Return what follows from the seed for a number."""
        data = f"{self.seed} {number}".encode()
        return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little") % (1 << SEED_BITS)

    @property
    def wanted(self) -> list[Recipe | Drawing]:
        """Return the mazes that are not made yet."""
        return [recipe for recipe in self.recipes if recipe not in self._made]

    def provide(self, recipe: Recipe | Drawing, maze: Maze) -> None:
        """Take a maze that was wanted."""
        if recipe in self.recipes:
            self._made[recipe] = maze

    def counts(self) -> list[int]:
        """Return how many votes each has."""
        votes = list(self.votes.values())
        return [votes.count(choice) for choice in range(CHOICES)]

    def chosen(self) -> Maze | None:
        """Return the one with the most votes, once it is made."""
        first, second = self.counts()
        return self._made.get(self.recipes[1 if len(self.recipes) > 1 and second > first else 0])
