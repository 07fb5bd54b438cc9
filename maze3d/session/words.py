"""What people write, made safe to show: names and chat.

Owns what is taken out. Knows nothing of who wrote it.
"""

from __future__ import annotations

import unicodedata

MOST_MARKS = 2
"""Combining marks on one letter; more only serve to write over other lines."""


def clean(text: str, most: int) -> str:
    """Return `text` on one line of at most `most` characters.

    Control, format (bidi overrides, zero-width), private and unassigned characters are out; white space is
    one blank; letters are composed (NFC).
    """
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text[: 8 * most]):
        category = unicodedata.category(char)
        if char.isspace():
            kept.append(" ")
            marks = 0
        elif category[0] == "M":
            marks += 1
            if marks <= MOST_MARKS and kept:
                kept.append(char)
        elif category[0] != "C":
            kept.append(char)
            marks = 0
    return " ".join("".join(kept).split())[:most].rstrip()


def unused(name: str, taken: set[str], most: int) -> str:
    """Return `name`, or with a number after it when somebody has it already."""
    wanted, number = name, 2
    while wanted.casefold() in taken:
        ending = f" {number}"
        wanted = name[: most - len(ending)].rstrip() + ending
        number += 1
    return wanted
