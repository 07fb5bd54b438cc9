"""The console's `snapshot`: which lines of code hold more memory than at the last one, and which objects.

Owns the tracing of memory and the files it is written to. Knows nothing of what the memory is for.
"""

from __future__ import annotations

import datetime as dt
import gc
import tracemalloc
from typing import TYPE_CHECKING, NamedTuple

from maze3d import __version__
from maze3d.files import StorageError, write_whole
from maze3d.host.census import census

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from pathlib import Path

HELP = (
    "snapshot                      what memory grew since the last one, to a file; slows the host while on",
    "snapshot stop                 trace memory no more: the host is as fast as before",
)
MOST_LINES = 30
_WHEN = "%Y-%m-%d %H:%M:%S UTC"

_OTHERS = [
    tracemalloc.Filter(inclusive=False, filename_pattern=name) for name in (tracemalloc.__file__, __file__)
]
"""All but what the looking itself takes."""


class Held(NamedTuple):
    """What one line of code holds."""

    size_bytes: int
    blocks: int


class Seen(NamedTuple):
    """The memory at one time."""

    at: dt.datetime
    lines: dict[str, Held]
    objects: Counter[str]


class Snapshots:
    """A command for session/console.py. `folder` is where the files go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: Seen | None = None

    def __call__(self, words: str, _now: float) -> list[str]:
        """Begin, write what has changed since the last time, or stop."""
        if words == "stop":
            return self._stop()
        if words:
            return [f'"snapshot {words}" is nothing: expected snapshot, or snapshot stop.']
        if self._last is None:
            tracemalloc.start()
            self._last = look()
            return ["Memory is traced from now on, which slows the host: snapshot again writes what grew."]
        before, self._last = self._last, look()
        file = self._folder / f"{self._last.at:%Y%m%d-%H%M%S-%f}.txt"
        try:
            write_whole(file, report(before, self._last).encode(), private=True)
        except StorageError as problem:
            return [str(problem)]
        return [f"Written to {file}", *_top(before, self._last)]

    def _stop(self) -> list[str]:
        if self._last is None:
            return ["Memory is not traced."]
        tracemalloc.stop()
        self._last = None
        return ["Memory is traced no more."]


def look() -> Seen:
    """Return what is held now: memory taken since the tracing began, and objects made since the start."""
    gc.collect()
    objects = census()
    found = tracemalloc.take_snapshot().filter_traces(_OTHERS).statistics("lineno")
    lines = {str(each.traceback[0]): Held(each.size, each.count) for each in found}
    return Seen(dt.datetime.now(dt.UTC), lines, objects)


def report(before: Seen, now: Seen) -> str:
    """Return the file's text."""
    lines = [
        f"maze3d {__version__}: memory at {now.at:{_WHEN}} against {before.at:{_WHEN}}",
        "",
        f"By line of code, the {MOST_LINES} that changed most: bytes, blocks, bytes now",
        *(
            f"{size:+14,} {blocks:+10,} {now.lines.get(where, Held(0, 0)).size_bytes:14,}  {where}"
            for where, size, blocks in _changed_lines(before, now)[:MOST_LINES]
        ),
        "",
        "By type, all that changed: objects, objects now",
        *(f"{count:+14,} {now.objects[name]:14,}  {name}" for name, count in _changed_objects(before, now)),
    ]
    return "\n".join(lines) + "\n"


def _changed_lines(before: Seen, now: Seen) -> list[tuple[str, int, int]]:
    changes = []
    for where in before.lines.keys() | now.lines.keys():
        old, new = before.lines.get(where, Held(0, 0)), now.lines.get(where, Held(0, 0))
        if old != new:
            changes.append((where, new.size_bytes - old.size_bytes, new.blocks - old.blocks))
    return sorted(changes, key=lambda each: (-abs(each[1]), each[0]))


def _changed_objects(before: Seen, now: Seen) -> list[tuple[str, int]]:
    names = before.objects.keys() | now.objects.keys()
    changes = [(name, now.objects[name] - before.objects[name]) for name in names]
    return sorted([each for each in changes if each[1]], key=lambda each: (-abs(each[1]), each[0]))


def _top(before: Seen, now: Seen) -> Iterator[str]:
    """Yield what grew most, for the one who asked."""
    grown = [each for each in _changed_lines(before, now) if each[1] > 0]
    if grown:
        yield f"Most memory: {grown[0][1]:+,} bytes by {grown[0][0]}"
    more = [each for each in _changed_objects(before, now) if each[1] > 0]
    if more:
        yield f"Most objects: {more[0][1]:+,} of {more[0][0]}"
