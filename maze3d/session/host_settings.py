"""What a host is set to: read once, changed by its console.

Owns the fields and their ranges. Knows nothing of where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from maze3d.maze import MazeError, Recipe
from maze3d.session.limits import Limits
from maze3d.session.messages import MOST_SEATS, NAME_LENGTH
from maze3d.session.own_maze import drawing_of, problem_of
from maze3d.session.words import clean
from maze3d.sim.modes import LAN_MODES
from maze3d.sim.walkable import MAX_LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maze3d.maze.drawing import Drawing

MOST_SIDE = 250
"""Cells: a race through more outlasts any round."""

MOST_CELLS = MOST_SIDE * MOST_SIDE
"""On all levels together."""

MOST_ROUNDS = 99


@dataclass(frozen=True, slots=True)
class HostSettings:
    """All that decides how a host's matches are. `check` says what cannot be."""

    name: str = "maze3d"
    mode: str = "race"
    rows: int = 15
    cols: int = 15
    levels: int = 1
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
        return next((sentence for _field, sentence in self.mistakes()), "")

    def mistakes(self) -> list[tuple[str, str]]:
        """Return all that is wrong: the field and a sentence each."""
        found = []
        if self.name != clean(self.name, NAME_LENGTH) or not self.name:
            found.append(("name", f"the name has to be 1 to {NAME_LENGTH} plain characters."))
        if self.mode not in LAN_MODES:
            modes = " or ".join(LAN_MODES)
            found.append(("mode", f'there is no mode "{self.mode}" to play together: expected {modes}.'))
        for field_name, what, least, most in (
            ("rows", "rows", 2, MOST_SIDE),
            ("cols", "columns", 2, MOST_SIDE),
            ("levels", "levels", 1, MAX_LEVELS),
            ("rounds", "rounds", 1, MOST_ROUNDS),
            ("seats", "players", 2, MOST_SEATS),
        ):
            value = getattr(self, field_name)
            if not least <= value <= most:
                found.append((field_name, f"{value} {what} cannot be: expected {least} to {most}."))
        has_size = not {"rows", "cols", "levels"} & {field_name for field_name, _sentence in found}
        return found + list(self._maze_mistakes(has_size=has_size))

    def _maze_mistakes(self, *, has_size: bool) -> Iterable[tuple[str, str]]:
        cells = self.levels * self.rows * self.cols
        if has_size and cells > MOST_CELLS:
            size = f"{self.rows}x{self.cols} on {self.levels} levels"
            yield "levels", f"{size} cannot be: expected {MOST_CELLS:,} cells at most, not {cells:,}."
        if self.own:
            if problem := problem_of(self.own):
                yield "own", problem
            return
        plain = HostSettings()
        alone = {  # each by itself, or only the first would be told
            "generator": replace(plain, generator=self.generator),
            "braid": replace(plain, braid=self.braid),
            "seed": replace(plain, seed=self.seed),
        }
        for field_name, settings in alone.items():
            try:
                settings.recipe(settings.seed or 0)
            except MazeError as wrong:
                yield field_name, str(wrong)

    def recipe(self, seed: int) -> Recipe | Drawing:
        """Return what a maze of this host is made from. Raises MazeError."""
        if self.own:
            return drawing_of(self.own)
        return Recipe(self.generator, self.rows, self.cols, self.levels, seed, self.braid)
