"""A pack in one picture: a look into a maze with it on, and a sheet of every asset it brings.

Owns the picture. Knows nothing of the command line.
"""

from __future__ import annotations

import io
from itertools import product
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from maze3d.maze import generate
from maze3d.maze.grid import STEPS, E, N, S, W
from maze3d.pack.catalogue import place_of
from maze3d.pack.finding import PackError
from maze3d.pack.kinds import PICTURES, suffix_of
from maze3d.pack.pictures import picture
from maze3d.sim.difficulty import escape_rules
from maze3d.sim.match import Match
from maze3d.sim.units import CELL, EYE_HEIGHT, TURN
from maze3d.view.offscreen import Canvas
from maze3d.view.settings import Settings, Video
from maze3d.view.surfaces import Stock
from maze3d.view.world import Eye, World, place_camera

if TYPE_CHECKING:
    import numpy as np

    from maze3d.maze.grid import Cell, Maze
    from maze3d.pack.catalogue import Asset
    from maze3d.pack.layers import Layers
    from maze3d.pack.source import Source

SCENE = (960, 540)
SEED = 7
LONGEST_CELLS = 5
"""What lies farther away is too dark to judge."""

TILE, GAP, LETTERS = 148, 12, 30
ACROSS = SCENE[0] // (TILE + GAP)
GROUND, INK, FAINT = (24, 21, 19), (237, 227, 212), (150, 140, 128)
MOST_TILES = 60


def preview(source: Source, layers: Layers) -> bytes:
    """Return a PNG. Raises CanvasError where nothing can be drawn, PackError for a file that changes."""
    scene = Image.fromarray(_scene(layers))
    files = [(file, place.asset) for file in sorted(source.files) if (place := place_of(file))][:MOST_TILES]
    down = -(-len(files) // ACROSS)
    whole = Image.new("RGB", (SCENE[0], SCENE[1] + GAP + down * (TILE + LETTERS + GAP)), GROUND)
    whole.paste(scene, (0, 0))
    for number, (file, asset) in enumerate(files):
        across, row = number % ACROSS, number // ACROSS
        corner = (GAP // 2 + across * (TILE + GAP), SCENE[1] + GAP + row * (TILE + LETTERS + GAP))
        _tile(whole, corner, source, file, asset)
    made = io.BytesIO()
    whole.save(made, "PNG")
    return made.getvalue()


def _scene(layers: Layers) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    maze = generate("backtracker", 12, 12, seed=SEED, braid=0.2)
    match = Match(maze, escape_rules("easy", keys=1))
    canvas = Canvas(*SCENE)
    try:
        settings = Settings(video=Video(quality="medium"))
        world = World(canvas.root, settings, Stock(layers), shaders=canvas.shaders)
        world.load(maze)
        seen = match.snapshot()
        eye = _best_view(maze)
        place_camera(canvas.camera, canvas.lens, canvas.aspect, eye, settings.video.fov)
        world.show(seen, seen, 1.0, eye, 1 / 60)
        return canvas.picture()
    finally:
        canvas.close()


def _best_view(maze: Maze) -> Eye:
    """Return an eye at one end of a long corridor, the first of them."""

    def ahead(cell: Cell, side: int) -> int:
        steps = 0
        while steps < LONGEST_CELLS and maze.passages[cell] & side:
            level, row, col = STEPS[side]
            cell = (cell[0] + level, cell[1] + row, cell[2] + col)
            steps += 1
        return steps

    views = [
        (ahead((0, row, col), side), row, col, side)
        for row, col, side in product(range(maze.rows), range(maze.cols), (N, E, S, W))
    ]
    _length, row, col, side = max(views, key=lambda view: view[0])
    yaw = (N, E, S, W).index(side) * TURN // 4
    return Eye((col + 0.5) * CELL, (row + 0.5) * CELL, EYE_HEIGHT, yaw, 0, 0)


def _tile(whole: Image.Image, place: tuple[int, int], source: Source, file: str, asset: Asset) -> None:
    """Draw a picture, or for a sound its name alone, and below it the path and what it is for."""
    x, y = place
    draw = ImageDraw.Draw(whole)
    draw.rectangle((x, y, x + TILE, y + TILE), outline=(70, 60, 52))
    suffix = suffix_of(file)
    if suffix in PICTURES:
        try:
            shown = Image.fromarray(picture(source.read(file), file, suffix)).resize((TILE - 2, TILE - 2))
            whole.paste(shown, (x + 1, y + 1), shown)
        except PackError as problem:
            draw.text((x + 10, y + TILE // 2 - 6), problem.finding.code, fill=(255, 110, 90))
    else:
        draw.text((x + 10, y + TILE // 2 - 6), suffix.removeprefix(".").upper(), fill=FAINT)
    draw.text((x, y + TILE + 3), file.rpartition("/")[2][:26], fill=INK)
    about = asset.about.partition(":")[0].partition(";")[0]
    draw.text((x, y + TILE + 15), about[:26], fill=FAINT)
