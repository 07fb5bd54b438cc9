"""A drawn maze as JSON: `NAME.maze.json`, what document.py writes with the words and marks of a drawing.

title                words; also author, about, and par in seconds, when there are any
start, exit, keys    [level, row, col], keys a list of them in the order of their numbers
torches              a list of cells; without it the game hangs them
passages             for each level, for each row, two hex digits a cell: the sum of the open directions
"""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.maze.drawing import (
    LEAST_PAR_S,
    MOST_BYTES,
    MOST_KEYS,
    MOST_PAR_S,
    MOST_SIDE,
    Drawing,
    DrawingError,
    Marks,
    Mistake,
    assembled,
    size_mistake,
)
from maze3d.maze.formats.document import document
from maze3d.maze.formats.drawn_header import LENGTHS
from maze3d.maze.grid import DOWN, UP, E, N, S, W, is_symmetric

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.maze.grid import Cell, Passages

_OURS = ("title", "author", "about", "par", "keys", "torches")
_NEEDED = ("format", "version", "title", "start", "exit", "passages")
_PASSED_OVER = ("algorithm", "recipe", "code", "solution")
"""What document() writes besides: a drawn maze needs none of it."""

_MOST_DEPTH = 8


def read_json(content: bytes) -> Drawing:
    """Return the drawing of a file's bytes. Raises DrawingError with everything that is wrong with it."""
    fields = _fields(content)
    mistakes = _shapes(fields)
    if mistakes:
        raise DrawingError(mistakes)
    passages = _passages(fields["passages"])
    shape = passages.shape
    for name in ("start", "exit", "keys", "torches"):
        cells = fields.get(name, []) if name in {"keys", "torches"} else [fields[name]]
        for cell in cells:
            if any(place >= most for place, most in zip(cell, shape, strict=True)):
                mistakes.append(_wrong("cell", f"{name}: {cell} is outside the maze of {_times(shape)}"))
    gaps = _closed(passages)
    if not is_symmetric(passages):
        mistakes.append(_wrong("passages", "passages: a way that is open on one side only"))
    keys = [_cell(each) for each in fields.get("keys", [])]
    if len(set(keys)) != len(keys):
        mistakes.append(_wrong("keys", "keys: two lie in one cell"))
    if mistakes:
        raise DrawingError(mistakes)
    torches = sorted({_cell(each) for each in fields.get("torches", [])})
    marks = Marks([_cell(fields["start"])], [_cell(fields["exit"])], keys, torches)
    maze, more = assembled(passages, marks, gaps, lambda _cell: (0, 0))
    if maze is None:
        raise DrawingError(more)
    words = [fields.get(name, "").strip() for name in ("title", "author", "about")]
    return Drawing(maze, words[0], words[1], words[2], fields.get("par", 0))


def write_json(drawing: Drawing) -> str:
    """Return the drawing as JSON that `read_json` gives the same drawing for."""
    ours: dict[str, Any] = {"title": drawing.title}
    values = (drawing.author, drawing.about, drawing.par_s, drawing.keys, drawing.torches)
    ours |= {name: value for name, value in zip(_OURS[1:], values, strict=True) if value}
    lines = "".join(f"  {json.dumps(name)}: {json.dumps(value)},\n" for name, value in ours.items())
    return "{\n" + lines + document(drawing.maze).removeprefix("{\n")


def _wrong(code: str, message: str) -> Mistake:
    return Mistake(0, 0, code, message)


def _times(shape: tuple[int, ...]) -> str:
    return " x ".join(str(each) for each in shape)


