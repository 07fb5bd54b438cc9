"""Carvers that walk: recursive backtracker and growing tree.

Each visits cell after cell and notes in a padded byte a cell which way its parent lies.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze import large
from maze3d.maze.grid import OPPOSITE, Passages
from maze3d.maze.lattice import REPORTS, Lattice, Report, from_parents
from maze3d.maze.randomness import all_below, base, below, draws, first_draws

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = 64
"""Marks, in the padded bytes, the cell without a parent and the places without a cell."""


def backtracker(board: Lattice, seed: int, report: Report) -> Passages:
    """Open a depth-first tree: long winding corridors, few dead ends.

    Each cell's order of trying its neighbours is drawn first; the tree is then what a depth-first search
    gives, whether a loop here or scipy makes it.
    """
    size = int(np.prod(board.shape))
    orders = np.array(list(itertools.permutations(board.bits)), dtype=np.uint8)
    order = all_below(first_draws(base(seed, 0), size), len(orders))
    if large.pays(size):
        back = large.depth_first_parents(board, order, orders, report)
    else:
        back = _depth_first(board, order, orders, report)
    return from_parents(back)


def _depth_first(board: Lattice, order: np.ndarray, orders: np.ndarray, report: Report) -> Passages:
    tries = [[(board.padded_step(bit), OPPOSITE[bit]) for bit in bits] for bits in orders.tolist()]
    small = order.astype(np.uint16).reshape(board.shape)
    drawn = board.pad(small, 0).data
    back = board.blocked(_ROOT)
    cell = board.padded_index(board.first)
    back[cell] = _ROOT
    stack: list[int] = []
    steps = 2 * board.count - 2
    every = steps // REPORTS + 1
    for done in range(0, steps, every):
        report(done / steps)
        for _ in range(min(every, steps - done)):
            for step, bit in tries[drawn[cell]]:
                near = cell + step
                if not back[near]:
                    back[near] = bit
                    stack.append(cell)
                    cell = near
                    break
            else:
                cell = stack.pop()
    return board.unpad(back) & np.uint8(_ROOT - 1)


def growing_tree(board: Lattice, seed: int, report: Report, newest: float = 0.5) -> Passages:
    """Grow from a cell of the tree: the newest one with the chance `newest`, or else any at random.

    At 1 it winds like the backtracker, at 0 it branches like Prim's (Jamis Buck's growing tree).
    Cells with no free neighbour stay in the list until half of it is dead, so that age keeps its order.
    """
    threshold = round(newest * 100) * (1 << 32) // 100
    chances = _endless(base(seed, 0))
    steps = [(board.padded_step(bit), OPPOSITE[bit]) for bit in board.bits]
    tries = [tuple(order) for order in itertools.permutations(steps)]
    start = board.padded_index(board.first)
    back = board.blocked(_ROOT)
    back[start] = _ROOT
    active, dead, carved = [start], 0, 1
    every = board.count // REPORTS + 1
    while dead < len(active):
        chance = next(chances)
        place = -1 if chance & 0xFFFFFFFF < threshold else below(chance, len(active))
        cell = active[place]
        if cell < 0:
            if place == -1:
                active.pop()
                dead -= 1
            continue
        for step, bit in tries[chance % len(tries)]:
            near = cell + step
            if not back[near]:
                back[near] = bit
                active.append(near)
                carved += 1
                if carved % every == 0:
                    report(carved / board.count)
                break
        else:
            active[place] = -1
            dead += 1
            if dead * 2 > len(active):
                active = [cell for cell in active if cell >= 0]
                dead = 0
    return from_parents(board.unpad(back) & np.uint8(_ROOT - 1))


def _endless(start: int) -> Iterator[int]:
    block = 1 << 14
    for first in itertools.count(0, block):
        yield from draws(start, np.arange(first, first + block, dtype=np.uint64)).tolist()
