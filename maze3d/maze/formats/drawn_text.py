"""A drawn maze as text: `NAME.maze.txt`, a small header and the maze in the lines that formats/text.py draws.

    title: The crooked mile
    author: ada

    +---+---+---+
    | S |     1 |
    +   +   +---+
    | *       X |
    +---+---+---+

A cell is three characters wide and has one line; walls are between them. S is the start, X the exit, 1 to 3
are keys, * hangs up a torch (where there is none, the game hangs them). Of several levels each begins with a
line `level N`, from the lowest up; ^ leads up, v down, % both ways. Walls can be of +, - and | or of box
drawing characters; the dots of a drawn way out are passed over. What nobody can come to is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.drawing import (
    MOST_KEYS,
    Drawing,
    DrawingError,
    Marks,
    Mistake,
    assembled,
    size_mistake,
)
from maze3d.maze.formats.drawn_header import LEVEL, WALLS, Line, header_of, lines_of, parted
from maze3d.maze.formats.text import text
from maze3d.maze.grid import DOWN, UP, E, N, S, W

if TYPE_CHECKING:
    from maze3d.maze.grid import Cell, Passages

_WIDTH = 4
_CORNERS = WALLS | {" ", "."}
_ALONG, _ACROSS = frozenset("|│"), frozenset("-─")
_NOTHING = frozenset(" ·.")
_STAIRS = {UP: "^", DOWN: "v", UP | DOWN: "%"}


def read_text(content: bytes) -> Drawing:
    """Return the drawing of a file's bytes. Raises DrawingError with everything that is wrong with it."""
    mistakes: list[Mistake] = []
    lines = lines_of(content)
    header, body = parted(lines)
    words = header_of(header, mistakes)
    levels = _levels(body, mistakes)
    if not levels:
        raise DrawingError([*mistakes, Mistake(0, 0, "no-maze", "there is no maze below the header")])
    rows, cols = (len(levels[0]) - 1) // 2, (len(levels[0][0].words) - 1) // _WIDTH
    for lines_of_level in levels:
        _measure(lines_of_level, rows, cols, mistakes)
    wrong_size = size_mistake(len(levels), rows, cols)
    if wrong_size:
        mistakes.append(Mistake(levels[0][0].number, 1, "size", wrong_size))
    if any(mistake.code in {"size", "ragged"} for mistake in mistakes):
        raise DrawingError(mistakes)
    passages = np.zeros((len(levels), rows, cols), np.uint8)
    marks = Marks()
    gaps: list[Cell] = []
    numbered: dict[int, Cell] = {}
    for level, drawn in enumerate(levels):
        gaps += _open_rows(passages[level], level, drawn, mistakes)
        gaps += _open_cols(passages[level], level, drawn, mistakes)
        _marks(passages[level], level, drawn, (marks, numbered), mistakes)
    _stairs(passages, levels, mistakes)
    last = max(numbered, default=0)
    mistakes += [
        Mistake(0, 0, "key-missing", f"there is a key {last} but no key {number}")
        for number in range(1, last)
        if number not in numbered
    ]
    if mistakes:
        raise DrawingError(mistakes)
    marks.keys = [numbered[number] for number in sorted(numbered)]
    maze, more = assembled(passages, marks, gaps, lambda cell: _place(levels, cell))
    if maze is None:
        raise DrawingError(more)
    return Drawing(maze, words["title"], words["author"], words["about"], int(words["par"] or 0))


def write_text(drawing: Drawing) -> str:
    """Return the drawing as text that `read_text` gives the same drawing for."""
    header = {"title": drawing.title, "author": drawing.author, "about": drawing.about}
    header["par"] = str(drawing.par_s) if drawing.par_s else ""
    words = "".join(f"{name}: {value}\n" for name, value in header.items() if value)
    maze = drawing.maze
    lines = text(maze, ascii_only=True).split("\n")
    for cell in {maze.start, maze.exit}:  # their letters stand where a stair's would
        stairs = _STAIRS.get(int(maze.passages[cell]) & (UP | DOWN))
        if stairs:
            _write(lines, maze.levels, maze.rows, cell, stairs)
    for number, key in enumerate(drawing.keys, 1):
        _write(lines, maze.levels, maze.rows, key, str(number))
    for torch in drawing.torches:
        _write(lines, maze.levels, maze.rows, torch, "*")
    return f"{words}\n" + "\n".join(lines)


def _write(lines: list[str], levels: int, rows: int, cell: Cell, letter: str) -> None:
    """Put a letter into a cell: in its middle, or beside what is there."""
    level, row, col = cell
    at = level * (2 * rows + 3) + 1 + 2 * row + 1 if levels > 1 else 2 * row + 1
    line = lines[at].ljust(_WIDTH * (col + 1) + 1)
    places = [_WIDTH * col + offset for offset in (2, 3, 1)]
    place = next(each for each in places if line[each] == " ")
    lines[at] = line[:place] + letter + line[place + 1 :]


