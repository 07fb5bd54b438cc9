"""Plots as SVG, of our own few lines: dots over time, bars, with axes that have round numbers.

Owns the drawing. Knows nothing of what is drawn.
"""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 860, 240
LEFT, RIGHT, TOP, BOTTOM = 60, 12, 10, 34
MOST_DOTS = 1500
"""More are put together, keeping the highest of each few."""

COLOURS = ("#2563eb", "#d97706", "#059669", "#9333ea")


class Line(NamedTuple):
    """A named row of values over time."""

    name: str
    times: Sequence[float]
    values: Sequence[float]
    straight: bool = False
    """A fitted line: thin and dashed."""


class Mark(NamedTuple):
    """A moment, or a time, to be seen behind the values."""

    from_x: float
    to_x: float
    words: str


def over_time(lines: Sequence[Line], marks: Sequence[Mark], unit: str, *, from_zero: bool = True) -> str:
    """Return values over minutes."""
    lines = [line for line in lines if line.times]
    if not lines:
        return "<p>nothing was measured</p>"
    last_x = max(max(line.times) for line in lines) or 1.0
    low = 0.0 if from_zero else min(min(line.values) for line in lines)
    high = max(max(line.values) for line in lines)
    ticks_y = round_numbers(low, high if high > low else low + 1)
    low, high = min(low, ticks_y[0]), max(high, ticks_y[-1])

    def x_of(x: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * x / last_x

    def y_of(y: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (y - low) / (high - low)

    parts = [_mark(x_of(mark.from_x), x_of(mark.to_x), mark.words) for mark in marks]
    parts += [_level(y_of(tick), _number(tick)) for tick in ticks_y]
    parts += [
        f'<text x="{x_of(tick * 60):.1f}" y="{HEIGHT - 16}" class="m">{_number(tick)}</text>'
        for tick in round_numbers(0, last_x / 60)
        if tick * 60 <= last_x
    ]
    for number, line in enumerate(lines):
        points = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in _thinned(line))
        dashed = ' stroke-dasharray="6 4"' if line.straight else ""
        colour = COLOURS[number % len(COLOURS)]
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.4"{dashed}>'
            f"<title>{escape(line.name)}</title></polyline>"
        )
        parts.append(
            f'<text x="{LEFT + 8 + 190 * number}" y="{HEIGHT - 2}" style="fill:{colour}">'
            f"{escape(line.name)}</text>"
        )
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 2}" class="e">{escape(unit)} over minutes</text>')
    return _svg(parts)


def bars(names: Sequence[str], counts: Sequence[int], unit: str) -> str:
    """Return a bar for each count, in powers of ten, the count above it."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(names))
    full = HEIGHT - TOP - BOTTOM - 14
    most = math.log10(max([*counts, 1]) + 1)
    parts = []
    for number, (name, count) in enumerate(zip(names, counts, strict=True)):
        tall = full * math.log10(count + 1) / most
        x = LEFT + step * number
        parts.append(
            f'<rect x="{x + 3:.1f}" y="{HEIGHT - BOTTOM - tall:.1f}" width="{step - 6:.1f}" '
            f'height="{tall:.1f}" fill="{COLOURS[0]}"/>'
            f'<text x="{x + step / 2:.1f}" y="{HEIGHT - BOTTOM - tall - 4:.1f}" class="m">{count:,}</text>'
            f'<text x="{x + step / 2:.1f}" y="{HEIGHT - 18}" class="m">{escape(name)}</text>'
        )
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 2}" class="e">{escape(unit)}</text>')
    return _svg(parts)


def round_numbers(low: float, high: float, most: int = 6) -> list[float]:
    """Return round numbers around a range, at even steps."""
    wide = max(high - low, 1e-9) / most
    power = 10.0 ** math.floor(math.log10(wide))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= wide * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(each * step, 10) for each in range(first, last + 1)]


def _thinned(line: Line) -> list[tuple[float, float]]:
    """Return the points, the highest of each few where there are too many."""
    points = list(zip(line.times, line.values, strict=True))
    few = -(-len(points) // MOST_DOTS)
    return [max(points[at : at + few], key=lambda point: point[1]) for at in range(0, len(points), few)]


def _mark(left: float, right: float, words: str) -> str:
    wide = max(1.0, right - left)
    return (
        f'<rect x="{left:.1f}" y="{TOP}" width="{wide:.1f}" height="{HEIGHT - TOP - BOTTOM}" class="k">'
        f"<title>{escape(words)}</title></rect>"
    )


def _level(y: float, words: str) -> str:
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="l"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" class="e">{words}</text>'
    )


def _number(value: float) -> str:
    return f"{value:,.10g}"


def _svg(parts: Sequence[str]) -> str:
    inside = "\n".join(parts)
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img">\n{inside}\n</svg>'
