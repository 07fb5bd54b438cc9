"""One drawn maze in the list of them: what it is called and who drew it, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.canvas import LINE
from maze3d.view.ui.controls import INSET
from maze3d.view.ui.list_field import ListField
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import BAD, DIM, FAINT, INK, SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas

_TALL = 54.0
_PAD = 7.0


@dataclass(frozen=True, slots=True)
class OwnMazeData:
    """A drawn maze as screens show it."""

    key: str
    """Its file."""
    title: str
    facts: str = ""
    """Who drew it, its size, its keys."""
    problems: tuple[str, ...] = ()
    """What is wrong with it, a sentence each: it cannot be played then."""


class OwnMazeField(ListField[OwnMazeData]):
    """Its title and its facts. Pressed to play it, or to see all that is wrong with it."""

    tall = _TALL

    def __init__(self, canvas: Canvas, on_press: Callable[[OwnMazeData], None]) -> None:
        super().__init__(canvas, self._tell)
        self._on_maze = on_press
        self._facts = Text(canvas, self.node, "", style="small", colour=FAINT)

    def title(self, maze: OwnMazeData, /) -> str:
        return maze.title

    def draw(self, maze: OwnMazeData, /) -> None:
        room = self.width - 2 * INSET
        self.text.set_cut(maze.title, room)
        self.text.paint(DIM if maze.problems else INK)
        self.text.place(INSET, _PAD)
        wrong = len(maze.problems)
        facts = say("drawn.mistakes", n=wrong, first=maze.problems[0]) if wrong else maze.facts
        self._facts.set_cut(facts, room)
        self._facts.paint(BAD if wrong else FAINT)
        self._facts.place(INSET, _PAD + SIZES["body"] * LINE)

    def _tell(self) -> None:
        if self._item:
            self._on_maze(self._item)
