"""TOML files of a pack: their data, and where in the text each key is, so that a finding can point at it.

Owns the reading. What the data has to be is a pydantic model's, and each of its errors becomes a finding.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from maze3d.pack.finding import Finding, PackError, nearest
from maze3d.pack.limits import MOST_TABLE_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
Path: TypeAlias = tuple[str, ...]
"""The names of the tables around a key, and its own."""

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_KEY = r'(?:[A-Za-z0-9_-]+|"[^"\n]*"|\'[^\'\n]*\')'
_TABLE = re.compile(rf"\s*\[(\[?)\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*\]")
_VALUE = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=")
_PART = re.compile(_KEY)


_SHOWN_BITS = 1000
"""A larger number is not written out: beyond some thousand digits Python refuses to."""


def table(data: bytes, file: str, model: type[Model]) -> tuple[Model | None, list[Finding]]:
    """Return what a TOML file says, None when it cannot be used, and everything that is wrong with it."""
    read, findings = parsed(data, file)
    if read is None:
        return None, findings
    try:
        return model.model_validate(read), []
    except ValidationError as problem:
        at = places(data.decode())
        return None, sorted(_finding(each, file, at, model) for each in problem.errors(include_url=False))


def parsed(data: bytes, file: str) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Return what a TOML file says, whatever it is; None and why when it is none."""
    if len(data) > MOST_TABLE_BYTES:
        message = f"is larger than {MOST_TABLE_BYTES // 1024} KB"
        return None, [Finding(file, 0, 0, "too-large", message)]
    try:
        return tomllib.loads(data.decode()), []
    except (ValueError, RecursionError) as problem:
        return None, [_unread(problem, data, file)]


def only(data: bytes, file: str, model: type[Model]) -> Model:
    """Return what a TOML file of our own says. Raises PackError with the first finding."""
    made, findings = table(data, file, model)
    if made is None:
        raise PackError("broken", str(findings[0]), file)
    return made


def _unread(problem: ValueError | RecursionError, data: bytes, file: str) -> Finding:
    """Return why a file is no TOML."""
    if isinstance(problem, UnicodeDecodeError):
        line = data.count(b"\n", 0, problem.start) + 1
        return Finding(file, line, 1, "not-utf8", "is not written in UTF-8")
    if isinstance(problem, tomllib.TOMLDecodeError):
        return Finding(file, *_place_of(str(problem)))
    if isinstance(problem, RecursionError):
        return Finding(file, 0, 0, "syntax", "is nested too deeply")
    words = "has a number of thousands of digits"  # what else `int` says, through `tomllib`
    return Finding(file, 0, 0, "syntax", words)


def _place_of(words: str) -> tuple[int, int, str, str]:
    """Return line, column, code and words of what `tomllib` says."""
    place = _PLACE.search(words)
    if place is None:
        return 0, 0, "syntax", _lower(words)
    return int(place[1]), int(place[2]), "syntax", _lower(words[: place.start()])


def places(text: str) -> dict[Path, tuple[int, int]]:
    """Return line and column of each table and each key; lines of long strings may be taken for keys.

    A path is the parts of the key; after the name of an array of tables comes the table's number, from 0.
    """
    found: dict[Path, tuple[int, int]] = {}
    counts: dict[Path, int] = {}

    def numbered(parts: Path) -> Path:
        inside: Path = ()
        for part in parts:
            inside = (*inside, part)
            if inside in counts:
                inside = (*inside, str(counts[inside] - 1))
        return inside

    inside: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            parts, at = _parts(header[2]), (number, header.start(2) + 1)
            if header[1]:
                array = (*numbered(parts[:-1]), parts[-1])
                counts[array] = counts.get(array, 0) + 1
                found.setdefault(array, at)
            inside = numbered(parts)
            found[inside] = at
        elif value := _VALUE.match(line):
            found[(*inside, *_parts(value[1]))] = (number, value.start(1) + 1)
    return found


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def nearest_place(where: dict[Path, tuple[int, int]], path: Path) -> tuple[int, int]:
    """Return line and column of `path`, or of the nearest table around it; 0, 0 for none."""
    return next((where[path[:n]] for n in range(len(path), 0, -1) if path[:n] in where), (0, 0))


def _finding(
    error: ErrorDetails, file: str, where: dict[Path, tuple[int, int]], model: type[BaseModel]
) -> Finding:
    path = tuple(str(part) for part in error["loc"])
    line, column = nearest_place(where, path)
    counted = (
        str(part + 1) if isinstance(part, int) else part for part in error["loc"]
    )  # from 1, as people do
    name = ".".join(counted)
    if error["type"] == "extra_forbidden":
        return Finding(file, line, column, "unknown-key", f'"{name}" is no key here', _meant(path, model))
    if error["type"] == "missing":
        return Finding(file, line, column, "missing-key", f'"{name}" is missing')
    words = error["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    given = error.get("input")
    endless = isinstance(given, int) and given.bit_length() > _SHOWN_BITS
    shown = f", not {given!r:.60}" if isinstance(given, str | int | float | bool) and not endless else ""
    return Finding(file, line, column, "wrong-value", f'"{name}": {_lower(words)}{shown}')


def _meant(path: Sequence[str], model: type[BaseModel]) -> str:
    """Return the known key of the same table that an unknown one looks like."""
    known = model
    for part in path[:-1]:
        field = known.model_fields.get(part)
        kinds = (
            [field.annotation, *get_args(field.annotation)] if field else [known if part.isdigit() else None]
        )
        tables = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        if not tables:
            return ""
        known = tables[0]
    return nearest(path[-1], [field.alias or name for name, field in known.model_fields.items()])


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
