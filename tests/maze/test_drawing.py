"""Mazes drawn by hand: what is drawn is what is walked, and every mistake is told with its place."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import GENERATORS, generate
from maze3d.maze.drawing import MOST_BYTES, Drawing, DrawingError, is_drawn, named
from maze3d.maze.formats.drawn_json import read_json, write_json
from maze3d.maze.formats.drawn_text import read_text, write_text
from maze3d.maze.formats.text import text
from maze3d.maze.grid import is_symmetric
from maze3d.sim.difficulty import escape_rules
from maze3d.sim.match import Match

MILE = """title: The crooked mile
author: ada

+---+---+---+
| S |     1 |
+   +   +---+
|   | *   X |
+   +   +   +
| *       2 |
+---+---+---+
"""


def mistakes(words: str | bytes) -> list[str]:
    with pytest.raises(DrawingError) as caught:
        read_text(words if isinstance(words, bytes) else words.encode())
    return [str(each) for each in caught.value.mistakes]


def test_what_is_drawn_is_what_is_walked() -> None:
    drawing = read_text(MILE.encode())
    maze = drawing.maze
    assert (drawing.title, drawing.author, maze.start, maze.exit) == (
        *("The crooked mile", "ada"),
        *((0, 0, 0), (0, 1, 2)),
    )
    assert maze.passages.tolist() == [[[4, 6, 8], [5, 7, 12], [3, 11, 9]]]
    assert is_drawn(maze.code)
    match = Match(maze, escape_rules("normal", len(drawing.keys)))
    assert [key.cell for key in match.keys] == [(0, 0, 2), (0, 2, 2)]
    assert drawing.torches == ((0, 1, 1), (0, 2, 0))


def test_words_change_nothing_in_what_names_a_maze_and_its_marks_do() -> None:
    code = read_text(MILE.encode()).maze.code
    assert read_text(MILE.replace("crooked", "straight").encode()).maze.code == code
    assert read_text(MILE.replace("*", " ").encode()).maze.code != code
    assert read_text(MILE.replace("1", "3").replace("2", "1").replace("3", "2").encode()).maze.code != code


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    rows, cols, levels = (draw(st.integers(2, 9)), draw(st.integers(2, 9)), draw(st.integers(1, 3)))
    maze = generate(
        draw(st.sampled_from(sorted(GENERATORS))), rows, cols, levels=levels, seed=draw(st.integers(0, 2**32))
    )
    cells = [cell for cell in np.ndindex(*maze.passages.shape) if cell not in {maze.start, maze.exit}]
    keys = draw(st.lists(st.sampled_from(cells), max_size=3, unique=True))
    with_wall = [cell for cell in np.ndindex(*maze.passages.shape) if int(maze.passages[cell]) & 15 != 15]
    torches = draw(st.lists(st.sampled_from(with_wall), max_size=5, unique=True))
    plain = replace(maze, code="", keys=tuple(keys), torches=tuple(sorted(torches)) or None)
    letters = st.characters(codec="utf-8", categories=("L", "N"))
    title = draw(st.text(letters, min_size=1, max_size=20).filter(str.isprintable))
    return Drawing(named(plain), title, par_s=draw(st.integers(0, 600)))


def fields_of(drawing: Drawing) -> tuple[object, ...]:
    maze = drawing.maze
    words = (drawing.title, drawing.author, drawing.about, drawing.par_s)
    return (*words, maze.code, maze.start, maze.exit, maze.keys, maze.torches, maze.passages.tobytes())


@given(drawings())
@settings(max_examples=60)
def test_a_drawing_is_the_same_after_being_written_and_read(drawing: Drawing) -> None:
    for again in (read_text(write_text(drawing).encode()), read_json(write_json(drawing).encode())):
        assert fields_of(again) == fields_of(drawing)


def test_box_drawing_and_ascii_are_the_same_maze() -> None:
    maze = generate("wilson", 6, 7, seed=5, braid=0.4)
    plain, boxes = (text(maze, ascii_only=ascii_only, solution=True) for ascii_only in (True, False))
    read = [read_text(f"title: a\n\n{words}".encode()).maze for words in (plain, boxes)]
    assert read[0].code == read[1].code
    assert np.array_equal(read[0].passages, maze.passages)


def test_what_nobody_can_come_to_is_not_there() -> None:
    drawing = read_text(
        b"title: a\n\n+---+---+---+\n| S   X |    \n+---+---+    \n             \n+---+---+---+\n"
    )
    assert drawing.maze.mask is not None
    assert drawing.maze.mask.tolist() == [[[True, True, False], [False] * 3]]
    assert drawing.maze.passages.tolist() == [[[2, 8, 0], [0, 0, 0]]]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("title", "titel"), '1:1: header "titel" is none of title, author, about, par; did you mean title?'),
        (("author: ada", "par: soon"), "2:6: par expected whole seconds, 1 to 86,400"),
        (("author: ada", "title: b"), "2:1: header a second title"),
        ((" S ", "   "), "no-start there is no start: mark its cell with S"),
        ((" X ", " S "), "7:11: two-starts a second start: there can be one"),
        (("| S", "  S"), "5:3: open the wall round the maze has a gap here"),
        (("2 |", "? |"), '9:11: mark "?" is nothing: expected S, X, 1, 2, 3, *, ^, v or %'),
        (("2 |", "1 |"), "9:11: mark a second key 1"),
        (("2 |", "3 |"), "key-missing there is a key 3 but no key 2"),
        (("2 |", "^ |"), "9:11: stairs this leads up, and no v is above it"),
        (("+   +---+\n", "+   +-- +\n"), '6:10: wall expected "---" or three spaces, found "-- "'),
        (("|   | *", "|   x *"), '7:5: wall expected "|" or a space, found "x"'),
        (("+   +---+\n", "#   +---+\n"), '6:5: corner expected a corner, found "#"'),
        (
            ("2 |\n", "2 | more\n"),
            "9:14: ragged this line has 18 characters, expected 13: four a cell and one more",
        ),
        (("|   | *", "|   |\t*"), "7:6: character a tab: use spaces"),
    ],
)
def test_a_mistake_is_told_with_its_place(change: tuple[str, str], told: str) -> None:
    assert told in mistakes(MILE.replace(*change, 1))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    wrong = MILE.replace("title", "titel").replace("2 |", "? |").replace("+   +---+\n", "+   +-- +\n", 1)
    places = [each.split(":")[0] for each in mistakes(wrong)]
    assert places == ["1", "1", "6", "9"]


@pytest.mark.parametrize(
    "words",
    [b"", b"title: only words\n", b"\xff\xfe", b"x" * (MOST_BYTES + 1), b"title: a\n\n+---+\n| S |\n+---+\n"],
)
def test_what_is_no_drawing_is_told_in_a_sentence(words: bytes) -> None:
    assert mistakes(words)


def test_walled_off_exit_and_key_and_a_torch_without_a_wall() -> None:
    walled = MILE.replace("+---+\n|   | *   X |\n+   +   +   +", "+---+\n|   | * | X |\n+   +   +---+")
    assert "7:11: unreachable nobody can come from the start to the exit" in mistakes(walled)
    lines = ["+---+---+---+", "| S       X |", "+   +   +   +", "|     *     |", "+   +   +   +"]
    hall = "\n".join(["title: a", "", *lines, "|           |", "+---+---+---+"])
    assert mistakes(hall) == ["6:7: no-wall a torch needs a wall beside its cell"]


def good_json() -> dict[str, object]:
    fields: dict[str, object] = json.loads(write_json(read_text(MILE.encode())))
    return fields


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("titel", "x", 'unknown "titel" is nothing known; did you mean title?'),
        ("title", "", "title title: it is empty"),
        ("par", -1, "par par: expected whole seconds, 1 to 86,400"),
        ("start", [0, 0], "cell start: expected [level, row, col]"),
        ("exit", [0, 9, 0], "cell exit: [0, 9, 0] is outside the maze of 1 x 3 x 3"),
        ("keys", [[0, 0, 2], [0, 0, 2]], "keys keys: two lie in one cell"),
        ("passages", [["0404"], ["0404"]], "size passages: 1 rows of 2 cells, expected 2 to 100 of both"),
        ("passages", [["ff06", "0101"]], "passages passages: ff is over 3f"),
        ("passages", [["0406", "0001"]], "passages passages: a way that is open on one side only"),
        ("version", 2, 'format expected "format": "maze3d" and "version": 1'),
    ],
)
def test_a_wrong_field_of_json_is_told_by_its_name(name: str, value: object, told: str) -> None:
    fields = good_json() | {name: value}
    if name == "passages":
        fields |= {"exit": [0, 1, 1], "keys": [], "torches": []}
    with pytest.raises(DrawingError) as caught:
        read_json(json.dumps(fields).encode())
    assert told in [str(each) for each in caught.value.mistakes]


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b"[" * 100_000, b'{"par": ' + b"9" * 5000 + b"}"])
def test_what_is_no_json_is_told(content: bytes) -> None:
    with pytest.raises(DrawingError):
        read_json(content)


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_rubbish_never_does_more_than_be_refused(rubbish: bytes) -> None:
    for read in (read_text, read_json):
        for content in (rubbish, b"title: a\n\n" + rubbish):
            try:
                drawing = read(content)
            except DrawingError:
                continue
            assert is_symmetric(drawing.maze.passages)
