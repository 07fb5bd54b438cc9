"""The lobby and the end of a round: who is shown, what can be done, what is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from maze3d.view.screens.lan_data import ChatLine
from maze3d.view.screens.lobby import lobby_words
from maze3d.view.screens.player_row import PlayerRow, notes_of, state_of
from maze3d.view.screens.round_results import verdict
from tests.view.screens.lan_show import LanShow, ended, lobby, player

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen


@pytest.fixture
def shown() -> Iterator[LanShow]:
    show = LanShow(1280, 720)
    yield show
    show.stage.close()


def names(show: LanShow) -> list[str]:
    return [row.text.words for row in show.lan.lobby._list.rows]


def test_the_line_counts_who_is_waited_for() -> None:
    data = lobby(player(0, ready=True), player(1), player(2, bot=True), player(3, here=False))
    assert lobby_words(data) == "Race, 15 x 15. Round 1 of 3. 1 of 2 ready."
    assert lobby_words(replace(data, seconds_left=1)).endswith("Begins in 1 second.")


def test_players_are_what_they_are_in_words() -> None:
    states = [player(0, ready=True), player(0), player(0, bot=True), player(0, spectator=True)]
    assert [state_of(each)[0] for each in states] == ["Ready", "Not yet", "Bot", "Watches"]
    assert state_of(player(0, here=False, ready=True))[0] == "Lost"
    assert notes_of(player(0, admin=True, muted=True), own=True) == "you, runs the host, muted"


def test_the_focus_stays_with_its_player(shown: LanShow) -> None:
    shown.lan.open_lobby(lobby(player(0, "Anna"), player(2, "Bert"), player(5, "Cora")))
    row = shown.lan.lobby._list.rows[1]
    shown.ui.focus_on(row)
    shown.lan.lobby.show(lobby(player(1, "Dora"), player(0, "Anna"), player(2, "Bert")))
    shown.stage.frames(1)
    assert names(shown) == ["Dora", "Anna", "Bert"]
    assert shown.ui.focus is row
    assert row.text.words == "Bert"
    shown.lan.lobby.show(lobby(player(0, "Anna")))
    assert shown.ui.focus in list(shown.lan.lobby.focus_order())


def test_ready_and_looks_are_asked_for_and_shown_as_the_host_has_them(shown: LanShow) -> None:
    shown.lan.open_lobby(lobby(player(0, colour=3, shape=1)))
    shown.stage.keys("enter")
    shown.ui.focus_on(shown.lan.lobby._look._colour)
    shown.stage.keys("arrow_right")
    shown.ui.focus_on(shown.lan.lobby._look._shape)
    shown.stage.keys("arrow_left")
    assert shown.asked == [("ready", True), ("look", 4, 1), ("look", 4, 0)]
    shown.lan.lobby.show(lobby(player(0, colour=9, shape=2, ready=False)))
    assert shown.lan.lobby._ready.value is False
    assert (shown.lan.lobby._look._colour.value, shown.lan.lobby._look._shape.value) == (9, 2)


def test_what_is_said_is_handed_over_and_shown(shown: LanShow) -> None:
    shown.lan.open_lobby(lobby(player(0)))
    shown.ui.focus_on(shown.lan.lobby._entry)
    shown.type("hi all")
    shown.stage.keys("enter", "enter")
    assert shown.asked == [("say", "hi all")]
    shown.lan.lobby.add_chat(ChatLine(1, "Bert", 2, "hello"))
    shown.lan.lobby.add_chat(ChatLine(-1, "", 0, "Cora has joined.", system=True))
    assert list(shown.lan.lobby._chat.lines) == ["Bert: hello", "Cora has joined."]
    shown.lan.forget()
    assert not shown.lan.lobby._chat.lines
    assert names(shown) == []


def test_a_row_offers_what_can_be_done(shown: LanShow) -> None:
    shown.lan.open_lobby(lobby(player(0), player(1, "Bert"), player(2, bot=True)))

    def press(row: PlayerRow, *keys: str) -> None:
        shown.asked.clear()
        shown.ui.focus_on(row)
        shown.stage.keys("enter", *keys)

    own, bert, bot = shown.lan.lobby._list.rows
    for row in (own, bot):
        press(row)
        assert shown.top() == "LobbyScreen"
    press(bert, "arrow_left", "enter")
    assert shown.asked == [("mute", 1, True)]
    shown.lan.lobby.show(lobby(player(0), player(1, "Bert", muted=True), player(2, bot=True), admin=True))
    press(bert, "arrow_left", "arrow_left", "enter")
    assert shown.asked == [("mute", 1, False)]
    press(bert, "arrow_left", "enter")
    assert shown.asked == [("console", "kick 1")]
    press(bot, "arrow_left", "enter")
    assert shown.asked == [("console", "kick 2")]


def test_the_way_in_is_shown_to_those_who_know_it(shown: LanShow) -> None:
    shown.lan.open_lobby(lobby(player(0)))
    screen = shown.lan.lobby
    screen._copy.press()
    assert shown.asked == [("copy", "0A3B-9XKQ")]
    screen.show(lobby(player(0), join_code="", addresses=()))
    assert screen._copy not in list(screen.focus_order())


def test_over_a_match_the_lobby_only_informs(shown: LanShow) -> None:
    shown.lan.open_lobby(lobby(player(0)))
    shown.lan.open_pause("Arena", admin=False)
    shown.lan.open_players()
    assert shown.lan.lobby._ready not in list(shown.lan.lobby.focus_order())
    assert shown.ui.focus is shown.lan.lobby._leave
    shown.stage.keys("enter")
    assert shown.top() == "PauseJoinedScreen"


def test_votes_are_given_and_a_picture_is_drawn_once(shown: LanShow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.lan.open_round_results(ended(3, own=None))
    shown.stage.frames()
    shown.stage.keys("enter", "arrow_right", "enter")
    assert shown.asked == [("vote", 0), ("vote", 1)]
    screen = shown.lan.round_results
    drawn: list[object] = []
    for card in screen._cards:
        monkeypatch.setattr(card._picture, "show_picture", drawn.append)
    screen.show(ended(3, own=1))
    assert drawn == []
    assert screen._cards[1].button.text.words == "Prim, 9 x 9\n1 vote, yours"


def test_the_verdict_names_the_winners_of_the_cup() -> None:
    data = ended(3, cup_over=True)
    assert verdict(data) == "You win the cup with 60 points. It goes on in 9 seconds."
    rows = [replace(row, own=False, name=name, total=7) for row, name in zip(data.rows, "abc", strict=True)]
    assert verdict(replace(data, rows=(rows[0], replace(rows[1], total=3)), seconds_left=None)) == (
        "a wins the cup with 7 points."
    )
    assert verdict(replace(data, rows=(rows[0], replace(rows[1], own=True)))).startswith("You and a win")
