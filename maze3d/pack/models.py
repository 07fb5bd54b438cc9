"""Models of a pack: .glb files that lean on nothing outside themselves, measured before they are read.

glTF 2.0, sections 3.6 (buffers, accessors) and 4.4 (the .glb container). Knows nothing of what a model is
for, nor of what its numbers mean (meshes.py).
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import Any

from maze3d.pack.finding import PackError

MOST_TRIANGLES = 50_000
MOST_NODES = 500
MOST_JSON_BYTES = 2**20
EXTENSIONS = frozenset({"KHR_materials_unlit", "KHR_materials_emissive_strength"})
"""What a model may require. Compressed meshes and textures are not among them."""

_HEAD, _CHUNK = struct.Struct("<4sII"), struct.Struct("<II")
_JSON, _BIN = 0x4E4F534A, 0x004E4942
_COMPONENT_BYTES = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
_COMPONENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_TRIANGLES = 4


@dataclass(frozen=True, slots=True)
class ModelHead:
    """What a model is made of."""

    triangles: int
    nodes: int
    pictures: int


@dataclass(frozen=True, slots=True)
class Document:
    """A model's two halves: every part and accessor lies within `held`."""

    json: dict[str, Any]
    held: memoryview
    head: ModelHead


def model_head(data: bytes, file: str) -> ModelHead:
    """Return a model's measures. Raises PackError when it cannot be loaded as it is, or is too much."""
    return document_of(data, file).head


def document_of(data: bytes, file: str) -> Document:
    """Return a model's halves, measured. Raises PackError as model_head does."""
    document, held = _chunks(data, file)
    try:
        return Document(document, held, _measured(document, len(held), file))
    except PackError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as problem:
        raise PackError("damaged", f"is not as glTF 2.0 has it: {problem}", file) from problem


def _chunks(data: bytes, file: str) -> tuple[dict[str, Any], memoryview]:
    """Return the JSON and the binary chunk."""
    if len(data) < _HEAD.size + _CHUNK.size or data[:4] != b"glTF":
        raise PackError("no-model", "is no .glb file", file)
    _magic, version, length = _HEAD.unpack_from(data)
    if version != 2 or length != len(data):
        raise PackError("no-model", "is no whole .glb file of version 2", file)
    size, kind = _CHUNK.unpack_from(data, _HEAD.size)
    begin = _HEAD.size + _CHUNK.size
    if kind != _JSON or not size <= min(MOST_JSON_BYTES, len(data) - begin):
        raise PackError("damaged", f"does not begin with at most {MOST_JSON_BYTES // 2**20} MB of JSON", file)
    try:
        document = json.loads(data[begin : begin + size])
    except (ValueError, RecursionError) as problem:
        raise PackError("damaged", "holds JSON that cannot be read", file) from problem
    if not isinstance(document, dict):
        raise PackError("damaged", "holds JSON that is no object", file)
    held, rest = 0, begin + size
    if rest < len(data):
        if rest + _CHUNK.size > len(data):
            raise PackError("damaged", "ends in the middle of a chunk", file)
        held, kind = _CHUNK.unpack_from(data, rest)
        if kind != _BIN or rest + _CHUNK.size + held != len(data):
            raise PackError("damaged", "holds more than JSON and one binary chunk", file)
    return document, memoryview(data)[len(data) - held :] if held else memoryview(b"")


def _measured(document: dict[str, Any], held: int, file: str) -> ModelHead:
    for each in (*document.get("buffers", ()), *document.get("images", ())):
        if "uri" in each:
            raise PackError("outside", "names a file outside itself: export it with all in one", file)
    more = sorted(set(document.get("extensionsRequired", ())) - EXTENSIONS)
    if more:
        raise PackError("no-model", f"requires {more[0]}, which is not there", file)
    buffers = document.get("buffers", [])
    if len(buffers) > 1 or any(_count(each["byteLength"]) > held for each in buffers):
        raise PackError("damaged", "has buffers that are not in it", file)
    views = document.get("bufferViews", [])
    for view in views:
        if _count(view.get("byteOffset", 0)) + _count(view["byteLength"]) > held:
            raise PackError("damaged", "has a part that reaches behind its end", file)
    accessors = document.get("accessors", [])
    for each in accessors:
        _check_accessor(each, views, file)
    nodes = document.get("nodes", [])
    if len(nodes) > MOST_NODES:
        raise PackError("too-large", f"has {len(nodes):,} nodes: expected at most {MOST_NODES:,}", file)
    triangles = sum(
        _triangles(part, accessors) for mesh in document.get("meshes", ()) for part in mesh["primitives"]
    )
    if triangles > MOST_TRIANGLES:
        raise PackError(
            "too-large", f"has {triangles:,} triangles: expected at most {MOST_TRIANGLES:,}", file
        )
    return ModelHead(triangles, len(nodes), len(document.get("images", ())))


def _check_accessor(accessor: dict[str, Any], views: list[dict[str, Any]], file: str) -> None:
    if "sparse" in accessor or "bufferView" not in accessor:
        raise PackError("no-model", "has sparse or empty accessors, which are not loaded", file)
    view = views[_count(accessor["bufferView"])]
    item = _COMPONENT_BYTES[accessor["componentType"]] * _COMPONENTS[accessor["type"]]
    count, step = _count(accessor["count"]), max(item, _count(view.get("byteStride", 0)))
    needed = _count(accessor.get("byteOffset", 0)) + (step * (count - 1) + item if count else 0)
    if needed > view["byteLength"] or _count(accessor.get("byteOffset", 0)) > view["byteLength"]:
        raise PackError("damaged", "has an accessor that reaches behind its part", file)


def _triangles(part: dict[str, Any], accessors: list[dict[str, Any]]) -> int:
    if part.get("mode", _TRIANGLES) != _TRIANGLES:
        raise ValueError("expected triangles only")
    which = part.get("indices", part["attributes"]["POSITION"])
    return int(_count(accessors[_count(which)]["count"]) // 3)


def _count(value: Any) -> int:
    """Return a whole number that is not negative. Raises ValueError for anything else."""
    if type(value) is not int or value < 0:
        raise ValueError(f"{str(value)[:40]} where a count or an index is expected")
    return value
