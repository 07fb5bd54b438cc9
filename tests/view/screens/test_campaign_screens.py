"""The campaign's screens: tiles by keys, pad and mouse, cards, results, several and broken campaigns."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.view.screens.campaign import MOST_FINDINGS
from maze3d.view.screens.campaign_data import CampaignData
from maze3d.view.screens.stage_tile import StageTile
from maze3d.view.ui.controls import Label
from tests.view.screens.campaign_show import LONG, CampaignShow, result, torchlight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.view.ui.widget import Widget

pytestmark = pytest.mark.offscreen

GLYPH_EDGE = 12
"""Points that a line's last quads, a space among them, may stand out: half a panel's edge."""


@pytest.fixture
def show() -> Iterator[CampaignShow]:
    made = CampaignShow()
    yield made
    made.stage.close()


def top(show: CampaignShow) -> str:
    return type(show.ui.screen).__name__


def focused(show: CampaignShow) -> str:
    focus = show.ui.focus
    assert isinstance(focus, StageTile)
    assert focus.stage
    return focus.stage.key


def details(show: CampaignShow) -> tuple[str, str]:
    shown = show.screens.campaign._details
    return shown._words


@pytest.mark.parametrize("choose", ["enter", "pad:face_a"])
def test_it_opens_at_the_stage_to_go_on_with_and_starts_it(show: CampaignShow, choose: str) -> None:
    show.open()
    assert focused(show) == "without-a-map"
    assert details(show) == ("6. Without a map: par 0:30", "9 x 9.")
    show.stage.keys(choose)
    assert top(show) == "StageScreen"
    show.stage.keys(choose)
    assert show.asked == [("maze3d.torchlight", "without-a-map")]
    show.stage.keys("pad:face_b" if choose.startswith("pad") else "escape")
    assert (top(show), focused(show)) == ("CampaignScreen", "without-a-map")
    show.stage.keys("escape")
    assert top(show) == "TitleScreen"


def test_arrows_go_from_tile_to_tile_and_the_mouse_presses_them(show: CampaignShow) -> None:
    show.open()
    show.stage.keys("arrow_left", "pad:dpad_left")
    assert focused(show) == "a-hint"
    show.stage.frames(1)
    assert details(show)[0] == "4. A hint: par 0:30, best 0:30.0"
    below = show.screens.campaign._grid.rows[9]
    show.stage.keys("arrow_down")
    assert show.ui.focus is below
    first = show.screens.campaign._grid.rows[0]
    show.stage.point_at(below)
    show.stage.point_at(first)
    show.stage.keys("mouse1")
    assert top(show) == "StageScreen"
    assert show.screens.stage._title.words == "1. First steps"


def test_a_locked_stage_says_what_opens_it_and_does_not_start(show: CampaignShow) -> None:
    show.open()
    tile = show.screens.campaign._grid.rows[6]
    show.ui.focus_on(tile)
    show.stage.frames(1)
    assert details(show) == ("7. The long corridor: locked", "Finish 6 first.")
    show.stage.keys("enter", "enter")
    assert show.asked == []
    card = show.screens.stage
    assert (card._start.text.words, card._best.text.words) == ("Locked", "Finish 6 first.")


def test_the_card_names_keys_as_they_are_bound(show: CampaignShow) -> None:
    controls = show.stage.settings.controls
    controls.keys["hint"] = ["j"]
    controls.keys["minimap"] = []
    campaign = torchlight()
    show.screens.open_stage(campaign.stages[3])
    card = show.screens.stage
    assert "J lights the way" in card._before.text.words
    show.screens.open_stage(campaign.stages[2])
    assert "Back / Select puts the map away" in card._before.text.words
    show.screens.open_stage(campaign.stages[0])
    assert card._before.text.words.startswith("W A S D walk")
    assert [label.text.words for label in card._times._limits] == [
        "Gold (par) 0:10",
        "Silver 0:16",
        "Bronze 0:25",
    ]


def test_the_campaign_played_last_is_in_front_and_another_is_chosen(show: CampaignShow) -> None:
    caves = replace(torchlight(2), key="ada.caves", title="Caves", stages=torchlight(2).stages[:3])
    show.there = [torchlight(), caves]
    show.chosen = "ada.caves"
    show.open()
    screen = show.screens.campaign
    assert (screen._choice._value.words, len(screen._grid.rows)) == ("Caves", 3)
    assert screen._far.text.words == "2 of 3 finished, 1 silver, 1 bronze"
    show.ui.focus_on(screen._choice)
    show.stage.keys("arrow_right")
    show.stage.frames(1)
    assert (show.chosen, len(screen._grid.rows), show.ui.focus) == ("maze3d.torchlight", 24, screen._choice)
    show.there = [torchlight()]
    show.open()
    assert not screen._choice.shown
    assert screen._name.text.words == "By torchlight"


def test_a_broken_campaign_says_why_and_is_not_chosen(show: CampaignShow) -> None:
    findings = tuple(f"campaign.toml:{line}:1: wrong-value" for line in range(MOST_FINDINGS + 2))
    show.there = [torchlight(), CampaignData("broken", "broken", findings=findings)]
    show.open()
    screen = show.screens.campaign
    show.ui.focus_on(screen._choice)
    show.stage.keys("arrow_right")
    show.stage.frames(1)
    words = screen._findings.text.words.splitlines()
    assert (words[0], words[-1]) == (
        f"It cannot be played: {MOST_FINDINGS + 2} things to put right.",
        "and 2 more",
    )
    assert (show.chosen, screen._grid.rows) == ("", ())
    show.there = []
    show.open()
    assert show.ui.focus is screen._back
    assert "missing" in screen._findings.text.words


@pytest.mark.parametrize(
    ("changes", "verdict", "record", "opened", "first"),
    [
        ({}, "Gold medal, 0:15.0 under par", "", "Now open: 6. X", "Next stage"),
        (
            {"ticks": 2400, "medal": "silver", "best_ticks": 3000, "unlocked": ()},
            "Silver medal, 0:05.0 over par",
            "0:10.0 faster than before",
            "",
            "Next stage",
        ),
        (
            {"medal": "", "ticks": 9000, "best_ticks": 1200, "unlocked": ("A", "B", "C", "D")},
            "Out, 1:55.0 over par",
            "Best: 0:20.0",
            "Now open: A, B, C and 1 more",
            "Next stage",
        ),
        ({"unlocked": (), "next": torchlight().stages[8]}, "Gold medal, 0:15.0 under par", "",
         "Next is 9. Halls. Finish 8 first.", "All stages"),
        ({"unlocked": (), "next": None, "complete": True}, "Gold medal, 0:15.0 under par", "",
         "That was the last stage: you have finished them all.", "All stages"),
    ],
)  # fmt: skip
def test_results_tell_par_record_and_what_comes_next(
    show: CampaignShow, changes: dict[str, Any], *, verdict: str, record: str, opened: str, first: str
) -> None:
    show.screens.open_stage_results(result(torchlight(), **changes))
    screen = show.screens.stage_results
    assert screen._title.words == "5. Chalk"
    assert screen._verdict.text.words == verdict
    assert (screen._record.text.words if screen._record.shown else "") == record
    assert (screen._opened.text.words if screen._opened.shown else "") == opened
    focus = show.ui.focus
    assert focus in (screen._next, screen._list)
    assert focus.text.words == first


def test_results_lead_to_the_next_card_the_same_maze_or_the_list(show: CampaignShow) -> None:
    show.screens.open_stage_results(result(torchlight()))
    show.stage.keys("enter")
    assert (top(show), show.screens.stage._title.words) == ("StageScreen", "6. Without a map")
    show.stage.keys("escape")
    assert top(show) == "StageResultsScreen"
    show.stage.keys("arrow_right", "enter", "arrow_right", "enter", "escape")
    assert show.asked == ["restart", "list", "list"]


def test_the_pause_menu_offers_the_list_in_a_stage_only(show: CampaignShow) -> None:
    show.screens.open_pause("3. The little map", stage=True)
    assert show.screens.pause._stages in list(show.screens.pause.focus_order())
    show.screens.pause._stages.press()
    assert show.asked == ["list"]
    show.screens.open_pause("Hard")
    assert show.screens.pause._stages not in list(show.screens.pause.focus_order())


def all_within(show: CampaignShow, screen_of: str) -> None:
    """Check that all that can be focused, and every label, lies on the canvas once it is scrolled to."""
    canvas, screen = show.ui.canvas, getattr(show.screens, screen_of)
    for widget in screen.focus_order():
        show.ui.focus_on(widget)
        show.ui.update(0.001)
        x, y, width, height = widget.bounds()
        assert x >= 0
        assert y >= 0
        assert x + width <= canvas.width
        assert y + height <= canvas.height
    for label in labels(screen.scroll):
        x, _y, width, _height = label.bounds()
        assert 0 <= x <= x + width <= canvas.width
        if label.text.words.strip():
            low, high = label.text.node.getTightBounds(canvas.root)
            assert low[0] >= x - GLYPH_EDGE
            assert high[0] <= x + width + GLYPH_EDGE, label.text.words


def labels(widget: Widget) -> Iterator[Label]:
    for child in widget.children():
        if isinstance(child, Label) and child.shown:
            yield child
        yield from labels(child)


@pytest.mark.parametrize(
    ("width", "height", "text_size"), [(1280, 720, 100), (640, 400, 100), (640, 360, 200), (400, 700, 150)]
)
def test_nothing_leaves_the_canvas(width: int, height: int, text_size: int) -> None:
    show = CampaignShow(width, height, text_size)
    campaign = torchlight(9)
    long = replace(campaign.stages[0], title=LONG, before=f"{LONG} " * 6, rules=f"{LONG} " * 3, locked=LONG)
    show.there = [
        replace(campaign, stages=(long, *campaign.stages[1:])),
        replace(campaign, key="x", title=LONG),
    ]
    try:
        show.open()
        all_within(show, "campaign")
        tile = show.screens.campaign._grid.rows[0]
        low, high = tile.text.node.getTightBounds(show.ui.canvas.root)
        x, y, wide, tall = tile.bounds()
        assert x <= low[0] <= high[0] <= x + wide
        assert y <= -high[1] <= -low[1] <= y + tall
        for stage in (long, *campaign.stages[4:8]):
            show.screens.open_stage(stage)
            show.stage.frames(2)
            all_within(show, "stage")
        show.screens.open_stage_results(result(campaign, after=f"{LONG} {LONG}", unlocked=(LONG, LONG)))
        show.stage.frames(2)
        all_within(show, "stage_results")
    finally:
        show.stage.close()


def test_at_the_usual_size_all_stages_are_in_sight() -> None:
    show = CampaignShow(1280, 720)
    try:
        show.open()
        assert not show.screens.campaign.scroll_by(10_000)
    finally:
        show.stage.close()


def test_many_visits_leave_nothing_behind(show: CampaignShow) -> None:
    def visit(number: int) -> None:
        show.there = [torchlight(number % 24), replace(torchlight(3), key="x")][: 1 + number % 2]
        show.open()
        show.screens.open_stage(show.there[0].stages[number % 24])
        show.stage.frames(2)
        show.screens.open_stage_results(result(show.there[0]))
        show.stage.frames(2)

    def counts() -> tuple[int, int]:
        gc.collect()
        return len(show.ui.canvas.root.findAllMatches("**;+s")), len(gc.get_objects())

    for number in range(4):
        visit(number)
    nodes, objects = counts()
    for number in range(4, 24):
        visit(number)
    nodes_after, objects_after = counts()
    assert nodes_after == nodes
    assert abs(objects_after - objects) < 60
