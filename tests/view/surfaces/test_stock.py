"""Surfaces of packs: what the game gives away comes back the same; what a pack leaves out is its."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.app.pack_new import SIDE, files_of
from maze3d.pack.catalogue import catalogue
from maze3d.pack.layers import Layers
from maze3d.view.audio.sources import sound_file
from maze3d.view.surfaces import OWN, SURFACES, Stock
from maze3d.view.surfaces.stock import FLAT, ROUGHNESS, placeholder
from tests.pack.media import ogg, png
from tests.pack.test_layers import layer

if TYPE_CHECKING:
    from pathlib import Path


def test_every_texture_of_the_catalogue_has_a_recipe() -> None:
    assert set(OWN) == {asset.key for asset in catalogue().asset if asset.kind == "texture"}
    assert {name for names in OWN.values() for name in names} | {"weather"} == set(SURFACES)


@pytest.mark.parametrize("key", OWN)
def test_a_copy_of_the_games_own_looks_the_same(key: str, tmp_path: Path) -> None:
    files = {path: data for path, data in files_of("copy", "ada", copy_all=True) if path.startswith(key)}
    stock = Stock(tmp_path / "cache", Layers([layer(tmp_path, "copy", files)]))
    made = stock.surfaces(key, SIDE)
    assert len(made) == len(OWN[key])
    for surface, name in zip(made, OWN[key], strict=True):
        own = SURFACES[name](SIDE)
        assert (surface.colour == own.colour).all()
        if name != "marks":
            assert (surface.relief == own.relief).all()


def test_a_pack_gives_what_it_has_at_any_size_and_the_rest_is_the_games(tmp_path: Path) -> None:
    stock = Stock(tmp_path / "cache", Layers([layer(tmp_path, "red", {"textures/wall.png": png(128, 128)})]))
    (wall,) = stock.surfaces("textures/wall", 64)
    assert wall.colour.shape == wall.relief.shape == (64, 64, 4)
    assert (wall.colour == (0, 0, 0, 255)).all()
    assert (wall.relief == (*FLAT[::-1], ROUGHNESS)).all()
    assert wall.colour.dtype == np.uint8
    assert len(stock.surfaces("textures/floor", 64)) == len(OWN["textures/floor"])


def test_a_file_that_changes_or_goes_meanwhile_ends_nothing(tmp_path: Path) -> None:
    files = {
        "textures/wall.png": png(64, 64),
        "textures/floor.png": png(64, 64),
        "sounds/horn.ogg": ogg(seconds=1),
    }
    layers = Layers([layer(tmp_path, "top", files)])
    for file in files:
        (tmp_path / "top" / file).write_bytes(b"half of a saved fil")
    (tmp_path / "top/textures/floor.png").unlink()
    stock = Stock(tmp_path / "cache", layers)
    for key in ("textures/wall", "textures/floor"):
        assert (stock.surface(key, 64).colour == placeholder(64).colour).all()
    assert sound_file("horn", tmp_path / "cache", layers)[1] == ".wav"
    assert {finding.code for finding in layers.findings["ada.top"]} == {"changed", "unreadable"}
