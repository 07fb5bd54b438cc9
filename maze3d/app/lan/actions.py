"""What the screens of playing together call, at no cost until they do.

The network's libraries are an extra and slow to import, so nothing of theirs is loaded before it is needed.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from maze3d.app.own_mazes import found_in
from maze3d.net.missing import missing
from maze3d.view.language import say
from maze3d.view.screens.lan_data import LanActions
from maze3d.view.ui.clipboard import copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.app.game import Game


def lan_actions(game: Game) -> LanActions:
    """Return the calls for `game`."""

    def later(module: str, name: str) -> Callable[..., None]:
        def call(*args: Any, **named: Any) -> None:
            getattr(importlib.import_module(f"maze3d.app.lan.{module}"), name)(game, *args, **named)

        return call

    def copy_words(words: str) -> None:
        copied = copy(words)
        game.ui.notify(say("together.copied") if copied else say("together.no_clipboard"))

    def own_name() -> str:
        from maze3d.app.lan.state import lan_of  # noqa: PLC0415 - loads the network's libraries

        return lan_of(game).identity.name

    def own_mazes() -> list[tuple[str, str]]:
        found = found_in(game.folders.mazes)
        return [(str(maze.path), maze.drawing.title) for maze in found if maze.drawing]

    leave = later("leaving", "to_title")
    return LanActions(
        open_host=later("joining", "open_host"),
        open_join=later("joining", "open_join"),
        host=later("joining", "host"),
        join=later("joining", "join_chosen"),
        cancel_join=later("joining", "cancel_join"),
        set_name=later("joining", "set_name"),
        favourite=later("joining", "favourite"),
        ready=later("doing", "ready"),
        look=later("doing", "look"),
        say=later("doing", "say"),
        vote=later("doing", "vote"),
        mute=later("doing", "mute"),
        console=later("doing", "console"),
        spectate_next=later("doing", "watch_next"),
        leave=leave,
        leave_and_stop=lambda: leave(stop=True),
        copy=copy_words,
        own_mazes=own_mazes,
        own_name=own_name,
        missing=missing(),
    )
