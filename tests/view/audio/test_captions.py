"""Where sounds come from, how far they carry, and their words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.sim.state import Event, EventKind
from maze3d.sim.units import CELL, TURN
from maze3d.view.audio.captions import Caption, caption, nearby
from maze3d.view.audio.earshot import EVENT_REACH, PLACE_REACH, Listener, Place, Reach, blend, direction, gain

ME = Listener(player_id=1, x=10 * CELL, y=10 * CELL, yaw=0)
UNITS = st.integers(0, 20 * CELL)
ANGLES = st.integers(0, TURN - 1)
REACHES = [*EVENT_REACH.values(), *PLACE_REACH.values()]


@pytest.mark.parametrize(
    ("yaw", "dx", "dy", "quarters"),
    [
        (0, 0, -2, 0),
        (0, 2, 0, 1),
        (0, 0, 2, 2),
        (0, -2, 0, 3),
        (TURN // 4, 2, 0, 0),
        (TURN // 4, 0, -2, 3),
        (TURN // 2, -2, 0, 1),
        (3 * TURN // 4, 0, -2, 1),
    ],
)
def test_a_sound_comes_from_its_side(yaw: int, dx: int, dy: int, quarters: int) -> None:
    event = Event(0, EventKind.EXIT_OPENED, 1, ME.x + dx * CELL, ME.y + dy * CELL)
    heard = caption(event, ME._replace(yaw=yaw))
    assert heard is not None
    assert heard.direction == quarters * TURN // 4


@given(UNITS, UNITS, ANGLES)
def test_turning_turns_the_direction_the_other_way(x: int, y: int, yaw: int) -> None:
    assert direction(ME._replace(yaw=yaw), x, y) == (direction(ME, x, y) - yaw) % TURN


def test_what_happens_here_has_no_direction() -> None:
    assert caption(Event(0, EventKind.CHALKED, 1, ME.x + 40, ME.y), ME) == Caption("chalk scratches", None)


def test_own_footsteps_have_no_caption_but_others_do() -> None:
    assert caption(Event(0, EventKind.STEP, 1, ME.x, ME.y), ME) is None
    walking = caption(Event(0, EventKind.STEP, 2, ME.x, ME.y - 2 * CELL), ME)
    running = caption(Event(0, EventKind.STEP, 2, ME.x, ME.y - 2 * CELL, 1), ME)
    assert walking == Caption("footsteps", 0)
    assert running == Caption("running footsteps", 0)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (EventKind.STEP, 1, "running footsteps"),
        (EventKind.CAUGHT, 7, "a gong: somebody is caught"),
        (EventKind.FINISHED, 1, "a bright chord rises"),
        (EventKind.RELEASED, 1, "a horn blows"),
    ],
)
def test_what_others_do_is_heard_from_their_side(kind: EventKind, value: int, words: str) -> None:
    for quarters, (dx, dy) in enumerate(((0, -3), (3, 0), (0, 3), (-3, 0))):
        event = Event(0, kind, 2, ME.x + dx * CELL, ME.y + dy * CELL, value)
        assert caption(event, ME) == Caption(words, quarters * TURN // 4)


def test_what_is_called_out_to_all_comes_from_no_side() -> None:
    far = ME.x + 50 * CELL
    assert caption(Event(0, EventKind.COUNTDOWN, -1, far, 0, 2), ME) == Caption("a drum beats: 2", None)
    over = caption(Event(0, EventKind.ROUND_OVER, -1, far, 0), ME)
    assert over == Caption("a fanfare: the round is over", None)


def test_what_cannot_be_heard_has_no_caption() -> None:
    far = 9 * CELL
    assert caption(Event(0, EventKind.STEP, 2, ME.x + far, ME.y), ME) is None
    assert caption(Event(0, EventKind.HINT_SHOWN, 2, ME.x + far, ME.y), ME) is None
    assert caption(Event(0, EventKind.EXIT_OPENED, 2, ME.x + 99 * far, ME.y), ME) is not None


@pytest.mark.parametrize("kind", EventKind)
def test_every_event_has_a_reach_and_words(kind: EventKind) -> None:
    heard = caption(Event(0, kind, 2, ME.x, ME.y), ME)
    assert heard is not None
    assert heard.text


def test_words_differ_where_their_meaning_does() -> None:
    texts = [caption(Event(0, kind, 2, ME.x, ME.y), ME) for kind in EventKind]
    assert len(set(texts)) == len(EventKind)


def test_near_places_are_told_nearest_first_and_once_a_kind() -> None:
    places: list[Place] = [
        ("exit", ME.x + 5 * CELL, ME.y),
        ("torch", ME.x - 2 * CELL, ME.y),
        ("torch", ME.x, ME.y + CELL),
        ("key", ME.x, ME.y + 4 * CELL),
    ]
    assert nearby(places, ME) == [Caption("a torch crackles", TURN // 2), Caption("a low hum", TURN // 4)]
    assert nearby([("exit", ME.x + 6 * CELL, ME.y)], ME) == []


@given(st.sampled_from(REACHES), st.floats(0, 40), st.floats(0, 1))
def test_gain_falls_smoothly_with_distance(reach: Reach, at: float, further: float) -> None:
    near, far = gain(reach, at), gain(reach, at + further)
    assert 0 <= far <= near <= 1
    assert near - gain(reach, at + 0.01) < 0.05


def test_gain_is_whole_near_and_gone_far() -> None:
    hum = PLACE_REACH["exit"]
    assert gain(hum, 0) == 1
    assert gain(hum, 5.9) > 0
    assert gain(hum, 6) == 0
    assert gain(EVENT_REACH[EventKind.EXIT_OPENED], 500) == pytest.approx(0.45)


def test_two_torches_blend_into_one_voice_between_them() -> None:
    left: Place = ("torch", ME.x - CELL, ME.y)
    right: Place = ("torch", ME.x + CELL, ME.y)
    one, east, north = blend(ME, "torch", [right])
    both, middle, _ = blend(ME, "torch", [left, right])
    assert east > 0
    assert north == 0
    assert middle == pytest.approx(0)
    assert both == pytest.approx(one * math.sqrt(2))
    assert blend(ME, "exit", [left, right]) == (0, 0, 0)
