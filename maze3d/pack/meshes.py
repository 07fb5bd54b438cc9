"""What is in a model: its triangles as arrays, by part and material, once models.py has measured it.

Reads what the game draws: triangles with normals, texture coordinates, colours and pictures of their own, in
nodes that stand still (glTF 2.0, 3.5 to 3.9). A node's name says which part it is; nodes without a mesh are
places. Knows nothing of the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.pack.finding import PackError
from maze3d.pack.models import Document, document_of
from maze3d.pack.nodes import Place, name_of, place_of, standing_of
from maze3d.pack.pictures import picture, picture_head

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_VERTICES = 65_535
MOST_PICTURES = 4
MOST_PICTURE_SIDE = 512
MOST_AWAY = 100.0
"""Cells from the origin that anything may lie: far more than any asset's limit, and no overflow."""

_TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTH = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
_FULL = {"<u1": 255.0, "<u2": 65535.0}
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg"}


@dataclass(frozen=True, slots=True, eq=False)
class Paint:
    """A material."""

    name: str
    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """Linear."""
    shine: float = 0.0
    """How much it shines by itself, 0 to 1."""
    picture: int = -1
    """Index in Model.pictures, below 0 for none."""


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles of one part and one material, as the file has them: y up, z to the front, x to its left."""

    part: str
    paint: Paint
    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    texcoords: NDArray[np.float32]
    """v grows downwards."""
    colours: NDArray[np.float32]
    """[n, 3], linear, the material's included."""
    corners: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """All of it."""

    meshes: tuple[Mesh, ...] = ()
    places: tuple[Place, ...] = ()
    pictures: tuple[NDArray[np.uint8], ...] = field(default=())
    """As pictures.picture gives them."""

    @property
    def triangles(self) -> int:
        """How many there are, each as often as it is drawn."""
        return sum(len(mesh.corners) // 3 for mesh in self.meshes)


def model(data: bytes, file: str) -> Model:
    """Return what is in a .glb file. Raises PackError for what cannot be drawn as it is."""
    whole = document_of(data, file)
    try:
        return _model(whole, file)
    except PackError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as problem:
        raise PackError("damaged", f"is not as glTF 2.0 has it: {problem}", file) from problem


def _model(whole: Document, file: str) -> Model:
    document = whole.json
    if document.get("skins") or document.get("animations"):
        raise PackError("no-model", "has a skin or moves by itself: the game moves its parts as wholes", file)
    nodes = document.get("nodes", [])
    scene = document.get("scenes", [{}])[document.get("scene", 0)]
    standing = standing_of(nodes, scene.get("nodes", []), file)
    primitives = [
        (node, matrix, primitive)
        for node, matrix in standing
        if "mesh" in node
        for primitive in document["meshes"][node["mesh"]]["primitives"]
    ]
    accessors = document.get("accessors", [])
    # Meshes may be used many times: counted before anything of them is read.
    vertices = sum(accessors[each["attributes"]["POSITION"]]["count"] for _node, _matrix, each in primitives)
    if vertices > MOST_VERTICES:
        expected = f"expected at most {MOST_VERTICES:,}"
        raise PackError("too-large", f"has {vertices:,} corners of triangles: {expected}", file)
    paints = [_paint(document, each) for each in document.get("materials", [])]
    meshes = tuple(
        _mesh(whole, (name_of(node), matrix, primitive), paints, file)
        for node, matrix, primitive in primitives
    )
    places = tuple(place_of(node, matrix) for node, matrix in standing if "mesh" not in node)
    return Model(meshes, places, _pictures(whole, file))


def _paint(document: dict[str, Any], material: dict[str, Any]) -> Paint:
    surface = material.get("pbrMetallicRoughness", {})
    red, green, blue = (float(each) for each in surface.get("baseColorFactor", (1, 1, 1, 1))[:3])
    if not all(0 <= each <= 1 for each in (red, green, blue)):
        raise ValueError("a colour is not from 0 to 1")
    extensions = material.get("extensions", {})
    strength = float(
        extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1)
        if "KHR_materials_unlit" not in extensions
        else 1
    )
    glow = max(float(each) for each in material.get("emissiveFactor", (0, 0, 0))) * strength
    shine = 1.0 if "KHR_materials_unlit" in extensions else min(max(glow, 0.0), 1.0)
    picture_at = -1
    if "baseColorTexture" in surface:
        picture_at = document["textures"][surface["baseColorTexture"]["index"]]["source"]
        if type(picture_at) is not int or not 0 <= picture_at < len(document.get("images", [])):
            raise ValueError("a texture without a picture")
    return Paint(name_of(material), (red, green, blue), shine if shine == shine else 0.0, picture_at)  # noqa: PLR0124


