"""The language in use: what is said on the screen, and said again when another one is chosen.

Whatever the player reads in the window comes from `say`. It returns the words as they are now, and these know
what they were made of: `again` says them in the language in use by then. So a text that is shown once needs
nobody to tell it of a change (see ui/text.py). Knows nothing of files: their owner hands the words over.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from maze3d.pack.words import ENGLISH, SHIPPED, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_words: Words | None = None
_offered: Mapping[str, str] = {}


class Said(str):
    """Words, with the key and the values they came from. Equal to the same words said otherwise."""

    __slots__ = ("by", "key", "values")
    key: str
    values: Mapping[str, object]
    by: Words


def in_use() -> Words:
    """Return the words in use; English until `speak` was called."""
    global _words  # noqa: PLW0603 - a window has one language, as gettext has
    if _words is None:
        _words = words_of(ENGLISH)
    return _words


def offered() -> Mapping[str, str]:
    """Return the languages there are: code and name, each in itself."""
    return _offered or SHIPPED


def speak(words: Words, languages: Mapping[str, str]) -> None:
    """Say everything with these from now on, and offer these languages (see `offered`).

    Who shows texts says them again: `Ui.retext`.
    """
    global _words, _offered
    _words, _offered = words, languages


def say(key: str, /, **values: object) -> Said:
    """Return what `key` says, with `values` for its {names}. KeyError for a key that no language has."""
    words = in_use()
    said = Said(words.say(key, values))
    said.key, said.values, said.by = key, values, words
    return said


def again(words: str) -> str:
    """Return the same in the language in use; what `say` has not made stays as it is."""
    if not isinstance(words, Said) or words.by is in_use():
        return words
    values = {name: again(value) if isinstance(value, str) else value for name, value in words.values.items()}
    return say(words.key, **values)


def english(words: str) -> str:
    """Return the same in English, for terminal and log."""
    if not isinstance(words, Said):
        return words
    values = {
        name: english(value) if isinstance(value, str) else value for name, value in words.values.items()
    }
    return words_of(ENGLISH).say(words.key, values)


def has(key: str) -> bool:
    """Tell whether there are words for `key`: names of things that may come from elsewhere have none."""
    return key in in_use().texts


def commas(parts: Sequence[str]) -> str:
    """Write parts in a line: "Hard, 24 x 24, Wilson"."""
    return reduce(lambda first, part: say("list.comma", first=first, next=part), parts) if parts else ""


def lines(parts: Sequence[str]) -> str:
    """Write parts under each other."""
    return reduce(lambda first, part: say("list.line", first=first, next=part), parts) if parts else ""


def listed(parts: Sequence[str]) -> str:
    """Write parts as a list: "circle", "circle and square", "circle, square and triangle"."""
    if len(parts) < 2:
        return commas(parts)
    return say("list.last", first=commas(parts[:-1]), next=parts[-1])
