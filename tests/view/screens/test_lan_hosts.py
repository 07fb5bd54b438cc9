"""Hosting and finding a match: the form, and the list that fills by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyperclip
import pytest

from maze3d.view.screens.actions import TitleData
from maze3d.view.screens.host_game import side_from
from maze3d.view.screens.host_row import HostField
from maze3d.view.screens.join_game import MOST_SHOWN
from maze3d.view.screens.lan_data import HostChoice, setup_words
from tests.view.screens.lan_show import LanShow, host

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen


@pytest.fixture
def shown() -> Iterator[LanShow]:
    show = LanShow()
    show.screens.open_title(TitleData())
    yield show
    show.stage.close()


def focused_host(show: LanShow) -> str:
    focus = show.ui.focus
    assert isinstance(focus, HostField)
    return focus.text.words


# -- the form


def test_start_hosts_what_was_chosen_and_only_once(shown: LanShow) -> None:
    shown.lan.open_host_game("Anna's match")
    form = shown.lan.host_game
    form._taker("mode")("tag")
    form._taker("seats")(4)
    form._taker("bots")(3)
    form._password.type("x")
    form._seed.type("7")
    shown.stage.keys("enter", "enter")
    choice = HostChoice("Anna's match", mode="tag", seats=4, bots=3, password="x", seed=7)  # noqa: S106 - typed above
    assert shown.asked == [("host", choice)]
    shown.lan.open_host_game("Anna's match", "the port is taken.")
    assert form._told.text.words == "The port is taken."
    shown.stage.keys("enter")
    assert shown.asked[1:] == [("host", choice)]


def test_a_drawn_maze_takes_the_place_of_all_about_made_ones(shown: LanShow) -> None:
    form = shown.lan.host_game
    shown.lan.open_host_game("Anna's match")
    assert not form._own.shown, "there is none to choose"
    shown.ui.back()
    shown.own_mazes = [("mile.maze.txt", "The crooked mile")]
    shown.lan.open_host_game("Anna's match")
    form._taker("own")("mile.maze.txt")
    assert form.choice.own == "mile.maze.txt"
    assert [each.shown for each in (form._own, form._size, form._generator, form._seed)] == [
        True,
        *[False] * 3,
    ]
    form._seed.type("no seed")
    form._start_host()
    assert shown.asked == [("host", form.choice)]
    shown.own_mazes = []
    shown.lan.open_host_game("Anna's match", "it is gone.")
    assert form.choice.own == ""
    assert form._size.shown


def test_there_is_always_a_seat_without_a_bot(shown: LanShow) -> None:
    form = shown.lan.host_game
    form._taker("seats")(64)
    form._taker("bots")(63)
    assert form.choice.bots == 63
    form._taker("seats")(5)
    assert form.choice.bots == 4
    assert form._bots.value == 4


def test_start_goes_to_what_is_wrong(shown: LanShow) -> None:
    shown.lan.open_host_game("")
    form = shown.lan.host_game
    shown.stage.keys("enter")
    assert shown.ui.focus is form._name
    shown.type("Arena")
    form._size.set(-1)
    form._cols.set("251")
    form._set_sides()
    form._start.press()
    assert shown.ui.focus is form._cols
    form._cols.set("25")
    form._set_sides()
    form._seed.type("x")
    form._start.press()
    assert shown.ui.focus is form._seed
    assert shown.asked == []
    form._seed.key("backspace", control=False)
    form._start.press()
    assert shown.asked == [("host", HostChoice("Arena", rows=15, cols=25))]


def test_leaving_the_form_calls_a_starting_host_off(shown: LanShow) -> None:
    shown.lan.open_host_game("Arena")
    shown.stage.keys("enter", "escape")
    assert [call[0] for call in shown.asked] == ["host", "cancel_join"]
    assert shown.top() == "TitleScreen"


def test_sides_and_setups_in_words() -> None:
    assert [side_from(words) for words in ("2", "250", "1", "251", "", "x", "\u0663")] == [
        2,
        250,
        *[None] * 5,
    ]
    assert setup_words("race", 9, 8) == "Race, 9 x 8"
    assert setup_words("", 0, 0) == ""


# -- the list


def test_the_focus_stays_with_its_host_while_others_come_and_go(shown: LanShow) -> None:
    shown.lan.open_join_game()
    screen = shown.lan.join_game
    screen.set_hosts((host("a", "Anna"), host("b", "Bert")))
    assert focused_host(shown) == "Anna"
    shown.stage.keys("arrow_down")
    assert focused_host(shown) == "Bert"
    screen.set_hosts((host("c", "Cora"), host("b", "Bert"), host("a", "Anna", players=4)))
    shown.stage.frames(1)
    assert focused_host(shown) == "Bert"
    screen.set_hosts((host("c", "Cora"), host("a", "Anna")))
    assert shown.ui.focus in list(screen.focus_order())
    screen.set_hosts(())
    shown.stage.frames(1)
    assert shown.ui.focus in list(screen.focus_order())
    assert "Looking" in screen._found.text.words


def test_what_one_types_is_not_disturbed_by_the_list(shown: LanShow) -> None:
    shown.lan.open_join_game()
    shown.type("10")
    shown.lan.join_game.set_hosts((host("a"),))
    assert shown.ui.focus is shown.lan.join_game._target


def test_enter_joins_and_a_star_keeps(shown: LanShow) -> None:
    shown.lan.open_join_game()
    shown.lan.join_game.set_hosts((host("a"), host("b", favourite=True)))
    shown.stage.keys("enter", "arrow_right", "enter", "arrow_down", "enter")
    assert shown.asked == [("join", "a", ""), ("favourite", "a", True), ("favourite", "b", False)]


def test_a_locked_host_is_asked_for_its_password(shown: LanShow) -> None:
    shown.lan.open_join_game()
    shown.lan.join_game.set_hosts((host("a", locked=True),))
    shown.stage.keys("enter", "enter")
    assert shown.asked == []
    shown.type("let me in")
    shown.stage.keys("enter")
    assert shown.asked == [("join", "a", "let me in")]
    assert shown.top() == "JoinGameScreen"
    shown.lan.join_game.ask_password("a", "Arena", wrong=True)
    shown.stage.keys("escape")
    assert shown.top() == "JoinGameScreen"


def test_a_host_that_cannot_be_joined_says_why(shown: LanShow) -> None:
    shown.lan.open_join_game()
    shown.lan.join_game.set_hosts((host("a", problem="It runs maze3d 9."),))
    shown.stage.keys("enter")
    assert shown.asked == []
    assert shown.lan.join_game._status.text.words == "It runs maze3d 9."


def test_an_address_is_typed_or_pasted(shown: LanShow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.lan.open_join_game()
    screen = shown.lan.join_game
    shown.stage.keys("enter")
    assert shown.asked == []
    monkeypatch.setattr(pyperclip, "paste", lambda: " 0A3B-\n9XKQ ")
    screen._paste()
    shown.stage.keys("enter")
    assert shown.asked == [("join", "0A3B- 9XKQ", "")]


def test_escape_calls_connecting_off_before_it_leaves(shown: LanShow) -> None:
    shown.lan.open_join_game()
    shown.lan.join_game.set_status("Connecting to Arena ...", connecting=True)
    shown.stage.keys("escape")
    assert shown.top() == "JoinGameScreen"
    assert not shown.lan.join_game._status.shown
    shown.stage.keys("escape")
    assert shown.asked == [("cancel_join",), ("cancel_join",)]
    assert shown.top() == "TitleScreen"


def test_a_network_full_of_hosts_is_cut(shown: LanShow) -> None:
    shown.lan.open_join_game()
    shown.lan.join_game.set_hosts(tuple(host(str(i)) for i in range(MOST_SHOWN + 9)))
    assert len(shown.lan.join_game._list.rows) == MOST_SHOWN
    assert "9 more" in shown.lan.join_game._found.text.words
