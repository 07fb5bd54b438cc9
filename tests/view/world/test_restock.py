"""A hundred saved files of a pack, each seen by the running world, leave nothing behind."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from maze3d.app.packs import Packs
from maze3d.view.surfaces import Stock
from tests.app.test_packs import made
from tests.pack.media import png
from tests.view.world.mazes import wild
from tests.view.world.scenes import drawn, eye, prepared, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from maze3d.view.offscreen import Canvas
    from maze3d.view.world import World

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
    before, objects = prepared(canvas), len(gc.get_objects())
    for number in range(RELOADS):
        reload(64 << number % 2)
    canvas.picture()
    assert prepared(canvas) == before
    assert len(gc.get_objects()) <= objects + 20
