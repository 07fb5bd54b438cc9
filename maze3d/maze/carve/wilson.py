"""Wilson's algorithm: every possible maze is equally likely.

Owns the cycle-popping view of it (Propp and Wilson: How to get a perfectly random sample from a generic
Markov chain, 1998): each cell has an endless stack of random arrows; while the top arrows form a cycle,
pop them; what is left is a uniform spanning tree, the same in whatever order cycles were popped. So numpy
pops the many short cycles of all the maze at once and a plain walk pops the rest.

An arrow is two or three bits of a draw; one that points off the maze is a cycle of one cell. A word holds
the arrows still to come of one draw, the top one lowest, and a 1 bit above the last.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.lattice import REPORTS, Lattice, Report, from_parents
from maze3d.maze.randomness import base, draw, draws

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Passages

LONGEST_SIDE = 2500
"""Random walks along a side take its square in steps: seconds at this length, minutes at four times it."""

_LONGEST_SHORT = 8
_FEW = 300
"""Cells popped in a round, below which numpy's calls cost more than the walk."""


@dataclass(slots=True, eq=False)
class _Arrows:
    """The stacks of arrows of all padded places; `words` is uint64[place]."""

    seed: int
    bits: int
    steps: NDArray[np.int64]
    words: NDArray[np.uint64]
    refills: Counter[int] = field(default_factory=Counter)

    @property
    def end(self) -> int:
        return 1 << (62 // self.bits * self.bits)

    def fill(self, cells: NDArray[np.int64]) -> None:
        self.words[cells] = draws(base(self.seed, 0), cells.astype(np.uint64)) % self.end + self.end

    def pop(self, cells: NDArray[np.int64]) -> None:
        self.words[cells] >>= np.uint64(self.bits)
        for cell in cells[self.words[cells] == 1].tolist():
            self.words[cell] = self.refill(cell)

    def refill(self, cell: int) -> int:
        self.refills[cell] += 1
        return draw(base(self.seed, self.refills[cell]), cell) % self.end + self.end

    def top(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        return (self.words[cells] & np.uint64((1 << self.bits) - 1)).astype(np.int64)


def wilson(board: Lattice, seed: int, report: Report) -> Passages:
    """Open a uniform spanning tree: no bias at all, many short dead ends."""
    bits = 2 if board.shape[0] == 1 else 3
    arrow = np.array([*board.bits, 0, 0][: 1 << bits], dtype=np.uint8)
    steps = np.array([board.padded_step(int(bit)) if bit else 0 for bit in arrow], dtype=np.int64)
    blocked = board.blocked(1)
    cells = np.flatnonzero(np.frombuffer(blocked, dtype=np.uint8) == 0)
    arrows = _Arrows(seed, bits, steps, np.ones(len(blocked), dtype=np.uint64))
    arrows.fill(cells)
    root = int(cells[len(cells) // 2])  # walks to the middle are the shortest
    _pop_short_cycles(arrows, cells[cells != root], root, blocked, report)
    _pop_by_walking(arrows, cells, root, blocked, report)
    back = np.zeros(len(blocked), dtype=np.uint8)
    back[cells] = arrow[arrows.top(cells)]
    back[root] = 0
    return from_parents(board.unpad(back.tobytes()))


def _pop_short_cycles(
    arrows: _Arrows, cells: NDArray[np.int64], root: int, blocked: bytearray, report: Report
) -> None:
    """Pop cycles of up to 8 cells until few are left. A new cycle holds a cell popped the round before."""
    free = np.frombuffer(blocked, dtype=np.uint8) == 0
    ahead = np.arange(len(blocked), dtype=np.int64)
    _aim(arrows, ahead, free, cells)
    changed = cells
    for done in itertools.count():
        report(0.5 * done / (done + 8))
        trail = [changed]
        on_cycle = np.zeros(len(changed), dtype=np.bool_)
        popped = []
        for _ in range(_LONGEST_SHORT):
            here = ahead[trail[-1]]
            closed = (here == changed) & ~on_cycle
            on_cycle |= closed
            popped += [part[closed] for part in trail]
            trail.append(here)
        changed = np.unique(np.concatenate(popped))
        changed = changed[changed != root]
        if len(changed) < _FEW:
            arrows.pop(changed)
            return
        arrows.pop(changed)
        _aim(arrows, ahead, free, changed)


def _aim(
    arrows: _Arrows, ahead: NDArray[np.int64], free: NDArray[np.bool_], cells: NDArray[np.int64]
) -> None:
    """Set, in place, where the top arrow of each of `cells` leads: itself when off the maze."""
    target = cells + arrows.steps[arrows.top(cells)]
    ahead[cells] = np.where(free[target], target, cells)


def _pop_by_walking(
    arrows: _Arrows, cells: NDArray[np.int64], root: int, blocked: bytearray, report: Report
) -> None:
    """Walk the arrows from every cell until the tree is met, popping each cycle that closes."""
    words = arrows.words.data
    steps, shift, low = arrows.steps.tolist(), arrows.bits, (1 << arrows.bits) - 1
    met = bytearray(blocked)  # 0 new, 1 off the maze, 2 in the tree, 3 on this walk
    met[root] = 2
    every = len(cells) // REPORTS * 2 + 1
    for done, start in enumerate(cells.tolist()):
        if done % every == 0:
            report(0.5 + 0.5 * done / len(cells))
        if met[start]:
            continue
        cell, path = start, []
        while True:
            met[cell] = 3
            path.append(cell)
            near = cell + steps[words[cell] & low]
            state = met[near]
            if state == 0:
                cell = near
                continue
            if state == 2:
                break
            last = cell if state == 1 else near
            while True:
                cell = path.pop()
                word = words[cell] >> shift
                words[cell] = word if word > 1 else arrows.refill(cell)
                met[cell] = 0
                if cell == last:
                    break
        for cell in path:
            met[cell] = 2
