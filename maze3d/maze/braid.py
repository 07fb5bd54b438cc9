"""Braiding: opening dead ends, so that a maze has loops and more than one way.

Knows nothing of how the maze was carved. Never makes an open room: a 2x2 block of cells with all four
passages between them open.
"""

from __future__ import annotations

import numpy as np

from maze3d.maze.grid import DOWN, OPPOSITE, UP, E, N, Passages, S, W
from maze3d.maze.lattice import REPORTS, Lattice, Report
from maze3d.maze.randomness import base, draws, shuffled

_SIDES = {
    bit: tuple(side for side in OPPOSITE if side not in (bit, OPPOSITE[bit]))
    for bit in (N, E, S, W, UP, DOWN)
}
_STREAM = 1 << 32
"""Keeps braiding's draws apart from the carvers' streams."""


def braid(passages: Passages, board: Lattice, percent: int, seed: int, report: Report) -> Passages:
    """Return `passages` with `percent` of its dead ends opened, where no open room would come of it.

    Dead ends are taken in a drawn order; each is joined to a neighbour that is a dead end too if there is
    one, so a joined pair counts as two. The result is symmetric if `passages` is.
    """
    flat = passages.ravel()
    ends = np.flatnonzero(np.bitwise_count(flat) == 1)
    order = shuffled(base(seed, _STREAM), ends)
    goal = (len(ends) * percent + 50) // 100
    chances = (draws(base(seed, _STREAM + 1), order.astype(np.uint64)) >> np.uint64(32)).tolist()
    bits, moves = bytearray(flat.tobytes()), board.moves.tobytes()
    steps = {bit: board.step(bit) for bit in OPPOSITE}
    dead = [value.bit_count() == 1 for value in range(64)]
    opened = 0
    every = goal // REPORTS + 1
    for tried, (cell, chance) in enumerate(zip(order.tolist(), chances, strict=True)):
        if opened >= goal:
            break
        if tried % every == 0:
            report(opened / goal)
        if not dead[bits[cell]]:
            continue
        closed = moves[cell] & ~bits[cell]
        ways = [bit for bit in board.bits if closed & bit and not _makes_room(bits, steps, cell, bit)]
        ways = [bit for bit in ways if dead[bits[cell + steps[bit]]]] or ways
        if not ways:
            continue
        bit = ways[chance % len(ways)]
        near = cell + steps[bit]
        opened += 2 if dead[bits[near]] else 1
        bits[cell] |= bit
        bits[near] |= OPPOSITE[bit]
    return np.frombuffer(bytes(bits), dtype=np.uint8).reshape(passages.shape)


def _makes_room(bits: bytearray, steps: dict[int, int], cell: int, bit: int) -> bool:
    """Tell whether opening `bit` of `cell` completes a 2x2 room on any side of the new passage."""
    both = bits[cell] & bits[cell + steps[bit]]
    return any(both & side and bits[cell + steps[side]] & bit for side in _SIDES[bit])
