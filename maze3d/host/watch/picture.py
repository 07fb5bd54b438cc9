"""A watched host as a picture in the terminal: six panels in colours, with the course of the last minutes.

Owns the layout and what is red. What is shown comes in words (words.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from maze3d.host.watch.figures import BUDGET_MS, Figures
from maze3d.host.watch.lines import counted
from maze3d.host.watch.words import amount, clock_time, duration, milliseconds, most, share, size, spark
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.console import RenderableType

    from maze3d.host.watch.course import Course

NARROW = 72
"""Columns below which the panels stand in one row, not two."""

MOST_REASONS = 3
NEAR_LIMIT, AT_LIMIT = 0.75, 0.9
LATE_SHARE = 0.05
LEAST_TICKS_PER_S = (1 - LATE_SHARE) * TICK_RATE
MB = 2**20

GOOD, WARN, BAD, QUIET, LINE = "green", "yellow", "bold red", "bright_black", "cyan"


def picture(course: Course, shown: Figures, where: str, wall_s: float, width: int) -> RenderableType:
    """Return the whole picture, `width` columns wide. `wall_s`: the time by the calendar's clock."""
    across = 2 if width >= NARROW else 1
    inside = width // across - 4
    border = QUIET if course.silent_since_s is None else "red"

    def panel(title: str, body: Text) -> Panel:
        named = Text(title, "bold default")
        return Panel(body, title=named, title_align="left", box=box.ROUNDED, border_style=border)

    panels = [
        panel("players", _players(course, shown, inside)),
        panel(f"ticks of {milliseconds(BUDGET_MS)}", _ticks(course, shown, inside)),
        panel("memory", _memory(course, shown, inside)),
        panel("network", _network(course, shown, inside)),
        panel(
            "refused", _reasons(course, lambda f: f.refused_per_s, shown.refused, shown.refused_per_s, inside)
        ),
        panel(
            "datagrams dropped",
            _reasons(course, lambda f: f.dropped_per_s, shown.dropped, shown.dropped_per_s, inside),
        ),
    ]
    grid = Table.grid(expand=True)
    for _ in range(across):
        grid.add_column(ratio=1)
    for first in range(0, len(panels), across):
        grid.add_row(*panels[first : first + across])
    return Group(_head(course, shown, where, wall_s), grid, _foot(course, shown))


def _head(course: Course, shown: Figures, where: str, wall_s: float) -> Text:
    words = Text(no_wrap=True, overflow="ellipsis")
    words.append(f" maze3d {shown.version} ", "bold")
    words.append(where, "bold cyan")
    if course.silent_since_s is not None:
        silent_s = wall_s - course.silent_since_s
        words.append(f"  silent since {clock_time(course.silent_since_s)}, {duration(silent_s)}", BAD)
        return words
    if shown.start_s:
        words.append(f"  up {duration(wall_s - shown.start_s)}", QUIET)
    words.append(f"  {course.state}", GOOD if course.state == "ready" else WARN)
    words.append(f"  rates of {duration(shown.over_s)}", QUIET)
    return words


def _foot(course: Course, shown: Figures) -> Text:
    words = Text(" ", no_wrap=True, overflow="ellipsis")
    if course.silent_since_s is not None:
        words.append(course.why_silent, "red")
        return words
    words.append("restarts ", QUIET)
    words.append(f"{shown.planned_restarts} planned, ")
    words.append(f"{shown.unclean_restarts} unclean", BAD if shown.unclean_restarts else "")
    words.append("   noticed by itself ", QUIET)
    noticed = {kind: count for kind, count in shown.alerts.items() if count}
    words.append(counted(noticed), BAD if noticed else "")
    words.append("   Ctrl+C ends", QUIET)
    return words


def _players(course: Course, shown: Figures, inside: int) -> Text:
    others = {state: count for state, count in shown.sessions.items() if state != "joined"}
    return _rows(
        Text.assemble((f"{shown.players}", "bold"), " playing"),
        Text(counted(others), QUIET),
        _spark(course, lambda f: f.players, inside, least_span=8.0),
        Text(f"{sum(shown.joined.values()):,} joined, {shown.joined.get('back', 0):,} of them back", QUIET),
    )


