"""Choosing a maze: difficulty, size, generator with a picture from above, keys, seed or a friend's code.

Owns the last choice. Knows nothing of how it is played.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from maze3d.maze import GENERATORS, MazeError
from maze3d.maze.formats.picture import Colours
from maze3d.sim.difficulty import DIFFICULTIES, MAX_KEYS
from maze3d.sim.walkable import MAX_LEVELS, MAX_SIDE, MIN_SIDE
from maze3d.view.language import commas, lines, say
from maze3d.view.problems import told
from maze3d.view.screens.actions import GameChoice
from maze3d.view.screens.legend import Legend
from maze3d.view.screens.maze_choice import (
    for_difficulty,
    from_code,
    levels_for,
    maze_problem,
    seed_from,
    side_from,
)
from maze3d.view.screens.words import clock, difficulty_words, generator_words, percent, size_words
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.entry import Entry
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.picture import Picture
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import AMBER, BAD, FAINT, GOOD
from maze3d.view.ui.values import Choice, Slider

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maze3d.view.screens.actions import Actions
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_PREVIEW_SIDE = 40
_PREVIEW_AFTER_S = 0.2
_SIZES = {"small": 10, "medium": 20, "large": 40, "huge": 100, "vast": 1000}


class NewGameScreen(Screen):
    """Keeps the last choice for the next visit."""

    def __init__(
        self,
        ui: Ui,
        actions: Actions,
        on_drawn: Callable[[], None] | None = None,
        plugins: Sequence[str] = (),
    ) -> None:
        canvas = ui.canvas
        self._actions = actions
        self._choice = for_difficulty(GameChoice(), "normal")
        self._ui = ui
        self._preview_in: float | None = 0.0
        self._previewed: tuple[object, ...] | None = None
        self._sides_problem = ""
        self._seed_problem = ""
        names = [(name, say(f"difficulty.{name}")) for name in DIFFICULTIES]
        self._difficulty = Choice(canvas, say("maze.difficulty"), names, self._set_difficulty)
        self._facts = Label(canvas, "", style="small", colour=FAINT)
        sizes = [
            (side, commas([say(f"size.{name}"), size_words(side, side)])) for name, side in _SIZES.items()
        ]
        own, custom = (0, say("size.as_difficulty")), (-1, say("size.custom"))
        self._size = Choice(canvas, say("maze.size"), [own, *sizes, custom], self._set_size)
        self._rows = Entry(canvas, say("maze.rows"), lambda _w: self._set_sides(), limit=4, share=0.55)
        self._cols = Entry(canvas, say("maze.columns"), lambda _w: self._set_sides(), limit=4, share=0.5)
        self._sides = Row(canvas, [self._rows, self._cols])
        self._levels = Slider(
            canvas, say("maze.levels"), (1, MAX_LEVELS, 1), lambda v: self._set_maze(levels=v)
        )
        makers = [(name, generator_words(name)[0]) for name in (*GENERATORS, *plugins)]
        self._generator = Choice(canvas, say("maze.generator"), makers, self._set_generator)
        self._maker = Label(canvas, "", style="small", colour=FAINT)
        shares = (0, 100, 5)
        self._newest = Slider(
            canvas, say("maze.winding"), shares, lambda v: self._set_maze(newest_percent=v), percent
        )
        self._winding = Label(canvas, say("maze.winding_about"), style="small", colour=FAINT)
        self._braid = Slider(
            canvas, say("maze.dead_ends"), shares, lambda v: self._set_maze(braid_percent=v), percent
        )
        self._keys = Slider(canvas, say("maze.keys"), (0, MAX_KEYS, 1), self._set_keys)
        self._seed = Entry(
            canvas, say("new_game.seed"), self._set_seed, ghost=say("new_game.seed_ghost"), share=0.68
        )
        self._message = Label(canvas, "", style="small", colour=FAINT)
        self._picture = Picture(canvas, 330)
        self._sample = Label(canvas, "", style="small", colour=FAINT, align="centre")
        self._best = Label(canvas, "", style="body", colour=AMBER, align="centre")
        left: list[Widget] = [self._difficulty, self._facts, self._size, self._sides, self._levels]
        left += [
            self._generator,
            self._maker,
            self._newest,
            self._winding,
            self._braid,
            self._keys,
            self._seed,
            self._message,
        ]
        marks = Colours()
        ends = Legend(
            canvas,
            [(marks.start, say("new_game.start_mark")), (marks.exit, say("new_game.exit_mark"))],
        )
        right = Column(canvas, [self._picture, ends, self._sample, self._best])
        self._start_button = Button(canvas, say("menu.start"), self._start)
        drawn = [Button(canvas, say("drawn.title"), on_drawn)] if on_drawn else []
        super().__init__(
            canvas,
            say("menu.new_game"),
            Row(canvas, [Column(canvas, left, gap=6), right], [0.58, 0.42], gap=24, least=720),
            [Button(canvas, say("menu.back"), ui.back), *drawn, self._start_button],
            width=960,
            on_back=ui.back,
        )
        self._show_choice()

    def first_focus(self) -> Widget | None:
        return self._start_button

    @property
    def _problem(self) -> str:
        """Why the match cannot start, in a sentence; "" when it can."""
        if self._sides_problem or self._seed_problem:
            return self._sides_problem or self._seed_problem
        return told(maze_problem(self._choice, self._choice.keys))

    @property
    def choice(self) -> GameChoice:
        """What Start would play."""
        return self._choice

    def prepare(self) -> None:
        """Show the last choice with its picture and records."""
        self._show_choice()

    def update(self, dt: float) -> None:
        if self._preview_in is None:
            return
        self._preview_in -= dt
        if self._preview_in <= 0:
            self._preview_in = None
            self._show_preview()

    # -- what the player changes

    def _set_maze(self, *, sides: bool = True, **fields: Any) -> None:
        """Change the maze. A code says no longer all, so the seed in force takes its place."""
        self._choice = replace(self._choice, **fields, code="")
        self._seed.set("" if self._choice.seed is None else str(self._choice.seed))
        self._seed_problem = ""
        self._show_choice(sides=sides)

    def _set_generator(self, name: Any) -> None:
        """Take a generator; the levels chosen are kept for one that makes them."""
        self._set_maze(generator=name, levels=levels_for(name, self._levels.value))

    def _set_keys(self, keys: int) -> None:
        self._choice = replace(self._choice, keys=keys)
        self._show_choice()

    def _set_difficulty(self, name: Any) -> None:
        """Take the rules of a difficulty, and as much of its maze as neither code nor size has settled."""
        rules, before = DIFFICULTIES[name], self._choice
        self._choice = for_difficulty(before, name)
        if before.code:
            self._choice = replace(before, difficulty=name, keys=rules.keys)
        elif self._size.value:
            self._choice = replace(self._choice, rows=before.rows, cols=before.cols)
        self._show_choice()

    def _set_size(self, side: Any) -> None:
        rules = DIFFICULTIES[self._choice.difficulty]
        if side == 0:
            self._set_maze(rows=rules.rows, cols=rules.cols)
        elif side > 0:
            self._set_maze(rows=side, cols=side)
        else:
            self._show_choice()

    def _set_sides(self) -> None:
        rows, cols = side_from(self._rows.words), side_from(self._cols.words)
        self._size.set(-1)
        if rows is None or cols is None:
            self._sides_problem = say("maze.sides_problem", least=MIN_SIDE, most=MAX_SIDE)
            self._show_choice(sides=False)
        else:
            self._sides_problem = ""
            self._set_maze(rows=rows, cols=cols, sides=False)

    def _set_seed(self, words: str) -> None:
        words = words.strip()
        self._seed_problem = ""
        if not words:
            self._choice = replace(self._choice, seed=None, code="")
        elif words.isdigit() and len(words) <= 20:
            seed = seed_from(words)
            if seed is None:
                self._seed_problem = say("maze.seed_problem", most=2**64 - 1)
            self._choice = replace(self._choice, seed=seed, code="")
        else:
            try:
                self._choice = from_code(self._choice, words)
                self._size.set(-1)
            except MazeError as problem:
                self._choice = replace(self._choice, code="")
                self._seed_problem = told(str(problem))
        self._show_choice()

    def _start(self) -> None:
        """Start, or go to what has to be put right first."""
        culprit = self._culprit()
        if culprit:
            self._ui.focus_on(culprit)
        else:
            self._actions.start(self._choice)

    def _culprit(self) -> Widget | None:
        """Return the control that keeps the match from starting."""
        if self._sides_problem:
            return self._cols if side_from(self._rows.words) else self._rows
        if self._seed_problem:
            return self._seed
        if maze_problem(self._choice):
            return self._levels
        return self._keys if self._problem else None

    # -- what the player sees

    def _show_choice(self, *, sides: bool = True) -> None:
        choice = self._choice
        self._difficulty.set(choice.difficulty)
        self._facts.text.set(difficulty_words(DIFFICULTIES[choice.difficulty]))
        if sides:
            self._rows.set(str(choice.rows))
            self._cols.set(str(choice.cols))
            self._sides_problem = ""
        self._sides.show(on=self._size.value == -1)
        if choice.generator in GENERATORS:
            self._levels.set(choice.levels)
        self._levels.show(on=choice.generator in GENERATORS)
        self._generator.set(choice.generator)
        self._maker.text.set(generator_words(choice.generator)[1])
        for widget in (self._newest, self._winding):
            widget.show(on=choice.generator == "growing_tree")
        self._newest.set(choice.newest_percent)
        self._braid.set(choice.braid_percent)
        self._keys.set(choice.keys)
        problem = self._problem
        self._message.show(on=bool(problem or choice.code))
        self._message.text.set(
            problem or say("new_game.from_code", size=size_words(choice.rows, choice.cols, choice.levels))
        )
        self._message.text.paint(BAD if problem else GOOD)
        self._start_button.dim(on=bool(problem))
        self._preview_in = _PREVIEW_AFTER_S
        self.changed = True

    def _show_preview(self) -> None:
        """Show a maze of the kind chosen, never the one to be played: that would give its way away."""
        choice = self._choice
        best = self._actions.best_times(choice)
        here = [say("new_game.best_here", time=clock(best.this_maze))] if best.this_maze is not None else []
        size = [say("new_game.best_size", time=clock(best.this_size))] if best.this_size is not None else []
        self._best.text.set(lines(here + size) or say("new_game.no_record"))
        rows, cols = min(choice.rows, _PREVIEW_SIDE), min(choice.cols, _PREVIEW_SIDE)
        kind = (rows, cols, choice.levels, choice.generator, choice.newest_percent, choice.braid_percent)
        if kind != self._previewed:
            self._previewed = kind
            another = replace(choice, rows=rows, cols=cols, seed=None, code="")
            self._picture.show_picture(self._actions.preview(another))
        self._sample.text.set(
            say("new_game.sample", size=size_words(choice.rows, choice.cols, choice.levels))
        )
        self.changed = True
