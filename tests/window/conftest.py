"""A screen for all window tests, and players who are gone when their test is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.window.player import Player
from tests.window.screen import virtual_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with virtual_screen() as name:
        yield name


@pytest.fixture
def start(display: str, own_folders: Path) -> Iterator[Callable[..., Player]]:
    """Return a function that starts the game with these words and waits for its window."""
    players: list[Player] = []

    def starter(*words: str) -> Player:
        player = Player(display, own_folders, *words)
        players.append(player)
        player.focus_window()
        return player

    yield starter
    for player in players:
        player.kill()
