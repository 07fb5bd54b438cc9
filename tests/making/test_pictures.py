"""The pictures in assets/packs are what scripts/making makes; they tile, and are not too large."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from making.marks import marks
from making.noise import uniform
from making.pictures import encoded, pictures
from PIL import Image

from maze3d.app.pack_preview import SCENE, scene
from maze3d.pack.check import check
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.opening import manifest_of, opened
from maze3d.resources import packs_folder
from maze3d.view.surfaces.surface import ARROW, CROSS

if TYPE_CHECKING:
    from numpy.typing import NDArray

PACKS = ("dungeon", "garden", "station")
MOST_BYTES = 5_000_000
"""Of a pack's pictures."""

MOST_APART = 0.5
"""On average, of 255, between a picture that is kept and one made now: other libraries round otherwise."""

MOST_PREVIEW_APART = 12
"""The same, of previews: `python scripts/make_previews.py` draws them anew."""

CHANCE = [65644, 596588, 591906, 400304]

NOT_TILED = ("marks", "fittings", "day")


@cache
def all_made(pack: str) -> list[tuple[str, str, NDArray[np.uint8]]]:
    return list(pictures(pack))


@pytest.mark.parametrize("pack", PACKS)
def test_the_kept_pictures_are_the_ones_that_are_made(pack: str) -> None:
    folder = packs_folder() / pack
    paths = set()
    for path, kind, picture in all_made(pack):
        paths.add(path)
        data = io.BytesIO(encoded(path, kind, picture))
        with Image.open(folder / path) as kept, Image.open(data) as made:
            assert kept.size == made.size, path
            assert kept.mode == made.mode, path
            apart = np.abs(np.asarray(kept).astype(int) - np.asarray(made))
        assert apart.mean() < MOST_APART, path
    assert paths == {
        file.relative_to(folder).as_posix()
        for file in folder.glob("*/*")
        if file.suffix in {".jpg", ".png", ".webp"}
    }


@pytest.mark.offscreen
def test_a_preview_is_of_its_pack() -> None:
    """Drivers draw a little differently, so it has to be nearest to what its own pack looks like now."""
    kept, now = {}, {}
    for pack in PACKS:
        with Image.open(packs_folder() / pack / "preview.jpg") as picture:
            assert picture.size == SCENE
            kept[pack] = np.asarray(picture.resize((96, 54))).astype(float)
        with opened(packs_folder() / pack) as source:
            manifest, _none = manifest_of(source)
            assert manifest
            assert manifest.preview == "preview.jpg"
            drawn = Image.fromarray(scene(Layers([Layer(manifest, source)]), "high"))
        now[pack] = np.asarray(drawn.resize((96, 54))).astype(float)
    for pack in PACKS:
        apart = {other: np.abs(kept[pack] - now[other]).mean() for other in PACKS}
        assert min(apart, key=apart.__getitem__) == pack
        assert apart[pack] < MOST_PREVIEW_APART


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_that_ships_is_clean_and_no_larger_than_it_should_be(pack: str) -> None:
    folder = packs_folder() / pack
    assert check(folder, strict=True) == []
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.suffix in {".jpg", ".png", ".webp"})
    assert total < MOST_BYTES


@pytest.mark.parametrize("pack", PACKS)
def test_a_texture_tiles_and_has_normals_of_length_1(pack: str) -> None:
    """The step over the edge is no bigger than steps inside."""
    for path, kind, made in all_made(pack):
        if kind == "normal":
            length = np.linalg.norm(made / 127.5 - 1, axis=-1)
            assert np.allclose(length, 1, atol=0.03), path
        if kind != "colour" or path.split("/")[1].split(".")[0] in NOT_TILED:
            continue
        picture = made.astype(float)
        assert picture.std() > 5, path
        for axis in (0, 1):
            steps = np.abs(np.diff(picture, axis=axis)).mean(axis=(1 - axis, 2))
            over = np.abs(picture.take(0, axis) - picture.take(-1, axis)).mean()
            assert over <= steps.max() * 1.05, path


def test_stone_is_512_pixels_wide_and_has_relief_and_roughness() -> None:
    for pack in PACKS:
        for path, _kind, made in all_made(pack):
            if path.partition("/")[2].startswith(("wall", "floor", "ceiling")):
                assert made.shape[:2] == (512, 512), path
        for part in ("wall", "floor", "ceiling", "fittings"):
            for kind in ("normal", "rough"):
                assert (packs_folder() / pack / f"textures/{part}.{kind}.jpg").is_file()


def test_chance_is_the_same_everywhere() -> None:
    assert np.round(uniform((4,), 7) * 1e6).astype(int).tolist() == CHANCE
    many = uniform((100_000,), 1)
    assert abs(many.mean() - 0.5) < 0.005
    assert abs(many.std() - 12**-0.5) < 0.005


@pytest.mark.parametrize("mark", [CROSS, ARROW])
def test_chalk_is_smooth_and_leaves_nothing_beside_its_strokes(mark: int) -> None:
    part = marks(512)[:256, 256 * mark : 256 * (mark + 1), 3]
    away = np.ones((256, 256), bool)
    for row, col in np.argwhere(part > 0.5):
        away[max(0, row - 16) : row + 17, max(0, col - 16) : col + 17] = False
    assert away.mean() > 0.3
    assert part[away].max() == 0
    steep = np.abs(np.diff(part, axis=0)) > 0.4
    assert steep.mean() < 0.004, "hardly an edge of a single pixel"
