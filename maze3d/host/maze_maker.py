"""Mazes made beside the ticks: a large one takes longer than a tick has.

Owns the thread. Knows nothing of who wants a maze, and why.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.maze import Maze, Recipe
    from maze3d.maze.drawing import Drawing
    from maze3d.session.host import Host


class MazeMaker:
    """Makes the mazes that the rounds want in a thread beside the ticks."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "maze")
        self._making: tuple[Recipe | Drawing, Future[Maze]] | None = None

    def look_after(self, host: Host) -> None:
        """Hand over what is made, and begin with what is wanted."""
        if self._making and self._making[1].done():
            recipe, made = self._making
            self._making = None
            host.rounds.provide(recipe, made.result())
        if self._making is None and host.rounds.wanted:
            recipe = host.rounds.wanted[0]
            self._making = (recipe, self._thread.submit(recipe.make))

    def close(self) -> None:
        """Let the thread go."""
        self._thread.shutdown(wait=False, cancel_futures=True)
