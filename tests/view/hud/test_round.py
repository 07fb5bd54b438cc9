"""The HUD of a round played together: what it says, what it counts, who fits, and what one types."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.maze import generate
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.sim.state import PlayerState, Snapshot
from maze3d.view.hud import Hud
from maze3d.view.hud.chat import LINES, STAYS_S
from maze3d.view.hud.round_banner import time_words
from maze3d.view.hud.round_state import RoundState, ScoreRow
from maze3d.view.hud.watching import watching_words
from maze3d.view.palette import PLAYER_COLOURS, PLAYER_SHAPES
from maze3d.view.screens.lan_data import ChatLine
from maze3d.view.settings import Controls
from maze3d.view.ui.sign import brightness, lettering, sign_picture
from maze3d.view.world import Eye
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen

MAZE = generate("wilson", 9, 9, seed=1)
SEEN = Snapshot(120, (PlayerState(0, 512, 512, 0, 0, 0, 0),))
RUNNING = RoundState("race", seconds_left=125, place=2, players=8, ping_ms=34)


def scores(count: int, own: int = 0) -> tuple[ScoreRow, ...]:
    return tuple(
        ScoreRow(seat, "W" * 24, seat % 16, seat % 6, count - seat, 30, own=seat == own)
        for seat in range(count)
    )


def said(words: str, seat: int = 1) -> ChatLine:
    return ChatLine(seat, "Bert", 3, words)


class Together:
    """A HUD in a round, on a stage."""

    def __init__(self, width: int = 960, height: int = 540, text_size: int = 100) -> None:
        self.stage = Stage(width, height, text_size)
        self.ui = self.stage.ui
        self.hud = Hud(self.ui, self.stage.settings)
        self.hud.start_joined(MAZE, DIFFICULTIES["normal"])

    def frames(self, state: RoundState = RUNNING, count: int = 1, dt: float = 0.1) -> None:
        for _ in range(count):
            self.ui.update(dt)
            self.hud.show(SEEN, np.ones(MAZE.passages.shape, np.bool_), Eye(512, 512, 0, 0, 0), dt)
            self.hud.show_round(state, dt)

    @property
    def task(self) -> str:
        return self.hud.round_banner._task.words


@pytest.fixture
def shown() -> Iterator[Together]:
    made = Together()
    yield made
    made.stage.close()


def test_it_counts_down_says_what_to_do_and_lets_go(shown: Together) -> None:
    banner = shown.hud.round_banner
    shown.frames(replace(RUNNING, countdown_s=3))
    assert (banner._digits.words, shown.task) == ("3", "Get out!")
    shown.frames(replace(RUNNING, countdown_s=1), count=90)
    assert (banner._digits.words, shown.task) == ("1", "Get out!")
    shown.frames()
    assert (banner._digits.words, shown.task) == ("", "Get out!")
    shown.frames(count=30)
    assert shown.task == ""
    assert banner._time._text.words == "2:05"
    assert banner._place._text.words == "Place 2 of 8"


def test_who_is_caught_is_told_to_hunt(shown: Together) -> None:
    shown.frames(replace(RUNNING, role="runner"), count=30)
    shown.frames(replace(RUNNING, role="hunter"))
    assert shown.task == "You hunt"
    shown.frames(replace(RUNNING, role="watching"))
    assert shown.task == ""


def test_one_clock_is_enough(shown: Together) -> None:
    shown.frames()
    assert shown.hud.clock._plate._text.words == ""
    assert shown.hud.supplies._plate._text.words == ""
    shown.hud.start(MAZE, DIFFICULTIES["normal"], 0)
    shown.frames()
    assert shown.hud.clock._plate._text.words == "0:02"


def test_times_in_words() -> None:
    assert [time_words(s) for s in (0, 59, 60, 905)] == ["0:00", "0:59", "1:00", "15:05"]


def test_a_lost_line_is_told_and_so_is_its_return(shown: Together) -> None:
    line = shown.hud.connection._line._text
    shown.frames(replace(RUNNING, tries=3))
    assert line.words == "Connection lost. Trying again (3)..."
    assert shown.hud.connection._ping._text.words == ""
    shown.frames()
    assert line.words == "Back in the match."
    shown.frames(count=40)
    assert line.words == ""
    assert shown.hud.connection._ping._text.words == "34 ms"


def test_a_spectator_reads_the_keys_as_they_are_bound(shown: Together) -> None:
    assert watching_words("Anna", Controls()) == "Watching Anna - next: Space, free camera: F"
    rebound = Controls(keys={"spectate_next": ["n"], "free_camera": []})
    assert watching_words("Anna", rebound) == "Watching Anna - next: N, free camera: B (right)"
    shown.frames(replace(RUNNING, role="watching", watching="Anna"))
    assert shown.hud.watching._plate._text.words.startswith("Watching Anna")
    shown.frames()
    assert shown.hud.watching._plate._text.words == ""


# -- the scoreboard


@pytest.mark.parametrize(
    ("width", "height", "text_size"), [(1280, 800, 100), (800, 600, 200), (3840, 1600, 75)]
)
@pytest.mark.parametrize("count", [1, 2, 64])
def test_the_scoreboard_stays_on_the_canvas_and_shows_oneself(
    width: int, height: int, text_size: int, count: int
) -> None:
    shown = Together(width, height, text_size)
    board, canvas = shown.hud.scoreboard, shown.ui.canvas
    try:
        board.held = True
        shown.frames(replace(RUNNING, scores=scores(count, own=count - 1)))
        low, high = board._node.getTightBounds(canvas.root)
        assert low[0] >= 0
        assert high[0] <= canvas.width
        assert -high[1] >= 0
        assert -low[1] <= canvas.height
        lines = [line for line in board._lines if not line.node.isStashed()]
        assert lines[-1]._points.words == "1"
        told = board._more.words
        assert told == ("" if len(lines) == count else f"{count - len(lines)} more")
        board.held = False
        shown.frames()
        assert board._node.isStashed()
    finally:
        shown.stage.close()


def test_signs_differ_in_each_colour_and_shape() -> None:
    pictures = {
        sign_picture(colour, shape, 24).tobytes()
        for colour in range(len(PLAYER_COLOURS))
        for shape in range(len(PLAYER_SHAPES))
    }
    assert len(pictures) == len(PLAYER_COLOURS) * len(PLAYER_SHAPES)
    outlines = {sign_picture(0, shape, 24)[..., 3].tobytes() for shape in range(len(PLAYER_SHAPES))}
    assert len(outlines) == len(PLAYER_SHAPES)
    assert all(brightness(lettering(colour)[:3]) > 0.5 for colour in range(len(PLAYER_COLOURS)))


# -- the chat


def test_lines_fade_after_a_while_and_the_last_ones_stay_longest(shown: Together) -> None:
    chat = shown.hud.chat
    for number in range(LINES + 2):
        chat.add(said(str(number)))
    shown.frames()
    assert list(chat.shown) == [f"Bert: {n}" for n in range(2, LINES + 2)]
    shown.frames(dt=STAYS_S / 2)
    chat.add(said("new"))
    shown.frames(dt=STAYS_S / 2)
    assert list(chat.shown) == ["Bert: new"]
    shown.frames(dt=STAYS_S)
    assert not chat.shown


def test_what_is_typed_is_said_with_enter_and_dropped_with_escape(shown: Together) -> None:
    heard: list[str] = []
    chat = shown.hud.chat
    chat.add(said("old"))
    shown.frames(dt=STAYS_S)
    assert not chat.shown
    shown.ui.handle("t")
    chat.open(heard.append)
    for _ in range(3):
        shown.ui.type("t")  # by the key that opened the line, as long as it is held
        shown.frames()
    shown.ui.handle("t-up")
    shown.frames()
    assert chat.typing
    assert list(chat.shown) == ["Bert: old"]
    for letter in "this!":
        assert shown.ui.handle(letter)
        shown.ui.type(letter)
    assert shown.ui.handle("space")
    shown.stage.keys("enter")
    assert heard == ["this!"]
    assert shown.ui.screen is None
    shown.frames()
    assert not chat.shown
    chat.open(heard.append)
    shown.frames()
    shown.ui.handle("x")
    shown.ui.type("x")
    shown.stage.keys("escape")
    chat.open(heard.append)
    shown.stage.keys("enter")
    assert heard == ["this!"]


@pytest.mark.parametrize("captions", [False, True])
@pytest.mark.parametrize("text_size", [75, 100, 150, 200])
def test_the_chat_leaves_clock_and_captions_free(text_size: int, captions: bool) -> None:  # noqa: FBT001
    shown = Together(800, 600, text_size)
    shown.stage.settings.access.captions = captions
    shown.hud.apply(shown.stage.settings)
    root = shown.ui.canvas.root

    def box(node: object) -> tuple[float, float, float, float]:
        low, high = node.getTightBounds(root)  # type: ignore[attr-defined]
        return low[0], -high[1], high[0], -low[1]

    try:
        for number in range(LINES):
            shown.hud.chat.add(said("hello " * 12, seat=number))
            shown.hud.captions.show(f"footsteps {number}", 0)
        shown.frames()
        chat = [box(line.node) for line in shown.hud.chat._lines if not line.node.isStashed()]
        others = [box(line.node) for line in shown.hud.captions._lines if not line.node.isStashed()]
        others += [box(shown.hud.round_banner._time.node), box(shown.hud.round_banner._place.node)]
        assert chat
        for a in chat:
            for b in others:
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    finally:
        shown.stage.close()


def test_a_hundred_rounds_leave_nothing_behind(shown: Together) -> None:
    def a_round() -> None:
        shown.hud.start_joined(MAZE, DIFFICULTIES["normal"])
        shown.hud.scoreboard.held = True
        shown.hud.chat.add(said("hello"))
        shown.hud.chat.open(lambda _words: None)
        shown.frames(replace(RUNNING, countdown_s=2, scores=scores(30)))
        shown.ui.show()
        shown.frames(replace(RUNNING, tries=2, role="watching", scores=scores(9)), count=2)
        shown.frames()
        shown.hud.stop()

    def counts() -> tuple[int, int]:
        gc.collect()
        return len(shown.ui.canvas.root.findAllMatches("**;+s")), len(gc.get_objects())

    for _ in range(3):
        a_round()
    nodes, objects = counts()
    for _ in range(100):
        a_round()
    nodes_after, objects_after = counts()
    assert nodes_after == nodes
    assert abs(objects_after - objects) < 50
