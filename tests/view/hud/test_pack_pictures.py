"""Crosshair, minimap and menus with a pack's pictures, and again without."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from maze3d.app.packs import Packs
from maze3d.view.hud.crosshair import Crosshair
from maze3d.view.hud.minimap import Minimap
from maze3d.view.hud.own_pictures import own_pictures
from maze3d.view.hud.state import HudState
from maze3d.view.surfaces import Stock
from tests.app.test_packs import made
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

pytestmark = pytest.mark.offscreen
SIDE = 5
CELLS = np.full((1, SIDE, SIDE), 15, np.uint8)
SEEN = np.ones_like(CELLS, np.bool_)
RED, BLUE, GREEN, WHITE = (255, 0, 0), (0, 0, 255), (0, 255, 0), (255, 255, 255)


def one(colour: tuple[int, int, int], size: tuple[int, int] = (64, 64)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "PNG")
    return made.getvalue()


def stock_of(folder: Path, files: dict[str, bytes]) -> Stock:
    made(folder, "one", files=files)
    packs = Packs(folder)
    packs.open(["ada.one"])
    return Stock(packs.layers)


def share(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> int:
    return int((picture == colour).all(-1).sum())


def state(explored: NDArray[np.bool_] = SEEN) -> HudState:
    return HudState(
        ticks=0,
        x=2.5,
        y=2.5,
        level=0,
        yaw=0.0,
        keys_held=0,
        keys_wanted=0,
        hints_left=0,
        chalk_left=0,
        passages=CELLS,
        explored=explored,
        exit_cell=(0, 4, 4),
        start_cell=(0, 0, 0),
    )


def test_a_crosshair_is_drawn_in_the_middle_and_a_broken_one_as_a_board(tmp_path: Path) -> None:
    stage = Stage()
    crosshair = Crosshair(stage.ui.canvas, stage.ui.hud_root)
    crosshair.lay_out()
    own = stage.picture()
    crosshair.take(stock_of(tmp_path, {"hud/crosshair.png": one(RED)}).picture("hud/crosshair"))
    assert 400 < share(stage.picture(), RED) < 480  # 28 points of 0.75 pixels
    crosshair.take(stock_of(tmp_path, {"hud/crosshair.png": b""}).picture("hud/crosshair"))
    assert share(stage.picture(), (255, 0, 220)) > 50
    crosshair.take(Stock().picture("hud/crosshair"))
    assert (stage.picture() == own).all()
    stage.close()


def test_the_minimap_shows_a_packs_marks_where_they_have_been_seen(tmp_path: Path) -> None:
    names = {"map-you": RED, "map-exit": BLUE, "map-start": GREEN, "map-plate": WHITE}
    stock = stock_of(tmp_path, {f"hud/{name}.png": one(colour) for name, colour in names.items()})
    stage = Stage()
    minimap = Minimap(stage.ui.canvas, stage.ui.hud_root)
    minimap.lay_out()
    minimap.update(state())
    own = stage.picture()
    minimap.take(stock)
    minimap.update(state())
    shown = stage.picture()
    counts = {name: share(shown, colour) for name, colour in names.items()}
    assert all(count > 100 for count in counts.values()), counts
    row, col = (np.argwhere((shown == BLUE).all(-1)).mean(0), np.argwhere((shown == GREEN).all(-1)).mean(0))
    assert (row > col).all()  # the exit is below and right of the start
    nothing = np.zeros_like(SEEN)
    minimap.forget()
    minimap.update(state(nothing))
    unseen = stage.picture()
    assert (share(unseen, BLUE), share(unseen, GREEN)) == (0, 0)
    assert share(unseen, WHITE) > counts["map-plate"]
    minimap.take(Stock())
    minimap.update(state())
    assert np.abs(stage.picture().astype(int) - own).max() <= 1
    stage.close()


def test_a_background_covers_a_window_of_any_shape_behind_the_screens(tmp_path: Path) -> None:
    stock = stock_of(tmp_path, {"menu/background.png": one(RED, (640, 360))})
    for size in ((960, 540), (700, 700), (1200, 400)):
        stage = Stage(*size)
        stage.ui.background.take(stock.picture("menu/background"))
        stage.frames(1)
        assert share(stage.picture(), RED) == 0
        stage.ui.show_background(on=True)
        assert share(stage.picture(), RED) == size[0] * size[1]
        stage.ui.notify("On top")
        stage.frames(4)
        assert share(stage.picture(), RED) < size[0] * size[1]
        stage.ui.background.take(None)
        assert share(stage.picture(), RED) == 0
        stage.close()


def test_the_games_own_marks_as_pictures_look_as_they_are_drawn(tmp_path: Path) -> None:
    files = {}
    for key, pixels in own_pictures():
        made_png = io.BytesIO()
        Image.fromarray(pixels).save(made_png, "PNG")
        files[f"{key}.png"] = made_png.getvalue()
    stock = stock_of(tmp_path, files)
    stage = Stage(1280, 720)
    crosshair, minimap = (
        Crosshair(stage.ui.canvas, stage.ui.hud_root),
        Minimap(stage.ui.canvas, stage.ui.hud_root),
    )
    for part in (crosshair, minimap):
        part.lay_out()
    minimap.update(state())
    own = stage.picture().astype(int)
    crosshair.take(stock.picture("hud/crosshair"))
    minimap.take(stock)
    minimap.update(state())
    apart = np.abs(stage.picture() - own).max(-1)
    assert apart[:, :900].max() < 60  # the crosshair's edges
    assert (apart > 40).sum() < 1000  # the exit's cell is a little smaller
    stage.close()