def _ticks(course: Course, shown: Figures, inside: int) -> Text:
    over = shown.p99_ms > BUDGET_MS
    late = shown.late_share
    return _rows(
        Text.assemble(
            (milliseconds(shown.median_ms), "bold"),
            (" median  ", QUIET),
            (milliseconds(shown.p99_ms), BAD if over else "bold"),
            (" p99", QUIET),
        ),
        Text.assemble(
            (f"{amount(shown.ticks_per_s)}/s", BAD if shown.ticks_per_s < LEAST_TICKS_PER_S else ""),
            "  ",
            (f"{share(late)} late", BAD if late > LATE_SHARE else WARN if late else QUIET),
            (f"  {shown.late:,} in all", QUIET),
        ),
        _spark(course, lambda f: f.p99_ms, inside, least_span=BUDGET_MS / 2, style="red" if over else LINE),
        Text(f"{share(shown.cores)} of a core", QUIET),
    )


def _memory(course: Course, shown: Figures, inside: int) -> Text:
    first = Text.assemble((size(shown.memory_bytes), "bold"))
    bar = Text("no limit", QUIET)
    if shown.limit_bytes:
        part = shown.memory_bytes / shown.limit_bytes
        style = BAD if part >= AT_LIMIT else WARN if part >= NEAR_LIMIT else GOOD
        first.append(f" of {size(shown.limit_bytes)}", QUIET)
        first.append(f"  {share(part)}", style)
        full = round(min(1.0, part) * inside)
        bar = Text.assemble(("━" * full, style), ("━" * (inside - full), QUIET))
    return _rows(
        first,
        bar,
        _spark(course, lambda f: f.memory_bytes, inside, least_span=4.0 * MB, from_zero=False),
        Text(f"{size(shown.session_bytes)} of sessions, {shown.descriptors} descriptors", QUIET),
    )


def _network(course: Course, shown: Figures, inside: int) -> Text:
    return _rows(
        _way(shown, "in"),
        _spark(course, lambda f: f.bytes_per_s.get("in", 0.0), inside, least_span=4096.0),
        _way(shown, "out"),
        _spark(course, lambda f: f.bytes_per_s.get("out", 0.0), inside, least_span=4096.0),
    )


def _way(shown: Figures, way: str) -> Text:
    rate = f"{size(shown.bytes_per_s.get(way, 0.0))}/s"
    datagrams = f"{amount(shown.datagrams_per_s.get(way, 0.0))} datagrams/s"
    return Text.assemble((f"{way:<4}", QUIET), (f"{rate:<12}", "bold"), (datagrams, QUIET))


def _reasons(
    course: Course,
    of: Callable[[Figures], Mapping[str, float]],
    totals: Mapping[str, int],
    rates: Mapping[str, float],
    inside: int,
) -> Text:
    """Return the rate in all, its course, and the reasons there are most of now, then ever."""
    total = sum(rates.values())
    told = [
        *most(rates, MOST_REASONS),
        *most({n: float(c) for n, c in totals.items() if not rates.get(n)}, 3),
    ]
    reasons = Text()
    for name, _rate in told[:MOST_REASONS]:
        rate = rates.get(name, 0.0)
        reasons.append(f"{name} ", WARN if rate else QUIET)
        reasons.append(f"{amount(rate)}/s " if rate else "", "bold")
        reasons.append(f"({totals.get(name, 0):,})  ", QUIET)
    return _rows(
        Text.assemble(
            (f"{amount(total)}/s", "bold" if total else QUIET), (f"  {sum(totals.values()):,} in all", QUIET)
        ),
        _spark(course, lambda f: sum(of(f).values()), inside, least_span=1.0, style=WARN),
        reasons,
    )


def _spark(
    course: Course,
    of: Callable[[Figures], float],
    inside: int,
    *,
    least_span: float,
    from_zero: bool = True,
    style: str = LINE,
) -> Text:
    values = course.line(of)
    line = spark(values, inside, least_span=least_span, from_zero=from_zero)
    return Text(line, style if any(values) else QUIET)


def _rows(*rows: Text) -> Text:
    """Return the rows as one text: each of them stays on its line, so all panels are of the same height."""
    return Text("\n", no_wrap=True, overflow="ellipsis").join(rows)
