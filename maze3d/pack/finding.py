"""What is wrong with a pack: one finding each, said in the way of compilers."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`file` is a path in the pack, "" for all of it; `line` and `column` count from 1, 0 for none."""

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    """The nearest right answer."""

    def __str__(self) -> str:
        place = self.file or "pack"
        if self.line:
            place += f":{self.line}:{self.column}"
        asked = f"; did you mean {self.hint}?" if self.hint else ""
        return f"{place}: {self.code} {self.message}{asked}"


class PackError(ValueError):
    """A pack, or a file of one, that cannot be used: why is its finding."""

    def __init__(self, code: str, message: str, file: str = "") -> None:
        super().__init__(message)
        self.finding = Finding(file, 0, 0, code, message)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of `known` that `word` was likely meant to be, or ""."""
    return next(iter(difflib.get_close_matches(word, list(known), 1)), "")
