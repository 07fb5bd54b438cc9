"""What the world holds: the chunks in sight, all of them after a leap, and nothing once it is unloaded."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from maze3d.maze import Recipe
from maze3d.sim.modes.escape import facing
from maze3d.sim.state import ChalkMark, KeyItem, Surface
from maze3d.sim.units import CELL
from maze3d.view.world.landmarks import KINDS, landmarks
from maze3d.view.world.places import salt_of
from tests.view.world.mazes import wild
from tests.view.world.scenes import drawn, eye, prepared, snapshot

if TYPE_CHECKING:
    from maze3d.view.offscreen import Canvas
    from maze3d.view.world import World

pytestmark = pytest.mark.offscreen


def test_only_chunks_in_sight_hang_in_the_scene(canvas: Canvas, world: World) -> None:
    maze = wild(200, 200, 1, share=0.55)
    world.load(maze)
    for place in range(3, 200, 9):
        drawn(canvas, world, eye(place, place), snapshot())
        assert canvas.root.findAllMatches("**/chunk").getNumPaths() <= 9
    chunks = [each for each in gc.get_objects() if type(each).__name__ == "Chunk"]
    assert len(chunks) <= 26


def test_a_torch_is_lit_where_a_player_begins(canvas: Canvas, world: World) -> None:
    for seed in (5, 7):
        maze = Recipe("backtracker", 16, 16, seed=seed, braid=0.25).make()
        world.load(maze)
        _level, row, col = maze.start
        drawn(canvas, world, eye(row, col, yaw=facing(maze)), snapshot())
        near = [(y // CELL, x // CELL) for x, y in world.torches]
        assert any(abs(r - row) + abs(c - col) <= 1 for r, c in near)


def test_fountains_in_sight_are_where_they_stand(canvas: Canvas, world: World) -> None:
    maze = Recipe("backtracker", 20, 20, seed=7, braid=0.25).make()
    world.load(maze)
    found = landmarks(maze.passages[0], range(20), range(20), salt_of(maze.passages), without=[maze.exit[1:]])
    places = [cell for cell, kind in zip(found.cells(), found.kind, strict=True) if KINDS[kind] == "fountain"]
    heard = 0
    for row, col in places:
        drawn(canvas, world, eye(row, col), snapshot())
        heard += (row, col) in [(y // CELL, x // CELL) for x, y in world.fountains]
    assert heard >= len(places) - 1 > 1, "all but what the start's light may have taken the place of"
    world.unload()
    assert world.fountains == []


def test_after_a_leap_nothing_of_the_new_place_is_missing(canvas: Canvas, world: World) -> None:
    world.load(wild(200, 200, 1, share=0.55))
    drawn(canvas, world, eye(100, 96), snapshot())
    there = canvas.root.findAllMatches("**/chunk").getNumPaths()
    assert there > 1
    for column in (8, 190):  # far enough for the first chunks to be freed
        for row in range(8, 200, 7):
            for _frame in range(6):
                world.show(snapshot(), snapshot(), 1.0, eye(row, column), 0.0)
    drawn(canvas, world, eye(100, 96), snapshot())
    assert canvas.root.findAllMatches("**/chunk").getNumPaths() == there


def test_loading_leaves_nothing_behind(canvas: Canvas, world: World) -> None:
    maze = wild(24, 24, 5, share=0.55, exit_cell=(0, 2, 2))
    state = snapshot(
        keys=(KeyItem(0, (0, 0, 1)), KeyItem(2, (0, 1, 0))),
        chalk=(ChalkMark((0, 0, 0), Surface.FLOOR, 600, 600, 0, 0),),
        hint=((0, 0, 0), (0, 0, 1)),
        hint_ticks_left=100,
    )

    def visit() -> None:
        world.load(maze)
        drawn(canvas, world, eye(), state)
        world.unload()
        canvas.picture()

    for _ in range(3):
        visit()
    before, objects = prepared(canvas), len(gc.get_objects())
    for _ in range(50):
        visit()
    assert prepared(canvas) == before
    assert len(gc.get_objects()) <= objects + 20
