"""Packs on top of one another: the topmost that has an asset whole gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.pack.folder import Folder
from maze3d.pack.layers import Given, Layer, Layers, own_look
from maze3d.pack.opening import manifest_of, open_pack
from maze3d.pack.words import SHIPPED, shipped
from maze3d.resources import packs_folder
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
    floor = layers.asset("textures/floor")
    assert floor
    assert floor.layer is own_look(), "what no pack has is the game's own"
    assert layers.asset("sky/day") is None, "and that has ceilings"
    assert layers.findings == {}


def test_what_is_broken_is_told_once(tmp_path: Path) -> None:
    broken = {
        "textures/wall.png": png(64, 64),
        "textures/wall.normal.png": b"",
        "textures/wall-2.png": b"",
        "textures/floor.png": png(64, 64),
    }
    top = layer(tmp_path, "top", broken)
    layers = Layers([top, layer(tmp_path, "below", {"textures/wall.png": png(64, 64)})])
    for _ in range(2):
        wall, floor = layers.asset("textures/wall"), layers.asset("textures/floor")
        whole = [file for file in broken if layers.picture(top, file) is not None]
    assert wall
    assert (wall.layer, set(wall.files)) == (top, {(1, "colour"), (1, "normal"), (2, "colour")})
    assert floor == Given(top, {(1, "colour"): "textures/floor.png"})
    assert whole == ["textures/wall.png", "textures/floor.png"]
    assert sorted(map(str, layers.findings["ada.top"])) == [
        "textures/wall-2.png: no-picture is no PNG picture",
        "textures/wall.normal.png: no-picture is no PNG picture",
    ]


def test_a_map_without_its_colour_is_not_given(tmp_path: Path) -> None:
    wall = Layers([layer(tmp_path, "top", {"textures/wall.normal.png": png(64, 64)})]).asset("textures/wall")
    assert wall
    assert wall.layer is own_look()


def test_parameters_fall_through_to_the_default(tmp_path: Path) -> None:
    top = layer(tmp_path, "top", {}, "[parameters]\nfog = 7.0\n")
    below = layer(tmp_path, "below", {}, "[parameters]\nfog = 0.25\n")
    layers = Layers([top, below])
    assert layers.parameter("fog") == 0.25
    assert layers.parameter("torch_colour") == "#ffd19d"


def test_the_stations_lamps_hum_in_every_language() -> None:
    source = open_pack(packs_folder() / "station")
    manifest, _findings = manifest_of(source)
    assert manifest
    told = Layers([Layer(manifest, source)]).words()
    lamps = {language: texts["nearby.torch"] for language, (texts,) in told.items()}
    assert set(lamps) == set(SHIPPED)
    for language, words in lamps.items():
        assert str(words) != str(shipped(language)["nearby.torch"])
