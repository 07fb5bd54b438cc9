"""A host's own, drawn maze on its way to a peer: offered with its size and hash, asked for, sent in parts.

A seed is not enough for a maze that somebody drew, so its text travels. Owns what may be sent, and the checks
on what has come: the size first, then the hash, then all that is checked of a file. Knows nothing of streams.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from maze3d.maze.drawing import AUTHOR_LENGTH, TITLE_LENGTH, DrawingError
from maze3d.maze.formats.drawn_text import read_text
from maze3d.session.framing import WireError
from maze3d.session.messages import MOST_OWN_BYTES, MOST_PART_LENGTH, MazePart, OwnMaze
from maze3d.session.words import clean
from maze3d.sim.walkable import check_walkable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.maze.drawing import Drawing


@lru_cache(maxsize=4)
def drawing_of(text: str) -> Drawing:
    """Return the drawing of a text. Raises MazeError for none, or one that no match is walked in."""
    drawing = read_text(text.encode())
    check_walkable(drawing.rows, drawing.cols, drawing.levels)
    return drawing


def offer(text: str) -> OwnMaze:
    """Return what is said of a maze before it is sent."""
    drawing, data = drawing_of(text), text.encode()
    return OwnMaze(
        title=drawing.title,
        author=drawing.author,
        levels=drawing.levels,
        rows=drawing.rows,
        cols=drawing.cols,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def parts(text: str) -> Iterator[MazePart]:
    """Yield the text in parts."""
    for at in range(0, len(text), MOST_PART_LENGTH):
        yield MazePart(text=text[at : at + MOST_PART_LENGTH])


class Offered:
    """What a peer has been offered, and has of it: nothing before it was asked for."""

    def __init__(self) -> None:
        self.maze: OwnMaze | None = None
        self.drawing: Drawing | None = None
        """The maze, once all of it is there and right."""
        self._asked = False
        self._held = bytearray()

    def __len__(self) -> int:
        """Return how many bytes of an unfinished maze are held."""
        return len(self._held)

    def offer(self, maze: OwnMaze) -> None:
        """Know what is offered; the very same that is here already stays."""
        if self.drawing is None or self.maze is None or maze.sha256 != self.maze.sha256:
            self.drawing = None
        title, author = clean(maze.title, TITLE_LENGTH) or "a maze", clean(maze.author, AUTHOR_LENGTH)
        self.maze = maze.model_copy(update={"title": title, "author": author})
        self.forget_parts()

    def ask(self) -> bool:
        """Ask for what is offered; False when nothing is, or it is here or on its way."""
        if self.maze is None or self.drawing is not None or self._asked:
            return False
        self._asked = True
        return True

    def add(self, part: MazePart) -> Drawing | None:
        """Take a part; return the drawing when it was the last.

        Raises WireError for what was not asked for, and is longer or other than was offered.
        """
        if self.maze is None or not self._asked:
            raise WireError("a part of a maze that was not asked for")
        self._held += part.text.encode()
        if len(self._held) > self.maze.size:
            raise WireError("more of its maze than it offered")
        if len(self._held) < self.maze.size:
            return None
        data = bytes(self._held)
        self.forget_parts()
        if hashlib.sha256(data).hexdigest() != self.maze.sha256:
            raise WireError("another maze than it offered")
        try:
            self.drawing = drawing_of(data.decode())
        except (DrawingError, ValueError) as problem:
            raise WireError(f"a maze that is none: {problem}") from None
        return self.drawing

    def forget_parts(self) -> None:
        """Let go of what is not whole: the connection it came by has ended."""
        self._asked = False
        self._held.clear()


def problem_of(text: str) -> str:
    """Return why a host cannot play a drawn maze, in a sentence, or ""."""
    size = len(text.encode())
    if size > MOST_OWN_BYTES:
        return f"the maze is {size:,} bytes long; {MOST_OWN_BYTES:,} are the most that is sent to players."
    try:
        drawing_of(text)
    except ValueError as problem:
        return f"the maze cannot be: {problem}"
    return ""
