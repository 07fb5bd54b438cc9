"""What a soak has to show: the bars, and whether a record meets each.

Owns the numbers. Knows nothing of how they were measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from soaking.statistics import Slope, slope

if TYPE_CHECKING:
    from soaking.record import LateTick, Record, Sample

MOST_MB_A_DAY = 1.0
LEAST_JUDGED_S = 55 * 60.0
"""A shorter long part cannot tell so small a slope from chance: it is printed, and a coarser bar judged."""

MOST_GROWTH_MB = 1.0
"""Between the two quiet points of a soak too short for the slope."""

BLOCK_BYTES = 512
"""What the largest of Python's blocks has."""

WARM_SHARE, MOST_WARM_S = 0.3, 45 * 60.0
"""Left out of the slope at the start of the long part: the allocator's high-water mark still moves."""

MOST_LATE_MS = 100.0
MOST_LOST_S = 2.0
LEAST_SHARE_OF_CHURN = 0.5
DAY_S = 86_400.0


class Bar(NamedTuple):
    """A bar: met or not, with the figures."""

    name: str
    met: bool
    words: str


def bars(record: Record) -> list[Bar]:
    """Return all bars."""
    return [
        memory(record),
        in_use(record),
        census(record),
        descriptors(record),
        ticks(record),
        lost(record),
        load(record),
    ]


def memory_slope(record: Record) -> Slope | None:
    """Return the slope of the resident memory in the long part after its warm-up, MB a second."""
    begin, end = record.long_s
    begin += min(MOST_WARM_S, WARM_SHARE * (end - begin))
    samples = [each for each in record.samples if begin <= each.at_s <= end]
    return slope([each.at_s for each in samples], [each.resident_kb / 1024 for each in samples])


def memory(record: Record) -> Bar:
    """Judge the slope's upper end; in a short soak only what was left over at its end."""
    found = memory_slope(record)
    if found is None:
        return Bar("memory", met=False, words="too few samples for a slope")
    words = (
        f"{found.per_s * DAY_S:+.1f} MB a day, 95 % between {found.low * DAY_S:+.1f} and "
        f"{found.high * DAY_S:+.1f} (bar: under {MOST_MB_A_DAY:g})"
    )
    if record.long_s[1] - record.long_s[0] >= LEAST_JUDGED_S:
        return Bar("memory", found.high * DAY_S < MOST_MB_A_DAY, words)
    if len(record.quiet) < 2:
        return Bar("memory", met=False, words=f"{words}; not measured at two quiet points")
    grown = (record.quiet[-1].resident_kb - record.quiet[0].resident_kb) / 1024
    words += (
        f": too short to judge (least: {LEAST_JUDGED_S / 60:g} minutes between the quiet points); "
        f"{grown:+.2f} MB from quiet to quiet (bar: {MOST_GROWTH_MB:g})"
    )
    return Bar("memory", grown <= MOST_GROWTH_MB, words)


def in_use(record: Record) -> Bar:
    """Judge what was given out of memory and not given back: growth, but for what allocators keep."""
    if len(record.quiet) < 2:
        return Bar("in use", met=False, words="not counted at two quiet points")
    before, after = record.quiet[0], record.quiet[-1]
    blocks, c_bytes = after.blocks - before.blocks, after.c_bytes - before.c_bytes
    grown_mb = (BLOCK_BYTES * blocks + c_bytes) / 2**20
    python = f"{before.blocks:,} blocks of Python's {blocks:+,}"
    library = f"{before.c_bytes / 1024:,.0f} KB of the C library's {c_bytes / 1024:+,.0f}"
    words = f"{python}, {library}: at most {grown_mb:+.2f} MB"
    if record.long_s[1] - record.long_s[0] < LEAST_JUDGED_S:
        return Bar("in use", grown_mb <= MOST_GROWTH_MB, f"{words} (bar: {MOST_GROWTH_MB:g})")
    a_day = grown_mb * DAY_S / (after.at_s - before.at_s)
    return Bar("in use", a_day < MOST_MB_A_DAY, f"{words}, {a_day:+.2f} a day (bar: under {MOST_MB_A_DAY:g})")


def census(record: Record) -> Bar:
    """Judge that the same objects are there as before, to the last one."""
    if len(record.quiet) < 2:
        return Bar("objects", met=False, words="not counted at two quiet points")
    before, after = record.quiet[0].objects, record.quiet[-1].objects
    changed = {
        name: after.get(name, 0) - before.get(name, 0)
        for name in before.keys() | after.keys()
        if after.get(name, 0) != before.get(name, 0)
    }
    most = sorted(changed.items(), key=lambda each: -abs(each[1]))[:8]
    words = ", ".join(f"{change:+d} {name}" for name, change in most) or f"all {sum(after.values()):,} back"
    return Bar("objects", not changed, words)


