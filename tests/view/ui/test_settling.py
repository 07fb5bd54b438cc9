"""A round's end comes in the middle of play: what steers votes for nothing and leaves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.view.screens.lan_show import LanShow, ended, lobby, player

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen

CHOOSING = ("space", "enter", "pad:face_a")
LEAVING = ("escape", "pad:face_b")


@pytest.fixture(scope="module")
def built() -> Iterator[LanShow]:
    show = LanShow(1280, 720)
    yield show
    show.stage.close()


@pytest.fixture
def playing(built: LanShow) -> LanShow:
    """A round that is played: no screen."""
    built.ui.show()
    built.ui.release_all()
    built.stage.pointer.at = None
    built.stage.frames(2)
    built.asked.clear()
    return built


def end_round(show: LanShow) -> None:
    show.lan.round_results.forget()
    show.lan.open_round_results(ended(3, own=None))


@pytest.mark.parametrize("key", [*CHOOSING, *LEAVING, "r"])
def test_what_is_pressed_in_the_first_half_second_does_nothing(playing: LanShow, key: str) -> None:
    end_round(playing)
    for _ in range(9):
        playing.stage.keys(key)
        playing.stage.frames(1)
    assert playing.asked == []
    assert playing.top() == "RoundResultsScreen"


@pytest.mark.parametrize("key", CHOOSING)
def test_after_half_a_second_keys_vote(playing: LanShow, key: str) -> None:
    end_round(playing)
    playing.stage.frames(11)
    playing.stage.keys(key)
    assert playing.asked == [("vote", 0)]


@pytest.mark.parametrize("key", LEAVING)
def test_after_half_a_second_keys_leave(playing: LanShow, key: str) -> None:
    end_round(playing)
    playing.stage.frames(11)
    playing.stage.keys(key)
    assert playing.top() == "LeaveMatchScreen"


@pytest.mark.parametrize("key", CHOOSING)
def test_a_key_that_was_held_counts_again_only_when_it_was_let_go(playing: LanShow, key: str) -> None:
    playing.ui.handle(key)
    end_round(playing)
    playing.stage.frames(40)
    playing.ui.handle(key)  # as a system repeats a key that is held
    assert playing.asked == []
    playing.ui.handle(f"{key}-up")
    assert playing.asked == []
    playing.stage.keys(key)
    assert playing.asked == [("vote", 0)]


def test_a_key_of_the_first_half_second_chooses_nothing_while_it_stays_down(playing: LanShow) -> None:
    end_round(playing)
    for _ in range(40):
        playing.ui.handle("space")
        playing.stage.frames(1)
    assert playing.asked == []


def test_a_frame_that_takes_long_gives_no_time_away(playing: LanShow) -> None:
    end_round(playing)
    playing.ui.update(3.0)
    playing.stage.keys("space")
    assert playing.asked == []


def test_the_mouse_votes_at_once(playing: LanShow) -> None:
    playing.stage.pointer.at = (0.0, 0.0)
    end_round(playing)
    playing.ui.update(0.001)
    playing.stage.point_at(playing.lan.round_results._cards[1].button)
    playing.stage.keys("mouse1")
    assert playing.asked == [("vote", 1)]


def test_the_focus_moves_at_once(playing: LanShow) -> None:
    end_round(playing)
    playing.stage.keys("arrow_right")
    assert playing.ui.focus is playing.lan.round_results._cards[1].button


def test_news_of_the_vote_and_a_question_over_it_do_not_begin_it_anew(playing: LanShow) -> None:
    end_round(playing)
    playing.stage.frames(11)
    playing.lan.round_results.show(ended(3, own=1))
    playing.stage.keys("space", "escape", "escape", "space")
    assert playing.asked == [("vote", 0), ("vote", 0)]


def test_other_screens_answer_at_once_even_after_one_that_did_not(playing: LanShow) -> None:
    end_round(playing)
    playing.stage.keys("enter")
    playing.lan.open_lobby(lobby(player(0)))
    playing.stage.keys("enter")
    assert playing.asked == [("ready", True)]
