"""Models of packs in the world, and the game's own as files of a pack."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.maze.grid import E
from maze3d.pack.catalogue import Place, by_asset, catalogue
from maze3d.pack.layers import Layers
from maze3d.pack.meshes import model
from maze3d.pack.model_file import model_file
from maze3d.sim.state import KeyItem
from maze3d.sim.units import CELL
from maze3d.view.offscreen import Canvas
from maze3d.view.surfaces import Stock
from maze3d.view.world import World
from maze3d.view.world.own_models import own_models
from maze3d.view.world.shapes import MODELS, shapes
from tests.pack.test_layers import layer
from tests.pack.test_meshes import a_mesh
from tests.view.world.mazes import opened, wild
from tests.view.world.scenes import drawn, eye, prepared, settings, snapshot, unlike
from tests.view.world.test_bodies import EYE, player, seen
from tests.view.world.test_geometry import looks

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

OWN = {Place(catalogue().assets[key], number).path(".glb"): data for key, number, data in own_models()}
CORRIDOR = opened(1, 6, *((0, col, E) for col in range(5)))
MAZE = wild(12, 12, 5, share=0.55, exit_cell=(0, 2, 2))

offscreen = pytest.mark.offscreen


def packed(tmp_path: Path, files: dict[str, bytes]) -> Stock:
    return Stock(Layers([layer(tmp_path, "models", files)]))


def test_every_model_of_the_catalogue_is_among_the_games_own_and_clean(tmp_path: Path) -> None:
    assert set(by_asset(OWN)) == set(MODELS)
    stock = packed(tmp_path, OWN)
    for key in MODELS:
        made = stock.models(key)
        assert len(made) == catalogue().assets[key].variants
        assert None not in made.values()


@pytest.mark.parametrize("path", OWN)
def test_what_is_read_of_them_looks_outwards(path: str, tmp_path: Path) -> None:
    key = next(iter(by_asset([path])))
    (shape,) = shapes(packed(tmp_path, {Place(catalogue().assets[key]).path(".glb"): OWN[path]}), key, print)
    for pieces in shape.parts.values():
        for piece in pieces:
            if piece.state == "glow":
                continue
            vertices = piece.solid.vertices
            faces = looks(vertices["position"], vertices["normal"], piece.solid.corners)
            assert (faces >= -1e-7).mean() > 0.98


@offscreen
def test_the_games_own_models_as_a_pack_look_the_same(canvas: Canvas, world: World, tmp_path: Path) -> None:
    world.load(MAZE)
    keys = snapshot(keys=(KeyItem(0, (0, 0, 1)), KeyItem(1, (0, 1, 1))), exit_open=False)
    spots = [eye(row, col, yaw) for row in range(0, 12, 2) for col in range(0, 12, 3) for yaw in (0, 32768)]
    before = [drawn(canvas, world, at, keys) for at in spots]
    world.restock(packed(tmp_path, {path: data for path, data in OWN.items() if "exit" not in path}))
    after = [drawn(canvas, world, at, keys) for at in spots]
    assert np.mean([unlike(a, b) for a, b in zip(before, after, strict=True)]) < 0.25
    assert max(unlike(a, b) for a, b in zip(before, after, strict=True)) < 8  # halos of one strength


@offscreen
def test_a_packs_key_is_drawn_dyed_where_its_material_says_so(
    canvas: Canvas, world: World, tmp_path: Path
) -> None:
    world.load(CORRIDOR)
    with_key = snapshot(keys=(KeyItem(1, (0, 0, 1)),), exit_open=False)

    def middle(name: str) -> NDArray[np.float64]:
        cube = model_file([a_mesh("", name, size=0.19, shine=1.0)])
        read = model(cube, "a")
        white = [replace(mesh, colours=np.ones_like(mesh.colours)) for mesh in read.meshes]
        world.restock(packed(tmp_path / name, {"models/key.glb": model_file(white)}))
        bare = drawn(canvas, world, eye(), snapshot(exit_open=False)).astype(float)
        change = drawn(canvas, world, eye(), with_key, dt=0.6) - bare
        return np.asarray(change[25:65, 60:100].reshape(-1, 3).max(0))

    dyed, plain = middle("thing-dye"), middle("thing")
    assert dyed[2] > dyed[0] + 40, "the second key is blue"
    assert abs(plain[2] - plain[0]) < 60


@offscreen
def test_a_packs_body_moves_by_its_parts(canvas: Canvas, world: World, tmp_path: Path) -> None:
    world.load(CORRIDOR)
    world.restock(packed(tmp_path, {"models/body.glb": OWN["models/body.glb"]}))
    swings = []
    for frame in range(30):
        state = seen(player(1, 1.0 + frame * 28 / CELL, speed=28))
        world.show(state, state, 1.0, EYE, 1 / 60)
        swings.append([path.getP() for path in canvas.root.findAllMatches("**/thigh")])
        assert all(path.node().getNumGeoms() > 0 for path in canvas.root.findAllMatches("**/shin"))
    assert np.ptp(np.array(swings), axis=0).min() > 10


@offscreen
@pytest.mark.parametrize("path", ["models/key.glb", "models/torch.glb", "models/body.glb", "models/exit.glb"])
def test_a_broken_model_is_seen_as_such_and_told(
    canvas: Canvas, world: World, tmp_path: Path, path: str
) -> None:
    layers = Layers([layer(tmp_path, "models", {path: b"glTF but no more"})])
    world.load(CORRIDOR)
    world.restock(Stock(layers))
    (finding,) = layers.findings["ada.models"]
    assert finding.file == path
    items = (KeyItem(1, (0, 0, 1)),)
    best = 0.0
    for col in range(6):
        for yaw in (0, 16384, 32768, 49152):
            state = seen(player(1, 1.5))
            picture = drawn(canvas, world, eye(0, col, yaw), snapshot(keys=items, exit_open=False)).astype(
                int
            )
            if "body" in path:
                world.show(state, state, 1.0, eye(0, col, yaw), 0.0)
                picture = canvas.picture().astype(int)
            magenta = (
                (picture[..., 0] > 90) & (picture[..., 2] > 70) & (picture[..., 1] < 0.55 * picture[..., 0])
            )
            best = max(best, float(magenta.mean()))
    assert best > 0.004


@offscreen
def test_software_drawing_draws_packs_models(tmp_path: Path) -> None:
    canvas = Canvas(160, 90, ("p3tinydisplay",))
    try:
        world = World(canvas.root, settings(), packed(tmp_path, OWN), shaders=False)
        world.load(MAZE)
        assert drawn(canvas, world, eye(), snapshot()).mean() > 8
        world.close()
    finally:
        canvas.close()


@offscreen
def test_a_hundred_reloads_of_models_leave_nothing_behind(
    canvas: Canvas, world: World, tmp_path: Path
) -> None:
    world.load(MAZE)
    state = seen(player(1, 1.5))

    def reload(number: int) -> None:
        size = 0.1 + 0.05 * (number % 2)
        files = dict(OWN)
        files["models/key.glb"] = model_file([a_mesh("", "bare-dye", size=size)])
        world.restock(packed(tmp_path / "one", files))
        drawn(canvas, world, eye(), snapshot(keys=(KeyItem(0, (0, 0, 1)),)))
        world.show(state, state, 1.0, eye(), 0.0)

    for number in range(4):
        reload(number)
    canvas.picture()
    before, objects = prepared(canvas), len(gc.get_objects())
    for number in range(100):
        reload(number)
    canvas.picture()
    assert prepared(canvas) == before
    assert len(gc.get_objects()) <= objects + 20
