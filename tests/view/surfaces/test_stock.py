"""Surfaces of packs: what the game gives away comes back the same; what a pack leaves out is its."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest
from PIL import Image

from maze3d.app.pack_new import files_of
from maze3d.pack.catalogue import catalogue
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.opening import manifest_of, open_pack
from maze3d.resources import packs_folder
from maze3d.view.audio.sources import sound_file
from maze3d.view.surfaces import Stock
from maze3d.view.surfaces.stock import FLAT, ROUGHNESS, placeholder
from tests.pack.media import ogg, png
from tests.pack.test_layers import layer

if TYPE_CHECKING:
    from pathlib import Path


TEXTURES = [asset.key for asset in catalogue().asset if asset.kind == "texture"]


@pytest.mark.parametrize("key", TEXTURES)
def test_the_games_own_look_has_every_texture_and_a_copy_looks_the_same(key: str, tmp_path: Path) -> None:
    files = {path: data for path, data in files_of("copy", "ada", copy_all=True) if path.startswith(key)}
    own = Stock().surfaces(key, 256)
    copied = Stock(Layers([layer(tmp_path, "copy", files)])).surfaces(key, 256)
    assert len(own) == len(copied)
    for one, other in zip(own, copied, strict=True):
        assert (one.colour != placeholder(256).colour).any()
        assert (one.colour == other.colour).all()
        assert (one.relief == other.relief).all()


@pytest.mark.parametrize("pack", ["garden", "station"])
def test_the_packs_that_ship_have_their_own_stone_in_variants(pack: str) -> None:
    source = open_pack(packs_folder() / pack)
    manifest, _findings = manifest_of(source)
    assert manifest
    stock = Stock(Layers([Layer(manifest, source)]))
    for part, least in (("wall", 3), ("floor", 3), ("ceiling", 1)):
        own = Stock().surface(f"textures/{part}", 64)
        variants = stock.surfaces(f"textures/{part}", 64)
        assert least <= len(variants) <= 4
        for surface in variants:
            assert np.abs(surface.colour.astype(int) - own.colour).mean() > 8
            assert surface.relief[..., 1:3].std() > 1, "flat"
    assert (stock.sky() is not None) == (pack == "garden")


def test_the_upper_pack_decides_between_sky_and_ceiling(tmp_path: Path) -> None:
    open_air = layer(tmp_path, "open", {"sky/day.png": png(256, 128)})
    roofed = layer(tmp_path, "roofed", {"textures/ceiling.png": png(64, 64)})
    both = layer(tmp_path, "both", {"sky/day.png": png(256, 128), "textures/ceiling.png": png(64, 64)})
    walls = layer(tmp_path, "walls", {"textures/wall.png": png(64, 64)})
    broken = layer(tmp_path, "broken", {"sky/day.png": b""})
    assert not Stock().has_sky
    for layers, sky in (
        ([open_air], True),
        ([both], True),
        ([walls, open_air], True),
        ([roofed, open_air], False),
        ([open_air, roofed], True),
        ([roofed], False),
    ):
        stock = Stock(Layers(layers))
        assert stock.has_sky == sky
        made = stock.sky()
        assert (made.shape if made is not None else None) == ((128, 256, 4) if sky else None)
    made = Stock(Layers([broken])).sky()
    assert made is not None
    assert (made == placeholder(64).colour).all()


def test_a_pack_gives_what_it_has_at_any_size_and_the_rest_is_the_games(tmp_path: Path) -> None:
    white = io.BytesIO()
    Image.new("L", (128, 128), 200).save(white, "PNG")
    files = {"textures/wall.png": png(128, 128), "textures/wall.glow.png": white.getvalue()}
    stock = Stock(Layers([layer(tmp_path, "red", files)]))
    (wall,) = stock.surfaces("textures/wall", 64)
    assert wall.colour.shape == wall.relief.shape == (64, 64, 4)
    assert (wall.colour == (0, 0, 0, 255)).all()
    assert (wall.relief == (200, *FLAT, ROUGHNESS)).all()
    assert wall.colour.dtype == np.uint8
    assert len(stock.surfaces("textures/floor", 64)) == len(Stock().surfaces("textures/floor", 64)) > 1


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
    stock = Stock(layers)
    for key in ("textures/wall", "textures/floor"):
        assert (stock.surface(key, 64).colour == placeholder(64).colour).all()
    assert sound_file("horn", tmp_path / "cache", layers)[1] == ".wav"
    assert {finding.code for finding in layers.findings["ada.top"]} == {"changed", "unreadable"}


def test_what_was_begun_is_the_same_and_kept_only_until_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = Layers([layer(tmp_path, "torn", {"textures/floor.png": png(64, 64)[:-30]})])
    stock = Stock(layers)
    stock.begin([("textures/wall", 128), ("textures/floor", 128)])
    begun = stock.surfaces("textures/wall", 128)
    assert [each.colour.tolist() for each in begun] == [
        each.colour.tolist() for each in Stock().surfaces("textures/wall", 128)
    ]
    assert (stock.surface("textures/floor", 128).colour == placeholder(128).colour).all()
    assert [finding.code for finding in layers.findings["ada.torn"]] == ["damaged"], "told once"
    seen = mock.Mock(side_effect=layers.picture)
    monkeypatch.setattr(layers, "picture", seen)
    stock.surfaces("textures/floor", 128)
    assert seen.call_count == 1, "another time it is made anew: nothing was kept"
