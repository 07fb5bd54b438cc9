"""Where the compass and the words say that a hint leads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.maze.grid import DOWN, UP, E, S
from maze3d.view.hud.blink import FADE_S, Blink
from maze3d.view.hud.compass import WIDTH, Compass, offset, strength
from maze3d.view.hud.guidance import hint_climb, hint_words, hint_yaw
from maze3d.view.hud.ladder_prompt import prompt_words
from maze3d.view.hud.state import HudState
from maze3d.view.settings import Settings
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

CELLS = np.zeros((1, 2, 2), np.uint8)
STATE = HudState(0, 0.5, 0.5, 0, 0.0, 0, 0, 0, 0, CELLS, CELLS.astype(bool), (0, 1, 1))
LETTER_HALF = 8.0


@pytest.mark.parametrize(
    ("way", "turns"),
    [
        (((0, 5, 5), (0, 4, 5)), 0.0),
        (((0, 5, 5), (0, 5, 6)), 0.25),
        (((0, 5, 5), (0, 6, 5), (0, 6, 6)), 0.5),
        (((0, 5, 5), (0, 5, 4)), 0.75),
        (((0, 5, 5),), None),
        ((), None),
    ],
)
def test_a_hint_leads_to_the_next_cell(way: tuple[tuple[int, int, int], ...], turns: float | None) -> None:
    assert hint_yaw(way, 5.5, 5.5) == turns


@pytest.mark.parametrize(
    ("direction", "yaw", "words"),
    [
        (0.0, 0.05, "is straight ahead"),
        (0.0, 0.95, "is straight ahead"),
        (0.25, 0.0, "leads to the right"),
        (0.0, 0.25, "leads to the left"),
        (0.9, 0.4, "is behind you"),
    ],
)
def test_the_way_is_told_from_where_one_looks(direction: float, yaw: float, words: str) -> None:
    assert hint_words(direction, yaw, 2) == f"Blue steps lead on: the way {words}"
    assert hint_words(direction, yaw, 0).endswith("that was the last hint")


def test_at_the_end_of_the_way_the_hint_says_so() -> None:
    assert hint_words(None, 0.3, 1) == "It is right here"


def test_no_mark_reaches_an_end_of_the_strip() -> None:
    for tenth in range(1000):
        points = offset(tenth / 1000, 0.0)
        assert strength(points) == 0 or abs(points) + LETTER_HALF < WIDTH / 2
    assert strength(offset(0.0, 0.0)) == 1
    assert strength(offset(0.25, 0.0)) > 0.5, "the letters beside are read while one looks due north"


@pytest.fixture
def compass() -> Iterator[Compass]:
    stage = Stage()
    made = Compass(stage.ui.canvas, stage.ui.hud_root)
    made.lay_out()
    yield made
    stage.close()


@pytest.mark.offscreen
@pytest.mark.parametrize("yaw", [0.0, 0.25, 0.5, 0.75, 0.9999])
def test_the_letter_looked_at_is_in_the_middle_clear_of_the_needle(compass: Compass, yaw: float) -> None:
    compass.update(replace(STATE, yaw=yaw))
    letter = compass._marks[round(yaw * 8) % 8]
    assert letter.getX() == pytest.approx(WIDTH / 2, abs=0.1)
    lowest = letter.getTightBounds(compass._node)[0][1]
    assert lowest > compass._needle.node.getTightBounds(compass._node)[1][1]
    shown = [mark for mark in compass._marks if not mark.isStashed()]
    assert 3 <= len(shown) <= 5


@pytest.mark.offscreen
def test_the_compass_marks_the_hints_way_only_while_there_is_one(compass: Compass) -> None:
    compass.update(STATE)
    assert compass._chip.node.isHidden()
    at = []
    for hint in (0.0, 0.1, 0.25, 0.5, 0.75):
        compass.update(replace(STATE, hint_yaw=hint))
        assert not compass._chip.node.isHidden()
        left = compass._chip.node.getX()
        assert 0 <= left <= WIDTH
        at.append(left)
    assert at[4] < at[0] < at[1] < at[2]
    drawn = list(compass._node.getChildren())
    assert all(
        drawn.index(compass._chip.node) < drawn.index(mark) for mark in compass._marks if mark in drawn
    )
    compass.update(STATE)
    assert compass._chip.node.isHidden()


def test_at_a_ladder_a_hint_says_up_or_down() -> None:
    up, down = [(0, 2, 2), (1, 2, 2)], [(1, 2, 2), (0, 2, 2)]
    assert (hint_climb(up), hint_climb(down), hint_climb([(0, 2, 2), (0, 2, 3)])) == (1, -1, 0)
    assert hint_yaw(up, 2.5, 2.5) is None
    assert hint_words(None, 0.0, 2, 1).endswith("up the ladder")
    assert hint_words(None, 0.0, 2, -1).endswith("down the ladder")


def test_a_cell_with_a_ladder_names_the_key() -> None:
    controls = Settings().controls
    assert prompt_words(E | UP, controls) == "R: climb up"
    assert prompt_words(DOWN, controls) == "R: climb down"
    assert prompt_words(UP | DOWN | S, controls) == "R: climb, up or down as you look"
    assert prompt_words(E | S, controls) == ""


@pytest.mark.offscreen
def test_another_level_is_come_to_in_a_blink() -> None:
    stage = Stage()
    blink = Blink(stage.ui.canvas, stage.ui.hud_root)
    blink.lay_out()
    passages = np.zeros((2, 3, 3), np.uint8)
    for level, dark in ((0, False), (0, False), (1, True)):
        blink.update(replace(STATE, level=level, passages=passages), 0.01)
        assert (blink.left_s > 0) == dark
    blink.update(replace(STATE, level=1, passages=passages), FADE_S)
    assert blink.left_s == 0
    blink.forget()
    blink.update(replace(STATE, level=0, passages=passages), 0.01)
    assert blink.left_s == 0, "another maze is no climb"
    stage.close()
