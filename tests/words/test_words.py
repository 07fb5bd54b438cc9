"""Words are there for all that is said, in every language, and none that nobody says."""

from __future__ import annotations

import re

import pytest

from maze3d.maze import GENERATORS
from maze3d.pack.plurals import NONE, OTHER, category, wanted
from maze3d.pack.words import ENGLISH, NAME, PLACEHOLDER, SHIPPED, Text, shipped
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.sim.modes import LAN_MODES
from maze3d.sim.state import EventKind
from maze3d.view.audio.earshot import PLACE_REACH
from maze3d.view.palette import COLOUR_NAMES, KEY_SHAPES, PLAYER_SHAPES
from maze3d.view.problems import TABLE
from maze3d.view.screens.settings_fields import SECTIONS, SETTINGS
from maze3d.view.settings import ACTIONS
from maze3d.view.ui.theme import MEDALS
from tests.words.scan import asked

OTHERS = [language for language in SHIPPED if language != ENGLISH]
HEARD = set(EventKind) - {EventKind.STEP, EventKind.COUNTDOWN}


def forms(text: Text) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


NAMES = {"button.back", "button.start", "hud.frame_rate"}
"""What is printed on gamepads and said by players everywhere."""


def words_in(text: Text) -> list[str]:
    """Return what a text says besides its placeholders."""
    return [word for form in forms(text) for word in re.findall(r"[^\W\d_]+", PLACEHOLDER.sub("", form))]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_every_key_asked_for_is_there() -> None:
    english = shipped(ENGLISH)
    missing = [each for each in asked() if not any(each.matches(key) for key in english)]
    assert not missing


def test_every_word_is_asked_for() -> None:
    calls = [each for each in asked() if each.names is not None]
    lists = {"list.comma", "list.last", "list.line", NAME}  # by language.py itself
    unused = [key for key in shipped(ENGLISH) if not any(each.matches(key) for each in calls)]
    unused = [key for key in unused if not key.startswith(f"{TABLE}.")]  # test_problems.py
    assert set(unused) <= lists


def test_every_call_gives_the_values_its_words_want() -> None:
    english = shipped(ENGLISH)
    wrong = []
    for each in asked():
        for key in english:
            if each.names is None or not each.matches(key):
                continue
            wants = set().union(*(placeholders(form) for form in forms(english[key])))
            wants |= set() if isinstance(english[key], str) else {"n"}
            if wants != each.names:
                wrong.append(f"{each.where}: {key} wants {sorted(wants)}, gets {sorted(each.names)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", SHIPPED)
def test_every_language_has_every_word_with_the_same_placeholders(language: str) -> None:
    english, other = shipped(ENGLISH), shipped(language)
    assert list(other) == list(english)
    assert other[NAME] == SHIPPED[language]
    for key, text in other.items():
        assert isinstance(text, str) == isinstance(english[key], str), key
        assert all(form.strip() for form in forms(text)), key
        wants = set().union(*(placeholders(form) for form in forms(english[key])))
        if isinstance(text, str):
            assert placeholders(text) == wants, key
            assert text.replace("{", "").count("}") == len(PLACEHOLDER.findall(text)), key
        else:
            assert set(text) - {NONE} == wanted(language), key
            assert all(placeholders(form) | {"n"} == wants | {"n"} for form in text.values()), key


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_one(language: str) -> None:
    """A sentence that is the same in two languages was forgotten."""
    english, other = shipped(ENGLISH), shipped(language)
    same = [key for key in english if english[key] == other[key] and len(words_in(english[key])) > 1]
    assert set(same) <= NAMES, same


def test_what_can_be_chosen_has_words() -> None:
    keys = {f"generator.{name}.{part}" for name in GENERATORS for part in ("title", "about")}
    keys |= {f"mode.{name}.{part}" for name in LAN_MODES for part in ("title", "about")}
    keys |= {f"difficulty.{name}" for name in DIFFICULTIES} | {f"action.{name}" for name in ACTIONS}
    keys |= {f"colour.{name}" for name in COLOUR_NAMES} | {f"shape.{name}" for name in PLAYER_SHAPES}
    keys |= {
        f"{table}_{shape}" for table in ("help.key", "message.key", "message.missing") for shape in KEY_SHAPES
    }
    keys |= {f"{table}{medal}" for table in ("medal.", "results.medal_") for medal in MEDALS}
    keys |= {f"caption.{kind.name.lower()}" for kind in HEARD} | {f"nearby.{kind}" for kind in PLACE_REACH}
    keys |= {f"settings.page.{section}" for section in SECTIONS}
    keys |= {f"settings.{section}.{each.name}" for section in SECTIONS for each in SETTINGS[section]}
    assert keys <= set(shipped(ENGLISH))


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("en", {0: OTHER, 1: "one", 2: OTHER, 21: OTHER}),
        ("de", {0: OTHER, 1: "one", 2: OTHER}),
        ("fr", {0: "one", 1: "one", 2: OTHER}),
        ("es", {0: OTHER, 1: "one", 2: OTHER}),
        (
            "ru",
            {
                0: "many",
                1: "one",
                3: "few",
                5: "many",
                11: "many",
                12: "many",
                21: "one",
                22: "few",
                111: "many",
            },
        ),
        ("pl", {1: "one", 2: "few", 5: "many", 12: "many", 21: "many", 22: "few"}),
        ("cs", {1: "one", 4: "few", 5: OTHER}),
        ("ja", {1: OTHER}),
        ("pt-BR", {0: "one", 2: OTHER}),
        ("it", {0: OTHER, 1: "one"}),
    ],
)
def test_plurals_are_those_of_the_cldr(language: str, numbers: dict[int, str]) -> None:
    assert {number: category(language, number) for number in numbers} == numbers
