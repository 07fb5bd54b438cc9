"""A game without a window: real rules, files and phases; what is shown is written down."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from maze3d.app import flow
from maze3d.app.game import Game, Phase
from maze3d.app.local_match import LocalMatch, Setup
from maze3d.app.packs import Packs
from maze3d.app.paths import folders
from maze3d.app.records import Records
from maze3d.app.settings_file import load
from maze3d.maze import Recipe
from maze3d.sim.state import Command

if TYPE_CHECKING:
    from collections.abc import Callable

SETUP = Setup(Recipe("kruskal", 6, 6, seed=1), "hard", 2)


class Silent:
    """A part that does whatever it is asked, and nothing."""

    def __getattr__(self, _name: str) -> Callable[..., None]:
        return lambda *_words, **_named: None


class Told(Silent):
    """The interface: its notices in order, and the question that is open with its answers."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self.question = ""
        self._answers: dict[str, Callable[[], None] | None] = {}

    def notify(self, words: str) -> None:
        self.notices.append(words)

    def ask(self, question: str, on_yes: Callable[[], None], **more: Any) -> None:
        self.question = question
        self._answers = {more.get("yes", "Yes"): on_yes, more.get("no", "No"): more.get("on_no")}
        self._answers |= dict([more["other"]] if more.get("other") else [])

    def answer(self, words: str) -> None:
        self.question, call = "", self._answers[words]
        if call:
            call()


class Stage:
    """`game`, and what a test needs to play with it."""

    def __init__(self) -> None:
        self.ui = Told()
        self.screens: list[str] = []
        places, parts = folders(os.environ), Silent()
        loaded = load(())
        records = Records.load(places.records_file)
        anything: Any = parts
        shown: Any = self.ui
        sounds: Any = Silent()
        sounds.problem = None
        self.game = Game(
            anything, places, loaded, loaded.settings, records, anything, shown, anything, sounds
        )
        self.game.devices = anything
        self.game.packs = Packs(places.packs)
        named: Any = SimpleNamespace(
            restock=lambda _stock: None,
            open_title=lambda data: self.screens.append(f"title: {data.saved_run}"),
            open_pause=lambda words, **_more: self.screens.append(f"pause: {words}"),
            open_results=lambda data: self.screens.append(f"results: {data.code} ({data.rules})"),
        )
        self.game.screens = named

    @property
    def stands_still(self) -> bool:
        """Whether the match is held."""
        return self.game.phase is Phase.PAUSED

    def work(self) -> None:
        """Do what waits for the end of the frame."""
        while self.game.job:
            job, self.game.job = self.game.job, None
            job()

    def play(self, ticks: int = 0, setup: Setup = SETUP) -> LocalMatch:
        """Begin a match and walk about in it for so long."""
        flow.play(self.game, setup)
        return self.walk(ticks)

    def walk(self, ticks: int) -> LocalMatch:
        """Walk about in the match, as frames of one tick would have it."""
        played = self.game.match
        assert played
        assert self.game.phase is Phase.PLAYING
        for _tick in range(ticks):
            walk(played)
            flow.keep(self.game)
        return played


def walk(played: LocalMatch) -> None:
    """Walk for one tick, in circles."""
    played.tick(Command(forward=127, yaw=played.after.tick * 300 % 65536))


def put_a_file_in_the_way() -> None:
    """Make the data folder one that nothing can be written to, whoever asks."""
    folders(os.environ).data.write_text("")
