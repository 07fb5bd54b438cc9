"""A pack's sounds take the place of the game's, variant by variant."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from maze3d.pack.layers import Layers
from maze3d.view.audio.catalogue import SOUNDS
from maze3d.view.audio.sources import asset_of, sound_file, sound_source
from tests.pack.media import ogg
from tests.pack.test_layers import layer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "asset"),
    [
        ("step_walk_0", ("sounds/step-walk", 1)),
        ("key_2", ("sounds/key", 3)),
        ("key_near", ("sounds/key-near", 1)),
    ],
)
def test_a_sound_is_a_variant_of_an_asset(name: str, asset: tuple[str, int]) -> None:
    assert name in SOUNDS
    assert asset_of(name) == asset


def test_a_sounds_source_is_another_when_a_file_of_it_is_and_not_told_of_a_broken_one(tmp_path: Path) -> None:
    files = {"sounds/step-walk.ogg": ogg(), "sounds/step-walk-2.ogg": ogg(), "sounds/horn.ogg": b""}
    layers = Layers([layer(tmp_path, "top", files)])
    first = sound_source("step_walk_0", layers)
    assert sound_source("step_walk_0", layers) == first != sound_source("horn", layers)
    os.utime(tmp_path / "top/sounds/step-walk-2.ogg", ns=(1, 1))
    assert sound_source("step_walk_0", layers) != first
    sound_file("horn", tmp_path / "own", layers)
    assert sound_source("horn", layers) is None
    assert sound_source("ui_move", layers) == sound_source("ui_move", None) == "own"


def test_a_packs_sound_is_taken_and_fewer_variants_stand_for_more(tmp_path: Path) -> None:
    one, two = ogg(seconds=0.5), ogg(seconds=0.6)
    files = {"sounds/step-walk.ogg": one, "sounds/step-walk-2.ogg": two}
    layers = Layers([layer(tmp_path, "top", files)])
    taken = [sound_file(f"step_walk_{number}", tmp_path / "own", layers) for number in range(6)]
    assert taken == [(one, ".ogg"), (two, ".ogg")] * 3
    broken = Layers([layer(tmp_path, "broken", {"sounds/horn.ogg": b""})])
    assert sound_file("horn", tmp_path / "own", broken)[1] == ".wav"
    one_of_two = {"sounds/step-walk.ogg": b"", "sounds/step-walk-2.ogg": two}
    assert (
        sound_file("step_walk_0", tmp_path / "own", Layers([layer(tmp_path, "half", one_of_two)]))[0] == two
    )
    own, suffix = sound_file("ui_move", tmp_path / "own", layers)
    assert (own[:4], suffix) == (b"RIFF", ".wav")
    assert sound_file("ui_move", tmp_path / "own", None) == (own, suffix)
