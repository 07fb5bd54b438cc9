"""The lines of a drawn maze's file, and its header: `title: WORDS` and the like above the maze.

Knows nothing of walls.
"""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple

from maze3d.maze.drawing import (
    ABOUT_LENGTH,
    AUTHOR_LENGTH,
    LEAST_PAR_S,
    MOST_BYTES,
    MOST_PAR_S,
    TITLE_LENGTH,
    DrawingError,
    Mistake,
)

LENGTHS = {"title": TITLE_LENGTH, "author": AUTHOR_LENGTH, "about": ABOUT_LENGTH, "par": 8}
LEVEL = re.compile(r"level (\d{1,2})")
_HEADER = re.compile(r"([A-Za-z]+)\s*:\s*(.*?)\s*")
WALLS = frozenset("+-|·" + "─│┌┐└┘├┤┬┴┼╵╶╷╴")
"""What a line of maze begins with, when it is not indented."""


class Line(NamedTuple):
    """One of the file's, without what is blank at its end."""

    number: int
    """In the file, from 1."""
    words: str


def lines_of(content: bytes) -> list[Line]:
    """Return the lines of a file. Raises DrawingError for what is no text, or too much of it."""
    if len(content) > MOST_BYTES:
        long = f"{len(content):,} bytes, expected at most {MOST_BYTES:,}"
        raise DrawingError([Mistake(0, 0, "long", long)])
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise DrawingError([Mistake(line, 1, "text", "this line is not UTF-8 text")]) from None
    lines = words.replace("\r\n", "\n").split("\n")
    for number, drawn in enumerate(lines, 1):
        odd = next((place for place, letter in enumerate(drawn) if not letter.isprintable()), None)
        if odd is not None:
            what = "a tab: use spaces" if drawn[odd] == "\t" else "a character that is not printed"
            raise DrawingError([Mistake(number, odd + 1, "character", what)])
    return [Line(number, drawn.rstrip()) for number, drawn in enumerate(lines, 1)]


def parted(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the header and the rest: a maze's line begins with a corner, a wall or `level`."""
    for at, line in enumerate(lines):
        begins_maze = line.words[:1] in WALLS or LEVEL.fullmatch(line.words)
        if line.words and (begins_maze or line.words.startswith(" ")):
            return lines[:at], lines[at:]
    return lines, []


def header_of(lines: list[Line], mistakes: list[Mistake]) -> dict[str, str]:
    """Return the words of each of LENGTHS, empty where the header has none; add what is wrong with it."""
    words = dict.fromkeys(LENGTHS, "")
    for line in lines:
        if not line.words or line.words.startswith("#"):
            continue
        found = _HEADER.fullmatch(line.words)
        name = found[1].lower() if found else ""
        if found is None:
            expected = "expected NAME: WORDS, such as title: The mill"
            mistakes.append(Mistake(line.number, 1, "header", expected))
        elif name not in LENGTHS:
            near = next(iter(difflib.get_close_matches(name, LENGTHS, 1)), "")
            known = ", ".join(LENGTHS)
            mistakes.append(Mistake(line.number, 1, "header", f'"{name}" is none of {known}', near))
        elif words[name]:
            mistakes.append(Mistake(line.number, 1, "header", f"a second {name}"))
        elif len(found[2]) > LENGTHS[name]:
            long = f"{name} has {len(found[2])} characters, expected at most {LENGTHS[name]}"
            mistakes.append(Mistake(line.number, found.start(2) + 1, "header", long))
        else:
            words[name] = found[2]
            if name == "par" and not _is_par(found[2]):
                whole = f"expected whole seconds, {LEAST_PAR_S} to {MOST_PAR_S:,}"
                mistakes.append(Mistake(line.number, found.start(2) + 1, "par", whole))
    if not words["title"] and not any(each.message.startswith("title") for each in mistakes):
        mistakes.append(Mistake(1, 1, "no-title", "the header has no line title: WORDS"))
    return words


def _is_par(words: str) -> bool:
    return words.isascii() and words.isdigit() and LEAST_PAR_S <= int(words) <= MOST_PAR_S
