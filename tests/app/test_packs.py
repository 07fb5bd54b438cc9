"""The packs that are on: opened in order, their files watched, what is wrong told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from maze3d.app.packs import LOOK_S, Packs
from maze3d.pack.found import OWN_ID
from maze3d.resources import packs_folder
from tests.pack.media import png
from tests.pack.test_check import MANIFEST, pack

if TYPE_CHECKING:
    from pathlib import Path

WALL = {"textures/wall.png": png(64, 64)}


def made(folder: Path, name: str, more: str = "", files: dict[str, bytes] = WALL) -> Path:
    return pack(folder / name, files, MANIFEST.replace("ada.moss", f"ada.{name}") + more)


def opened(folder: Path, *order: str) -> Packs:
    packs = Packs(folder)
    packs.open(order)
    return packs


def test_they_are_on_in_the_players_order(tmp_path: Path) -> None:
    made(tmp_path, "one")
    made(tmp_path, "two")
    packs = opened(tmp_path, "ada.two", "ada.one")
    assert [layer.manifest.id for layer in packs.layers.layers] == ["ada.two", "ada.one"]
    assert packs.told() == []
    packs.close()
    assert packs.layers.layers == []


def test_those_that_come_with_the_game_are_there_and_keep_their_ids(tmp_path: Path) -> None:
    pack(tmp_path / "mine", WALL, MANIFEST.replace("ada.moss", "maze3d.garden"))
    pack(tmp_path / "stone", WALL, MANIFEST.replace("ada.moss", OWN_ID))
    packs = opened(tmp_path, "maze3d.garden", "maze3d.station")
    assert packs.told() == []
    assert [layer.source.path.parent for layer in packs.layers.layers] == [packs_folder()] * 2
    assert [str(finding) for pack in packs.there() for finding in pack.findings] == [
        'pack.toml: twice has the id of "garden": one of them has to go',
        "pack.toml: twice has the id of the game's own look: one of them has to go",
    ]
    assert [pack.path.name for pack in packs.there() if pack.shipped] == ["garden", "station"]


def test_one_that_is_not_there_or_needs_another_is_told(tmp_path: Path) -> None:
    made(tmp_path, "one", 'requires = ["ada.base"]\n')
    assert opened(tmp_path, "ada.one", "ada.none").told() == [
        "The pack ada.none is not there, or broken: maze3d pack list says why.",
        "The pack ada.one needs ada.base, which is not on.",
    ]


def test_a_broken_file_is_told_once_it_is_wanted(tmp_path: Path) -> None:
    made(tmp_path, "one", files={"textures/wall.png": b""})
    packs = opened(tmp_path, "ada.one")
    wall = packs.layers.asset("textures/wall")
    assert wall
    assert packs.layers.picture(wall.layer, wall.files[1, "colour"]) is None
    assert packs.told() == ["ada.one: textures/wall.png is no PNG picture"]


def test_a_saved_new_or_deleted_file_is_noticed_within_a_second(tmp_path: Path) -> None:
    folder = made(tmp_path, "one")
    packs, now = opened(tmp_path, "ada.one"), 0.0

    def noticed() -> bool:
        nonlocal now
        now += LOOK_S
        changed = packs.has_changed(now)
        packs.open(["ada.one"])
        return changed

    assert not noticed()
    os.utime(folder / "textures/wall.png", ns=(1, 1))
    assert noticed()
    (folder / "textures/floor.png").write_bytes(png(64, 64))
    assert noticed()
    (folder / "textures/floor.png").unlink()
    assert noticed()
    assert not noticed()
    assert LOOK_S <= 0.5


def test_without_packs_nothing_is_looked_at(tmp_path: Path) -> None:
    assert not opened(tmp_path / "none").has_changed(1e9)
