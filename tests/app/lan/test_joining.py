"""Joining from the menus: what was typed, what was chosen, and what is said when it cannot be."""

from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.app.lan import hearing, joining
from maze3d.app.lan.state import lan_of
from maze3d.session.peer import Ended
from tests.app.stage import Silent, Stage
from tests.view.screens.lan_show import host as found_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.app.game import Game


class Screens(Silent):
    """The screens for playing together: what they were told."""

    def __init__(self) -> None:
        self.player_name = ""
        self.status: list[tuple[str, bool]] = []
        self.host_problems: list[str] = []
        self.join_game = SimpleNamespace(set_status=self._status, ask_password=lambda *_words, **_named: None)

    def _status(self, words: str, *, connecting: bool = False, bad: bool = False) -> None:
        del connecting
        self.status.append((words, bad))

    def open_host_game(self, _name: str, problem: str = "") -> None:
        self.host_problems.append(problem)


@pytest.fixture
def told() -> Screens:
    return Screens()


@pytest.fixture
def game(told: Screens) -> Iterator[Game]:
    game = Stage().game
    named: Any = SimpleNamespace(lan=told)
    game.screens = named
    yield game
    joining.cancel_join(game)


@pytest.mark.parametrize("typed", ["", "???", "1.2.3.4:99999", "6FW0-000C-3GQM-377N-TV01-VKFF-0BWQ-R"])
def test_a_mistyped_code_or_address_is_a_sentence(game: Game, told: Screens, typed: str) -> None:
    joining.join_chosen(game, typed, "")
    ((words, bad),) = told.status
    assert bad
    assert words.endswith((".", "?"))
    assert lan_of(game).peer is None


@pytest.mark.parametrize("typed", ["ABC", "ABC:5000"])
def test_what_is_neither_a_code_nor_a_computer_is_named(game: Game, told: Screens, typed: str) -> None:
    joining.join_chosen(game, typed, "")
    lan = lan_of(game)
    peer = lan.peer
    assert peer
    peer.lost("unknown address", time.monotonic())
    for event in peer.events():
        hearing.TAKEN[type(event)](game, lan, peer, event)
    words, bad = told.status[-1]
    assert bad
    assert words.startswith('"ABC" is no join code, and no computer of that name is known here')


def test_an_address_is_connected_to(game: Game, told: Screens) -> None:
    joining.join_chosen(game, "127.0.0.1:5000", "")
    assert told.status == [("Connecting to 127.0.0.1:5000 ...", False)]
    assert lan_of(game).peer


def test_a_host_of_the_list_is_joined_by_its_key_unless_it_cannot_be(game: Game, told: Screens) -> None:
    here = replace(found_host("here"), address="127.0.0.1", port=5001)
    lan_of(game).found = (here, replace(here, key="old", problem="It runs maze3d 0.0."))
    joining.join_chosen(game, "old", "")
    assert told.status == [("It runs maze3d 0.0.", True)]
    assert lan_of(game).peer is None
    joining.join_chosen(game, "here", "")
    assert told.status[-1] == ("Connecting to 127.0.0.1:5001 ...", False)
    assert lan_of(game).host_name == here.name


def test_a_host_that_was_started_but_cannot_be_joined_frees_its_form(game: Game, told: Screens) -> None:
    child: Any = Silent()
    lan = lan_of(game)
    joining.join_chosen(game, "127.0.0.1:5000", "")
    peer = lan.peer
    assert peer
    lan.child = child
    hearing._ended(game, lan, peer, Ended("refused", "No match is hosted there."))
    assert told.host_problems == ["No match is hosted there."]
    assert lan.child is None
