"""What is drawn over the game fits in every language: on the canvas, and clear of what else stands there."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.maze import generate
from maze3d.maze.grid import DOWN, UP
from maze3d.pack.words import ENGLISH, SHIPPED, words_of
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.sim.state import Event, EventKind, PlayerState, Snapshot
from maze3d.view.audio.captions import caption
from maze3d.view.audio.earshot import Listener
from maze3d.view.hud import Hud
from maze3d.view.hud.guidance import hint_words
from maze3d.view.hud.messages import message
from maze3d.view.hud.round_state import RoundState
from maze3d.view.language import speak
from maze3d.view.world import Eye
from tests.view.ui.stage import Stage
from tests.words.fitting import broken, overlap, rect, shown
from tests.words.test_fits import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.view.hud.round_state import Role

pytestmark = pytest.mark.offscreen

MAZE = generate("wilson", 9, 9, seed=1)
LADDERS = replace(MAZE, passages=MAZE.passages | np.uint8(UP | DOWN))
"""Where every HUD says which key climbs."""
ME = PlayerState(0, 512, 512, 0, 0, 0, 0, hints_left=5, chalk_left=60)
NAMES = {0: "Anna", 1: "W" * 16}
ROUND = RoundState("race", seconds_left=1205, place=64, players=64, ping_ms=340)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(words_of(ENGLISH), SHIPPED)


def wrong_in(stage: Stage, language: str, what: str) -> list[str]:
    canvas = stage.ui.canvas
    texts = [(text, rect(canvas, text)) for text in shown(canvas, stage.ui.hud_root)]
    found = [each for text, _ in texts for each in broken(text)]
    for text, (left, top, right, foot) in texts:
        if left < -1 or top < -1 or right > canvas.width + 1 or foot > canvas.height + 1:
            found.append(f"off the canvas: {text.words!r}")
    found += [
        f"{a[0].words!r} lies on {b[0].words!r}" for a, b in combinations(texts, 2) if overlap(a[1], b[1])
    ]
    return [f"{language} {what}: {each}" for each in found]


def events() -> list[Event]:
    """Return one of each kind, with the value that says most."""
    said = {EventKind.EXIT_REFUSED: 0b111, EventKind.KEY_TAKEN: 2, EventKind.RELEASED: 1, EventKind.CAUGHT: 1}
    return [Event(0, kind, 0, 512, 512, said.get(kind, 0)) for kind in EventKind]


@pytest.mark.parametrize(("width", "height", "text_size"), SIZES)
def test_the_hud_of_a_match_alone(width: int, height: int, text_size: int) -> None:
    stage = Stage(width, height, text_size)
    settings, wrong = stage.settings, []
    settings.access.captions = settings.video.show_frame_rate = True
    hud = Hud(stage.ui, settings)
    listener = Listener(0, 512, 512, 0)

    def frame(dt: float = 0.3) -> None:
        stage.ui.update(dt)
        hud.show(
            Snapshot(360000, (ME,)), np.ones(LADDERS.passages.shape, np.bool_), Eye(512, 512, 0, 0, 0), dt
        )

    try:
        for language in SHIPPED:
            speak(words_of(language), SHIPPED)
            stage.ui.retext()
            hud.start(LADDERS, DIFFICULTIES["easy"], 3, newcomer=True)
            for _ in range(3):
                frame()
            wrong += wrong_in(stage, language, "newcomer")
            heard = [words for event in events() if (words := caption(event, listener))]
            for longest in sorted(heard, key=lambda each: len(each.text))[-4:]:
                hud.captions.show(longest.text, 0)
            hints = [hint_words(direction, 0.0, 0) for direction in (None, 0.0, 0.25, 0.5, 0.75)]
            hints += [hint_words(None, 0.0, 0, climb) for climb in (1, -1)]
            for sentence in {*hints, *(message(event) for event in events())} - {""}:
                hud._say(sentence)
                frame(0.001)
                wrong += wrong_in(stage, language, "message")
    finally:
        stage.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("width", "height", "text_size"), SIZES)
def test_the_hud_of_a_round_together(width: int, height: int, text_size: int) -> None:
    stage = Stage(width, height, text_size)
    hud, wrong = Hud(stage.ui, stage.settings), []

    def frame(state: RoundState) -> None:
        stage.ui.update(0.01)
        hud.show(Snapshot(60, (ME,)), np.ones(MAZE.passages.shape, np.bool_), Eye(512, 512, 0, 0, 0), 0.01)
        hud.show_round(state, 0.01)

    roles: list[Role] = ["race", "hunter", "runner"]
    try:
        for language in SHIPPED:
            speak(words_of(language), SHIPPED)
            stage.ui.retext()
            hud.start_joined(MAZE, DIFFICULTIES["normal"])
            for role in roles:
                frame(replace(ROUND, role=role, countdown_s=3))
                frame(replace(ROUND, role=role, countdown_s=3))
                wrong += wrong_in(stage, language, role)
            for event in events():
                words = message(event, 0, NAMES)
                if words:
                    hud._say(words)
                    frame(replace(ROUND, tries=3))
                    wrong += wrong_in(stage, language, "lost")
            frame(ROUND)
            hud.messages.show("")
            for watched in ("W" * 24, ""):
                frame(replace(ROUND, role="watching", watching=watched))
                wrong += wrong_in(stage, language, "watching")
    finally:
        stage.close()
    assert not wrong, "\n".join(wrong)
