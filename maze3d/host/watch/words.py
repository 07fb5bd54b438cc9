"""Numbers as words, and a line of them as blocks. Knows no colours."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BLOCKS = "▁▂▃▄▅▆▇█"


def size(count: float) -> str:
    """Return bytes: "812 B", "70.1 MB"."""
    for unit in ("B", "KB", "MB", "GB"):
        if abs(count) < 1000 or unit == "GB":
            break
        count /= 1024
    return f"{count:.0f} {unit}" if unit == "B" or count >= 100 else f"{count:.1f} {unit}"


def amount(count: float) -> str:
    """Return a rate or another number: "0", "0.3", "12", "48,000"."""
    return f"{count:.1f}" if 0.05 <= count < 9.95 else f"{count:,.0f}"


def share(part: float) -> str:
    """Return a part of one: "0 %", "0.3 %", "14 %"."""
    return f"{amount(100 * part)} %"


def milliseconds(count: float) -> str:
    """Return "1.25 ms", "16.7 ms", "250 ms"."""
    return f"{count:.2f} ms" if count < 9.995 else f"{count:.1f} ms" if count < 99.95 else f"{count:.0f} ms"


def duration(seconds: float) -> str:
    """Return the two largest units: "34 s", "3 h 12 min", "17 d 4 h"."""
    left = max(0, int(seconds))
    told: list[str] = []
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        if left >= length or (unit == "s" and not told):
            told.append(f"{left // length} {unit}")
        elif told:
            break
        left %= length
    return " ".join(told[:2])


def clock_time(wall_s: float) -> str:
    """Return the time of day here: "12:40:05"."""
    return dt.datetime.fromtimestamp(wall_s).astimezone().strftime("%H:%M:%S")


def most(values: Mapping[str, float], count: int) -> list[tuple[str, float]]:
    """Return the largest values that are not 0, the largest first."""
    return sorted(((name, value) for name, value in values.items() if value), key=lambda each: -each[1])[
        :count
    ]


def spark(line: Sequence[float | None], width: int, *, least_span: float, from_zero: bool = True) -> str:
    """Return the newest `width` values as blocks, right-aligned; what is not known is blank.

    The highest value is a full block, and 0 (or the lowest value) the flattest, unless all of them are within
    `least_span`: noise shall not look like mountains.
    """
    newest = list(line)[-width:] if width > 0 else []
    known = [value for value in newest if value is not None]
    if not known:
        return " " * max(0, width)
    low = 0.0 if from_zero else min(known)
    span = max(max(known) - low, least_span)
    drawn = "".join(
        " " if value is None else BLOCKS[min(len(BLOCKS) - 1, int((value - low) / span * len(BLOCKS)))]
        for value in newest
    )
    return drawn.rjust(width)