def _levels(body: list[Line], mistakes: list[Mistake]) -> list[list[Line]]:
    """Return the lines of each level."""
    levels: list[list[Line]] = []
    expects_name = any(LEVEL.fullmatch(line.words) for line in body)
    inside = False
    for line in body:
        name = LEVEL.fullmatch(line.words)
        if name:
            if int(name[1]) != len(levels):
                mistakes.append(Mistake(line.number, 1, "level", f"expected level {len(levels)} here"))
            levels.append([])
            inside = True
        elif not line.words and (not inside or not levels or not levels[-1]):
            continue
        elif not levels and not expects_name:
            levels.append([line])
            inside = True
        elif levels and inside:
            levels[-1].append(line)
        else:
            mistakes.append(Mistake(line.number, 1, "level", "expected a line level 0 before this"))
    for level in levels:
        while level and not level[-1].words:
            level.pop()
    return [level for level in levels if level]


def _measure(level: list[Line], rows: int, cols: int, mistakes: list[Mistake]) -> None:
    """See that a level is a grid of so many rows and columns; make its lines as long as they have to be."""
    width = _WIDTH * cols + 1
    if len(level) != 2 * rows + 1 or len(level) % 2 == 0:
        lines = f"{len(level)} lines of maze, expected {2 * rows + 1}: two for each row of cells and one more"
        mistakes.append(Mistake(level[-1].number, 1, "ragged", lines))
    for at, line in enumerate(level):
        if len(line.words) > width:
            long = f"this line has {len(line.words)} characters, expected {width}: four a cell and one more"
            mistakes.append(Mistake(line.number, width + 1, "ragged", long))
        level[at] = Line(line.number, line.words.ljust(width))


def _open_rows(floor: Passages, level: int, drawn: list[Line], mistakes: list[Mistake]) -> list[Cell]:
    """Open the ways north and south; return the cells that are open towards the outside."""
    rows, cols = len(floor), len(floor[0])
    gaps: list[Cell] = []
    for row, col in np.ndindex(rows + 1, cols):
        line = drawn[2 * row]
        part = line.words[_WIDTH * col + 1 : _WIDTH * col + 4]
        if all(letter in _ACROSS for letter in part):
            continue
        if not all(letter in _NOTHING for letter in part):
            half = f'expected "---" or three spaces, found "{part}"'
            mistakes.append(Mistake(line.number, _WIDTH * col + 2, "wall", half))
        elif 0 < row < rows:
            floor[row - 1, col] |= S
            floor[row, col] |= N
        else:
            gaps.append((level, min(row, rows - 1), col))
    mistakes += [
        Mistake(line.number, place + 1, "corner", f'expected a corner, found "{line.words[place]}"')
        for line in drawn[::2]
        for place in range(0, len(line.words), _WIDTH)
        if line.words[place] not in _CORNERS
    ]
    return gaps


def _open_cols(floor: Passages, level: int, drawn: list[Line], mistakes: list[Mistake]) -> list[Cell]:
    """Open the ways west and east; return the cells that are open towards the outside."""
    rows, cols = len(floor), len(floor[0])
    gaps: list[Cell] = []
    for row, col in np.ndindex(rows, cols + 1):
        line = drawn[2 * row + 1]
        letter = line.words[_WIDTH * col]
        if letter in _ALONG:
            continue
        if letter not in _NOTHING:
            found = f'expected "|" or a space, found "{letter}"'
            mistakes.append(Mistake(line.number, _WIDTH * col + 1, "wall", found))
        elif 0 < col < cols:
            floor[row, col - 1] |= E
            floor[row, col] |= W
        else:
            gaps.append((level, row, min(col, cols - 1)))
    return gaps


def _marks(
    floor: Passages,
    level: int,
    drawn: list[Line],
    into: tuple[Marks, dict[int, Cell]],
    mistakes: list[Mistake],
) -> None:
    """Take what stands in the cells."""
    marks, numbered = into
    for row, col in np.ndindex(floor.shape):
        line, cell = drawn[2 * row + 1], (level, row, col)
        for place in range(_WIDTH * col + 1, _WIDTH * col + 4):
            letter = line.words[place]
            if letter in _NOTHING:
                continue
            if letter in "Ss":
                marks.starts.append(cell)
            elif letter in "Xx":
                marks.exits.append(cell)
            elif letter == "*":
                marks.torches += [cell] if cell not in marks.torches else []
            elif letter in "^%" or letter in "vV%":
                floor[row, col] |= {"^": UP, "%": UP | DOWN}.get(letter, DOWN)
            elif letter in "123"[:MOST_KEYS] and int(letter) not in numbered:
                numbered[int(letter)] = cell
            else:
                what = f'"{letter}" is nothing: expected S, X, 1, 2, 3, *, ^, v or %'
                second = f"a second key {letter}"
                mistakes.append(Mistake(line.number, place + 1, "mark", second if letter in "123" else what))


def _stairs(passages: Passages, levels: list[list[Line]], mistakes: list[Mistake]) -> None:
    """See that what leads up is met by what leads down."""
    up, down = (passages & UP) != 0, (passages & DOWN) != 0
    meets_up = np.zeros_like(up)
    meets_up[1:] = up[:-1]
    meets_down = np.zeros_like(down)
    meets_down[:-1] = down[1:]
    leads = ((up & ~meets_down, "up, and no v is above it"), (down & ~meets_up, "down, and no ^ is below it"))
    for wrong, words in leads:
        for cell in np.argwhere(wrong).tolist():
            where = _place(levels, (cell[0], cell[1], cell[2]))
            mistakes.append(Mistake(*where, "stairs", f"this leads {words}"))


def _place(levels: list[list[Line]], cell: Cell) -> tuple[int, int]:
    level, row, col = cell
    return levels[level][2 * row + 1].number, _WIDTH * col + 3
