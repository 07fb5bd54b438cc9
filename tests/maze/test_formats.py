from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from maze3d.maze import Cell, Maze, decode, generate, shortest_path
from maze3d.maze.formats import picture as drawing
from maze3d.maze.formats.document import document
from maze3d.maze.formats.picture import Colours, picture, png
from maze3d.maze.formats.svg import CELL, svg
from maze3d.maze.formats.text import text
from maze3d.maze.formats.walls import way_out


def masked() -> Maze:
    mask = np.ones((1, 4, 4), dtype=np.bool_)
    mask[0, :2, :2] = False
    return generate("wilson", 4, 4, seed=3, mask=mask)


def test_text_is_drawn_exactly() -> None:
    assert text(generate("backtracker", 3, 4, seed=1), solution=True, ascii_only=True) == (
        "+---+-----------+\n"
        "| S |     . . . |\n"
        "| . +---- . | . |\n"
        "| . . . . . | . |\n"
        "+-----------+ . |\n"
        "| X . . . . . . |\n"
        "+---------------+\n"
    )


@pytest.mark.parametrize("maze", [generate("kruskal", 7, 9, seed=2), masked()])
def test_text_shows_each_wall_and_opening(maze: Maze) -> None:
    lines = text(maze).splitlines()
    width = 4 * maze.cols + 1
    page = [line.ljust(width) for line in lines]
    exists = np.ones(maze.passages.shape, dtype=np.bool_) if maze.mask is None else maze.mask
    for row in range(maze.rows):
        for col in range(maze.cols):
            if not exists[0, row, col]:
                continue
            bits = maze.passages[0, row, col]
            y, x = 2 * row + 1, 4 * col + 2
            around = [page[y - 1][x], page[y][x + 2], page[y + 1][x], page[y][x - 2]]
            assert [letter == " " for letter in around] == [bool(bits & bit) for bit in (1, 2, 4, 8)]
    assert page[2 * maze.start[1] + 1][4 * maze.start[2] + 2] == "S"
    assert page[2 * maze.exit[1] + 1][4 * maze.exit[2] + 2] == "X"


def test_text_of_levels_shows_the_stairs() -> None:
    maze = generate("wilson", 3, 3, levels=3, seed=4)
    drawn = text(maze)
    assert [line for line in drawn.splitlines() if line.startswith("level")] == [
        "level 0",
        "level 1",
        "level 2",
    ]
    hidden = {maze.start, maze.exit}
    stairs = [
        int(maze.passages[c]) & 48
        for c in np.ndindex(maze.passages.shape)
        if tuple(map(int, c)) not in hidden
    ]
    assert drawn.count("^") == stairs.count(16)
    assert drawn.replace("level", "").count("v") == stairs.count(32)
    assert drawn.count("%") == stairs.count(48)


def test_json_says_all_of_the_maze() -> None:
    maze = generate("growing_tree", 4, 5, levels=2, seed=9, braid=0.2, newest=0.7)
    read = json.loads(document(maze, solution=True))
    rows = [[list(bytes.fromhex(row)) for row in level] for level in read["passages"]]
    assert np.array_equal(np.array(rows, dtype=np.uint8), maze.passages)
    assert (tuple(read["start"]), tuple(read["exit"])) == (maze.start, maze.exit)
    assert [tuple(c) for c in read["solution"]] == shortest_path(maze.passages, maze.start, maze.exit)
    assert (read["format"], read["version"], read["algorithm"], read["code"]) == ("maze3d", 1, 1, maze.code)
    recipe = decode(maze.code)
    assert read["recipe"]["seed"] == recipe.seed == 9
    assert read["recipe"]["newest"] == 0.7
    plain = json.loads(document(masked()))
    assert plain["recipe"] is None
    assert "solution" not in plain


