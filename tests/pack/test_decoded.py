"""What is decoded is kept while its file stays as it is, in few bytes, and no more than there is room for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.pack import decoded
from maze3d.pack.decoded import Decoded
from maze3d.pack.opening import open_pack
from tests.pack.media import png
from tests.pack.test_archive import zipped
from tests.pack.test_check import pack

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def picture(side: int, *, grey: bool = False, alpha: int = 255) -> NDArray[np.uint8]:
    pixels = np.random.default_rng(side).integers(0, 256, (side, side, 4), np.uint8)
    pixels[..., 3] = alpha
    if grey:
        pixels[..., 1:3] = pixels[..., :1]
    return pixels


@pytest.mark.parametrize(("grey", "alpha", "channels"), [(True, 255, 1), (False, 255, 3), (True, 9, 4)])
def test_a_picture_comes_back_as_it_was_from_as_few_channels_as_it_has(
    grey: bool,  # noqa: FBT001 - a parameter
    alpha: int,
    channels: int,
) -> None:
    kept, pixels = Decoded(), picture(8, grey=grey, alpha=alpha)
    for _time in range(2):
        assert (kept.picture(("a", "b"), 1, pixels.copy) == pixels).all()
    assert kept.size == 64 * channels


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2)), max_size=60))
def test_it_decodes_anew_only_what_changed_or_had_to_go_and_stays_within_its_room(
    asked: list[tuple[int, int]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoded, "MOST_BYTES", 5 * 64 * 3)
        kept, made = Decoded(), list[tuple[int, int]]()
        last: dict[int, int] = {}
        for file, stamp in asked:

            def decode(file: int = file, stamp: int = stamp) -> NDArray[np.uint8]:
                made.append((file, stamp))
                return np.full((8, 8, 4), (file, stamp, 0, 255), np.uint8)

            before = len(made)
            assert (kept.picture(("pack", str(file)), stamp, decode)[0, 0] == (file, stamp, 0, 255)).all()
            recent = list(last)[-5:]
            if last.get(file) != stamp:
                assert len(made) == before + 1
            elif file in recent:
                assert len(made) == before
            last.pop(file, None)
            last[file] = stamp
            assert kept.size <= decoded.MOST_BYTES
        kept.keep_only({("pack", "0")})
        assert kept.size <= 64 * 3


def test_the_stamp_of_a_file_is_another_once_it_is_saved(tmp_path: Path) -> None:
    folder = pack(tmp_path / "one", {"textures/wall.png": png(64, 64)})
    source = open_pack(folder)
    first = source.stamp("textures/wall.png")
    assert source.stamp("textures/wall.png") == first
    os.utime(folder / "textures/wall.png", ns=(1, 1))
    assert source.stamp("textures/wall.png") != first
    (folder / "textures/wall.png").unlink()
    assert source.stamp("textures/wall.png") is None
    stamps = []
    for text in (b"one", b"two"):
        file = tmp_path / "pack.zip"
        file.write_bytes(zipped(("a.txt", text), ("b.txt", b"same")))
        os.utime(file, ns=(1, 1))
        archive = open_pack(file)
        stamps.append(archive.stamp("a.txt"))
        archive.close()
    assert stamps[0] != stamps[1]
