"""Which chunks exist and which hang in the scene.

Chunks are built when a cell of theirs comes in sight, one a frame unless even the eye's own is missing,
hang in the scene while one is, and are freed once KEPT newer ones have been wanted. So neither the frame's
cost nor memory grows with the maze.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.world.chunk import CHUNK, Chunk, build_chunk, free_chunk
from maze3d.view.world.places import level_salt

if TYPE_CHECKING:
    from collections.abc import Collection

    from panda3d.core import NodePath

    from maze3d.maze.grid import Cell, Maze
    from maze3d.view.world.lights import Light
    from maze3d.view.world.materials import Materials

KEPT = 24
"""Chunks kept built at most, unless more are in sight at once."""


class Field:
    """The chunks of one maze under `root`."""

    def __init__(
        self, root: NodePath, maze: Maze, salt: int, exit_light: tuple[float, float], materials: Materials
    ) -> None:
        self._root = root
        self._maze = maze
        self._salt = salt
        self._exit_light = exit_light
        self._materials = materials
        self._built: dict[Cell, Chunk] = {}  # in order of last use
        self._shown: set[Cell] = set()
        self._missing: list[Cell] = []
        self._visible: Collection[Cell] = ()
        self.torches: list[Light] = []
        """The torches in sight, and what burns as they do."""
        self.landmarks: list[Light] = []
        """The lights of the other landmarks in sight."""
        self.fountains: list[tuple[float, float]] = []
        """Map (x, y) of the fountains in sight, in cells."""

    def see(self, visible: Collection[Cell], eye_cell: Cell) -> None:
        """Show the chunks of the `visible` cells: at once if they are built, else by and by."""
        self._visible = visible
        wanted = {(level, row // CHUNK, col // CHUNK) for level, row, col in visible}
        for key in self._shown - wanted:
            self._built[key].node.detachNode()
        self._shown &= wanted
        self._missing = sorted(
            (key for key in wanted if key not in self._built), key=lambda key: _distance(key, eye_cell)
        )
        for key in wanted:
            if key in self._built:
                self._show(key)
        level, row, col = eye_cell
        if (level, row // CHUNK, col // CHUNK) in self._missing:  # the first look, or far from the last
            while self._missing:
                self._build_next()
        self._collect_lights()
        self._free_stale(wanted)

    def ground(self, cell: Cell) -> Any:
        """Return the node of the shown chunk `cell` is in, whose light falls on what hangs there; or None."""
        level, row, col = cell
        key = (level, row // CHUNK, col // CHUNK)
        return self._built[key].node if key in self._shown else None

    def step(self) -> None:
        """Build one chunk of those in sight that are missing."""
        if self._missing:
            self._build_next()
            self._collect_lights()

    def free(self) -> None:
        """Free every chunk."""
        for chunk in self._built.values():
            free_chunk(chunk)
        self._built.clear()
        self._shown.clear()
        self._missing.clear()
        self.torches = []
        self.landmarks = []
        self.fountains = []

    def _build_next(self) -> None:
        key = self._missing.pop(0)
        self._built[key] = build_chunk(
            self._maze, key, level_salt(self._salt, key[0]), self._exit_light, self._materials
        )
        self._show(key)

    def _show(self, key: Cell) -> None:
        self._built[key] = self._built.pop(key)
        if key not in self._shown:
            self._built[key].node.reparentTo(self._root)
            self._shown.add(key)

    def _collect_lights(self) -> None:
        lit = [self._built[key].lit for key in self._shown]
        seen = self._visible
        self.torches = [light for each in lit for cell, light in each.torches.items() if cell in seen]
        self.landmarks = [light for each in lit for cell, light in each.landmarks.items() if cell in seen]
        self.fountains = [place for each in lit for cell, place in each.fountains.items() if cell in seen]

    def _free_stale(self, wanted: set[Cell]) -> None:
        for key in list(self._built):
            if len(self._built) <= KEPT:
                return
            if key not in wanted:
                free_chunk(self._built.pop(key))


def _distance(chunk: Cell, cell: Cell) -> float:
    return abs((chunk[1] + 0.5) * CHUNK - cell[1]) + abs((chunk[2] + 0.5) * CHUNK - cell[2])
