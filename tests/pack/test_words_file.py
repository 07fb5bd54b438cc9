"""A pack's words: what is right is used, each way of being wrong is told by line, the rest stays usable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.pack.check import check
from maze3d.pack.words import SHIPPED, shipped, words_of, words_path
from maze3d.pack.words_file import words_file
from tests.app.test_packs import made, opened
from tests.pack.test_check import pack

if TYPE_CHECKING:
    from pathlib import Path


def told(text: str, file: str = "words/en.toml") -> list[str]:
    return [str(each) for each in words_file(text.encode(), file)[1]]


@pytest.mark.parametrize("language", SHIPPED)
def test_the_games_own_files_are_right(language: str) -> None:
    texts, findings = words_file(words_path(language).read_bytes(), f"words/{language}.toml")
    assert not findings
    assert texts == shipped(language)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('[menu]\nstrat = "Go"', '2:1: unknown-key "menu.strat" is no word; did you mean menu.start?'),
        ('[manu]\nstart = "Go"', '2:1: unknown-key "manu.start" is no word; did you mean menu.start?'),
        ("[menu]\nstart = 7", '2:1: wrong-value "menu.start" is 7: expected a text'),
        ('[menu]\nstart = ""', '2:1: wrong-value "menu.start" has 0 letters: expected 1 to 1,000'),
        ('[menu]\nstart = "a\\u0007"', '2:1: wrong-value "menu.start" has a letter that cannot be seen'),
        ('[menu]\nstart = "a\\u202e"', '2:1: wrong-value "menu.start" has a letter that cannot be seen'),
        ('[menu]\nstart = "{x}"', '2:1: wrong-placeholder "menu.start" has {x}: expected none'),
        ('[host_row]\nversion = "v"', '2:1: wrong-placeholder "host_row.version" lacks {version}'),
        (
            '[host_row]\nversion = "{version} {0}"',
            '2:1: wrong-placeholder "host_row.version" has a brace that belongs to no {name}',
        ),
        (
            '[host_row]\nversion = "{version.__class__}"',
            '2:1: wrong-placeholder "host_row.version" lacks {version}',
        ),
        (
            '[menu]\nstart = { other = "Go" }',
            '2:1: wrong-value "menu.start" is said of no number: expected a text',
        ),
        (
            '[count]\nkeys = { one = "1" }',
            '2:1: wrong-plural "count.keys" has the forms one: expected one, other',
        ),
        ("[menu\n", "1:6: syntax expected ']' at the end of a table declaration"),
    ],
)
def test_what_is_wrong_is_told_where(text: str, finding: str) -> None:
    assert told(text) == [f"words/en.toml:{finding}"]


def test_all_is_told_and_the_rest_is_used() -> None:
    text = '[menu]\nstart = "Go"\nbacj = "x"\nhelp = 1\n'
    texts, findings = words_file(text.encode(), "words/de.toml")
    assert texts == {"menu.start": "Go"}
    assert [each.code for each in findings] == ["unknown-key", "wrong-value"]


def test_a_plural_follows_its_own_language() -> None:
    assert told('[count]\nkeys = { few = "{n}", one = "{n}", many = "{n}" }', "words/ru.toml") == []
    assert told('[count]\nkeys = "{n} keys"', "words/ja.toml") == []


@given(st.text(st.characters(exclude_characters="\0"), max_size=60))
def test_no_text_can_reach_into_a_value(text: str) -> None:
    words = words_of("en", {"host_row.version": text})
    said = words.say("host_row.version", {"version": "\0"})
    assert said.replace("\0", "{version}") == text


@given(st.binary(max_size=200))
def test_whatever_the_bytes_findings_come(data: bytes) -> None:
    texts, findings = words_file(data, "words/en.toml")
    assert not (texts and findings and any(each.code == "syntax" for each in findings))
    assert all(each.file == "words/en.toml" for each in findings)


def test_check_tells_them_all(tmp_path: Path) -> None:
    folder = pack(
        tmp_path / "one", {"words/en.toml": b'[menu]\nstrat = "x"\nhelp = 1\n', "words/it.toml": b""}
    )
    assert [each.code for each in check(folder)] == ["unknown-key", "wrong-value"]
    (folder / "words/en.toml").write_text('[menu]\nhelp = "Aid"\n')
    assert check(folder) == []
    (folder / "words/english.toml").write_text("")
    assert [each.code for each in check(folder)] == ["unknown-asset"]


def test_the_upper_packs_word_wins_and_broken_ones_are_told(tmp_path: Path) -> None:
    made(tmp_path, "one", files={"words/de.toml": b'[menu]\nhelp = "Eins"\nquit = "Weg"\nx = "y"\n'})
    made(tmp_path, "two", files={"words/de.toml": b'[menu]\nhelp = "Zwei"\n'})
    packs = opened(tmp_path, "ada.two", "ada.one")
    words = words_of("de", *packs.layers.words()["de"])
    assert (words.texts["menu.help"], words.texts["menu.quit"]) == ("Zwei", "Weg")
    assert words.texts["menu.settings"] == shipped("de")["menu.settings"]
    assert packs.told() == ['ada.one: words/de.toml "menu.x" is no word']
