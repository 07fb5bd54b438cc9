"""Solving: distances, shortest paths and the farthest pair of any maze, made here or by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.maze import large
from maze3d.maze.grid import DOWN, STEPS, UP, Cell, E, MazeError, N, Passages, S, W
from maze3d.maze.lattice import quiet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.lattice import Report

EXACT_CELLS = 2500
"""Up to here (50x50) the farthest pair of a maze with loops is the true one."""

_BITS = (N, E, S, W, UP, DOWN)


@dataclass(frozen=True, slots=True)
class FarthestPair:
    """Two cells far apart: `length` passages between them on a shortest path.

    No two cells are farther apart than `upper`; `exact` says that `length` is that.
    """

    a: Cell
    b: Cell
    length: int
    exact: bool
    upper: int


def distances(passages: Passages, cell: Cell) -> NDArray[np.int32]:
    """Return int32[level, row, col]: passages from `cell` to each cell, -1 where none leads.

    Raises MazeError when `cell` is outside.
    """
    root = _flat(passages, cell)
    order, sizes = (large.rings if large.pays(passages.size) else _breadth_first)(passages, root)
    out = np.full(passages.size, -1, dtype=np.int32)
    out[order] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return out.reshape(passages.shape)


def shortest_path(passages: Passages, a: Cell, b: Cell) -> list[Cell]:
    """Return the cells of a shortest path from `a` to `b`, both included.

    Of several the one is taken that turns first to N, then E, S, W, Up, Down. Raises MazeError when there
    is none or a cell is outside.
    """
    start, goal = _flat(passages, a), _flat(passages, b)
    near = _neighbours(passages.shape)
    bits = passages.tobytes()
    # Searched from b, so that the walk back from a chooses its turns in order.
    depth = {goal: 0}
    ring = [goal]
    while ring and start not in depth:
        ahead = []
        for cell in ring:
            for step in near[bits[cell]]:
                if cell + step not in depth:
                    depth[cell + step] = depth[cell] + 1
                    ahead.append(cell + step)
        ring = ahead
    if start not in depth:
        raise MazeError(f"No way leads from {a} to {b}: the maze is in pieces.")
    path = [start]
    while path[-1] != goal:
        cell = path[-1]
        path.append(next(cell + s for s in near[bits[cell]] if depth.get(cell + s) == depth[cell] - 1))
    return [_cell(passages, cell) for cell in path]


def farthest_pair(passages: Passages, report: Report = quiet) -> FarthestPair:
    """Return two cells as far apart as can be found; a comes before b in level, row, col order.

    The true pair on perfect mazes of any size (two sweeps) and on all up to EXACT_CELLS (Takes, Kosters:
    Determining the diameter of small world networks, 2011); beyond, the best of four sweeps, with the bound
    they prove. Cells without passages do not count. Raises MazeError when the maze is in pieces.
    """
    joined = np.flatnonzero(passages.ravel())
    if not len(joined):
        return FarthestPair((0, 0, 0), (0, 0, 0), 0, exact=True, upper=0)
    graph = large.adjacency(passages) if large.pays(passages.size) else None
    report(0.2)
    first = _sweep(passages, graph, int(joined[0]))
    report(0.6)
    if first.reached != len(joined):
        raise MazeError(
            f"The maze is in pieces: {first.reached:,} of its {len(joined):,} cells can be reached "
            f"from {_cell(passages, int(joined[0]))}."
        )
    passage_count = int(np.bitwise_count(passages).sum(dtype=np.int64)) // 2
    if passage_count == len(joined) - 1:
        second = _sweep(passages, graph, first.last)
        return _pair(passages, first.last, second.last, second.length, second.length)
    if len(joined) <= EXACT_CELLS:
        return _bounded_search(passages, joined)
    second = _sweep(passages, graph, first.last, middle=True)
    report(0.8)
    third = _sweep(passages, graph, second.middle)
    fourth = _sweep(passages, graph, third.last)
    upper = 2 * min(first.length, second.length, third.length, fourth.length)
    if second.length >= fourth.length:
        return _pair(passages, first.last, second.last, second.length, upper)
    return _pair(passages, third.last, fourth.last, fourth.length, upper)


@dataclass(frozen=True, slots=True)
class _Sweep:
    """What a breadth-first search from a cell found: the last cell reached and how far it is."""

    last: int
    length: int
    reached: int
    middle: int
    """The cell halfway to the last one, or -1 when not asked for."""


def _sweep(passages: Passages, graph: Any, root: int, *, middle: bool = False) -> _Sweep:
    """Search from `root`, by scipy when there is a `graph`."""
    if graph is not None:
        nodes, parents = large.breadth_first(graph, root)
        last = int(nodes[-1])
        to_root, path = parents.data, [last]
        while path[-1] != root:
            path.append(to_root[path[-1]])
        return _Sweep(last, len(path) - 1, len(nodes), path[(len(path) - 1) // 2] if middle else -1)
    order, sizes = _breadth_first(passages, root)
    length = len(sizes) - 1
    if not middle:
        return _Sweep(order[-1], length, len(order), -1)
    place = np.empty(passages.size, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    found, bits, near = place.data, passages.tobytes(), _neighbours(passages.shape)
    cell = order[-1]
    for _ in range(length // 2):
        cell = min((cell + step for step in near[bits[cell]]), key=found.__getitem__)
    return _Sweep(order[-1], length, len(order), cell)


def _breadth_first(passages: Passages, root: int) -> tuple[list[int], list[int]]:
    """Return the cells (flat) in breadth-first order from `root`, and how many lie at each distance."""
    near, bits = _neighbours(passages.shape), passages.tobytes()
    seen = bytearray(passages.size)
    seen[root] = 1
    order, sizes, ring = [root], [1], [root]
    while ring:
        ahead = []
        for cell in ring:
            for step in near[bits[cell]]:
                if not seen[cell + step]:
                    seen[cell + step] = 1
                    ahead.append(cell + step)
        order += ahead
        sizes.append(len(ahead))
        ring = ahead
    sizes.pop()
    return order, sizes


def _bounded_search(passages: Passages, joined: NDArray[np.int64]) -> FarthestPair:
    """Find the true farthest pair: each search bounds every cell's eccentricity, until none can be more."""
    lower = np.zeros(passages.size, dtype=np.int32)
    upper = np.full(passages.size, passages.size, dtype=np.int32)
    open_cells, best, pair = joined, -1, (0, 0)
    from_top = True
    while len(open_cells):
        # Turn about: a cell that may be at the rim, then one that may be in the middle.
        pick = upper[open_cells].argmax() if from_top else lower[open_cells].argmin()
        from_top = not from_top
        root = int(open_cells[pick])
        away = distances(passages, _cell(passages, root)).ravel()
        far = int(away.argmax())
        length = int(away[far])
        if length > best:
            best, pair = length, (root, far)
        np.maximum(lower, np.maximum(away, length - away), out=lower)
        np.minimum(upper, away + length, out=upper)
        upper[root] = length
        open_cells = open_cells[upper[open_cells] > best]
    return _pair(passages, *pair, best, best)


def _pair(passages: Passages, a: int, b: int, length: int, upper: int) -> FarthestPair:
    a, b = min(a, b), max(a, b)
    return FarthestPair(_cell(passages, a), _cell(passages, b), length, exact=length == upper, upper=upper)


def _neighbours(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return, for each value of passage bits, the flat steps that it opens."""
    _levels, rows, cols = shape
    steps = [(STEPS[bit][0] * rows + STEPS[bit][1]) * cols + STEPS[bit][2] for bit in _BITS]
    return [tuple(s for bit, s in zip(_BITS, steps, strict=True) if value & bit) for value in range(64)]


def _flat(passages: Passages, cell: Cell) -> int:
    if any(not 0 <= at < size for at, size in zip(cell, passages.shape, strict=True)):
        raise MazeError(f"Cell {cell} is outside the maze: its shape is {passages.shape} (level, row, col).")
    return int(np.ravel_multi_index(cell, passages.shape))


def _cell(passages: Passages, flat: int) -> Cell:
    level, rest = divmod(flat, passages.shape[1] * passages.shape[2])
    return (level, *divmod(rest, passages.shape[2]))
