"""Packs with a sky, a sun and daylight: what is over the walls, where shadows fall, how well all is lit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.maze.grid import E
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.opening import manifest_of, open_pack
from maze3d.resources import packs_folder
from maze3d.sim.units import TURN
from maze3d.view.offscreen import Canvas
from maze3d.view.surfaces import Stock
from maze3d.view.world import World
from maze3d.view.world.bake import EDGE, POINTS, SUN_POINTS, sun_map
from maze3d.view.world.faces import HEIGHT
from maze3d.view.world.materials import air_of
from maze3d.view.world.plan import HALF
from tests.view.world.mazes import opened, wild
from tests.view.world.scenes import EAST, drawn, eye, prepared, settings, snapshot, unlike

CORRIDOR = opened(1, 6, *((0, col, E) for col in range(5)))
UP = 9000
"""A pitch, in parts of a turn."""


def stock(*packs: str) -> Stock:
    layers = []
    for name in packs:
        source = open_pack(packs_folder() / name)
        manifest, _findings = manifest_of(source)
        assert manifest
        layers.append(Layer(manifest, source))
    return Stock(Layers(layers))


@given(
    azimuth=st.floats(0, 2 * np.pi),
    height=st.floats(np.radians(20), np.radians(85)),
    x=st.floats(0.15, 4.85),
    y=st.floats(0.15, 4.85),
)
def test_a_shadow_reaches_as_high_as_the_walls_towards_the_sun_let_it(
    azimuth: float, height: float, x: float, y: float
) -> None:
    maze = wild(5, 5, 3)
    towards = (np.cos(height) * np.sin(azimuth), np.sin(height), np.cos(height) * np.cos(azimuth))
    picture = sun_map(maze.passages[0], range(5), range(5), towards)
    side = 5 * SUN_POINTS + 2 * EDGE * SUN_POINTS // POINTS
    assert picture.shape == (side, side, 4)
    row = int((5 - y + EDGE / POINTS) * SUN_POINTS)
    col = int((x + EDGE / POINTS) * SUN_POINTS)
    kept = (picture[row, col, 0] / 255 * 2 - 1) * HEIGHT
    at_x = (col + 0.5) / SUN_POINTS - EDGE / POINTS
    at_y = 5 + EDGE / POINTS - (row + 0.5) / SUN_POINTS

    def walled(away: float, beside: float) -> bool:
        px = at_x + away * np.sin(azimuth) + beside * np.cos(azimuth)
        py = at_y - away * np.cos(azimuth) + beside * np.sin(azimuth)
        c, r = int(np.floor(px)), int(np.floor(py))
        if not (0 <= r < 5 and 0 <= c < 5):
            return True
        u, v, open_sides = px - c, py - r, maze.passages[0, r, c]
        north, east, south, west = (bool(open_sides & bit) for bit in (1, 2, 4, 8))
        if HALF <= u <= 1 - HALF:
            return (v < HALF and not north) or (v > 1 - HALF and not south)
        if HALF <= v <= 1 - HALF:
            return (u < HALF and not west) or (u > 1 - HALF and not east)
        return None  # type: ignore[return-value] # a post: not asked about

    steep = np.tan(height)
    expected = []
    for beside in (-0.02, 0.0, 0.02):  # a ray that grazes a wall may go either way
        seen = [walled(away, beside) for away in np.arange(0, 2 * HEIGHT / steep, 0.005)]
        if None in seen:
            return
        first = next((number for number, wall in enumerate(seen) if wall), None)
        expected.append(-HEIGHT if first is None else max(HEIGHT - first * 0.005 * steep, -HEIGHT))
    slack = 0.02 + 0.03 * steep
    assert min(expected) - slack <= kept <= max(expected) + slack


def test_the_sun_needs_a_sky_and_the_station_has_lamps() -> None:
    garden, station, own = (air_of(stock(*packs)) for packs in (["garden"], ["station"], []))
    assert garden.has_sun
    assert garden.open_above
    assert garden.flames
    assert station.is_day
    assert not station.has_sun
    assert not station.flames
    assert not own.is_day
    assert own.dim == 1 > station.dim
    assert air_of(stock("station", "garden")).has_sun is False, "the station's ceiling is above the sky"


@pytest.mark.offscreen
def test_over_a_garden_is_the_sky_and_over_the_others_a_ceiling(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    at = eye(col=2, pitch=UP)
    stone = drawn(canvas, world, at, snapshot())[:10].astype(int)
    world.restock(stock("garden"))
    sky = drawn(canvas, world, at, snapshot())[:10].astype(int)
    assert (sky[..., 2] > sky[..., 0] + 10).mean() > 0.8, "blue"
    assert (stone[..., 2] > stone[..., 0] + 10).mean() < 0.05
    turned = drawn(canvas, world, eye(col=2, yaw=3 * EAST, pitch=UP), snapshot())
    assert unlike(sky, turned[:10]) > 3, "the sky does not turn with the eye"
    world.restock(stock("station"))
    assert unlike(sky, drawn(canvas, world, at, snapshot())[:10]) > 20


@pytest.mark.offscreen
def test_by_day_all_is_lit_and_the_sun_throws_shadows(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    down = eye(col=2, pitch=TURN - 6000)
    light = {}
    for pack in ("", "garden", "station"):
        world.restock(stock(*([pack] if pack else [])))
        light[pack] = drawn(canvas, world, down, snapshot())[60:].max(axis=-1)
    assert np.median(light["garden"]) > 1.6 * np.median(light[""])
    assert np.median(light["station"]) > 1.6 * np.median(light[""])
    world.restock(stock("garden"))
    across = drawn(canvas, world, down, snapshot())[70:].astype(float).mean(axis=(0, 2))
    assert across.max() > 1.5 * across.min(), "the southern wall's shadow lies along the way"


@pytest.mark.offscreen
def test_lamps_shine_steadily(canvas: Canvas, world: World) -> None:
    maze = wild(6, 6, 7, share=0.6)
    world.restock(stock("station"))
    world.load(maze)
    at = eye(0, 0)
    before = drawn(canvas, world, at, snapshot())
    assert world.torches
    for _ in range(3):
        assert unlike(before, drawn(canvas, world, at, snapshot(), dt=0.37)) < 0.2


@pytest.mark.offscreen
def test_coming_and_going_the_sky_leaves_nothing_behind(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    counts = []
    for _ in range(4):
        for pack in ("garden", "station"):
            world.restock(stock(pack))
            drawn(canvas, world, eye(), snapshot())
        counts.append(prepared(canvas))
    assert counts[1] == counts[2] == counts[3]


def test_software_drawing_has_a_sky_as_well() -> None:
    canvas = Canvas(160, 90, ("p3tinydisplay",))
    try:
        world = World(canvas.root, settings(), stock("garden"), shaders=False)
        world.load(CORRIDOR)
        sky = drawn(canvas, world, eye(col=2, pitch=UP), snapshot())[:10].astype(int)
        assert (sky[..., 2] > sky[..., 0] + 10).mean() > 0.8
        ground = drawn(canvas, world, eye(col=2, pitch=TURN - 6000), snapshot())[60:]
        assert np.median(ground[..., 1]) > 60
        world.close()
    finally:
        canvas.close()
