"""What is read of a model, and what is refused before anything of it is drawn."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.pack.catalogue import catalogue
from maze3d.pack.check import check, checked_model
from maze3d.pack.finding import PackError
from maze3d.pack.meshes import MOST_PICTURE_SIDE, MOST_VERTICES, Mesh, Paint, model
from maze3d.pack.model_file import model_file
from maze3d.pack.nodes import Place
from maze3d.pack.opening import open_pack
from tests.pack.media import glb, png, triangle
from tests.pack.test_check import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path


def a_mesh(part: str = "", name: str = "", *, size: float = 0.1, shine: float = 0.0) -> Mesh:
    corners = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)], np.float32) * size
    return Mesh(
        part,
        Paint(name, shine=shine),
        corners,
        np.tile(np.array([0, 0, 1], np.float32), (4, 1)),
        np.linspace(0, 1, 8, dtype=np.float32).reshape(4, 2),
        np.array([(1, 0, 0), (0.5, 0.25, 1), (0, 0, 0), (1, 1, 1)], np.float32),
        np.array([0, 1, 2, 0, 2, 3], np.uint32),
    )


def test_what_is_written_is_read_again() -> None:
    places = [Place("flame", (0.1, 0.2, -0.3), 0.25)]
    read = model(model_file([a_mesh("head", "cloth-dye", shine=0.4), a_mesh("upper")], places), "a")
    assert [mesh.part for mesh in read.meshes] == ["upper", "head"]
    head = next(mesh for mesh in read.meshes if mesh.part == "head")
    assert head.paint.name == "cloth-dye"
    assert head.paint.shine == pytest.approx(0.4)
    for field in ("positions", "normals", "texcoords", "colours", "corners"):
        assert getattr(head, field) == pytest.approx(getattr(a_mesh(), field), abs=1e-4)
    (place,) = read.places
    assert place.name == "flame"
    assert place.at == pytest.approx((0.1, 0.2, -0.3))
    assert place.size == pytest.approx(0.25)


def document(**parts: Any) -> dict[str, Any]:
    """Three corners, their normals; the index of the last is what it is in the bytes."""
    return triangle() | parts


def held(*, indices: tuple[int, ...] = (0, 1, 2), corner: float = 0.1) -> bytes:
    corners = struct.pack("<9f", 0, 0, 0, corner, 0, 0, 0, 0.1, 0)
    return corners + struct.pack("<3H", *indices) + b"\0\0"


def read(data: bytes) -> str:
    with pytest.raises(PackError) as caught:
        model(data, "models/key.glb")
    assert caught.value.finding.file == "models/key.glb"
    return caught.value.finding.code


def test_normals_are_made_where_there_are_none_and_nodes_stand_in_nodes() -> None:
    nodes = [
        {"children": [1], "translation": [0, 1, 0]},
        {"mesh": 0, "name": "bars.002", "rotation": [0, 0, 0.70710678, 0.70710678], "scale": [2, 2, 2]},
    ]
    (mesh,) = model(glb(document(nodes=nodes), held()), "a").meshes
    assert mesh.part == "bars"
    assert mesh.normals == pytest.approx(np.tile([0, 0, 1], (3, 1)), abs=1e-6)
    assert mesh.positions == pytest.approx(np.array([(0, 1, 0), (0, 1.2, 0), (-0.2, 1, 0)]), abs=1e-6)


def test_a_mirrored_node_keeps_its_front() -> None:
    nodes = [{"mesh": 0, "scale": [-1, 1, 1]}]
    (mesh,) = model(glb(document(nodes=nodes), held()), "a").meshes
    assert mesh.normals == pytest.approx(np.tile([0, 0, 1], (3, 1)), abs=1e-6)


def with_picture(data: bytes, mime: str = "image/png") -> bytes:
    pad = bytes(-len(data) % 4)
    return glb(
        document(
            buffers=[{"byteLength": 44 + len(data) + len(pad)}],
            bufferViews=[
                *document()["bufferViews"],
                {"buffer": 0, "byteOffset": 44, "byteLength": len(data)},
            ],
            images=[{"bufferView": 2, "mimeType": mime}],
            textures=[{"source": 0}],
            materials=[{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
            meshes=[{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        ),
        held() + data + pad,
    )


def test_a_picture_of_its_own_is_read() -> None:
    read_model = model(with_picture(png(16, 8)), "a")
    assert read_model.meshes[0].paint.picture == 0
    assert read_model.pictures[0].shape == (8, 16, 4)
    assert read(with_picture(png(MOST_PICTURE_SIDE * 2, 8))) == "wrong-size"
    assert read(with_picture(png(), "image/webp")) == "no-picture"
    assert read(with_picture(png(), "image/jpeg")) == "no-picture"
    assert read(with_picture(png(64, 64)[:50])) in {"damaged", "no-picture"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (glb(document(), held(indices=(0, 1, 3))), "damaged"),
        (glb(document(), held(corner=float("nan"))), "damaged"),
        (glb(document(), held(corner=float("inf"))), "damaged"),
        (glb(document(), held(corner=1e30)), "damaged"),
        (glb(document(skins=[{"joints": [0]}]), held()), "no-model"),
        (glb(document(animations=[{}]), held()), "no-model"),
        (glb(document(nodes=[{"mesh": 0, "children": [0]}]), held()), "damaged"),
        (glb(document(nodes=[{"children": [1, 1]}, {"mesh": 0}]), held()), "damaged"),
        (glb(document(nodes=[{"children": [7]}]), held()), "damaged"),
        (glb(document(nodes=[{"mesh": 0, "scale": [1e300, 1, 1]}]), held()), "damaged"),
        (glb(document(nodes=[{"mesh": 0, "matrix": [1, 2, 3]}]), held()), "damaged"),
        (glb(document(nodes=[{"mesh": 0, "translation": "far"}]), held()), "damaged"),
        (glb(document(scene=4), held()), "damaged"),
        (
            glb(document(materials=[{"pbrMetallicRoughness": {"baseColorFactor": [9, 0, 0, 1]}}]), held()),
            "damaged",
        ),
        (
            glb(
                document(
                    textures=[{"source": 3}],
                    materials=[{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
                ),
                held(),
            ),
            "damaged",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(data: bytes, why: str) -> None:
    assert read(data) == why


def test_a_small_file_cannot_ask_for_much() -> None:
    """One mesh of a few bytes, used again and again, would be gigabytes."""
    many = [{"attributes": {"POSITION": 0}, "indices": 1}] * 200
    nodes = [{"mesh": 0}] * 400
    used = document(meshes=[{"primitives": many}], nodes=nodes, scenes=[{"nodes": list(range(400))}])
    assert len(many) * len(nodes) * 3 > MOST_VERTICES
    assert read(glb(used, held())) == "too-large"


@given(
    changes=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 60),
    which=st.sampled_from([model_file([a_mesh("head", "cloth")]), with_picture(png(8, 8)), glb()]),
)
def test_damage_raises_nothing_else(changes: list[tuple[int, int]], cut: int, which: bytes) -> None:
    data = bytearray(which)
    for at, value in changes:
        data[at % len(data)] = value
    try:
        made = model(bytes(data[: len(data) - cut]), "a")
    except PackError as problem:
        assert problem.finding.message  # noqa: PT017 - any number of them is right
        return
    for mesh in made.meshes:
        assert np.isfinite(mesh.positions).all()
        assert np.isfinite(mesh.normals).all()
        assert np.isfinite(mesh.texcoords).all()
        assert not len(mesh.corners) or mesh.corners.max() < len(mesh.positions)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2**40),
    st.floats(),
    st.text(max_size=3),
    st.lists(st.integers()),
)


@given(data=st.data())
def test_a_document_of_wrong_values_raises_nothing_else(data: st.DataObject) -> None:
    text = json.dumps(document(materials=[{"emissiveFactor": [1, 1, 1]}]))
    whole = json.loads(text)
    spots = []

    def walk(at: Any) -> None:
        for key in at if isinstance(at, dict) else range(len(at)):
            spots.append((at, key))
            if isinstance(at[key], dict | list):
                walk(at[key])

    walk(whole)
    at, key = spots[data.draw(st.integers(0, len(spots) - 1))]
    at[key] = data.draw(VALUES)
    try:
        model(glb(whole, held()), "a")
    except PackError as problem:
        assert problem.finding.message  # noqa: PT017 - any number of them is right


def found(tmp_path: Path, path: str, data: bytes) -> list[str]:
    folder = tmp_path / "pack"
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    (folder / "pack.toml").write_text(MANIFEST)
    return [finding.code for finding in check(folder)]


def test_a_model_is_held_to_the_catalogue(tmp_path: Path) -> None:
    assert found(tmp_path, "models/key.glb", model_file([a_mesh()])) == []
    assert found(tmp_path, "models/key.glb", model_file([a_mesh(size=0.9)])) == ["wrong-size"]
    assert found(tmp_path, "models/key.glb", model_file([])) == ["no-model"]
    many = a_mesh()
    most = catalogue().assets["models/key"].triangles
    crowd = replace(many, corners=np.tile(many.corners, most))
    assert found(tmp_path, "models/key.glb", model_file([crowd])) == ["too-large"]
    frame = a_mesh("frame")
    assert found(tmp_path, "models/key.glb", model_file([a_mesh()])) == []
    assert found(tmp_path, "models/exit.glb", model_file([frame])) == ["missing-part"]
    both = [frame, a_mesh("bars")]
    assert found(tmp_path, "models/exit.glb", model_file(both)) == []
    assert found(tmp_path, "models/exit.glb", model_file([*both, a_mesh("door")])) == ["unknown-part"]
    assert found(tmp_path, "models/exit.glb", model_file(both)) == []
    assert checked_model(open_pack(tmp_path / "pack"), "models/exit.glb").triangles == 4
