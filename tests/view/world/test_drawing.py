"""The world drawn offscreen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from panda3d.core import ColorWriteAttrib

from maze3d.maze.grid import E, Maze, S
from maze3d.pack.layers import Layers
from maze3d.sim.state import ChalkMark, KeyItem, Surface
from maze3d.view.offscreen import Canvas
from maze3d.view.settings import Access
from maze3d.view.surfaces import Stock
from maze3d.view.world import Eye, World
from tests.pack.media import png
from tests.pack.test_layers import layer
from tests.view.world.mazes import opened, wild
from tests.view.world.scenes import EAST, drawn, eye, settings, snapshot, unlike

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


pytestmark = pytest.mark.offscreen

CORRIDOR = opened(1, 6, *((0, col, E) for col in range(5)))


@pytest.mark.parametrize("quality", ["low", "medium", "high"])
def test_every_quality_draws_a_maze(canvas: Canvas, world: World, quality: str) -> None:
    world.apply(settings(quality))
    world.load(CORRIDOR)
    picture = drawn(canvas, world, eye(), snapshot())
    assert picture.shape == (90, 160, 3)
    assert picture.mean() > 8
    assert picture.std() > 8


def test_qualities_differ(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    low = drawn(canvas, world, eye(), snapshot())
    world.apply(settings("high"))
    assert unlike(low, drawn(canvas, world, eye(), snapshot())) > 1


def test_an_open_way_looks_unlike_a_wall(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    ahead = drawn(canvas, world, eye(col=2), snapshot())
    wall = drawn(canvas, world, eye(col=2, yaw=0), snapshot())
    assert unlike(ahead, wall) > 8


@pytest.mark.parametrize(
    ("surface", "x", "half"), [(Surface.EAST, 924, slice(80, 160)), (Surface.WEST, 100, slice(0, 80))]
)
def test_east_is_to_the_right_of_north(
    canvas: Canvas, world: World, surface: Surface, x: int, half: slice
) -> None:
    world.load(opened(3, 1, (0, 0, S), (1, 0, S)))
    at = eye(2, 0, yaw=0)
    marks = (ChalkMark((0, 1, 0), surface, x, 1536, 470, 0),)
    change = drawn(canvas, world, at, snapshot(chalk=marks)).astype(int) - drawn(
        canvas, world, at, snapshot()
    )
    assert np.abs(change[:, half]).max() > 30
    change[:, half] = 0
    assert np.abs(change).max() <= 2


def test_looking_up_and_down_shows_ceiling_and_floor(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    up, level, down = (drawn(canvas, world, eye(pitch=pitch), snapshot()) for pitch in (14000, 0, -14000))
    assert min(unlike(up, down), unlike(up, level), unlike(level, down)) > 3


def test_a_locked_exit_looks_unlike_an_open_one(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    at = eye(col=4.6)
    locked = drawn(canvas, world, at, snapshot(exit_open=False))
    opening = drawn(canvas, world, at, snapshot(exit_open=True), dt=0.5)
    opened_up = drawn(canvas, world, at, snapshot(exit_open=True), dt=5)
    assert unlike(locked, opened_up) > 4
    assert 0 < unlike(locked, opening) < unlike(locked, opened_up)
    green = opened_up.astype(int)[20:70, 60:100].mean((0, 1))
    assert green[1] > green[0]


def test_brightness_lightens_the_picture(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    means = []
    for brightness in (50, 100, 200):
        world.apply(settings(brightness=brightness))
        means.append(drawn(canvas, world, eye(), snapshot()).mean())
    assert means[0] * 1.15 < means[1] < means[2] / 1.15


def test_less_light_is_darker(canvas: Canvas, world: World) -> None:
    means = []
    for light in (0.0, 1.0):
        world.load(CORRIDOR, light=light)
        means.append(drawn(canvas, world, eye(), snapshot()).mean())
    assert means[0] * 1.2 < means[1]


def test_view_distance_says_how_far_cells_are_seen(canvas: Canvas, world: World) -> None:
    long = opened(1, 30, *((0, col, E) for col in range(29)))
    world.load(long)
    seen = []
    for distance in (6, 40):
        world.apply(settings(view_distance=distance))
        drawn(canvas, world, eye(), snapshot())
        seen.append(len(world.visible))
    near, far = seen
    assert near < 14
    assert far > 25


def test_a_key_shows_in_its_palettes_colour_and_goes_when_taken(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    with_key = snapshot(keys=(KeyItem(1, (0, 0, 1)),), exit_open=False)
    bare = drawn(canvas, world, eye(), snapshot(exit_open=False))
    blue = drawn(canvas, world, eye(), with_key)
    change = blue.astype(int) - bare
    assert change[30:60, 60:100, 2].max() > 60
    tritan = settings()
    tritan.access = Access(palette="tritanopia")
    world.apply(tritan)
    assert unlike(drawn(canvas, world, eye(), with_key), blue) > 0.2
    world.apply(settings())
    without = snapshot(held=2, exit_open=False)
    drawn(canvas, world, eye(), with_key)
    rising = [drawn(canvas, world, eye(), without, dt=0.1) for _ in range(5)]
    heights = [float(np.argwhere(unlike_at(each, bare))[:, 0].mean()) for each in rising[1:4]]
    assert heights == sorted(heights, reverse=True), "it flies up"
    assert len(set(heights)) == 3
    assert unlike(drawn(canvas, world, eye(), without, dt=1.0), bare) < 3, "torches flicker meanwhile"
    assert canvas.root.findAllMatches("**/key").isEmpty()


def unlike_at(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where two pictures differ much: the key itself, more than what it lights."""
    much = np.abs(a.astype(int) - b).max(2)
    most: NDArray[np.bool_] = much > 0.6 * much.max()
    return most


