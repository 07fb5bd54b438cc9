"""Choosing a maze: difficulty, size, generator with a picture from above, keys, seed or a friend's code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from maze3d.maze import GENERATORS, MazeError, decode
from maze3d.sim.difficulty import DIFFICULTIES, MAX_KEYS
from maze3d.view.screens.actions import GameChoice
from maze3d.view.screens.words import MODE_WORDS, clock, difficulty_words, generator_words
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.entry import Entry
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.picture import Picture
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import AMBER, BAD, FAINT, GOOD
from maze3d.view.ui.values import Choice, Slider

if TYPE_CHECKING:
    from maze3d.view.screens.actions import Actions
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

MAX_SIDE = 1000
_PREVIEW_SIDE = 40
_PREVIEW_AFTER_S = 0.2
_SIZES = {"small": 10, "medium": 20, "large": 40, "huge": 100, "vast": 1000}


def for_difficulty(choice: GameChoice, name: str) -> GameChoice:
    """Return the choice with all that the difficulty suggests; mode and generator stay."""
    rules = DIFFICULTIES[name]
    return replace(
        choice,
        difficulty=name,
        rows=rules.rows,
        cols=rules.cols,
        braid_percent=round(rules.braid * 100),
        keys=rules.keys,
        code="",
    )


def from_code(choice: GameChoice, code: str) -> GameChoice:
    """Return the choice with the maze that `code` names. Raises MazeError, in a sentence, for a wrong one."""
    recipe = decode(code)
    return replace(
        choice,
        rows=recipe.rows,
        cols=recipe.cols,
        generator=recipe.generator,
        braid_percent=round(recipe.braid * 100),
        newest_percent=round(recipe.newest * 100),
        seed=recipe.seed,
        code=code,
    )


def side_from(words: str) -> int | None:
    """Return the number of rows or columns typed, None when it is none from 2 to MAX_SIDE."""
    return int(words) if words.isascii() and words.isdigit() and 2 <= int(words) <= MAX_SIDE else None


def seed_from(words: str) -> int | None:
    """Return the seed typed, None when it is none from 0 to 2**64 - 1."""
    return int(words) if words.isascii() and words.isdigit() and int(words) < 2**64 else None


class NewGameScreen(Screen):
    """Keeps the last choice for the next visit."""

    def __init__(self, ui: Ui, actions: Actions) -> None:
        canvas = ui.canvas
        self._actions = actions
        self._choice = for_difficulty(GameChoice(), "normal")
        self._preview_in: float | None = 0.0
        self._problem = ""
        self._mode = Choice(canvas, "Mode", list(MODE_WORDS.items()), lambda v: self._set(mode=v))
        names = [(name, name.capitalize()) for name in DIFFICULTIES]
        self._difficulty = Choice(canvas, "Difficulty", names, self._set_difficulty)
        self._facts = Label(canvas, "", style="small", colour=FAINT)
        sizes = [(0, "As the difficulty"), *((n, f"{w.capitalize()}, {n} x {n}") for w, n in _SIZES.items())]
        self._size = Choice(canvas, "Size", [*sizes, (-1, "Custom")], self._set_size)
        self._rows = Entry(canvas, "Rows", lambda _w: self._set_sides(), limit=4, share=0.55)
        self._cols = Entry(canvas, "Columns", lambda _w: self._set_sides(), limit=4, share=0.5)
        self._sides = Row(canvas, [self._rows, self._cols])
        makers = [(name, generator_words(name)[0]) for name in GENERATORS]
        self._generator = Choice(canvas, "Generator", makers, lambda v: self._set(generator=v))
        self._maker = Label(canvas, "", style="small", colour=FAINT)
        percent = (0, 100, 5)
        self._newest = Slider(
            canvas, "Winding", percent, lambda v: self._set(newest_percent=v), "{} %".format
        )
        self._braid = Slider(
            canvas, "Dead ends opened", percent, lambda v: self._set(braid_percent=v), "{} %".format
        )
        self._keys = Slider(canvas, "Keys to find", (0, MAX_KEYS, 1), lambda v: self._set(keys=v))
        self._seed = Entry(
            canvas, "Seed or code", self._set_seed, ghost="By chance; type or paste one", share=0.68
        )
        self._message = Label(canvas, "", style="small", colour=FAINT)
        self._picture = Picture(canvas, 330)
        self._sample = Label(canvas, "", style="small", colour=FAINT, align="centre")
        self._best = Label(canvas, "", style="body", colour=AMBER, align="centre")
        left: list[Widget] = [self._mode, self._difficulty, self._facts, self._size, self._sides]
        left += [
            self._generator,
            self._maker,
            self._newest,
            self._braid,
            self._keys,
            self._seed,
            self._message,
        ]
        right = Column(canvas, [self._picture, self._sample, self._best])
        super().__init__(
            canvas,
            "New game",
            Row(canvas, [Column(canvas, left, gap=6), right], [0.58, 0.42], gap=24, least=720),
            [Button(canvas, "Back", ui.back), Button(canvas, "Start", self._start)],
            width=960,
            on_back=ui.back,
        )
        self._start_button = self._footer.children()[1]
        self._show_choice()

    def first_focus(self) -> Widget | None:
        return self._start_button

    @property
    def choice(self) -> GameChoice:
        """What Start would play."""
        return self._choice

    def prepare(self, choice: GameChoice | None = None) -> None:
        """Show the screen's last choice, or this one, with its picture and records."""
        if choice:
            self._choice = choice
            self._size.set(-1)
        self._show_choice()

    def update(self, dt: float) -> None:
        if self._preview_in is None:
            return
        self._preview_in -= dt
        if self._preview_in <= 0:
            self._preview_in = None
            self._show_preview()

    # -- what the player changes

    def _set(self, **fields: Any) -> None:
        self._choice = replace(self._choice, **fields, code="")
        if self._seed.words and not self._seed.words.isdigit():
            self._seed.set("" if self._choice.seed is None else str(self._choice.seed))
        self._problem = ""
        self._show_choice()

    def _set_difficulty(self, name: Any) -> None:
        if self._size.value:  # a size of the player's own stays
            self._set(difficulty=name, keys=DIFFICULTIES[name].keys)
        else:
            self._choice = for_difficulty(self._choice, name)
            self._set()

    def _set_size(self, side: Any) -> None:
        rules = DIFFICULTIES[self._choice.difficulty]
        if side == 0:
            self._set(rows=rules.rows, cols=rules.cols)
        elif side > 0:
            self._set(rows=side, cols=side)
        else:
            self._show_choice()

    def _set_sides(self) -> None:
        rows, cols = side_from(self._rows.words), side_from(self._cols.words)
        self._size.set(-1)
        if rows is None or cols is None:
            self._problem = f"Rows and columns are whole numbers from 2 to {MAX_SIDE}."
            self._show_choice(sides=False)
            return
        self._problem = ""
        self._choice = replace(self._choice, rows=rows, cols=cols, code="")
        self._show_choice(sides=False)

    def _set_seed(self, words: str) -> None:
        words = words.strip()
        self._problem = ""
        if not words:
            self._choice = replace(self._choice, seed=None, code="")
        elif words.isdigit() and len(words) <= 20:
            seed = seed_from(words)
            if seed is None:
                self._problem = "A seed is a whole number from 0 to 18446744073709551615."
            self._choice = replace(self._choice, seed=seed, code="")
        else:
            try:
                self._choice = from_code(self._choice, words)
                self._size.set(-1)
            except MazeError as problem:
                self._problem = str(problem)
        self._show_choice()

    def _start(self) -> None:
        if not self._problem:
            self._actions.start(self._choice)

    # -- what the player sees

    def _show_choice(self, *, sides: bool = True) -> None:
        choice = self._choice
        self._mode.set(choice.mode)
        self._difficulty.set(choice.difficulty)
        self._facts.text.set(difficulty_words(DIFFICULTIES[choice.difficulty]))
        if sides:
            self._rows.set(str(choice.rows))
            self._cols.set(str(choice.cols))
        self._sides.show(on=self._size.value == -1)
        self._generator.set(choice.generator)
        self._maker.text.set(generator_words(choice.generator)[1])
        self._newest.show(on=choice.generator == "growing_tree")
        self._newest.set(choice.newest_percent)
        self._braid.set(choice.braid_percent)
        self._keys.set(choice.keys)
        self._message.show(on=bool(self._problem or choice.code))
        self._message.text.set(self._problem or f"A maze of {choice.rows} x {choice.cols} from a code.")
        self._message.text.paint(BAD if self._problem else GOOD)
        self._preview_in = _PREVIEW_AFTER_S
        self.changed = True

    def _show_preview(self) -> None:
        choice = self._choice
        best = self._actions.best_times(choice)
        here = [f"Best on this maze: {clock(best.this_maze)}"] if best.this_maze is not None else []
        size = [f"Best at this size: {clock(best.this_size)}"] if best.this_size is not None else []
        self._best.text.set("\n".join(here + size) or "No record for this choice yet")
        fits = max(choice.rows, choice.cols) <= _PREVIEW_SIDE
        shown = choice
        if not fits:
            rows, cols = min(choice.rows, _PREVIEW_SIDE), min(choice.cols, _PREVIEW_SIDE)
            shown = replace(choice, rows=rows, cols=cols, code="")
        self._picture.show_picture(self._actions.preview(shown))
        exact = fits and choice.seed is not None
        size_words = f"{choice.rows} x {choice.cols} cells"
        self._sample.text.set(f"{size_words}, seen from above" if exact else f"{size_words}: one of its kind")
        self.changed = True
