"""A hundred saved files of a pack, each seen by the running world, leave nothing behind."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from maze3d.app.packs import Packs
from maze3d.pack import check
from maze3d.pack.model_file import model_file
from maze3d.view.hud.hud import Hud
from maze3d.view.surfaces import Stock
from maze3d.view.world import World, surfaces_of
from maze3d.view.world.materials import QUALITIES
from tests.app.test_packs import made
from tests.pack.media import png
from tests.pack.test_meshes import a_mesh
from tests.view.ui.stage import Stage
from tests.view.world.mazes import wild
from tests.view.world.scenes import drawn, eye, prepared, settings, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from maze3d.view.offscreen import Canvas

pytestmark = pytest.mark.offscreen
RELOADS = 100


def test_a_hundred_reloads_leave_nothing_behind(canvas: Canvas, world: World, tmp_path: Path) -> None:
    maze = wild(12, 12, 5, share=0.55, exit_cell=(0, 2, 2))
    folder = made(tmp_path, "one")
    packs = Packs(tmp_path)
    world.load(maze)

    def reload(side: int) -> None:
        (folder / "textures/wall.png").write_bytes(png(side, side))
        packs.open(["ada.one"])
        world.restock(Stock(packs.layers))
        drawn(canvas, world, eye(), snapshot())

    for number in range(4):
        reload(64 << number % 2)
    canvas.picture()
    before, objects, kept = prepared(canvas), len(gc.get_objects()), kept_bytes(packs)
    for number in range(RELOADS):
        reload(64 << number % 2)
    canvas.picture()
    assert prepared(canvas) == before
    assert len(gc.get_objects()) <= objects + 20
    assert kept_bytes(packs) == kept


def test_a_saved_file_is_decoded_alone(
    canvas: Canvas, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "textures/wall.png": png(64, 64),
        "textures/wall.normal.png": png(64, 64),
        "textures/wall-2.png": png(64, 64),
        "textures/floor.png": png(64, 64),
        "sky/day.png": png(256, 128),
        "hud/crosshair.png": png(16, 16),
        "models/key.glb": model_file([a_mesh()]),
    }
    folder = made(tmp_path, "one", files=files)
    packs, stage = Packs(tmp_path), Stage()
    hud = Hud(stage.ui, stage.settings)
    decoded: list[str] = []
    for name in ("picture", "model"):
        monkeypatch.setattr(check, name, _noted(getattr(check, name), decoded))

    def reload() -> list[str]:
        decoded.clear()
        packs.open(["ada.one"])
        stock = Stock(packs.layers)
        world.restock(stock)
        hud.restock(stock)
        return sorted(decoded)

    assert set(reload()) >= ({*files} if canvas.shaders else {"hud/crosshair.png"})
    assert reload() == []
    for file, data in files.items():
        os.utime(folder / file, ns=(1, 1))
        assert reload() == ([file] if canvas.shaders else reload())
        (folder / file).write_bytes(b"")  # a broken file is looked at each time, until it is mended
        reload()
        assert packs.layers.findings["ada.one"][0].file == file
        (folder / file).write_bytes(data)
        reload()
    (folder / "textures/wall-2.png").unlink()
    before = kept_bytes(packs)
    assert reload() == []
    assert kept_bytes(packs) < before
    packs.open([])
    assert packs._decoded is None  # nobody works on what comes with the game
    stage.close()


def kept_bytes(packs: Packs) -> int:
    assert packs._decoded
    return packs._decoded.size


def _noted(decode: Any, decoded: list[str]) -> Any:
    def noting(data: bytes, file: str, *more: Any) -> Any:
        decoded.append(file)
        return decode(data, file, *more)

    return noting


@pytest.mark.parametrize("quality", QUALITIES)
def test_what_is_begun_before_the_window_is_all_that_is_drawn_with(
    canvas: Canvas, quality: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not canvas.shaders:
        pytest.skip("the plain look is drawn with less")
    stock = Stock()
    stock.begin(surfaces_of(quality))
    asked = mock.Mock(side_effect=stock.surfaces)
    monkeypatch.setattr(stock, "surfaces", asked)
    World(canvas.root, settings(quality=quality), stock).close()
    assert sorted(call.args for call in asked.call_args_list) == sorted(surfaces_of(quality))
