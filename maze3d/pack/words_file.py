"""A file of words: each of its keys and texts held against the English ones.

What is wrong is found and left out; the rest can be used. Knows nothing of packs and layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.pack.finding import Finding, nearest
from maze3d.pack.plurals import NONE, wanted
from maze3d.pack.tables import parsed, places
from maze3d.pack.words import ENGLISH, PLACEHOLDER, flat, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.pack.words import Text

MOST_LETTERS = 1000
"""Of one text: three times the longest of the game's own."""


def words_file(data: bytes, file: str) -> tuple[dict[str, Text], list[Finding]]:
    """Return the texts of a file named for its language (words/de.toml), by key, and all that is wrong."""
    read, findings = parsed(data, file)
    if read is None:
        return {}, findings
    language = file.rpartition("/")[2].removesuffix(".toml")
    at, english, texts = places(data.decode()), shipped(ENGLISH), {}
    for key, text in flat(read):
        path = tuple(key.split("."))
        line, column = next((at[path[:n]] for n in range(len(path), 0, -1) if path[:n] in at), (0, 0))
        if key not in english:
            said = Finding(file, line, column, "unknown-key", f'"{key}" is no word', nearest(key, english))
            findings.append(said)
        elif wrong := next(_wrong(text, english[key], language), None):
            findings.append(Finding(file, line, column, wrong[0], f'"{key}" {wrong[1]}'))
        else:
            texts[key] = text
    return texts, findings


def _wrong(text: Any, english: Text, language: str) -> Iterator[tuple[str, str]]:
    """Yield code and message of what is wrong with a text, as the end of a sentence about it."""
    if isinstance(text, dict) and isinstance(english, str):
        yield "wrong-value", "is said of no number: expected a text"
        return
    if isinstance(text, dict):
        yield from _wrong_forms(text, language)
    forms = list(text.values()) if isinstance(text, dict) else [text]
    known = {name for form in _forms(english) for name in PLACEHOLDER.findall(form)}
    counted = set() if isinstance(english, str) else {"n"}
    for form in forms:
        yield from _wrong_form(form, known, counted)


def _wrong_forms(text: dict[str, Any], language: str) -> Iterator[tuple[str, str]]:
    forms = set(text) - {NONE}
    expected = wanted(language)
    if forms != expected:
        names = ", ".join(sorted(expected))
        yield "wrong-plural", f"has the forms {', '.join(sorted(forms))}: expected {names}"


def _wrong_form(form: Any, known: set[str], counted: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(form, str):
        yield "wrong-value", f"is {form!r:.40}: expected a text"
        return
    if not form.strip() or len(form) > MOST_LETTERS:
        yield "wrong-value", f"has {len(form):,} letters: expected 1 to {MOST_LETTERS:,}"
    if any(not letter.isprintable() and letter not in "\n\u00a0\u202f" for letter in form):
        yield "wrong-value", "has a letter that cannot be seen"
    given = set(PLACEHOLDER.findall(form))
    braces = PLACEHOLDER.sub("", form)
    if unknown := sorted(given - known - counted):
        names = ", ".join(f"{{{name}}}" for name in sorted(known)) or "none"
        yield "wrong-placeholder", f"has {{{unknown[0]}}}: expected {names}"
    elif missing := sorted(known - given - counted):
        yield "wrong-placeholder", f"lacks {{{missing[0]}}}"
    elif "{" in braces or "}" in braces:
        yield "wrong-placeholder", "has a brace that belongs to no {name}"


def _forms(text: Text) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())
