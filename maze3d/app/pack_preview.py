"""A pack in one picture: a look into a maze with it on, and a sheet of every asset it brings.

Owns both pictures. Knows nothing of the command line.
"""

from __future__ import annotations

import io
import math
from itertools import product
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageDraw

from maze3d.maze import generate
from maze3d.maze.grid import STEPS, E, N, S, W
from maze3d.pack.catalogue import place_of
from maze3d.pack.finding import PackError
from maze3d.pack.kinds import PICTURES, suffix_of
from maze3d.pack.palette_file import palette_file
from maze3d.pack.pictures import FORMATS, picture
from maze3d.sim.difficulty import escape_rules
from maze3d.sim.match import Match
from maze3d.sim.units import CELL, EYE_HEIGHT, TURN
from maze3d.view.offscreen import Canvas
from maze3d.view.palette import use, use_own
from maze3d.view.settings import Settings, Video
from maze3d.view.surfaces import Stock
from maze3d.view.world import Eye, World, place_camera

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Maze
    from maze3d.pack.catalogue import Asset
    from maze3d.pack.layers import Layers
    from maze3d.pack.source import Source
    from maze3d.sim.state import Snapshot

SCENE = (960, 540)
SEED = 5
LONGEST_CELLS = 5
"""What lies farther away is too dark to judge."""

_SHORTEST_CELLS = 3
_BEHIND_CELLS = 0.3
"""How far behind the middle of its cell the eye stands."""
_FRAMES = 4

TILE, GAP, LETTERS = 148, 12, 30
ACROSS = SCENE[0] // (TILE + GAP)
GROUND, INK, FAINT = (24, 21, 19), (237, 227, 212), (150, 140, 128)
MOST_TILES = 60


def preview(source: Source, layers: Layers) -> Image.Image:
    """Return scene and sheet.

    Raises CanvasError where nothing can be drawn, PackError for a file that changes.
    """
    above = Image.fromarray(scene(layers))
    files = [(file, place.asset) for file in sorted(source.files) if (place := place_of(file))][:MOST_TILES]
    down = -(-len(files) // ACROSS)
    whole = Image.new("RGB", (SCENE[0], SCENE[1] + GAP + down * (TILE + LETTERS + GAP)), GROUND)
    whole.paste(above, (0, 0))
    for number, (file, asset) in enumerate(files):
        across, row = number % ACROSS, number // ACROSS
        corner = (GAP // 2 + across * (TILE + GAP), SCENE[1] + GAP + row * (TILE + LETTERS + GAP))
        _tile(whole, corner, source, file, asset)
    return whole


def encoded(picture: Image.Image, suffix: str) -> bytes:
    """Return a picture's file; `suffix` is one of pack.pictures.FORMATS."""
    made = io.BytesIO()
    picture.save(made, FORMATS[suffix], quality=88)
    return made.getvalue()


def scene(layers: Layers, quality: Literal["medium", "high"] = "medium") -> NDArray[np.uint8]:
    """Return a look into a maze with these packs on, SCENE in size. Raises CanvasError."""
    maze = generate("backtracker", 12, 12, seed=SEED, braid=0.2)
    match = Match(maze, escape_rules("easy", keys=1))
    canvas = Canvas(*SCENE)
    use(layers.palettes())
    try:
        settings = Settings(video=Video(quality=quality))
        world = World(canvas.root, settings, Stock(layers), shaders=canvas.shaders)
        world.load(maze)
        seen = match.snapshot()
        eye = _best_view(maze, lambda eye: _sights(world, seen, eye))
        place_camera(canvas.camera, canvas.lens, canvas.aspect, eye, settings.video.fov)
        for _frame in range(_FRAMES):  # a chunk of the maze is made in each
            world.show(seen, seen, 1.0, eye, 1 / 60)
        return canvas.picture()
    finally:
        use_own()
        canvas.close()


def _best_view(maze: Maze, sights: Callable[[Eye], float]) -> Eye:
    """Return an eye that looks along a corridor at most `sights`; of equal ones along the longest, the first.

    Corridors begin at a wall: the eye stands before it.
    """

    def ahead(cell: Cell, side: int) -> int:
        steps = 0
        while steps < LONGEST_CELLS and maze.passages[cell] & side:
            level, row, col = STEPS[side]
            cell = (cell[0] + level, cell[1] + row, cell[2] + col)
            steps += 1
        return steps

    def eye(row: int, col: int, side: int) -> Eye:
        _level, south, east = STEPS[side]
        yaw = (N, E, S, W).index(side) * TURN // 4
        x, y = col + 0.5 - east * _BEHIND_CELLS, row + 0.5 - south * _BEHIND_CELLS
        return Eye(x * CELL, y * CELL, EYE_HEIGHT, yaw, 0, 0)

    views = [
        (length, row, col, side)
        for row, col, side in product(range(maze.rows), range(maze.cols), (N, E, S, W))
        if (length := ahead((0, row, col), side)) >= _SHORTEST_CELLS
    ]
    best = max(views, key=lambda view: (sights(eye(*view[1:])), view[0]))
    return eye(*best[1:])


def _sights(world: World, seen: Snapshot, eye: Eye) -> float:
    """Return how much there is to see from `eye`: torches and fountains ahead that are near, and the exit."""
    world.show(seen, seen, 1.0, eye, 1 / 60)
    yaw = eye.yaw * 2 * math.pi / TURN
    count = 0.0
    for x, y in (*world.torches, *world.fountains):
        east, south = (x - eye.x) / CELL, (y - eye.y) / CELL
        along = east * math.sin(yaw) - south * math.cos(yaw)
        aside = abs(east * math.cos(yaw) + south * math.sin(yaw))
        count += 1 < along < LONGEST_CELLS and aside < 0.7 * along
    return count


def _tile(whole: Image.Image, place: tuple[int, int], source: Source, file: str, asset: Asset) -> None:
    """Draw a picture, or for a sound its name alone, and below it the path and what it is for."""
    x, y = place
    draw = ImageDraw.Draw(whole)
    draw.rectangle((x, y, x + TILE, y + TILE), outline=(70, 60, 52))
    suffix = suffix_of(file)
    if suffix in PICTURES:
        try:
            shown = Image.fromarray(picture(source.read(file), file, suffix))
            scale = (TILE - 2) / max(shown.size)
            shown = shown.resize((max(1, round(shown.width * scale)), max(1, round(shown.height * scale))))
            middle = (x + (TILE - shown.width) // 2, y + (TILE - shown.height) // 2)
            whole.paste(shown, middle, shown)
        except PackError as problem:
            draw.text((x + 10, y + TILE // 2 - 6), problem.finding.code, fill=(255, 110, 90))
    elif asset.kind == "palette":
        _swatches(draw, place, palette_file(source.read(file), file)[0])
    else:
        draw.text((x + 10, y + TILE // 2 - 6), suffix.removeprefix(".").upper(), fill=FAINT)
    draw.text((x, y + TILE + 3), file.rpartition("/")[2][:26], fill=INK)
    about = asset.about.partition(":")[0].partition(";")[0]
    draw.text((x, y + TILE + 15), about[:26], fill=FAINT)


def _swatches(draw: ImageDraw.ImageDraw, place: tuple[int, int], colours: Mapping[str, str]) -> None:
    """Fill a tile with a palette's colours, in the order of its file."""
    across = math.ceil(math.sqrt(max(len(colours), 1)))
    side = (TILE - 2) / across
    for number, colour in enumerate(colours.values()):
        left, top = place[0] + 1 + number % across * side, place[1] + 1 + number // across * side
        draw.rectangle((left, top, left + side - 2, top + side - 2), fill=colour)
