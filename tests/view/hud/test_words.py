import pytest

from maze3d.sim.state import Event, EventKind
from maze3d.view.hud.messages import message
from maze3d.view.hud.newcomer import first_words
from maze3d.view.settings import Controls


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (EventKind.EXIT_REFUSED, 0b101, "The exit is locked: two keys missing (circle and triangle)"),
        (EventKind.EXIT_REFUSED, 0b010, "The exit is locked: one key missing (square)"),
        (EventKind.KEY_TAKEN, 2, "You have the triangle key"),
        (EventKind.STEP, 1, ""),
    ],
)
def test_events_in_words(kind: EventKind, value: int, words: str) -> None:
    assert message(Event(0, kind, 0, 0, 0, value)) == words


def test_a_newcomer_is_told_the_keys_that_are_bound_now() -> None:
    controls = Controls()
    words = first_words(controls.model_copy(update={"keys": controls.keys | {"forward": ["i"], "hint": []}}))
    assert words.startswith("I A S D walk")
    assert "- shows the way" in words
