"""Mazes drawn by hand: one is chosen to be played, and of a broken one all mistakes are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.view.language import say
from maze3d.view.screens.own_maze_row import OwnMazeData, OwnMazeField
from maze3d.view.screens.words import difficulty_words
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column
from maze3d.view.ui.row_list import RowList, refocus
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import BAD, FAINT
from maze3d.view.ui.values import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

MOST_MISTAKES = 14
"""Told on the screen; `maze3d maze FILE` tells all."""


@dataclass(frozen=True, slots=True)
class OwnMazeActions:
    """What the screen asks for."""

    mazes: Callable[[], Sequence[OwnMazeData]]
    """Return all there are."""
    play: Callable[[str, str], None]
    """Play one, by its key, at a difficulty."""
    folder: str
    """Where they lie, in words."""


class OwnMazesScreen(Screen):
    """`prepare` looks at the folder again."""

    def __init__(self, ui: Ui, actions: OwnMazeActions) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._actions = actions
        self._mistakes = _MistakesScreen(ui)
        self._words = Label(canvas, "", style="small", colour=FAINT)
        names = [(name, say(f"difficulty.{name}")) for name in DIFFICULTIES]
        self._difficulty = Choice(canvas, say("maze.difficulty"), names, self._set_difficulty)
        self._facts = Label(canvas, "", style="small", colour=FAINT)
        self._list: RowList[OwnMazeField] = RowList(canvas, lambda: OwnMazeField(canvas, self._choose))
        self._look = Button(canvas, say("packs.look"), self.prepare)
        super().__init__(
            canvas,
            say("drawn.title"),
            Column(canvas, [self._words, self._difficulty, self._facts, self._list]),
            [self._look, Button(canvas, say("menu.back"), ui.back)],
            width=720,
            on_back=ui.back,
        )
        self._difficulty.set("normal")
        self._set_difficulty("normal")

    def first_focus(self) -> Widget:
        rows = self._list.rows
        return rows[0] if rows else self._look

    def prepare(self) -> None:
        """Show what there is now."""
        mazes = list(self._actions.mazes())
        rearranged = self._list.arrange([maze.key for maze in mazes])
        for row, maze in zip(self._list.rows, mazes, strict=True):
            row.show_item(maze)
        folder = self._actions.folder
        command = f"maze3d maze --size 8x8 -o {folder}/first.maze.txt"
        key = "drawn.there" if mazes else "drawn.none_yet"
        self._words.text.set(say(key, folder=folder, command=command))
        self.changed = True
        if rearranged:
            refocus(self._ui, self)

    def _set_difficulty(self, name: object) -> None:
        self._facts.text.set(difficulty_words(DIFFICULTIES[str(name)]))
        self.changed = True

    def _choose(self, maze: OwnMazeData) -> None:
        if maze.problems:
            self._mistakes.open(maze)
        else:
            self._actions.play(maze.key, str(self._difficulty.value))


class _MistakesScreen(Screen):
    """All that is wrong with one."""

    def __init__(self, ui: Ui) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._name = Label(canvas, "", style="heading")
        self._mistakes = Label(canvas, "", style="small", colour=BAD)
        parts = [self._name, self._mistakes]
        buttons = [Button(canvas, say("menu.back"), ui.back)]
        super().__init__(canvas, "", Column(canvas, parts), buttons, width=720, on_back=ui.back)

    def open(self, maze: OwnMazeData) -> None:
        """Show that maze's in front."""
        beyond = len(maze.problems) - MOST_MISTAKES
        more = [say("packs.more", number=beyond)] if beyond > 0 else []
        self._name.text.set(maze.title)
        self._mistakes.text.set("\n".join([*maze.problems[:MOST_MISTAKES], *more]))
        self.changed = True
        self._ui.push(self)
