"""The sky: a dome about the eye with a panorama on it, behind everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import GeomNode, OmniBoundingVolume

from maze3d.view.world.faces import VERTEX
from maze3d.view.world.mesh import geom

if TYPE_CHECKING:
    from maze3d.view.world.materials import Materials

AROUND, UPWARDS = 48, 24
"""Faces of the dome."""


def sky_dome(root: Any, materials: Materials) -> Any:
    """Return the dome's node; the caller keeps it about the eye."""
    node = GeomNode("sky")
    vertices, corners = _dome()
    node.addGeom(geom(vertices, corners), materials.states["sky"])
    node.setBounds(OmniBoundingVolume())
    node.setFinal(True)
    return root.attachNewNode(node)


def _dome() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return vertices on a sphere of radius 1, seen from inside: u from north over east, v from below up."""
    u, v = np.meshgrid(np.linspace(0, 1, AROUND + 1), np.linspace(0, 1, UPWARDS + 1))
    azimuth, height = 2 * np.pi * u, np.pi * (v - 0.5)
    vertices = np.zeros(u.shape, VERTEX)
    flat = np.cos(height)
    vertices["position"] = np.stack([flat * np.sin(azimuth), np.sin(height), flat * np.cos(azimuth)], -1)
    vertices["texcoord"] = np.stack([u, v], -1)
    vertices["colour"] = 255
    row, col = (each.ravel() for each in np.indices((UPWARDS, AROUND)))
    at = (row * (AROUND + 1) + col).astype(np.uint32)
    above = at + np.uint32(AROUND + 1)
    one = np.uint32(1)
    corners = np.stack([at, at + one, above + one, at, above + one, above], -1)
    return vertices.ravel(), corners.ravel()