def descriptors(record: Record) -> Bar:
    """Judge that descriptors and threads are as many as before."""
    if len(record.quiet) < 2:
        return Bar("descriptors", met=False, words="not counted at two quiet points")
    before, after = record.quiet[0], record.quiet[-1]
    same = (before.descriptors, before.threads) == (after.descriptors, after.threads)
    words = (
        f"{before.descriptors} descriptors and {before.threads} threads before, "
        f"{after.descriptors} and {after.threads} after"
    )
    return Bar("descriptors", same, words)


def judged(record: Record) -> list[LateTick]:
    """Return the late ticks outside the windows in which the soak itself kept the host from ticking."""
    return [
        each
        for each in record.late
        if not any(window.from_s <= each.at_s <= window.to_s for window in record.windows)
    ]


def calm(record: Record) -> list[Sample]:
    """Return the samples of the seconds outside those windows."""
    return [
        each
        for each in record.samples
        if not any(window.from_s <= each.at_s <= window.to_s + 1 for window in record.windows)
    ]


def ticks(record: Record) -> Bar:
    """Judge how late the latest tick was done, but for the time that other processes had the processors."""
    ticked = sum(record.tick_counts)
    late = judged(record)
    if not ticked:
        return Bar("ticks", met=False, words="none were counted")
    if not late:
        latest_ms = max((each.worst_ms for each in calm(record)), default=0.0)
        words = (
            f"of {ticked:,} the latest was done {latest_ms:.0f} ms after it was due (bar: {MOST_LATE_MS:g})"
        )
        return Bar("ticks", met=True, words=words)
    own = max(each.late_ms - each.waited_ms for each in late)
    worst = max(late, key=lambda each: each.late_ms)
    words = (
        f"of {ticked:,} the latest was done {worst.late_ms:.0f} ms after it was due, for "
        f"{worst.waited_ms:.0f} ms without a processor; {own:.0f} ms by itself (bar: {MOST_LATE_MS:g})"
    )
    return Bar("ticks", own <= MOST_LATE_MS, words)


def lost(record: Record) -> Bar:
    """Judge that nobody has lost seat, name, score or body, and a killed host no more than two seconds."""
    problems = [f"{each.kind} at {each.at_s:.0f} s: {what}" for each in record.breaks for what in each.lost]
    problems += [
        f"{each.kind} at {each.at_s:.0f} s cost {each.lost_s:.1f} s of the match"
        for each in record.breaks
        if each.lost_s > MOST_LOST_S
    ]
    problems += record.missing
    for told in record.swarms:
        problems += [f"{count} bots ended: {reason}" for reason, count in told["ended"].items()]
        problems += [f"{count} bots were refused: {reason}" for reason, count in told["refused"].items()]
    if problems:
        more = f", and {len(problems) - 5} more" if len(problems) > 5 else ""
        return Bar("players", met=False, words="; ".join(problems[:5]) + more)
    most = max((each.lost_s for each in record.breaks), default=0.0)
    back = max((each.back_s for each in record.breaks), default=0.0)
    words = f"all kept or got back seat, name, score and body in {len(record.breaks)} breaks"
    if record.breaks:
        words += f", the slowest within {back:.1f} s; {most:.2f} s of the match lost at most"
    return Bar("players", met=True, words=words)


def load(record: Record) -> Bar:
    """Judge that there was a load at all: the joins and every fault that was asked for, and no error."""
    problems = list(record.failures)
    joins = record.visits["new"] + record.visits["back"]
    wanted = record.options["churn"] * record.loaded_s / 60
    if joins < LEAST_SHARE_OF_CHURN * wanted:
        problems.append(f"only {joins:,} joins of visitors where about {wanted:,.0f} were to be")
    done = {what.split()[0] for _at, what in record.events}
    problems += [f"{fault} never happened" for fault in record.options["faults"] if fault not in done]
    if record.exit_code != 0:
        problems.append(f"the host ended with code {record.exit_code}")
    if problems:
        return Bar("load", met=False, words="; ".join(problems))
    words = f"{joins:,} joins of visitors, {sum(record.closed.values()):,} sessions ended, "
    return Bar("load", met=True, words=f"{words}{len(record.events)} faults, no error")