def _pictures(whole: Document, file: str) -> tuple[NDArray[np.uint8], ...]:
    images = whole.json.get("images", [])
    if len(images) > MOST_PICTURES:
        raise PackError("too-large", f"has {len(images)} pictures: expected at most {MOST_PICTURES}", file)
    made = []
    for image in images:
        suffix = _SUFFIXES.get(str(image.get("mimeType")), "")
        if not suffix:
            raise PackError("no-picture", "holds a picture that is neither PNG nor JPEG", file)
        view = whole.json["bufferViews"][image["bufferView"]]
        begin = view.get("byteOffset", 0)
        data = bytes(whole.held[begin : begin + view["byteLength"]])
        head = picture_head(data, file, suffix)
        if max(head.width, head.height) > MOST_PICTURE_SIDE:
            expected = f"expected at most {MOST_PICTURE_SIDE} on each side"
            raise PackError(
                "wrong-size", f"holds a picture of {head.width}x{head.height} pixels: {expected}", file
            )
        made.append(picture(data, file, suffix))
    return tuple(made)


def _mesh(
    whole: Document,
    standing: tuple[str, NDArray[np.float64], dict[str, Any]],
    paints: list[Paint],
    file: str,
) -> Mesh:
    part, matrix, primitive = standing
    has = primitive["attributes"]
    local = _numbers(whole, has["POSITION"], "VEC3", file)
    count = len(local)
    turn = matrix[:3, :3]
    positions = (local @ turn.T + matrix[:3, 3]).astype(np.float32)
    if not np.isfinite(positions).all() or (count and np.abs(positions).max() > MOST_AWAY):
        raise PackError("damaged", "has corners that are nowhere, or far away", file)
    if "indices" in primitive:
        corners = _numbers(whole, primitive["indices"], "SCALAR", file, whole_numbers=True).ravel()
    else:
        corners = np.arange(count, dtype=np.uint32)
    if len(corners) % 3 or (len(corners) and int(corners.max()) >= count):
        raise PackError("damaged", "has triangles whose corners are not there", file)
    corners = corners.astype(np.uint32)
    if np.linalg.det(turn) < 0:  # mirrored: what was in front would be behind
        corners = corners.reshape(-1, 3)[:, ::-1].ravel()
    paint = paints[primitive["material"]] if "material" in primitive else Paint("")
    if "NORMAL" in has:
        normals = _like(_numbers(whole, has["NORMAL"], "VEC3", file), count) @ np.linalg.pinv(turn)
        normals = _unit(normals)
    else:  # flat, as glTF 2.0 wants it: no two triangles share a corner
        positions, corners = positions[corners], np.arange(len(corners), dtype=np.uint32)
        sides = positions.reshape(-1, 3, 3)
        across = np.cross(sides[:, 1] - sides[:, 0], sides[:, 2] - sides[:, 0])
        normals = np.repeat(_unit(across), 3, 0)
        has = {}
    count = len(positions)
    texcoords, colours = np.zeros((count, 2)), np.ones((count, 3))
    if "TEXCOORD_0" in has:
        texcoords = _like(_numbers(whole, has["TEXCOORD_0"], "VEC2", file), count)
    if "COLOR_0" in has:
        kind = whole.json["accessors"][has["COLOR_0"]]["type"]
        colours = _like(_numbers(whole, has["COLOR_0"], kind, file), count)[:, :3]
    colours = np.clip(colours * paint.colour, 0, 1)
    return Mesh(
        part,
        paint,
        positions,
        normals.astype(np.float32),
        np.clip(texcoords, -1000, 1000).astype(np.float32),
        colours.astype(np.float32),
        corners,
    )


def _unit(vectors: NDArray[Any]) -> NDArray[Any]:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[Any] = np.where(length > 0, vectors / np.maximum(length, 1e-12), (0.0, 1.0, 0.0))
    return unit


def _like(values: NDArray[Any], count: int) -> NDArray[Any]:
    if len(values) != count:
        raise ValueError("not as many of one attribute as of another")
    return values


def _numbers(
    whole: Document, index: int, kind: str, file: str, *, whole_numbers: bool = False
) -> NDArray[Any]:
    """Return what an accessor holds, [count, width]; integers become 0 to 1 unless they are to stay whole."""
    accessor = whole.json["accessors"][index]
    view = whole.json["bufferViews"][accessor["bufferView"]]
    dtype = np.dtype(_TYPES[accessor["componentType"]])
    width = _WIDTH[kind]
    if accessor["type"] != kind or (kind == "VEC3" and not whole_numbers and dtype.kind == "i"):
        raise ValueError(f"{accessor['type']} where {kind} is expected")
    count, item = accessor["count"], dtype.itemsize * width
    begin = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
    step = max(view.get("byteStride", 0), item)
    held = np.frombuffer(whole.held, np.uint8)[begin : begin + step * (count - 1) + item if count else begin]
    rows = np.lib.stride_tricks.as_strided(held, (count, item), (step, 1))
    values = np.ascontiguousarray(rows).view(dtype).reshape(count, width)
    if whole_numbers:
        if dtype.kind != "u":
            raise ValueError("indices that are no whole numbers")
        return values
    if dtype.kind != "f":
        if dtype.str not in _FULL and dtype.str.replace("|", "<") not in _FULL:
            raise ValueError("numbers of a kind that is not read")
        return values / _FULL[dtype.str.replace("|", "<")]
    if not np.isfinite(values).all():
        raise PackError("damaged", "holds numbers that are none", file)
    return values.astype(np.float64)
