import pytest

from maze3d.sim.state import Event, EventKind
from maze3d.view.hud.messages import message
from maze3d.view.hud.newcomer import first_words
from maze3d.view.settings import Controls


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (EventKind.EXIT_REFUSED, 0b101, "The exit is locked: 2 keys missing (circle and triangle)"),
        (EventKind.EXIT_REFUSED, 0b010, "The exit is locked: one key missing (square)"),
        (EventKind.KEY_TAKEN, 2, "You have the triangle key"),
        (EventKind.STEP, 1, ""),
        (EventKind.CHALK_FAR, 0, "Too far: step up to a wall, or look at the floor"),
    ],
)
def test_events_in_words(kind: EventKind, value: int, words: str) -> None:
    assert message(Event(0, kind, 0, 0, 0, value)) == words


NAMES = {1: "Anna", 2: "Bela", 3: "Čapek"}


@pytest.mark.parametrize(
    ("kind", "who", "value", "words"),
    [
        (EventKind.CAUGHT, 1, 2, "Bela caught you: you hunt now"),
        (EventKind.CAUGHT, 2, 1, "You caught Bela"),
        (EventKind.CAUGHT, 2, 3, "Čapek caught Bela"),
        (EventKind.CAUGHT, 1, 1, "You hunt now"),
        (EventKind.CAUGHT, 2, 2, "Bela hunts now"),
        (EventKind.CAUGHT, 2, 9, "Somebody caught Bela"),
        (EventKind.RELEASED, -1, 1, "The hunters are let go"),
        (EventKind.RELEASED, -1, 0, ""),
        (EventKind.COUNTDOWN, -1, 3, ""),
        (EventKind.ROUND_OVER, -1, 0, "The round is over"),
        (EventKind.FINISHED, 2, 1, "Bela is out"),
        (EventKind.FINISHED, 1, 1, ""),
        (EventKind.KEY_TAKEN, 1, 2, "You have the triangle key"),
        (EventKind.KEY_TAKEN, 2, 2, ""),
        (EventKind.CHALK_EMPTY, 2, 0, ""),
    ],
)
def test_events_of_a_match_together_in_words(kind: EventKind, who: int, value: int, words: str) -> None:
    assert message(Event(0, kind, who, 0, 0, value), 1, NAMES) == words


def test_a_newcomer_is_told_the_keys_that_are_bound_now() -> None:
    controls = Controls()
    words = first_words(controls.model_copy(update={"keys": controls.keys | {"forward": ["i"], "hint": []}}))
    assert words.startswith("I A S D walk")
    assert "Y (upper) shows the way" in words, "the button, where there is no key"
