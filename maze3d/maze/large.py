"""Graph traversals of large mazes by scipy, when it is installed.

scipy is optional and slow to import, so it is loaded only for mazes where that pays. Each function here
gives exactly what the plain Python loop of its caller gives.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.maze.grid import DOWN, UP, E, N, Passages, S, W

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.lattice import Lattice, Report

LARGE_CELLS = 150_000
"""From here on the time won is more than scipy's import takes."""

_OLDEST_SCIPY = (1, 15)


@functools.cache
def _scipy() -> tuple[Any, Any] | None:
    try:
        scipy = importlib.import_module("scipy")
        if tuple(int(part) for part in scipy.__version__.split(".")[:2]) < _OLDEST_SCIPY:
            return None
        return importlib.import_module("scipy.sparse"), importlib.import_module("scipy.sparse.csgraph")
    except ImportError:
        return None


def pays(cells: int) -> bool:
    """Tell whether scipy is there and a maze of so many cells is large enough for it."""
    return cells >= LARGE_CELLS and _scipy() is not None


def depth_first_parents(
    board: Lattice, order: NDArray[np.int64], orders: NDArray[np.uint8], report: Report
) -> Passages:
    """Return the bit towards each cell's parent in the depth-first tree from the first cell.

    Cell i (flat) tries the moves `orders[order[i]]` (uint8[permutation, place] of passage bits) in turn.
    """
    sparse, csgraph = _loaded()
    steps = np.zeros(DOWN + 1, dtype=np.int32)
    for bit in board.bits:
        steps[bit] = board.step(bit)
    moves = board.moves.ravel()
    size = moves.size
    width = orders.shape[1]
    counts = np.zeros(size, dtype=np.int32)
    parts = []
    pieces = 16
    bounds = np.linspace(0, size, pieces + 1).astype(np.int64)
    for k in range(pieces):
        low, high = int(bounds[k]), int(bounds[k + 1])
        tried = orders[order[low:high]]
        possible = (tried & moves[low:high, None]) != 0
        near = np.arange(low, high, dtype=np.int32)[:, None] + steps[tried]
        parts.append(near[possible])
        counts[low:high] = possible.sum(axis=1, dtype=np.int32) if width else 0
        report(0.4 * (k + 1) / pieces)
    graph = _graph(sparse, np.concatenate(parts), counts)
    _nodes, parents = csgraph.depth_first_order(graph, board.first, directed=True, return_predecessors=True)
    report(0.9)
    return towards(parents, board.shape)


def adjacency(passages: Passages) -> Any:
    """Return the scipy graph of open passages; a cell's neighbours in the order N E S W Up Down."""
    sparse, _csgraph = _loaded()
    _levels, rows, cols = passages.shape
    flat = passages.ravel()
    bits = np.array([N, E, S, W, UP, DOWN], dtype=np.uint8)
    steps = np.array([-cols, 1, cols, -1, rows * cols, -rows * cols], dtype=np.int32)
    if passages.shape[0] == 1:
        bits, steps = bits[:4], steps[:4]
    is_open = (flat[:, None] & bits) != 0
    near = np.arange(flat.size, dtype=np.int32)[:, None] + steps
    return _graph(sparse, near[is_open], is_open.sum(axis=1, dtype=np.int32))


def breadth_first(graph: Any, root: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the cells (flat) in breadth-first order from `root`, and every cell's predecessor."""
    _sparse, csgraph = _loaded()
    nodes, parents = csgraph.breadth_first_order(graph, root, directed=True, return_predecessors=True)
    return nodes, parents


def rings(passages: Passages, root: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the cells (flat) in breadth-first order from `root`, and how many lie at each distance."""
    nodes, parents = breadth_first(adjacency(passages), root)
    place = np.empty(passages.size, dtype=np.int32)
    place[nodes] = np.arange(nodes.size, dtype=np.int32)
    # Parents come in the order of their children, so where a cell's children end is a running count.
    children = np.bincount(place[parents[nodes[1:]]], minlength=nodes.size)
    ends = (1 + np.cumsum(children)).data
    starts = [0]
    while starts[-1] < nodes.size:
        starts.append(1 if len(starts) == 1 else ends[starts[-1] - 1])
    bounds = np.array(starts, dtype=np.int64)
    return nodes, bounds[1:] - bounds[:-1]


def towards(parents: NDArray[np.int32], shape: tuple[int, int, int]) -> Passages:
    """Return the bit from each cell to its parent (flat index, negative for none), shaped like the maze."""
    levels, rows, cols = shape
    delta = parents - np.arange(parents.size, dtype=np.int32)
    delta[parents < 0] = 0
    back = np.zeros(parents.size, dtype=np.uint8)
    steps = []
    if cols > 1:
        steps += [(E, 1), (W, -1)]
    if rows > 1:
        steps += [(S, cols), (N, -cols)]
    if levels > 1:
        steps += [(UP, rows * cols), (DOWN, -rows * cols)]
    for bit, step in steps:
        back |= (delta == step) * np.uint8(bit)
    return back.reshape(shape)


def _graph(sparse: Any, near: NDArray[np.int32], counts: NDArray[np.int32]) -> Any:
    starts = np.zeros(counts.size + 1, dtype=np.int32)
    np.cumsum(counts, out=starts[1:])
    weights = np.zeros(near.size, dtype=np.float64)  # never looked at: zeros that cost no memory
    return sparse.csr_array((weights, near, starts), shape=(counts.size, counts.size))


def _loaded() -> tuple[Any, Any]:
    found = _scipy()
    if found is None:  # `pays` was not asked
        raise ImportError("scipy is not installed")
    return found
