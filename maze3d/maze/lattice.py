"""The lattice: all the moves a maze could have, before any is opened.

Owns the shape, the mask, and the turning of a spanning tree ("which way to the parent") into passages.
Plain Python loops run on a padded flat index: one spare level, row and column after the last, so that a
step off any edge, negative indices included, lands on a spare place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from maze3d.maze.grid import DOWN, MAX_CELLS, OPPOSITE, STEPS, UP, E, Mask, MazeError, N, Passages, S, W

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Report: TypeAlias = "Callable[[float], None]"
"""Told a fraction 0 to 1 of the work done, now and then; may raise to cancel."""

REPORTS = 32
"""How often a carver reports, about."""


def quiet(_share: float) -> None:
    """Report to nobody."""


FORWARD = ((E, 2), (S, 1), (UP, 0))
"""The bits that number each edge once, with the array axis they step along."""


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Cells and their possible moves. `moves` is like passages, with every possible bit set."""

    shape: tuple[int, int, int]
    mask: Mask | None
    moves: Passages
    count: int
    """How many cells exist."""

    @property
    def bits(self) -> tuple[int, ...]:
        """Return the bits some cell could have: N E S W, and Up Down where there are levels."""
        return (N, E, S, W) if self.shape[0] == 1 else (N, E, S, W, UP, DOWN)

    @property
    def first(self) -> int:
        """Return the flat index of the first cell that exists."""
        return 0 if self.mask is None else int(self.mask.argmax())

    def step(self, bit: int) -> int:
        """Return what a step in direction `bit` adds to a flat index."""
        level, row, col = STEPS[bit]
        return (level * self.shape[1] + row) * self.shape[2] + col

    def padded_step(self, bit: int) -> int:
        """Return what a step in direction `bit` adds to a padded index."""
        level, row, col = STEPS[bit]
        return (level * (self.shape[1] + 1) + row) * (self.shape[2] + 1) + col

    def pad(self, values: NDArray[np.generic], fill: int) -> NDArray[np.generic]:
        """Return `values` (shaped like the lattice) flat and padded; spare places hold `fill`."""
        levels, rows, cols = self.shape
        out = np.full((levels + 1, rows + 1, cols + 1), fill, dtype=values.dtype)
        out[:levels, :rows, :cols] = values
        return out.ravel()

    def unpad(self, values: bytes | bytearray) -> Passages:
        """Return uint8[level, row, col] of a padded byte string."""
        levels, rows, cols = self.shape
        flat = np.frombuffer(bytes(values), dtype=np.uint8)
        return flat.reshape(levels + 1, rows + 1, cols + 1)[:levels, :rows, :cols].copy()

    def padded_index(self, flat: int) -> int:
        """Return the padded index of a flat one."""
        level, rest = divmod(flat, self.shape[1] * self.shape[2])
        row, col = divmod(rest, self.shape[2])
        return (level * (self.shape[1] + 1) + row) * (self.shape[2] + 1) + col

    def blocked(self, mark: int) -> bytearray:
        """Return a padded byte for each place: 0 where a cell exists, `mark` elsewhere."""
        free = np.zeros(self.shape, dtype=np.uint8)
        if self.mask is not None:
            free[~self.mask] = mark
        return bytearray(self.pad(free, mark).tobytes())


def lattice(levels: int, rows: int, cols: int, mask: Mask | None = None) -> Lattice:
    """Return the lattice of a size, cut to the cells of `mask` (bool[level, row, col]).

    Raises MazeError when the size is not possible, or the mask is empty, misshapen or in pieces.
    """
    check_size(levels, rows, cols)
    shape = (levels, rows, cols)
    if mask is None:
        return Lattice(shape, None, _moves(np.ones(shape, dtype=np.bool_)), levels * rows * cols)
    cells = np.array(mask, dtype=np.bool_)  # a copy: what the caller does to his later is not the maze's
    if cells.ndim == 2:
        cells = cells[None]
    if cells.shape != shape:
        raise MazeError(f"The mask has shape {cells.shape}, but the maze is {shape} (levels, rows, cols).")
    if not cells.any():
        raise MazeError("The mask is empty: a maze needs at least one cell.")
    cells.flags.writeable = False
    made = Lattice(shape, cells, _moves(cells), int(cells.sum()))
    reached = _reachable(made)
    if reached != made.count:
        raise MazeError(
            f"The mask is in pieces: {reached:,} of its {made.count:,} cells can be reached from the first. "
            "Join them, or keep one piece."
        )
    return made


def check_size(levels: int, rows: int, cols: int) -> None:
    """Raise MazeError when there can be no maze of this size."""
    for name, size in (("levels", levels), ("rows", rows), ("cols", cols)):
        if size < 1:
            raise MazeError(f"A maze cannot have {size} {name}: the least is 1.")
    if levels * rows * cols <= MAX_CELLS:
        return
    side = int((MAX_CELLS // levels) ** 0.5)
    nearest = f"{side}x{side} is the largest square" if side else f"{MAX_CELLS:,} levels are the most"
    size_text = f"{rows}x{cols}" + (f" on {levels} levels" if levels > 1 else "")
    raise MazeError(
        f"{size_text} is {levels * rows * cols:,} cells, more than the {MAX_CELLS:,} possible: {nearest}."
    )


def from_parents(back: Passages) -> Passages:
    """Turn `back` (uint8[level, row, col], the bit of the passage to each cell's parent or 0) to passages."""
    out = back.copy()
    for bit in OPPOSITE:
        add_far_side(out, np.equal(back, bit), bit)
    return out


def add_far_side(passages: Passages, where: Mask, bit: int) -> None:
    """Open, in place, the far side of each passage `bit` of the cells in `where`."""
    near, far = shifted(bit)
    passages[far] |= where[near] * np.uint8(OPPOSITE[bit])


def shifted(bit: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Return the slices of the cells that have a neighbour towards `bit`, and of those neighbours."""
    near, far = [], []
    for step in STEPS[bit]:
        near.append(slice(None) if not step else slice(0, -1) if step > 0 else slice(1, None))
        far.append(slice(None) if not step else slice(1, None) if step > 0 else slice(0, -1))
    return tuple(near), tuple(far)


def _moves(cells: Mask) -> Passages:
    moves = np.zeros(cells.shape, dtype=np.uint8)
    for bit in OPPOSITE:
        near, far = shifted(bit)
        moves[near] |= (cells[near] & cells[far]) * np.uint8(bit)
    return moves


def _reachable(made: Lattice) -> int:
    seen = made.blocked(1)
    steps = [made.padded_step(bit) for bit in made.bits]
    start = made.padded_index(made.first)
    seen[start] = 1
    todo, reached = [start], 0
    while todo:
        cell = todo.pop()
        reached += 1
        for step in steps:
            near = cell + step
            if not seen[near]:
                seen[near] = 1
                todo.append(near)
    return reached
