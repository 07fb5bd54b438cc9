"""What is made of a host's page of metrics, without a host, a clock or a terminal."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from maze3d.host.watch.course import RATE_S, Course
from maze3d.host.watch.figures import BUDGET_MS, TICKS, elapsed_s, figures, quantile
from maze3d.host.watch.lines import moment, whole
from maze3d.host.watch.picture import picture
from maze3d.host.watch.reading import NotAHostError, Reading, read
from maze3d.host.watch.words import amount, duration, milliseconds, share, size, spark
from tests.monitoring.page import START_S, page

if TYPE_CHECKING:
    from maze3d.host.watch.figures import Figures


def at(seconds: float, **changed: dict[str, float]) -> Reading:
    return read(page(seconds, **changed), 1000.0 + seconds)


def drawn(course: Course, width: int = 80) -> str:
    assert course.shown
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system=None)
    console.print(picture(course, course.shown, "here:9464", START_S + 3600, width))
    return out.getvalue()


def test_rates_are_of_the_time_between_two_readings_and_states_of_the_second() -> None:
    shown = figures(at(0.0), at(20.0, maze3d_players={"": 9}))
    assert shown.over_s == pytest.approx(20.0)
    assert (shown.version, shown.players, shown.memory_bytes, shown.limit_bytes) == (
        *("0.1.0", 9),
        *(70 * 2**20, 512 * 2**20),
    )
    assert shown.sessions == {"opening": 0, "greeted": 1, "joined": 8, "reserved": 2}
    assert shown.ticks_per_s == pytest.approx(60.0)
    assert shown.bytes_per_s == pytest.approx({"in": 10_200.0, "out": 15_450.0})  # stream and datagram
    assert shown.refused_per_s == pytest.approx({"full": 0.03, "password": 0.0})
    assert shown.refused == {"full": 6, "password": 0}
    assert shown.dropped_per_s["unknown"] == pytest.approx(0.1)
    assert shown.late_share == pytest.approx(30 / 12_000)
    assert shown.cores == pytest.approx(14.5 / 200)
    assert (shown.planned_restarts, shown.unclean_restarts, shown.alerts["ticks"]) == (1, 0, 1)


def test_quantiles_are_of_the_ticks_in_between_only() -> None:
    def ticked(quick: int, slow: int) -> Reading:
        counts = {"0.001": quick, "0.05": quick, "0.1": quick + slow, "+Inf": quick + slow}
        buckets = {frozenset({("le", edge)}): float(count) for edge, count in counts.items()}
        return Reading(0.0, {f"{TICKS}_bucket": buckets, f"{TICKS}_count": {frozenset(): quick + slow}})

    assert figures(ticked(0, 0), ticked(6000, 60)).median_ms == pytest.approx(0.505)
    assert figures(ticked(6000, 0), ticked(6000, 60)).median_ms == pytest.approx(75.0)


@pytest.mark.parametrize(
    ("buckets", "part", "value"),
    [
        ([], 0.5, 0.0),
        ([(1.0, 0.0), (math.inf, 0.0)], 0.5, 0.0),
        ([(1.0, 10.0), (2.0, 10.0), (math.inf, 10.0)], 0.5, 0.5),
        ([(1.0, 5.0), (2.0, 10.0), (math.inf, 10.0)], 0.9, 1.8),
        ([(1.0, 5.0), (2.0, 5.0), (math.inf, 10.0)], 0.99, 2.0),
    ],
)
def test_a_quantile_lies_on_a_line_within_its_bucket(
    buckets: list[tuple[float, float]], part: float, value: float
) -> None:
    assert quantile(buckets, part) == pytest.approx(value)


def test_ticks_tell_the_time_unless_the_clock_contradicts() -> None:
    first = read(page(0.0), 1000.0)
    assert elapsed_s(first, read(page(10.0), 1011.4)) == pytest.approx(10.0)  # the page was old
    assert elapsed_s(first, read(page(10.0), 1013.0)) == pytest.approx(13.0)  # ticks were left out
    assert elapsed_s(first, read(page(0.0), 1001.0)) == pytest.approx(1.0)  # none at all


def test_the_first_picture_is_of_the_time_since_the_start() -> None:
    shown = Course().take(at(0.0))
    assert shown.over_s == pytest.approx(200.0)
    assert shown.bytes_per_s["in"] == pytest.approx(10_200.0)


def test_rates_are_of_the_last_seconds_however_long_it_is_watched() -> None:
    course = Course()
    for seconds in range(0, 100, 2):
        course.take(at(float(seconds)))
    assert course.shown
    assert course.shown.over_s == pytest.approx(RATE_S)
    assert len(course.points) == 50


def test_after_a_restart_nothing_is_negative_and_the_rates_are_of_the_new_one() -> None:
    course = Course()
    course.take(at(100.0))
    shown = course.take(read(page(-190.0), 1102.0))  # counters are a twentieth of what they were
    assert shown.over_s == pytest.approx(10.0)
    assert shown.ticks_per_s == pytest.approx(60.0)
    assert min(*shown.bytes_per_s.values(), *shown.refused_per_s.values(), shown.late_share) >= 0


def test_a_silence_is_told_since_when_until_it_ends() -> None:
    course = Course()
    course.take(at(0.0), "ready")
    course.miss("It cannot be reached.", START_S + 3550)
    course.miss("It gave no answer.", START_S + 3590)
    assert "50 s" in drawn(course)
    assert "It gave no answer." in drawn(course)
    assert course.line(lambda shown: shown.players) == [8.0, None, None]
    course.take(at(4.0), "ready")
    assert "silent" not in drawn(course)


@pytest.mark.parametrize(
    "text",
    [
        *("", "<!doctype html><title>It works!</title>", "{", "maze3d_players 8\n", "maze3d_players x\n"),
        "process_open_fds 3\nnode_load1 0.3\n",
        page().replace("maze3d_build_info", "maze4d_build_info"),
    ],
)
def test_what_is_no_hosts_page_is_told_so(text: str) -> None:
    with pytest.raises(NotAHostError):
        read(text, 0.0)


@given(st.data())
def test_a_damaged_page_never_does_more_than_that(data: st.DataObject) -> None:
    text = page()
    where = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 60))
    text = text[:where] + data.draw(st.text(max_size=20)) + text[where + cut :]
    try:
        reading = read(text, 0.0)
    except NotAHostError:
        return
    course = Course()
    course.take(at(0.0))
    shown = course.take(reading)
    whole(shown, "here", "", 0.0)
    drawn(course)


def test_words_of_others_do_nothing_to_the_terminal() -> None:
    hostile = page().replace(
        'reason="full"', 'reason="\x1b]0;x\x07\x1b[31m[bold]fu\u202ell' + "x" * 500 + '"'
    )
    course = Course()
    course.take(read(hostile, 0.0))
    shown = course.take(read(hostile.replace('xxx"} 6.0', 'xxx"} 600.0'), 10.0), "ready")
    text = drawn(course) + whole(shown, "here", "ready", START_S) + moment(shown, "ready")
    assert "[bold]fu" in text
    assert not {char for char in text if ord(char) < 32 and char != "\n"}
    assert "\u202e" not in text
    assert max(map(len, text.splitlines())) < 200


@pytest.mark.parametrize("width", [30, 60, 80, 200])
@pytest.mark.parametrize("silent", [False, True])
def test_a_picture_keeps_to_its_width_and_its_panels_to_their_height(width: int, silent: bool) -> None:  # noqa: FBT001
    course = Course()
    for seconds in range(0, 300, 2):
        course.take(at(float(seconds)), "not ready: full")
    if silent:
        course.miss("127.0.0.1:9464 cannot be reached: Connection refused. " * 3, START_S)
    lines = drawn(course, width).splitlines()
    assert {cell_len(line) for line in lines} <= set(range(width + 1))
    assert len(lines) == 2 + (19 - 2 if width >= 72 else 2 * 17)


def test_a_picture_shows_all_that_matters() -> None:
    course = Course()
    course.take(at(0.0), "ready")
    course.take(at(20.0), "ready")
    text = drawn(course, 100)
    for words in (
        *("maze3d 0.1.0 here:9464", "up 1 h", "ready", "8 playing", "reserved 2", "60/s", "0.2 % late"),
        *("1.25 ms median", "16.7 ms", "70.0 MB of 512 MB", "14 %", "5.0 KB of sessions", "21 descriptors"),
        *("10.0 KB/s", "15.1 KB/s", "240 datagrams/s", "full", "unknown", "0.1/s", "1 planned, 0 unclean"),
        *("ticks 1", "█"),
    ):
        assert words in text, words


def test_what_is_wrong_is_red() -> None:
    def styles(**changed: dict[str, float]) -> str:
        course = Course()
        course.take(at(0.0))
        shown: Figures = course.take(at(20.0, **changed))
        out = io.StringIO()
        console = Console(file=out, width=100, force_terminal=True, color_system="standard")
        console.print(picture(course, shown, "here", START_S, 100))
        return out.getvalue()

    quiet = styles(maze3d_alerts_total={'kind="ticks"': 0})
    red = "\x1b[1;31m"  # bold: all that is red for its figure
    assert red not in quiet
    for changed in (
        {"process_resident_memory_bytes": {"": 500.0 * 2**20}},
        {"maze3d_unclean_restarts_total": {"": 1.0}},
        {"maze3d_alerts_total": {'kind="ticks"': 1.0}},
        {"maze3d_late_ticks_total": {"": 30.0 + 120.0}},
    ):
        assert styles(**({"maze3d_alerts_total": {'kind="ticks"': 0.0}} | changed)).count(red) >= 1, changed


def test_plain_lines_have_a_subject_each() -> None:
    course = Course()
    course.take(at(0.0))
    told = whole(course.take(at(20.0)), "here:9464", "ready", START_S + 7200)
    lines = dict(line.split(maxsplit=1) for line in told.splitlines())
    assert lines["host"] == "maze3d 0.1.0 at here:9464, up 2 h, ready"
    assert lines["sessions"] == "opening 0, greeted 1, joined 8, reserved 2"
    assert lines["ticks"].startswith("60/s, median 1.25 ms, p99 ")
    assert lines["memory"] == "70.0 MB of 512 MB, 5.0 KB of it the sessions'"
    assert lines["refused"] == "0/s, full 0/s (6)"
    assert lines["rates"] == "of the last 20 s"
    assert told.isascii()


def test_numbers_as_words() -> None:
    assert [size(count) for count in (0, 812, 1023, 71.3 * 2**20, 3 * 2**40)] == [
        *("0 B", "812 B", "1.0 KB", "71.3 MB", "3072 GB"),
    ]
    assert [amount(count) for count in (0, 0.04, 0.3, 9.9, 10.2, 48_000)] == [
        *("0", "0", "0.3", "9.9", "10", "48,000"),
    ]
    assert [duration(seconds) for seconds in (-3, 0.4, 59, 60, 3720, 17 * 86400 + 4 * 3600 + 59)] == [
        *("0 s", "0 s", "59 s", "1 min", "1 h 2 min", "17 d 4 h"),
    ]
    assert share(0.003) == "0.3 %"
    assert milliseconds(BUDGET_MS) == "16.7 ms"


def test_a_line_of_blocks() -> None:
    assert spark([0, 1, 2, 3, 4, 5, 6, 7, 8], 9, least_span=1) == "▁▂▃▄▅▆▇██"
    assert spark([5.0], 4, least_span=10) == "   ▅"
    assert spark([1, None, 1], 2, least_span=1) == " █"
    assert spark([100, 100.9, 100], 3, least_span=8, from_zero=False) == "▁▁▁"
    assert spark([100, 108, 100], 3, least_span=8, from_zero=False) == "▁█▁"
    assert spark([None], 3, least_span=1) == "   "
    assert spark([1], 0, least_span=1) == ""
