"""TOML files of a pack: their data, and where in the text each key is, so that a finding can point at it.

Owns the reading. What the data has to be is a pydantic model's, and each of its errors becomes a finding.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from maze3d.pack.finding import Finding, PackError, nearest
from maze3d.pack.limits import MOST_TABLE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_KEY = r'(?:[A-Za-z0-9_-]+|"[^"\n]*"|\'[^\'\n]*\')'
_TABLE = re.compile(rf"\s*\[\[?\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*\]")
_VALUE = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=")
_PART = re.compile(_KEY)


def table(data: bytes, file: str, model: type[Model]) -> tuple[Model | None, list[Finding]]:
    """Return what a TOML file says, None when it cannot be used, and everything that is wrong with it."""
    if len(data) > MOST_TABLE_BYTES:
        message = f"is larger than {MOST_TABLE_BYTES // 1024} KB"
        return None, [Finding(file, 0, 0, "too-large", message)]
    try:
        text = data.decode()
        read = tomllib.loads(text)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        return None, [Finding(file, line, 1, "not-utf8", "is not written in UTF-8")]
    except tomllib.TOMLDecodeError as problem:
        line, column, words = _place_of(str(problem))
        return None, [Finding(file, line, column, "syntax", words)]
    except RecursionError:
        return None, [Finding(file, 0, 0, "syntax", "is nested too deeply")]
    try:
        return model.model_validate(read), []
    except ValidationError as problem:
        places = dict(_places(text))
        return None, sorted(_finding(each, file, places, model) for each in problem.errors(include_url=False))


def only(data: bytes, file: str, model: type[Model]) -> Model:
    """Return what a TOML file of our own says. Raises PackError with the first finding."""
    made, findings = table(data, file, model)
    if made is None:
        raise PackError("broken", str(findings[0]), file)
    return made


def _place_of(words: str) -> tuple[int, int, str]:
    """Return line, column and words of what `tomllib` says."""
    place = _PLACE.search(words)
    if place is None:
        return 0, 0, _lower(words)
    return int(place[1]), int(place[2]), _lower(words[: place.start()])


def _places(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """Yield where each table and each key is, by its path; lines of long strings may be taken for keys."""
    inside: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            inside = _parts(header[1])
            yield inside, (number, header.start(1) + 1)
        elif value := _VALUE.match(line):
            yield (*inside, *_parts(value[1])), (number, value.start(1) + 1)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _finding(
    error: ErrorDetails, file: str, places: dict[tuple[str, ...], tuple[int, int]], model: type[BaseModel]
) -> Finding:
    path = tuple(str(part) for part in error["loc"])
    line, column = next((places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in places), (0, 0))
    name = ".".join(path)
    if error["type"] == "extra_forbidden":
        return Finding(file, line, column, "unknown-key", f'"{name}" is no key here', _meant(path, model))
    if error["type"] == "missing":
        return Finding(file, line, column, "missing-key", f'"{name}" is missing')
    words = error["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    given = error.get("input")
    shown = f", not {given!r:.60}" if isinstance(given, str | int | float | bool) else ""
    return Finding(file, line, column, "wrong-value", f'"{name}": {_lower(words)}{shown}')


def _meant(path: Sequence[str], model: type[BaseModel]) -> str:
    """Return the known key of the same table that an unknown one looks like."""
    known = model
    for part in path[:-1]:
        field = known.model_fields.get(part)
        kind = field.annotation if field else None
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return ""
        known = kind
    return nearest(path[-1], [field.alias or name for name, field in known.model_fields.items()])


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
