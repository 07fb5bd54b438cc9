"""A soak's record as people and programs read it: lines for the terminal, report.json, report.html.

Owns the words and the page. Knows nothing of how anything was measured.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from html import escape
from typing import TYPE_CHECKING

from soaking.host import EDGES_MS
from soaking.plots import Line, Mark, bars, over_time
from soaking.verdict import Bar, calm, judged, memory_slope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from soaking.record import Record

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem;
  color: #1f2937; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #e5e7eb;
  vertical-align: top; }
.met { color: #047857; } .missed { color: #b91c1c; font-weight: 600; }
svg { width: 100%; height: auto; font-size: 11px; }
svg text { fill: #4b5563; } svg .e { text-anchor: end; } svg .m { text-anchor: middle; }
svg .l { stroke: #e5e7eb; } svg .k { fill: #fca5a5; opacity: .45; }
p { color: #4b5563; }
"""


def lines(record: Record, verdict: Sequence[Bar]) -> list[str]:
    """Return what the terminal shows at the end."""
    wide = max(len(bar.name) for bar in verdict)
    shown = [f"{'met   ' if bar.met else 'MISSED'} {bar.name:<{wide}}  {bar.words}" for bar in verdict]
    for name in ("visits", "closed", "rejected", "dropped"):
        counted = ", ".join(f"{word} {count:,}" for word, count in getattr(record, name).most_common())
        shown.append(f"       {name:<{wide}}  {counted or 'none'}")
    for each in record.breaks:
        went_on = "" if each.went_on else ", a fresh match"
        shown.append(
            f"       {each.kind:<{wide}}  at {each.at_s:.0f} s: away for {each.away_s:.1f} s, all back after "
            f"{each.back_s:.1f} s with {each.bodies} bodies and {each.points} points, "
            f"{each.lost_s:.2f} s lost{went_on}"
        )
    return shown


def write(record: Record, verdict: Sequence[Bar], folder: Path) -> None:
    """Write report.json and report.html."""
    folder.mkdir(parents=True, exist_ok=True)
    slope = memory_slope(record)
    document = {
        "verdict": [bar._asdict() for bar in verdict],
        "passed": all(bar.met for bar in verdict),
        "memory_slope_mb_per_s": slope._asdict() if slope else None,
        "tick_edges_ms": EDGES_MS,
        **{each.name: getattr(record, each.name) for each in fields(record)},
    }
    (folder / "report.json").write_text(json.dumps(document, default=asdict) + "\n")
    (folder / "report.html").write_text(page(record, verdict))


def page(record: Record, verdict: Sequence[Bar]) -> str:
    """Return the page, whole in itself."""
    options = ", ".join(f"{name} {_words(value)}" for name, value in record.options.items())
    passed = "passed" if all(bar.met for bar in verdict) else "failed"
    parts = [
        f"<h1>Soak {passed}: {record.seconds / 60:.1f} minutes</h1><p>{escape(options)}</p>",
        _table(
            ("bar", "", "figures"),
            [(bar.name, "met" if bar.met else "missed", bar.words) for bar in verdict],
        ),
        "<p>Red: the soak itself kept the host from ticking (stopped, killed, counted its objects).</p>",
        "<h2>Resident memory, MB</h2>",
        _memory(record),
        "<h2>Descriptors and threads</h2>",
        _plot(record, {"descriptors": "descriptors", "threads": "threads"}, ""),
        "<h2>Sessions</h2>",
        _plot(record, {"in": "joined", "connected": "sessions", "seats kept": "reservations"}, ""),
        "<h2>Bytes that sessions make the host hold</h2>",
        _plot(record, {"bytes": "bytes_held"}, "bytes"),
        "<h2>How late the latest tick of each second was done, ms</h2>",
        _lateness(record),
        "<h2>How long a tick takes, ms</h2>",
        bars(
            [f"<{edge:.4g}" for edge in EDGES_MS] + [f">{EDGES_MS[-1]:.4g}"],
            record.tick_counts or [0] * (len(EDGES_MS) + 1),
            "ticks, in powers of ten",
        ),
        "<h2>Kills and stops</h2>",
        _table(
            ("", "at, s", "away, s", "all back, s", "bodies", "points", "lost, s", "lost"),
            [
                (
                    *(each.kind + ("" if each.went_on else ", a fresh match"), f"{each.at_s:.0f}"),
                    *(f"{each.away_s:.2f}", f"{each.back_s:.1f}", str(each.bodies), str(each.points)),
                    f"{each.lost_s:.2f}",
                    "; ".join(each.lost) or "nothing",
                )
                for each in record.breaks
            ],
        ),
    ]
    for name, title in (
        ("visits", "What guests did and met"),
        ("closed", "Sessions ended, by reason"),
        ("rejected", "Refused, by reason"),
        ("dropped", "Datagrams dropped, by reason"),
    ):
        counted = getattr(record, name).most_common()
        parts += [f"<h2>{title}</h2>", _table(("reason", "count"), [(word, f"{n:,}") for word, n in counted])]
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Soak of a maze3d host</title>'
        f"<style>{STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _plot(record: Record, fields: dict[str, str], unit: str) -> str:
    times = [each.at_s for each in record.samples]
    rows = [
        Line(name, times, [getattr(each, field) for each in record.samples]) for name, field in fields.items()
    ]
    return over_time(rows, _marks(record), unit)


def _memory(record: Record) -> str:
    times = [each.at_s for each in record.samples]
    rows = [Line("resident", times, [each.resident_kb / 1024 for each in record.samples])]
    slope = memory_slope(record)
    if slope:
        ends = record.long_s
        rows.append(Line("fitted", ends, [slope.at_zero + slope.per_s * at for at in ends], straight=True))
    return over_time(rows, _marks(record), "MB", from_zero=False)


def _lateness(record: Record) -> str:
    """Show seconds without the windows: a stop of seconds would flatten all else."""
    shown = calm(record)
    rows = [Line("latest tick", [each.at_s for each in shown], [each.worst_ms for each in shown])]
    own = judged(record)
    if own:
        rows.append(
            Line(
                "over 50 ms, without waiting for a processor",
                [each.at_s for each in own],
                [each.late_ms - each.waited_ms for each in own],
            )
        )
    return over_time(rows, _marks(record), "ms")


def _marks(record: Record) -> list[Mark]:
    return [Mark(window.from_s, window.to_s, window.why) for window in record.windows]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "<p>none</p>"
    top = "".join(f"<th>{escape(each)}</th>" for each in head)
    body = "\n".join(
        "<tr>" + "".join(f"<td{_look(each)}>{escape(each)}</td>" for each in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{top}</tr>\n{body}</table>"


def _look(word: str) -> str:
    return f' class="{word}"' if word in {"met", "missed"} else ""


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