def test_chalk_and_hint_are_drawn_and_go(canvas: Canvas, world: World) -> None:
    world.load(CORRIDOR)
    at = eye(pitch=-5000)
    bare = drawn(canvas, world, at, snapshot())
    marks = (
        ChalkMark((0, 0, 1), Surface.FLOOR, 1400, 512, 0, EAST),
        ChalkMark((0, 0, 1), Surface.NORTH, 1500, 100, 420, 0),
    )
    assert unlike(drawn(canvas, world, at, snapshot(chalk=marks[:1])), bare) > 0.3
    both = drawn(canvas, world, at, snapshot(chalk=marks))
    assert unlike(both, drawn(canvas, world, at, snapshot(chalk=marks[:1]))) > 0.1
    path = tuple((0, 0, col) for col in range(6))
    assert unlike(drawn(canvas, world, at, snapshot(hint=path, hint_ticks_left=200)), bare) > 0.3
    assert unlike(drawn(canvas, world, at, snapshot()), bare) < 0.05


def test_flames_move_unless_flashing_is_reduced(canvas: Canvas, world: World) -> None:
    maze = wild(6, 6, 3, share=0.6)
    world.load(maze)
    calm = settings()
    calm.access = Access(reduce_flashing=True)

    def unrest() -> float:
        first = drawn(canvas, world, eye(yaw=EAST), snapshot(), dt=0.1)
        return max(
            abs(float(drawn(canvas, world, eye(yaw=EAST), snapshot(), dt=0.13).mean() - first.mean()))
            for _ in range(6)
        )

    lively = unrest()
    world.apply(calm)
    assert unrest() < lively / 2


def test_a_torchs_glow_fades_into_its_wall_without_an_edge(canvas: Canvas, world: World) -> None:
    world.load(opened(1, 9, *((0, col, E) for col in range(8))))
    world.show(snapshot(), snapshot(), 1.0, eye(), 0.0)
    x, y = min((x, y) for x, y in world.torches if x > 2048 and y != 512)
    at = Eye(x - 614, 512, 470, EAST + (6000 if y > 512 else -6000), 0)
    glowing = drawn(canvas, world, at, snapshot())
    for chunk in canvas.root.findAllMatches("**/chunk"):
        chunk.node().removeGeom(chunk.node().getNumGeoms() - 1)
    glow = glowing.astype(int) - drawn(canvas, world, at, snapshot())
    assert glow.max() > 100
    assert np.abs(np.diff(glow.mean(axis=(0, 2)))).max() < 7


