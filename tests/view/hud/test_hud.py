"""The HUD on a stage: where captions point, what the frame rate counts, what a notice leaves free."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from maze3d.maze import generate
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.sim.state import Event, EventKind, PlayerState, Snapshot
from maze3d.sim.units import TURN
from maze3d.view.hud import Hud
from maze3d.view.ui.controls import Label
from maze3d.view.ui.screen import Screen
from maze3d.view.world import Eye
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen

MAZE = generate("wilson", 9, 9, seed=1)
SEEN = Snapshot(0, (PlayerState(0, 512, 512, 0, 0, 0, 0),))


class Match:
    """A HUD in a match, on a stage."""

    def __init__(self, text_size: int = 100) -> None:
        self.stage = Stage(text_size=text_size)
        settings = self.stage.settings
        settings.access.captions = settings.video.show_frame_rate = True
        self.hud = Hud(self.stage.ui, settings)
        self.hud.start(MAZE, DIFFICULTIES["easy"], 3)

    def frames(self, count: int, dt: float = 0.05) -> None:
        for _ in range(count):
            self.stage.ui.update(0.05)
            self.hud.show(SEEN, np.ones(MAZE.passages.shape, np.bool_), Eye(512, 512, 0, 0, 0), dt)


@pytest.fixture
def match() -> Iterator[Match]:
    made = Match()
    yield made
    made.stage.close()


def box(node: Any, stage: Stage) -> tuple[float, float, float, float]:
    """Left, top, right and foot on the canvas; y grows down."""
    low, high = node.getTightBounds(stage.ui.canvas.root)
    return low[0], -high[1], high[0], -low[1]


def apart(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize(("direction", "degrees"), [(0, 0), (TURN // 4, 90), (TURN * 3 // 4, 270)])
def test_a_captions_arrow_points_to_its_sound(match: Match, direction: int, degrees: int) -> None:
    match.hud.captions.show("a torch crackles", direction)
    (line,) = [line for line in match.hud.captions._lines if line.left_s > 0]
    assert line.pivot.getR() == degrees
    assert not line.pivot.isStashed()
    match.hud.captions.show("a torch crackles", None)
    assert line.pivot.isStashed()


def test_a_pause_is_no_frame_rate(match: Match) -> None:
    match.frames(9)
    match.frames(500, dt=0.0)
    match.frames(2)
    assert match.hud.frame_rate._plate._text.words == "20 FPS, 50 ms"


@pytest.mark.parametrize("text_size", [75, 100, 150, 200])
def test_a_notice_over_the_game_covers_nothing_of_the_hud(text_size: int) -> None:
    match = Match(text_size)
    stage, hud = match.stage, match.hud
    try:
        stage.ui.notify("The settings file could not be written to this folder: no space is left.")
        match.frames(2)
        notice = box(stage.ui._notice._node, stage)
        assert notice[0] >= 0
        assert notice[3] <= stage.ui.canvas.height
        plates: list[Any] = [hud.compass._plate, hud.clock._plate, hud.minimap._plate, hud.keys._plate]
        for plate in [*plates, hud.supplies._plate, hud.frame_rate._plate]:
            assert apart(notice, box(plate.node, stage))
    finally:
        stage.close()


def test_over_a_screen_a_notice_is_at_the_top(match: Match) -> None:
    match.stage.ui.notify("Done")
    match.frames(1)
    over_game = box(match.stage.ui._notice._node, match.stage)
    canvas = match.stage.ui.canvas
    match.stage.ui.show(Screen(canvas, "Paused", Label(canvas, "A line")))
    match.frames(1)
    over_screen = box(match.stage.ui._notice._node, match.stage)
    assert over_screen[3] < canvas.height / 4 < over_game[1]


def test_a_hint_is_told_once_its_way_is_known_and_turns_with_the_look(match: Match) -> None:
    hud, own = match.hud, SEEN.players[0].player_id
    explored = np.ones(MAZE.passages.shape, np.bool_)
    leading = replace(SEEN, hint=((0, 0, 0), (0, 1, 0)), hint_ticks_left=100)
    hud.tell(Event(0, EventKind.HINT_SHOWN, own + 1, 0, 0, 2), own)
    hud.show(leading, explored, Eye(512, 512, 0, 0, 0), 0.05)
    assert hud.messages._plate._text.words == ""
    hud.tell(Event(0, EventKind.HINT_SHOWN, own, 0, 0, 2), own)
    hud.show(SEEN, explored, Eye(512, 512, 0, 0, 0), 0.05)
    assert hud.messages._plate._text.words == ""
    for yaw, words in ((0, "behind you"), (TURN // 2, "straight ahead"), (TURN // 4, "to the right")):
        hud.show(leading, explored, Eye(512, 512, 0, yaw, 0), 0.05)
        assert words in hud.messages._plate._text.words
    hud.messages.show("The exit is open")
    hud.show(leading, explored, Eye(512, 512, 0, 0, 0), 0.05)
    assert hud.messages._plate._text.words == "The exit is open"