def _fields(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise DrawingError([_wrong("long", f"{len(content):,} bytes, expected at most {MOST_BYTES:,}")])
    if _depth(content) > _MOST_DEPTH:
        raise DrawingError([_wrong("json", f"brackets in brackets, more than {_MOST_DEPTH} deep")])
    try:
        fields = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DrawingError([_wrong("text", "this is not UTF-8 text")]) from None
    except json.JSONDecodeError as problem:
        raise DrawingError([Mistake(problem.lineno, problem.colno, "json", problem.msg)]) from None
    except ValueError:  # a number of thousands of digits
        raise DrawingError([_wrong("json", "a number that is too long")]) from None
    if not isinstance(fields, dict):
        raise DrawingError([_wrong("json", "expected one object in curly brackets")])
    return fields


def _depth(content: bytes) -> int:
    depth = most = 0
    for each in content:
        depth += (each in b"[{") - (each in b"]}")
        most = max(most, depth)
    return most


def _shapes(fields: dict[str, Any]) -> list[Mistake]:
    """Return what is missing, unknown or of a wrong kind."""
    mistakes = [_wrong("missing", f'there is no "{name}"') for name in _NEEDED if name not in fields]
    known = {*_NEEDED, *_OURS, *_PASSED_OVER}
    for name in fields.keys() - known:
        near = next(iter(difflib.get_close_matches(name, known, 1)), "")
        mistakes.append(Mistake(0, 0, "unknown", f'"{name[:40]}" is nothing known', near))
    if (fields.get("format"), fields.get("version")) != ("maze3d", 1) and not mistakes:
        mistakes.append(_wrong("format", 'expected "format": "maze3d" and "version": 1'))
    mistakes += _words_mistakes(fields)
    for name in ("start", "exit"):
        mistakes += _cells_mistakes(name, [fields[name]] if name in fields else [], 1)
    mistakes += _cells_mistakes("keys", fields.get("keys", []), MOST_KEYS)
    mistakes += _cells_mistakes("torches", fields.get("torches", []), MOST_SIDE * MOST_SIDE)
    return mistakes + (_passages_mistakes(fields["passages"]) if "passages" in fields else [])


def _words_mistakes(fields: dict[str, Any]) -> Iterator[Mistake]:
    for name in ("title", "author", "about"):
        value = fields.get(name, "")
        if not isinstance(value, str) or len(value) > LENGTHS[name] or not value.isprintable():
            yield _wrong(name, f"{name}: expected words, {LENGTHS[name]} characters at most")
    if isinstance(fields.get("title"), str) and not fields["title"].strip():
        yield _wrong("title", "title: it is empty")
    par = fields.get("par", LEAST_PAR_S)
    if type(par) is not int or not LEAST_PAR_S <= par <= MOST_PAR_S:
        yield _wrong("par", f"par: expected whole seconds, {LEAST_PAR_S} to {MOST_PAR_S:,}")


def _cells_mistakes(name: str, cells: object, most: int) -> Iterator[Mistake]:
    if not isinstance(cells, list) or len(cells) > most or not all(map(_is_cell, cells)):
        what = "[level, row, col]" if most == 1 else f"a list of [level, row, col], {most:,} at most"
        yield _wrong("cell", f"{name}: expected {what}")


def _is_cell(value: object) -> bool:
    if not isinstance(value, list) or len(value) != len(("level", "row", "col")):
        return False
    return all(type(each) is int and each >= 0 for each in value)


def _cell(value: list[int]) -> Cell:
    return value[0], value[1], value[2]


def _passages_mistakes(levels: object) -> list[Mistake]:
    shape = "passages: expected a list of levels, each a list of rows, all as long, of two hex digits a cell"
    if not isinstance(levels, list) or not levels or not all(isinstance(level, list) for level in levels):
        return [_wrong("passages", shape)]
    rows = [row for level in levels for row in level]
    if not rows or not all(isinstance(row, str) and row.isascii() for row in rows):
        return [_wrong("passages", shape)]
    alike = len({len(level) for level in levels}) == 1 and len({len(row) for row in rows}) == 1
    if not alike or len(rows[0]) % 2:
        return [_wrong("passages", shape)]
    if wrong := size_mistake(len(levels), len(levels[0]), len(rows[0]) // 2):
        return [_wrong("size", f"passages: {wrong}")]
    try:
        high = max(max(bytes.fromhex(row)) for row in rows)
    except ValueError:
        return [_wrong("passages", shape)]
    return [_wrong("passages", f"passages: {high:02x} is over 3f")] if high > 63 else []


def _passages(levels: list[list[str]]) -> Passages:
    data = b"".join(bytes.fromhex(row) for level in levels for row in level)
    return np.frombuffer(data, np.uint8).reshape(len(levels), len(levels[0]), -1).copy()


def _closed(passages: Passages) -> list[Cell]:
    """Close what leads outside; return the cells that did."""
    before = passages.copy()
    for edge, bit in (
        (np.s_[:, 0], N),
        (np.s_[:, -1], S),
        (np.s_[:, :, 0], W),
        (np.s_[:, :, -1], E),
        (np.s_[-1], UP),
        (np.s_[0], DOWN),
    ):
        passages[edge] &= np.uint8(63 ^ bit)
    changed = np.argwhere(before != passages).tolist()
    return [(cell[0], cell[1], cell[2]) for cell in changed]
