"""Hosting a match: what is played, in which maze, for how many, and who may come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from maze3d.maze import GENERATORS, MazeError, Recipe
from maze3d.sim.modes import LAN_MODES
from maze3d.sim.walkable import MAX_LEVELS
from maze3d.view.language import commas, say
from maze3d.view.problems import told
from maze3d.view.screens.lan_data import (
    MOST_CELLS,
    MOST_SEATS,
    MOST_SIDE,
    NAME_LENGTH,
    HostChoice,
    mode_about,
    mode_words,
)
from maze3d.view.screens.maze_choice import seed_from
from maze3d.view.screens.words import generator_words, percent, size_words
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.entry import Entry
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import AMBER, BAD, FAINT
from maze3d.view.ui.values import Choice, Slider

if TYPE_CHECKING:
    from maze3d.view.screens.lan_data import LanActions
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_LEAST_SIDE = 2
_MOST_SHOWN_ROUNDS = 20
_SIZES = {"small": 10, "medium": 15, "large": 20, "huge": 30}
_CUSTOM = -1


def side_from(words: str) -> int | None:
    """Return the number of rows or columns typed, None when no host takes it."""
    whole = words.isascii() and words.isdigit() and len(words) < 5
    return int(words) if whole and _LEAST_SIDE <= int(words) <= MOST_SIDE else None


class HostGameScreen(Screen):
    """Keeps the last choice for the next visit. Starts one host and waits until `prepare` is called again."""

    def __init__(self, ui: Ui, lan: LanActions) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._lan = lan
        self._choice = HostChoice()
        self._starting = False
        self._told = Label(canvas, "", colour=BAD)
        self._name = Entry(canvas, say("host.name"), lambda _w: self._show(), limit=NAME_LENGTH, share=0.55)
        self._mode = Choice(
            canvas, say("host.mode"), [(mode, mode_words(mode)) for mode in LAN_MODES], self._taker("mode")
        )
        self._mode_words = Label(canvas, "", style="small", colour=FAINT)
        made_anew = [("", say("drawn.anew"))]
        self._own = Choice(canvas, say("drawn.choice"), made_anew, self._taker("own"))
        sizes = [
            (side, commas([say(f"size.{name}"), size_words(side, side)])) for name, side in _SIZES.items()
        ]
        self._size = Choice(canvas, say("maze.size"), [*sizes, (_CUSTOM, say("size.custom"))], self._set_size)
        self._rows = Entry(canvas, say("maze.rows"), lambda _w: self._set_sides(), limit=3, share=0.5)
        self._cols = Entry(canvas, say("maze.columns"), lambda _w: self._set_sides(), limit=3, share=0.5)
        self._sides = Row(canvas, [self._rows, self._cols])
        self._levels = Slider(canvas, say("maze.levels"), (1, MAX_LEVELS, 1), self._taker("levels"))
        makers = [(name, generator_words(name)[0]) for name in GENERATORS]
        self._generator = Choice(canvas, say("maze.generator"), makers, self._taker("generator"))
        self._maker = Label(canvas, "", style="small", colour=FAINT)
        self._braid = Slider(
            canvas, say("maze.dead_ends"), (0, 100, 5), self._taker("braid_percent"), percent
        )
        self._seed = Entry(
            canvas,
            say("host.seed"),
            lambda _w: self._show(),
            ghost=say("host.seed_ghost"),
            limit=20,
            share=0.55,
        )
        self._rounds = Slider(canvas, say("host.rounds"), (1, _MOST_SHOWN_ROUNDS, 1), self._taker("rounds"))
        self._seats = Slider(canvas, say("host.seats"), (2, MOST_SEATS, 1), self._taker("seats"))
        self._bots = Slider(canvas, say("host.bots"), (0, MOST_SEATS - 1, 1), self._taker("bots"))
        self._password = Entry(
            canvas,
            say("host.password"),
            self._taker("password"),
            ghost=say("host.password_ghost"),
            share=0.55,
        )
        self._problems = {
            entry: Label(canvas, "", style="small", colour=BAD)
            for entry in (self._name, self._rows, self._seed)
        }
        left: list[Widget] = [self._name, self._problems[self._name], self._mode, self._mode_words]
        left += [self._rounds, self._seats, self._bots]
        right: list[Widget] = [self._own, self._size, self._sides, self._levels, self._problems[self._rows]]
        right += [self._generator, self._maker, self._braid, self._seed, self._problems[self._seed]]
        right += [self._password]  # both columns are as tall: up from Start leads into the right one
        columns = Row(canvas, [Column(canvas, left, gap=6), Column(canvas, right, gap=6)], gap=24, least=720)
        self._start = Button(canvas, say("menu.start"), self._start_host)
        super().__init__(
            canvas,
            say("menu.host"),
            Column(canvas, [self._told, columns]),
            [Button(canvas, say("menu.back"), self._back), self._start],
            width=960,
            on_back=self._back,
        )
        self._show_all()

    @property
    def choice(self) -> HostChoice:
        """What Start would host."""
        return self._choice

    def first_focus(self) -> Widget:
        return self._start

    def prepare(self, default_name: str, problem: str = "") -> None:
        """Show the last choice; `default_name` is for a match that has no name yet.

        `problem` says in a sentence why the host did not start.
        """
        self._starting = False
        if not self._name.words.strip():
            self._name.set(default_name)
        self._tell(told(problem[:1].upper() + problem[1:]), bad=True)
        own = list(self._lan.own_mazes())
        self._own.offer([("", say("drawn.anew")), *own])
        self._own.show(on=bool(own))
        if self._choice.own not in dict(own):
            self._choice = replace(self._choice, own="")
        self._own.set(self._choice.own)
        self._show_all()

    # -- what the player changes

    def _taker(self, field: str) -> Any:
        """Return the call that takes a control's value into that field of the choice."""

        def take(value: Any) -> None:
            self._choice = replace(self._choice, **{field: value})
            self._show_all()

        return take

    def _set_size(self, side: Any) -> None:
        if side != _CUSTOM:
            self._choice = replace(self._choice, rows=side, cols=side)
        self._show_all()

    def _set_sides(self) -> None:
        rows, cols = side_from(self._rows.words), side_from(self._cols.words)
        self._size.set(_CUSTOM)
        if rows is not None and cols is not None:
            self._choice = replace(self._choice, rows=rows, cols=cols)
        self._show()

    def _start_host(self) -> None:
        """Start, or go to what has to be put right first."""
        self._show()
        wrong = [entry for entry, label in self._problems.items() if label.shown]
        if self._starting:
            return
        if wrong:
            culprit = wrong[0]
            rows_right = culprit is self._rows and side_from(self._rows.words) is not None
            self._ui.focus_on(self._cols if rows_right and side_from(self._cols.words) is None else culprit)
            return
        self._starting = True
        self._tell(say("host.starting"), bad=False)
        self._start.dim(on=True)
        self._lan.host(self._choice)

    def _back(self) -> None:
        if self._starting:
            self._lan.cancel_join()
        self._starting = False
        self._ui.back()

    # -- what the player sees

    def _tell(self, words: str, *, bad: bool) -> None:
        self._told.text.set(words)
        self._told.text.paint(BAD if bad else AMBER)
        self._told.show(on=bool(words))
        self.changed = True

    def _show_all(self) -> None:
        """Show the choice in every control."""
        choice = self._choice
        self._rows.set(str(choice.rows))
        self._cols.set(str(choice.cols))
        self._show()

    def _show(self) -> None:
        """Show the choice, what was typed left as it is, and what is wrong with it."""
        self._bots.most = self._choice.seats - 1
        seed = seed_from(self._seed.words.strip())
        self._choice = choice = replace(
            self._choice,
            name=self._name.words.strip(),
            seed=seed,
            bots=min(self._choice.bots, self._bots.most),
        )
        self._mode.set(choice.mode)
        self._mode_words.text.set(mode_about(choice.mode))
        made = not choice.own
        for widget in (self._size, self._levels, self._generator, self._maker, self._braid, self._seed):
            widget.show(on=made)
        self._sides.show(on=made and self._size.value == _CUSTOM)
        if self._size.value != _CUSTOM:
            self._size.set(choice.rows)
        self._generator.set(choice.generator)
        self._maker.text.set(generator_words(choice.generator)[1])
        for slider, value in (
            (self._levels, choice.levels),
            (self._braid, choice.braid_percent),
            (self._rounds, choice.rounds),
            (self._seats, choice.seats),
            (self._bots, choice.bots),
        ):
            slider.set(value)
        self._problem(self._name, "" if choice.name else say("host.no_name"))
        self._problem(self._rows, self._maze_problem() if made else "")
        wrong_seed = made and self._seed.words.strip() and seed is None
        self._problem(self._seed, say("maze.seed_problem", most=2**64 - 1) if wrong_seed else "")
        self._start.dim(on=self._starting or any(label.shown for label in self._problems.values()))
        self.changed = True

    def _maze_problem(self) -> str:
        if side_from(self._rows.words) is None or side_from(self._cols.words) is None:
            return say("maze.sides_problem", least=_LEAST_SIDE, most=MOST_SIDE)
        choice = self._choice
        cells = choice.levels * choice.rows * choice.cols
        if cells > MOST_CELLS:
            size = size_words(choice.rows, choice.cols, choice.levels)
            return say("maze.cells_problem", size=size, cells=f"{cells:,}", most=f"{MOST_CELLS:,}")
        try:
            Recipe(choice.generator, choice.rows, choice.cols, seed=0, braid=choice.braid_percent / 100)
        except MazeError as problem:
            return told(str(problem))
        return ""

    def _problem(self, entry: Entry, words: str) -> None:
        label = self._problems[entry]
        label.text.set(words)
        label.show(on=bool(words))
