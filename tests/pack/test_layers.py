"""Packs on top of one another: the topmost that has an asset whole gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.pack.folder import Folder
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.opening import manifest_of
from tests.pack.media import ogg, png
from tests.pack.test_check import MANIFEST, pack

if TYPE_CHECKING:
    from pathlib import Path


def layer(folder: Path, name: str, files: dict[str, bytes], more: str = "") -> Layer:
    path = pack(folder / name, files, MANIFEST.replace("ada.moss", f"ada.{name}") + more)
    source = Folder(path)
    manifest, findings = manifest_of(source)
    assert manifest, findings
    return Layer(manifest, source)


def test_each_asset_comes_from_the_topmost_pack_that_has_it(tmp_path: Path) -> None:
    top = layer(tmp_path, "top", {"textures/wall.png": png(64, 64), "textures/wall-2.png": png(64, 64)})
    below = layer(tmp_path, "below", {"textures/wall.png": png(64, 64), "sounds/horn.ogg": ogg(seconds=1)})
    layers = Layers([top, below])
    wall, horn = layers.asset("textures/wall"), layers.asset("sounds/horn")
    assert wall
    assert (wall.layer, wall.files) == (
        top,
        {(1, "colour"): "textures/wall.png", (2, "colour"): "textures/wall-2.png"},
    )
    assert horn
    assert horn.layer is below
    assert layers.asset("textures/floor") is None
    assert layers.findings == {}


def test_a_broken_file_takes_its_asset_out_and_is_told_once(tmp_path: Path) -> None:
    broken = {
        "textures/wall.png": png(64, 64),
        "textures/wall.normal.png": b"",
        "textures/floor.png": png(64, 64),
    }
    top = layer(tmp_path, "top", broken)
    below = layer(tmp_path, "below", {"textures/wall.png": png(64, 64)})
    layers = Layers([top, below])
    for _ in range(2):
        wall, floor = layers.asset("textures/wall"), layers.asset("textures/floor")
    assert wall
    assert wall.layer is below
    assert floor
    assert floor.layer is top
    assert [str(each) for each in layers.findings["ada.top"]] == [
        "textures/wall.normal.png: no-picture is no PNG picture"
    ]


def test_a_map_without_its_colour_is_not_given(tmp_path: Path) -> None:
    assert (
        Layers([layer(tmp_path, "top", {"textures/wall.normal.png": png(64, 64)})]).asset("textures/wall")
        is None
    )


def test_parameters_fall_through_to_the_default(tmp_path: Path) -> None:
    top = layer(tmp_path, "top", {}, "[parameters]\nfog = 7.0\n")
    below = layer(tmp_path, "below", {}, "[parameters]\nfog = 0.25\n")
    layers = Layers([top, below])
    assert layers.parameter("fog") == 0.25
    assert layers.parameter("torch_warmth") == 0.5
