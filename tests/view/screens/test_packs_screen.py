"""The screen of packs: switched, moved and read about by keys, with what is wrong in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.view.screens.pack_row import PackData, Preview
from maze3d.view.screens.packs import MOST_FINDINGS, PackActions, PacksScreen
from maze3d.view.ui.theme import INK
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

pytestmark = pytest.mark.offscreen

MOSS = PackData("ada.moss", "Moss", "1.0.0, by Ada, CC0-1.0", about="Green.", credits=("a.png: Bo",))
SNOW = PackData("ada.snow", "Snow", "1.0.0, by Ada, CC0-1.0")
BROKEN = PackData("c", "c", "cannot be used", findings=("pack.toml: no-manifest is missing",), broken=True)


class Show:
    def __init__(self) -> None:
        self.stage = Stage()
        self.order: list[str] = []
        self.there = [MOSS, SNOW, BROKEN]
        self.large: NDArray[np.uint8] | None = None
        actions = PackActions(self._packs, self._set, "the folder", lambda _pack: self.large)
        self.screen = PacksScreen(self.stage.ui, actions)
        self.open()

    def open(self) -> None:
        self.screen.prepare()
        self.stage.ui.show(self.screen)
        self.stage.frames(2)

    def _packs(self) -> list[PackData]:
        packs = [replace(pack, on=pack.key in self.order) for pack in self.there]
        return sorted(packs, key=lambda pack: self.order.index(pack.key) if pack.on else 99)

    def _set(self, order: list[str]) -> None:
        self.order = order


@pytest.fixture
def show() -> Iterator[Show]:
    made = Show()
    yield made
    made.stage.close()


def test_a_pack_is_switched_on_top_and_off_and_keeps_the_focus(show: Show) -> None:
    show.stage.keys("enter")
    assert show.order == ["ada.moss"]
    show.stage.keys("arrow_down", "enter")
    assert show.order == ["ada.snow", "ada.moss"]
    show.stage.keys("enter")
    assert show.order == ["ada.moss"]


def test_a_pack_that_is_on_is_moved_among_those_that_are(show: Show) -> None:
    show.order = ["ada.moss", "ada.snow"]
    show.open()
    show.stage.keys("arrow_right", "arrow_right", "enter")  # down
    assert show.order == ["ada.snow", "ada.moss"]
    show.stage.keys("enter")
    assert show.order == ["ada.snow", "ada.moss"]
    show.stage.keys("arrow_left", "enter")
    assert show.order == ["ada.moss", "ada.snow"]


def test_a_broken_pack_is_not_switched_but_says_why(show: Show) -> None:
    show.stage.keys("arrow_down", "arrow_down", "enter")
    assert show.order == []
    about = show.stage.ui.screen
    assert about is not show.screen
    show.stage.keys("escape")
    assert show.stage.ui.screen is show.screen


def test_only_what_can_move_offers_to(show: Show) -> None:
    show.order = ["ada.moss", "ada.snow"]
    show.open()
    offered = {
        row.pack.key: [step._ink == INK for step in row._steps] for row in show.screen._list.rows if row.pack
    }
    assert offered["ada.moss"] == [False, True]
    assert offered["ada.snow"] == [True, False]
    assert offered["c"] == [False, False]


def test_about_tells_what_it_is_and_cuts_a_long_list_of_findings(show: Show) -> None:
    more = replace(MOSS, findings=tuple(f"a.png: finding {number}" for number in range(MOST_FINDINGS + 3)))
    show.there = [more]
    show.open()
    show.stage.keys("arrow_right", "arrow_right", "arrow_right", "enter")
    about = show.screen._more
    assert show.stage.ui.screen is about
    assert about._findings.text.words.endswith("\nand 3 more")
    assert (about._about.text.words, about._credits.text.words) == ("Green.", "a.png: Bo")


def test_without_packs_it_says_where_they_go(show: Show) -> None:
    show.there = []
    show.open()
    assert show.screen._words.text.words == "There are none yet. Packs are folders or zips in the folder"
    assert show.screen.first_focus() is show.screen._look


def test_a_preview_is_shown_small_in_the_list_and_large_to_who_reads_about_the_pack(show: Show) -> None:
    small, large = (np.full((9 * n, 16 * n, 4), 200, np.uint8) for n in (20, 40))
    show.there = [replace(MOSS, preview=Preview(small)), SNOW]
    show.large = large
    show.open()
    fields = [row.field for row in show.screen._list.rows]
    assert [field._picture.shown for field in fields] == [True, False]
    assert fields[0]._picture._texture.getXSize() == 320
    show.stage.keys("arrow_right", "arrow_right", "arrow_right", "enter")
    about = show.screen._more
    assert (about._picture.shown, about._picture._texture.getXSize()) == (True, 640)
    show.large = None
    about.open(SNOW)
    assert not about._picture.shown


def test_the_games_own_look_is_read_about_and_never_switched(show: Show) -> None:
    show.there = [replace(SNOW, own=True)]
    show.open()
    row = show.screen._list.rows[0]
    assert [step.shown for step in row._steps] == [False, False]
    show.stage.keys("enter")
    assert show.stage.ui.screen is show.screen._more
    assert show.order == []
