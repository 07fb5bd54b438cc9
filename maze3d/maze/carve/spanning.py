"""Carvers that choose by drawn priorities: Kruskal's and Prim's."""

from __future__ import annotations

import heapq
import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.lattice import FORWARD, REPORTS, Lattice, Report, add_far_side, from_parents
from maze3d.maze.randomness import all_below, base, first_draws, shuffled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Passages


def kruskal(board: Lattice, seed: int, report: Report) -> Passages:
    """Open the minimum spanning tree of edges in random order: even, with many short dead ends.

    The tree is Kruskal's, found by Boruvka's rounds, which suit numpy: each part of the maze takes the
    first edge that leaves it, and parts so joined become one (Boruvka 1926).
    """
    size = int(np.prod(board.shape))
    numbers = np.concatenate(
        [np.flatnonzero(board.moves.ravel() & bit) * 3 + kind for kind, (bit, _) in enumerate(FORWARD)]
    )
    edges = shuffled(base(seed, 0), numbers)
    near = edges // 3
    kinds = edges % 3
    far = near + np.array([board.step(bit) for bit, _ in FORWARD], dtype=np.int64)[kinds]
    chosen = np.zeros(len(edges), dtype=np.bool_)
    part = np.arange(size, dtype=np.int64)
    alive = np.arange(len(edges), dtype=np.int64)
    total = len(edges)
    while len(alive):
        report(1 - len(alive) / total)
        a, b = part[near[alive]], part[far[alive]]
        apart = a != b
        alive, a, b = alive[apart], a[apart], b[apart]
        first = np.full(size, total, dtype=np.int64)
        # Edges stand in their random order, so writing them last to first leaves each part its first one.
        first[a[::-1]] = alive[::-1]
        report(1 - len(alive) / total)
        other = np.full(size, total, dtype=np.int64)
        other[b[::-1]] = alive[::-1]
        np.minimum(first, other, out=first)
        parts = np.flatnonzero(first < total)
        taken = first[parts]
        chosen[taken] = True
        report(1 - len(alive) / total)
        part = _joined(part, parts, part[near[taken]], part[far[taken]])
    out = np.zeros(size, dtype=np.uint8)
    for kind, (bit, _) in enumerate(FORWARD):
        out[near[chosen & (kinds == kind)]] |= np.uint8(bit)
    passages = out.reshape(board.shape)
    for bit, _ in FORWARD:
        add_far_side(passages, (passages & bit) != 0, bit)
    return passages


def _joined(
    part: NDArray[np.int64], parts: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the new part of each cell when every one of `parts` joins the one across its edge a-b."""
    leader = np.arange(len(part), dtype=np.int64)
    leader[parts] = np.where(a == parts, b, a)
    mutual = parts[(leader[leader[parts]] == parts) & (parts < leader[parts])]
    leader[mutual] = mutual
    while True:
        further = leader[leader]
        if np.array_equal(further, leader):
            return leader[part]
        leader = further


def prim(board: Lattice, seed: int, report: Report) -> Passages:
    """Grow from one cell, always by the bordering cell that comes first in a drawn order: short branches.

    This is the simplified Prim's of maze lore: the cells, not the edges, have priorities.
    """
    size = int(np.prod(board.shape))
    rank = np.empty(size, dtype=np.int64)
    rank[shuffled(base(seed, 0), np.arange(size, dtype=np.int64))] = np.arange(size)
    ranks = board.pad(rank.reshape(board.shape), 0).data
    choice = all_below(first_draws(base(seed, 1), size), math.factorial(len(board.bits))).astype(np.uint16)
    choices = board.pad(choice.reshape(board.shape), 0).data
    steps = [(board.padded_step(bit), bit) for bit in board.bits]
    tries = list(itertools.permutations(steps))
    done = board.blocked(64)
    back = bytearray(len(done))
    start = board.padded_index(board.first)
    border = [(0, start)]
    waiting = bytearray(done)
    every = board.count // REPORTS + 1
    carved = 0
    while border:
        cell = heapq.heappop(border)[1]
        done[cell] = 1
        carved += 1
        if carved % every == 0:
            report(carved / board.count)
        for step, bit in tries[choices[cell]]:
            near = cell + step
            if done[near] == 1:
                back[cell] = bit
            elif not waiting[near]:
                waiting[near] = 1
                heapq.heappush(border, (ranks[near], near))
    return from_parents(board.unpad(back))
