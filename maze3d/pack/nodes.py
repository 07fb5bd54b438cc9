"""The nodes of a model: which are in its scene, where each stands, what it is called (glTF 2.0, 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.pack.finding import PackError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_DEPTH = 32
"""Of nodes in nodes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node without a mesh: where something is to be, and how large."""

    name: str
    at: tuple[float, float, float]
    size: float


def standing_of(
    nodes: list[dict[str, Any]], roots: list[int], file: str
) -> list[tuple[dict[str, Any], NDArray[np.float64]]]:
    """Return the nodes of the scene, each with where it stands. A node has one parent."""
    found = []
    waiting = [(root, np.eye(4), 0) for root in roots]
    met: set[int] = set()
    while waiting:
        index, above, depth = waiting.pop()
        if type(index) is not int or not 0 <= index < len(nodes) or index in met or depth > MOST_DEPTH:
            raise PackError("damaged", "has nodes that are no tree", file)
        met.add(index)
        node = nodes[index]
        matrix = above @ _matrix(node)
        if not (np.isfinite(matrix).all() and np.abs(matrix).max() < 1e6):
            raise PackError("damaged", "has a node that is nowhere", file)
        found.append((node, matrix))
        waiting += [(child, matrix, depth + 1) for child in node.get("children", [])]
    return found


def _matrix(node: dict[str, Any]) -> NDArray[np.float64]:
    if "matrix" in node:
        return np.array(node["matrix"], np.float64).reshape(4, 4).T
    x, y, z, w = (float(each) for each in node.get("rotation", (0, 0, 0, 1)))
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    made = np.eye(4)
    made[:3, :3] = turn * np.array(node.get("scale", (1, 1, 1)), np.float64).reshape(3)
    made[:3, 3] = np.array(node.get("translation", (0, 0, 0)), np.float64).reshape(3)
    return made


def name_of(node: dict[str, Any]) -> str:
    """Return a node's or a material's name without the number that Blender gives a copy (arm.001)."""
    name = str(node.get("name", ""))
    stem, dot, number = name.rpartition(".")
    return stem if dot and number.isdigit() else name


def place_of(node: dict[str, Any], matrix: NDArray[np.float64]) -> Place:
    """Return the place that a node without a mesh is."""
    x, y, z = (float(each) for each in matrix[:3, 3])
    return Place(name_of(node), (x, y, z), float(np.cbrt(abs(np.linalg.det(matrix[:3, :3])))))
