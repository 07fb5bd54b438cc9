"""Sentences of problems come in the language in use, and each that has words is still raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.maze import MazeError, decode
from maze3d.net.join_code import JoinCodeError, parse_target
from maze3d.pack.words import ENGLISH, PLACEHOLDER, SHIPPED, shipped, words_of
from maze3d.session import endings
from maze3d.sim.walkable import check_walkable
from maze3d.view.language import english, speak
from maze3d.view.problems import TABLE, told
from tests.words.scan import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

RAISED_IN = (
    "session/endings.py",
    "net/query.py",
    "net/join_code.py",
    "net/missing.py",
    "sim/walkable.py",
    "maze/codes.py",
    "maze/recipe.py",
    "app/ledger.py",
    "app/saves.py",
    "view/audio/player.py",
    "files.py",
)
ENDINGS = [
    *endings.CANNOT_CONNECT.values(),
    *endings.REFUSALS.values(),
    endings.cannot_connect("unknown address", "ABC"),
    *(
        value
        for value in vars(endings).values()
        if isinstance(value, str) and value.endswith(".") and "\n" not in value
    ),
]


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    speak(words_of("de"), SHIPPED)
    yield
    speak(words_of(ENGLISH), SHIPPED)


def test_each_that_has_words_is_raised_somewhere() -> None:
    raised = {PLACEHOLDER.sub("{}", each) for each in sentences(*RAISED_IN)}
    texts = {key: str(text) for key, text in shipped(ENGLISH).items() if key.startswith(f"{TABLE}.")}
    parts = {
        "problem.code_letter",
        "problem.code",
        "problem.size",
        "problem.join_target",
        "problem.too_few_cells",
    }
    gone = [key for key, text in texts.items() if PLACEHOLDER.sub("{}", text) not in raised]
    assert set(gone) <= parts  # put together of several parts: test_what_players_meet raises them


@pytest.mark.parametrize("sentence", ENDINGS)
def test_no_end_of_a_connection_stays_english(sentence: str) -> None:
    assert told(sentence) != sentence
    assert english(told(sentence)) == sentence


@pytest.mark.parametrize("code", ["x", "0000-0000-0000", "!!!!-!!!!-!!!!", "8" * 12, "0A3B-9XKQ-77"])
def test_what_players_meet_typing_codes(code: str) -> None:
    with pytest.raises(MazeError) as problem:
        decode(code)
    assert "ist kein Labyrinth-Code" in told(str(problem.value)) or "ist ein Code der Version" in told(
        str(problem.value)
    )
    assert english(told(str(problem.value))) == str(problem.value)


@pytest.mark.parametrize("target", ["0" * 25, "a b c", "10.0.0.1:99999", "1234-5678-90AB-CD"])
def test_what_players_meet_typing_addresses(target: str) -> None:
    with pytest.raises(JoinCodeError) as problem:
        parse_target(target)
    assert told(str(problem.value)) != str(problem.value)
    assert english(told(str(problem.value))) == str(problem.value)


@pytest.mark.parametrize("maze", [(9, 9, 9, 0), (1000, 1000, 2, 0), (1, 9, 1, 0), (2, 2, 1, 3)])
def test_what_players_meet_choosing_mazes(maze: tuple[int, int, int, int]) -> None:
    with pytest.raises(MazeError) as problem:
        check_walkable(*maze)
    assert "Labyrinth" in told(str(problem.value))
    assert english(told(str(problem.value))) == str(problem.value)


def test_what_has_no_words_stays() -> None:
    assert told("settings.toml:3: there is no setting fvo") == "settings.toml:3: there is no setting fvo"
    assert told("") == ""
