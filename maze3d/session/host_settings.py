"""What a host is set to: read once, changed by its console.

Owns the fields and their ranges. Knows nothing of where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d.maze import MazeError, Recipe
from maze3d.session.limits import Limits
from maze3d.session.messages import MOST_SEATS, NAME_LENGTH
from maze3d.session.own_maze import drawing_of, problem_of
from maze3d.session.words import clean
from maze3d.sim.modes import LAN_MODES

if TYPE_CHECKING:
    from maze3d.maze.drawing import Drawing

MOST_SIDE = 250
"""Cells: a race through more outlasts any round."""

MOST_ROUNDS = 99


@dataclass(frozen=True, slots=True)
class HostSettings:
    """All that decides how a host's matches are. `check` says what cannot be."""

    name: str = "maze3d"
    mode: str = "race"
    rows: int = 15
    cols: int = 15
    generator: str = "backtracker"
    braid: float = 0.2
    """Share of dead ends opened, 0 to 1."""
    seed: int | None = None
    """The first maze's; those after are drawn from it. None: by chance."""
    own: str = ""
    """The text of a drawn maze that all rounds are in, "" for none: it decides over what is said above."""
    rounds: int = 3
    seats: int = 8
    password: str = ""
    version: str = ""
    fingerprint: str = ""
    code: str = ""
    """The join code, told to those who are in."""
    admin_token: str = ""
    """32 hex digits that make a peer an admin; "" for none."""
    limits: Limits = field(default_factory=Limits)

    def check(self) -> str:
        """Return what is wrong in one sentence, or ""."""
        if self.name != clean(self.name, NAME_LENGTH) or not self.name:
            return f"the name has to be 1 to {NAME_LENGTH} plain characters."
        if self.mode not in LAN_MODES:
            return f'there is no mode "{self.mode}" to play together: expected {" or ".join(LAN_MODES)}.'
        for what, value, least, most in (
            ("rows", self.rows, 2, MOST_SIDE),
            ("columns", self.cols, 2, MOST_SIDE),
            ("rounds", self.rounds, 1, MOST_ROUNDS),
            ("players", self.seats, 2, MOST_SEATS),
        ):
            if not least <= value <= most:
                return f"{value} {what} cannot be: expected {least} to {most}."
        if self.own and (problem := problem_of(self.own)):
            return problem
        try:
            self.recipe(self.seed or 0)
        except MazeError as problem:
            return str(problem)
        return ""

    def recipe(self, seed: int) -> Recipe | Drawing:
        """Return what a maze of this host is made from. Raises MazeError."""
        if self.own:
            return drawing_of(self.own)
        return Recipe(self.generator, self.rows, self.cols, seed=seed, braid=self.braid)