@pytest.mark.parametrize("quality", ["low", "medium", "high"])
def test_drawing_walls_first_for_their_depth_changes_no_pixel(
    canvas: Canvas, world: World, quality: str
) -> None:
    world.apply(settings(quality))
    world.load(wild(6, 6, 3))
    with_depth = drawn(canvas, world, eye(yaw=EAST + 3000), snapshot())
    removed = 0
    for chunk in canvas.root.findAllMatches("**/chunk"):
        node = chunk.node()
        for number in reversed(range(node.getNumGeoms())):
            if node.getGeomState(number).hasAttrib(ColorWriteAttrib):
                node.removeGeom(number)
                removed += 1
    assert removed
    assert np.array_equal(drawn(canvas, world, eye(yaw=EAST + 3000), snapshot()), with_depth)


def test_software_drawing_shows_the_same_places() -> None:
    canvas = Canvas(160, 90, ("p3tinydisplay",))
    try:
        assert not canvas.shaders
        world = World(canvas.root, settings(), Stock(), shaders=False)
        world.load(CORRIDOR)
        ahead = drawn(canvas, world, eye(col=2), snapshot())
        wall = drawn(canvas, world, eye(col=2, yaw=0), snapshot())
        locked, free = (
            drawn(canvas, world, eye(col=4.6), snapshot(exit_open=o), dt=9) for o in (False, True)
        )
        assert ahead.mean() > 15
        assert unlike(ahead, wall) > 8
        assert unlike(locked, free) > 4
        world.close()
    finally:
        canvas.close()


def test_an_exit_without_a_wall_still_has_its_gate(canvas: Canvas, world: World) -> None:
    cross = opened(3, 3, (1, 1, E), (1, 0, E), (0, 1, S), (1, 1, S))
    world.load(Maze(cross.passages, (0, 0, 1), (0, 1, 1)))
    at = eye(2, 1, yaw=0)
    locked = drawn(canvas, world, at, snapshot(exit_open=False))
    assert unlike(locked, drawn(canvas, world, at, snapshot(), dt=9)) > 1


@pytest.mark.parametrize(
    ("yaw", "start", "end"), [(0, 1, 0), (EAST, 0, 1), (2 * EAST, 0, 1), (3 * EAST, 1, 0)]
)
def test_the_open_gate_shines_whichever_way_it_faces(
    canvas: Canvas, world: World, yaw: int, start: int, end: int
) -> None:
    upright = yaw % (2 * EAST) == 0
    way = opened(2, 1, (0, 0, S)) if upright else opened(1, 2, (0, 0, E))
    cells = [(0, 0, 0), (0, 1, 0) if upright else (0, 0, 1)]
    world.load(Maze(way.passages, cells[start], cells[end]))
    _level, row, col = cells[end]
    middle = drawn(canvas, world, eye(row, col, yaw), snapshot(), dt=9)[40:50, 70:90].mean(axis=(0, 1))
    assert middle[1] > 90, "the exit's light is green"
    assert middle[1] > middle[0] + 40


def test_a_pack_changes_stone_torches_and_fog_in_the_middle_of_a_match(
    canvas: Canvas, world: World, tmp_path: Path
) -> None:
    world.load(CORRIDOR)
    before = drawn(canvas, world, eye(), snapshot())
    sky = '[parameters]\ntorch_colour = "#4060ff"\nfog_colour = "#200000"\nfog = 3.0\n'
    packs = Layers([layer(tmp_path, "blue", {"textures/floor.png": png(64, 64)}, sky)])
    world.restock(Stock(packs))
    after = drawn(canvas, world, eye(), snapshot())
    assert unlike(before, after) > 5
    redness = [float(each[..., 0].mean() / each[..., 2].mean()) for each in (before, after)]
    assert redness[0] > 1.3
    assert redness[1] < 1.0
    world.restock(Stock())
    assert unlike(before, drawn(canvas, world, eye(), snapshot())) < 1
