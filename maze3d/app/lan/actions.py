"""What the screens of playing together call, at no cost until they do.

The network's libraries are an extra and slow to import, so nothing of theirs is loaded before it is needed.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

from maze3d.view.screens.lan_data import LanActions
from maze3d.view.ui.clipboard import copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.app.game import Game

NEEDED = ("cryptography", "zeroconf")


def lan_actions(game: Game) -> LanActions:
    """Return the calls for `game`."""

    def later(name: str) -> Callable[..., None]:
        def call(*args: Any, **named: Any) -> None:
            from maze3d.app.lan import play  # noqa: PLC0415 - loads the network's libraries

            getattr(play, name)(game, *args, **named)

        return call

    def copy_words(words: str) -> None:
        copied = copy(words)
        game.ui.notify("Copied." if copied else "This system has no clipboard: write it down.")

    leave = later("to_title")
    return LanActions(
        open_host=later("open_host"),
        open_join=later("open_join"),
        host=later("host"),
        join=later("join_chosen"),
        cancel_join=later("cancel_join"),
        set_name=later("set_name"),
        favourite=later("favourite"),
        ready=later("ready"),
        look=later("look"),
        say=later("say"),
        vote=later("vote"),
        mute=later("mute"),
        console=later("console"),
        spectate_next=later("watch_next"),
        leave=leave,
        leave_and_stop=lambda: leave(stop=True),
        copy=copy_words,
        missing=missing(),
    )


def missing() -> str:
    """Return which packages playing together needs, in a sentence, or "" when they are there."""
    absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if not absent:
        return ""
    return f'Playing together needs {" and ".join(absent)}: pip install "maze3d[lan]" brings what is missing.'
