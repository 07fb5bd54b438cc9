"""The words of a language, and how one is said: its key looked up, its number and names put in.

Owns the game's own word files (`assets/words`) and what lies over them. Knows nothing of who reads the words,
nor of which language that is.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from maze3d.pack.plurals import CATEGORIES, NONE, OTHER, category
from maze3d.resources import assets_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ENGLISH = "en"
"""The language that has every word first; what another one lacks is said in it."""

SHIPPED = {"de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский"}
"""The game's own languages: code and name in itself, as their files say it; reading all five is slow."""

NAME = "language.name"
"""The key under which a file says what its language is called, in itself."""

Text: TypeAlias = "str | Mapping[str, str]"
"""What a key says: words, or by plural category (plurals.py) what is said of that many."""

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All words of a language, by their dotted keys."""

    language: str
    texts: Mapping[str, Text]

    def say(self, key: str, values: Mapping[str, object]) -> str:
        """Return what `key` says, with `values` for its {names}; where a number counts it is `n`.

        Raises KeyError for a key that is none.
        """
        text = self.texts[key]
        if not isinstance(text, str):
            number = int(str(values["n"]))
            form = NONE if number == 0 and NONE in text else category(self.language, number)
            text = text.get(form) or text[OTHER]
        if not values:
            return text
        return PLACEHOLDER.sub(lambda name: str(values.get(name[1], name[0])), text)


def words_of(language: str, *over: Mapping[str, Text]) -> Words:
    """Return the game's own words of `language`, else English, and `over` them, the last on top."""
    own = shipped(language) if language in SHIPPED else shipped(ENGLISH)
    texts = dict(own)
    for each in over:
        texts |= each
    return Words(language, texts)


@cache
def shipped(language: str) -> Mapping[str, Text]:
    """Return what the game's own file of a language says, by key; one of SHIPPED."""
    return dict(flat(tomllib.loads(words_path(language).read_text("utf-8"))))


def words_path(language: str) -> Path:
    """Return where the game's own file of a language lies."""
    return assets_folder() / "words" / f"{language}.toml"


def flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield key and text of nested tables; a table of nothing but plural categories is a text."""
    for name, value in table.items():
        key = f"{above}{name}"
        if isinstance(value, dict) and not (value and CATEGORIES.issuperset(value)):
            yield from flat(value, f"{key}.")
        else:
            yield key, value