@pytest.mark.parametrize("maze", [generate("kruskal", 6, 8, seed=2), masked()])
def test_svg_strokes_are_the_walls(maze: Maze) -> None:
    root = ET.fromstring(svg(maze, solution=True))  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    strokes = next(root.iter(f"{space}path")).attrib["d"]
    edges = set()
    for x, y, way, length in re.findall(r"M(\d+) (\d+)([hv])(\d+)", strokes):
        for step in range(int(length) // CELL):
            col, row = int(x) // CELL, int(y) // CELL
            edges.add((way, row, col + step) if way == "h" else (way, row + step, col))
    want = set()
    for level, row, col in np.argwhere(maze.passages >= 0 if maze.mask is None else maze.mask).tolist():
        bits = maze.passages[level, row, col]
        sides = ((1, "h", 0, 0), (2, "v", 0, 1), (4, "h", 1, 0), (8, "v", 0, 0))
        want |= {(way, row + down, col + right) for bit, way, down, right in sides if not bits & bit}
    assert edges == want
    points = next(root.iter(f"{space}polyline")).attrib["points"].split()
    assert len(points) == len(shortest_path(maze.passages, maze.start, maze.exit))
    assert len(list(root.iter(f"{space}circle"))) == 2


def test_a_picture_has_walls_openings_and_marks_in_place() -> None:
    maze, colours = generate("kruskal", 6, 8, seed=2), Colours()
    pixels = picture(maze, 8, solution=True)
    assert pixels.shape == (6 * 8 + 2, 8 * 8 + 2, 4)
    assert pixels.dtype == np.uint8
    path = set(shortest_path(maze.passages, maze.start, maze.exit))
    for row in range(6):
        for col in range(8):
            middle = tuple(pixels[row * 8 + 5, col * 8 + 5].tolist())
            cell = (0, row, col)
            want = (
                colours.start if cell == maze.start else colours.exit if cell == maze.exit else colours.floor
            )
            assert middle == (colours.way if want == colours.floor and cell in path else want)
            for bit, y, x in ((1, 0, 5), (8, 5, 0)):
                is_wall = tuple(pixels[row * 8 + y, col * 8 + x].tolist()) == colours.wall
                assert is_wall == (not maze.passages[cell] & bit)


def test_a_large_picture_is_shrunk_and_keeps_its_ends() -> None:
    maze, colours = generate("binary_tree", 300, 200, seed=2), Colours()
    pixels = picture(maze, 8, max_px=256)
    assert max(pixels.shape[:2]) <= 256
    flat = {tuple(p) for p in pixels.reshape(-1, 4).tolist()}
    assert colours.start in flat
    assert colours.exit in flat
    floor, wall = np.array(colours.floor), np.array(colours.wall)
    mean = pixels[20:40, 20:40].mean(axis=(0, 1))
    assert (mean < floor).any()
    assert (mean[:3] > wall[:3]).all()
    assert picture(generate("wilson", 10, 10, seed=1), 8, max_px=50).shape[0] <= 50


def test_outside_a_mask_a_picture_is_clear() -> None:
    pixels = picture(masked(), 8)
    assert tuple(pixels[5, 5].tolist()) == Colours().nothing
    assert pixels[5, 30, 3] == 255


def test_png_is_a_picture_of_all_levels() -> None:
    maze = generate("wilson", 4, 4, levels=2, seed=3)
    with Image.open(io.BytesIO(png(maze))) as image:
        pixels = np.asarray(image.convert("RGBA"))
    one = picture(maze, 16, level=1)
    assert np.array_equal(pixels[:, -one.shape[1] :], one)


def test_the_way_of_a_png_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []

    def counted(maze: Maze) -> list[Cell]:
        searched.append(maze)
        return way_out(maze)

    monkeypatch.setattr(drawing, "way_out", counted)
    png(generate("wilson", 4, 4, levels=5, seed=3), solution=True)
    assert len(searched) == 1


def test_start_and_exit_have_one_colour_in_every_export() -> None:
    maze, colours = generate("wilson", 5, 5, seed=1), Colours()
    circles = set(re.findall(r'<circle [^>]*fill="([^"]*)"', svg(maze)))
    assert circles == {"#" + bytes(colour[:3]).hex() for colour in (colours.start, colours.exit)}
    red, green, blue, _alpha = colours.exit
    assert min(green, blue) > 3 * red, "turquoise, as the gate is in the game"
