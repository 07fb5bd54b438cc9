"""What a picture, a sound or a model is, told by its head: right ones are measured, all others a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.pack.finding import PackError
from maze3d.pack.models import MOST_JSON_BYTES, MOST_NODES, MOST_TRIANGLES, ModelHead, model_head
from maze3d.pack.pictures import MOST_SIDE, PictureHead, picture, picture_head
from maze3d.pack.sounds import MOST_SECONDS, SoundHead, sound_head
from tests.pack.media import glb, ogg, ogg_page, png, triangle, vorbis, wav

if TYPE_CHECKING:
    from collections.abc import Callable


def code(look: Callable[..., object], *about: object) -> str:
    with pytest.raises(PackError) as caught:
        look(*about)
    assert caught.value.finding.file == about[1]
    return caught.value.finding.code


@pytest.mark.parametrize(
    ("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("JPEG", ".jpeg"), ("WEBP", ".webp")]
)
def test_a_picture_of_its_kind_is_measured_and_decoded(kind: str, suffix: str) -> None:
    data = png(6, 3, "RGB", kind)
    assert picture_head(data, "a", suffix) == PictureHead(6, 3, "RGB")
    pixels = picture(data, "a", suffix)
    assert pixels.shape == (3, 6, 4)
    assert pixels.dtype == np.uint8
    assert (pixels[..., 3] == 255).all()


def test_a_picture_that_is_none_too_large_or_damaged_is_refused() -> None:
    assert code(picture_head, png(kind="GIF", mode="P"), "a", ".png") == "no-picture"
    assert code(picture_head, png(), "a", ".jpg") == "no-picture"
    assert code(picture_head, b"", "a", ".png") == "no-picture"
    assert code(picture_head, png(MOST_SIDE + 1, 1), "a", ".png") == "too-large"
    assert code(picture_head, png(30000, 30000, "1"), "a", ".png") in {"too-large", "no-picture"}
    assert code(picture_head, png(mode="I;16"), "a", ".png") == "no-picture"
    whole = png(64, 64)
    assert code(picture, whole[: len(whole) // 2], "a", ".png") == "damaged"


def test_a_sound_is_measured() -> None:
    assert sound_head(ogg(2, 48000, 1.5), "a", ".ogg") == SoundHead(2, 48000, 1.5)
    assert sound_head(wav(1, 44100, 441), "a", ".wav") == SoundHead(1, 44100, 0.01)


@pytest.mark.parametrize(
    ("data", "suffix", "why"),
    [
        (b"", ".ogg", "no-sound"),
        (b"", ".wav", "no-sound"),
        (wav(), ".ogg", "no-sound"),
        (ogg(), ".wav", "no-sound"),
        (ogg(channels=6), ".ogg", "no-sound"),
        (ogg(rate=192000), ".ogg", "no-sound"),
        (ogg(rate=0), ".ogg", "no-sound"),
        (ogg(seconds=MOST_SECONDS + 1), ".ogg", "too-large"),
        (ogg(seconds=0), ".ogg", "too-large"),
        (ogg()[:-1], ".ogg", "damaged"),
        (ogg() + b"x", ".ogg", "damaged"),
        (ogg() + ogg(), ".ogg", "no-sound"),
        (ogg_page(vorbis(), flags=2), ".ogg", "damaged"),
        (ogg_page(vorbis(name=b"OpusHea"), flags=2), ".ogg", "no-sound"),
        (ogg_page(vorbis(), flags=2) + ogg_page(b"", flags=4, granule=9, serial=8), ".ogg", "no-sound"),
        (wav(width=1), ".wav", "no-sound"),
        (wav(channels=3), ".wav", "no-sound"),
        (wav(frames=1000)[:-100], ".wav", "damaged"),
    ],
)
def test_a_sound_that_cannot_be_played_is_refused(data: bytes, suffix: str, why: str) -> None:
    assert code(sound_head, data, "a", suffix) == why


def test_a_model_is_measured() -> None:
    assert model_head(glb(), "a") == ModelHead(triangles=1, nodes=1, pictures=0)


def changed(**parts: Any) -> bytes:
    return glb(triangle() | parts)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no-model"),
        (b"glTF" + bytes(40), "no-model"),
        (glb()[:-1], "no-model"),
        (glb() + b"x", "no-model"),
        (glb({"pad": "x" * MOST_JSON_BYTES}), "damaged"),
        (changed(buffers=[{"byteLength": 44, "uri": "file:///etc/passwd"}]), "outside"),
        (changed(images=[{"uri": "http://example.org/a.png"}]), "outside"),
        (changed(images=[{"uri": "data:image/png;base64,"}]), "outside"),
        (changed(extensionsRequired=["KHR_draco_mesh_compression"]), "no-model"),
        (changed(buffers=[{"byteLength": 10**9}]), "damaged"),
        (changed(bufferViews=[{"byteLength": 45}, {"byteLength": 6}]), "damaged"),
        (changed(bufferViews=[{"byteLength": -1}]), "damaged"),
        (changed(bufferViews="none"), "damaged"),
        (
            changed(accessors=[{"bufferView": 9, "componentType": 5126, "count": 3, "type": "VEC3"}]),
            "damaged",
        ),
        (
            changed(accessors=[{"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"}]),
            "damaged",
        ),
        (changed(accessors=[{"componentType": 5126, "count": 10**9, "type": "VEC3"}]), "no-model"),
        (changed(nodes=[{}] * (MOST_NODES + 1)), "too-large"),
        (changed(meshes=[{"primitives": [{"attributes": {}}]}]), "damaged"),
        (
            changed(meshes=[{"primitives": triangle()["meshes"][0]["primitives"] * (MOST_TRIANGLES + 1)}]),
            "damaged",
        ),
    ],
)
def test_a_model_that_cannot_be_loaded_is_refused(data: bytes, why: str) -> None:
    assert code(model_head, data, "a") == why


def test_a_model_of_too_many_triangles_is_refused() -> None:
    part = triangle()["meshes"][0]["primitives"][0]
    small = [{"bufferView": 0, "componentType": 5121, "count": 36, "type": "SCALAR"}]
    many = triangle() | {
        "accessors": [*triangle()["accessors"], *small],
        "meshes": [{"primitives": [part | {"indices": 2}] * (MOST_TRIANGLES // 12 + 1)}],
    }
    assert code(model_head, glb(many), "a") == "too-large"


def test_json_without_end_is_refused() -> None:
    assert code(model_head, glb_of(b"[" * 100_000), "a") == "damaged"
    assert code(model_head, glb_of(b"[1]"), "a") == "damaged"


def glb_of(text: bytes) -> bytes:
    plain = glb({})
    return (
        plain[:8] + (20 + len(text)).to_bytes(4, "little") + len(text).to_bytes(4, "little") + b"JSON" + text
    )


@given(
    which=st.sampled_from(
        [
            (picture, png(9, 9), ".png"),
            (picture, png(9, 9, "RGB", "JPEG"), ".jpg"),
            (picture, png(9, 9, "RGB", "WEBP"), ".webp"),
            (sound_head, ogg(), ".ogg"),
            (sound_head, wav(), ".wav"),
            (lambda data, file, _suffix: model_head(data, file), glb(), ".glb"),
        ]
    ),
    changes=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), max_size=5),
    cut=st.integers(0, 60),
)
def test_damage_raises_nothing_else(
    which: tuple[Callable[..., object], bytes, str], changes: list[tuple[int, int]], cut: int
) -> None:
    look, whole, suffix = which
    data = bytearray(whole)
    for at, value in changes:
        data[at % len(data)] = value
    try:
        look(bytes(data[: len(data) - cut]), "a", suffix)
    except PackError as problem:
        assert problem.finding.message  # noqa: PT017 - any number of them is right
