"""The language as a player changes it: in the settings, for good, and by a pack saved meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.test_packs import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.window.player import Player

pytestmark = pytest.mark.window


def test_another_language_shows_at_once_and_is_kept(start: Callable[..., Player], own_folders: Path) -> None:
    game = start()
    game.comes_to("TitleScreen")
    game.focus_on("Settings")
    game.key("Return")
    game.comes_to("SettingsScreen")
    game.focus_on("Language")
    game.key("Return", "Tab", "Right")
    game.focus_on("Seite zurücksetzen")
    game.key("Escape")
    game.wait("screen TitleScreen")
    game.wait("control Neues Spiel at")
    assert 'language = "de"' in (own_folders / "config/settings.toml").read_text("utf-8")
    game.kill()
    again = start("--language", "ru")
    again.wait("control Новая игра at")


def test_a_word_saved_in_a_pack_shows_in_the_running_game(
    start: Callable[..., Player], own_folders: Path
) -> None:
    folder = made(own_folders / "data/packs", "one", files={"words/en.toml": b'[menu]\nhelp = "Aid"\n'})
    game = start("--set", "packs.order=ada.one")
    game.comes_to("TitleScreen")
    assert game.seen("control Aid at")
    (folder / "words/en.toml").write_text('[menu]\nhelp = "Rescue"\nstrat = "x"\n')
    game.wait("no word")  # the wrong one is told in the terminal once the file has been read again
    game.focus_on("Rescue")
    game.key("Return")
    game.comes_to("HelpScreen")
