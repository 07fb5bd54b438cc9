"""Writes a model as a .glb file: the other way of meshes.py.

One buffer, a node for each part, a primitive for each of its meshes. Knows nothing of what a model is for.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from maze3d.pack.meshes import Mesh
    from maze3d.pack.nodes import Place

_FLOAT, _SHORT, _INT = 5126, 5123, 5125
_ARRAY, _ELEMENTS = 34962, 34963


def model_file(meshes: Iterable[Mesh], places: Iterable[Place] = ()) -> bytes:
    """Return the file. Pictures are not written: materials say by their name what they are drawn with."""
    held = bytearray()
    views: list[dict[str, Any]] = []
    accessors: list[dict[str, Any]] = []
    materials: list[dict[str, Any]] = []
    parts: dict[str, list[dict[str, Any]]] = {}

    def stored(values: NDArray[Any], kind: str, component: int, target: int, **more: Any) -> int:
        data = np.ascontiguousarray(values).tobytes()
        views.append({"buffer": 0, "byteOffset": len(held), "byteLength": len(data), "target": target})
        held.extend(data + bytes(-len(data) % 4))
        accessors.append(
            {"bufferView": len(views) - 1, "componentType": component, "count": len(values), "type": kind}
            | more
        )
        return len(accessors) - 1

    for mesh in meshes:
        low, high = mesh.positions.min(0).tolist(), mesh.positions.max(0).tolist()
        tint = np.ones((len(mesh.colours), 4))
        tint[:, :3] = mesh.colours
        primitive = {
            "attributes": {
                "POSITION": stored(mesh.positions.astype("<f4"), "VEC3", _FLOAT, _ARRAY, min=low, max=high),
                "NORMAL": stored(mesh.normals.astype("<f4"), "VEC3", _FLOAT, _ARRAY),
                "TEXCOORD_0": stored(mesh.texcoords.astype("<f4"), "VEC2", _FLOAT, _ARRAY),
                "COLOR_0": stored(
                    (np.clip(tint, 0, 1) * 65535 + 0.5).astype("<u2"),
                    "VEC4",
                    _SHORT,
                    _ARRAY,
                    normalized=True,
                ),
            },
            "indices": stored(mesh.corners.astype("<u4"), "SCALAR", _INT, _ELEMENTS),
            "material": _material(materials, mesh.paint.name, mesh.paint.shine),
        }
        parts.setdefault(mesh.part, []).append(primitive)
    nodes: list[dict[str, Any]] = [{"name": name, "mesh": index} for index, name in enumerate(parts)]
    nodes += [
        {"name": place.name, "translation": list(place.at), "scale": [place.size] * 3} for place in places
    ]
    document = {
        "asset": {"version": "2.0", "generator": "maze3d"},
        "scene": 0,
        "scenes": [{"nodes": list(range(len(nodes)))}],
        "nodes": nodes,
        "meshes": [{"name": name, "primitives": primitives} for name, primitives in parts.items()],
        "materials": materials,
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(held)}],
    }
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<II", len(text), 0x4E4F534A) + text
    chunks += struct.pack("<II", len(held), 0x004E4942) + bytes(held)
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def _material(materials: list[dict[str, Any]], name: str, shine: float) -> int:
    made = {
        "name": name,
        "pbrMetallicRoughness": {
            "baseColorFactor": [1, 1, 1, 1],
            "metallicFactor": 0,
            "roughnessFactor": 0.8,
        },
        "emissiveFactor": [round(shine, 4)] * 3,
    }
    if made not in materials:
        materials.append(made)
    return materials.index(made)
