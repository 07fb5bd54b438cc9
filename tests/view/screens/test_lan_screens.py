"""The screens for playing together as a whole: reached, drawn, and gone without a trace."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from maze3d.session import host_settings, messages
from maze3d.view.palette import COLOUR_NAMES, PLAYER_COLOURS
from maze3d.view.screens import lan_data
from maze3d.view.screens.actions import TitleData
from maze3d.view.ui.controls import Button
from tests.view.screens.lan_show import LanShow, lobby, player

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen


@pytest.fixture(scope="module")
def shown() -> Iterator[LanShow]:
    show = LanShow()
    yield show
    show.stage.close()


def test_the_limits_of_the_forms_are_those_of_the_session() -> None:
    assert (lan_data.NAME_LENGTH, lan_data.CHAT_LENGTH) == (messages.NAME_LENGTH, messages.CHAT_LENGTH)
    assert lan_data.MOST_SEATS == messages.MOST_SEATS
    for name in ("MOST_SIDE", "MOST_CELLS", "MOST_ROUNDS"):
        assert getattr(lan_data, name) == getattr(host_settings, name)
    assert len(COLOUR_NAMES) == len(PLAYER_COLOURS) == messages.COLOURS


def test_the_title_offers_to_play_together(shown: LanShow) -> None:
    shown.screens.open_title(TitleData())
    shown.lan.player_name = "Anna"
    shown.stage.keys("arrow_down", "enter")
    assert shown.top() == "PlayTogetherScreen"
    shown.asked.clear()
    shown.stage.keys("enter", "arrow_down", "enter")
    assert shown.asked == [("open_host",), ("open_join",)]
    shown.stage.keys("arrow_down")
    shown.type("e B")
    assert shown.asked[-1] == ("set_name", "Annae B")
    assert shown.lan.player_name == "Annae B"


def test_without_its_packages_the_title_says_what_to_install() -> None:
    words = 'Playing together needs two more packages: pip install "maze3d[lan]".'
    show = LanShow(missing=words)
    try:
        show.screens.open_title(TitleData())
        show.stage.keys("arrow_down", "enter")
        assert show.top() == "TitleScreen"
        assert show.ui._notice._text.words == words
    finally:
        show.stage.close()


def test_every_control_is_reached_by_tab_and_by_arrows(shown: LanShow) -> None:
    shown.fill(5)
    for screen in shown.all():
        shown.ui.show(screen)
        shown.stage.frames(1)
        order = list(screen.focus_order())
        seen = set()
        for _ in order:
            seen.add(shown.ui.focus)
            shown.stage.keys("tab")
        assert seen == set(order)
        reached, waiting = set(), [shown.ui.focus]
        while waiting:
            widget = waiting.pop()
            reached.add(widget)
            for key in ("arrow_up", "arrow_down", "arrow_left", "arrow_right"):
                assert widget
                if widget.takes_sides and key in {"arrow_left", "arrow_right"}:
                    continue
                shown.ui.focus_on(widget)
                shown.stage.keys(key)
                if shown.ui.focus not in reached and shown.ui.focus not in waiting:
                    waiting.append(shown.ui.focus)
        assert reached == set(order), type(screen).__name__


@pytest.mark.parametrize(
    ("width", "height", "text_size"), [(800, 600, 200), (800, 600, 100), (3840, 1600, 75)]
)
@pytest.mark.parametrize("players", [2, 64])
def test_whatever_has_the_focus_can_be_seen(width: int, height: int, text_size: int, players: int) -> None:
    show = LanShow(width, height, text_size)
    canvas = show.ui.canvas
    try:
        show.fill(players)
        for screen in show.all():
            show.ui.show(screen)
            show.stage.frames(2)
            for widget in screen.focus_order():
                show.ui.focus_on(widget)
                show.ui.update(0.001)
                x, y, wide, tall = widget.bounds()
                assert x >= 0
                assert y >= 0
                assert x + wide <= canvas.width
                assert y + tall <= canvas.height
                assert screen.at(x + wide / 2, y + tall / 2) is widget
    finally:
        show.stage.close()


def test_fifty_visits_leave_nothing_behind(shown: LanShow) -> None:
    def counts() -> tuple[int, int]:
        gc.collect()
        return len(shown.ui.canvas.root.findAllMatches("**;+s")), len(gc.get_objects())

    for _ in range(3):
        shown.visit_all()
        shown.asked.clear()
    nodes, objects = counts()
    for _ in range(50):
        shown.visit_all()
        shown.asked.clear()
    nodes_after, objects_after = counts()
    assert nodes_after == nodes
    assert abs(objects_after - objects) < 50


def test_leaving_asks_and_staying_is_at_hand(shown: LanShow) -> None:
    shown.lan.open_lobby(lobby(player(0)))
    shown.asked.clear()
    shown.lan.started_host = True
    shown.stage.keys("escape", "enter")
    assert shown.top() == "LobbyScreen"
    shown.stage.keys("escape", "arrow_up", "enter")
    assert shown.asked == [("leave_and_stop",)]
    shown.lan.started_host = False
    shown.stage.keys("escape", "arrow_up", "enter")
    assert shown.asked[-1] == ("leave",)
    assert shown.top() == "LobbyScreen"


def test_the_menu_over_a_match_leads_on_and_shows_the_console_to_admins(shown: LanShow) -> None:
    shown.lan.open_pause("Arena: Race", admin=False)
    shown.asked.clear()
    words = [widget.text.words for widget in shown.lan.pause.focus_order() if isinstance(widget, Button)]
    assert "Console" not in words
    shown.stage.keys("arrow_down", "enter")
    assert shown.top() == "LobbyScreen"
    shown.stage.keys("escape")
    assert shown.top() == "PauseJoinedScreen"
    shown.stage.keys("arrow_down", "arrow_down", "enter")
    assert shown.top() == "PacksScreen"
    shown.stage.keys("escape")
    shown.lan.open_pause("Arena: Race", admin=True)
    shown.stage.keys(*["arrow_down"] * 5, "enter")
    assert shown.top() == "HostConsoleScreen"
    shown.stage.keys("escape", "escape")
    assert shown.asked == [("resume",)]


def test_the_console_says_where_help_is_and_leaves_no_ragged_columns(shown: LanShow) -> None:
    shown.ui.show(shown.lan.console)
    shown.stage.frames(1)
    assert shown.lan.console._entry._shown.words == "A command; help lists them"
    shown.type("h")
    shown.stage.frames(1)
    assert shown.lan.console._entry._shown.words == "h"
    shown.stage.keys("backspace")
    shown.lan.console.add_line(f"{'say WORDS':<29} tell everybody")
    shown.lan.console.add_line(" 0  Ada  127.0.0.1")
    assert shown.lan.console._log.lines[-2:] == ("say WORDS   tell everybody", " 0   Ada   127.0.0.1")


def test_the_console_hands_lines_over_and_stays_at_its_end(shown: LanShow) -> None:
    shown.lan.forget()
    shown.ui.show(shown.lan.console)
    shown.asked.clear()
    shown.type("kick 3")
    shown.stage.keys("enter")
    assert shown.asked == [("console", "kick 3")]
    for number in range(300):
        shown.lan.console.add_line(str(number))
    shown.stage.frames(1)
    log = shown.lan.console._log
    assert log.lines[-1] == "299"
    assert len(log.lines) == 200
    end = log.offset
    assert end > 0
    shown.stage.keys("page_up")
    assert log.offset < end
    shown.lan.console.add_line("more")
    shown.stage.frames(1)
    assert log.offset < end
