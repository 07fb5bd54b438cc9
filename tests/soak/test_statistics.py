"""A slope that is there is found, one that is not is not; samples that hang together make nothing surer."""

from __future__ import annotations

import random

import pytest
from soaking.host import EDGES_MS, Ticks
from soaking.plots import Line, bars, over_time, round_numbers
from soaking.statistics import blocks, slope, students_t


def test_a_known_slope_is_found_exactly_without_noise() -> None:
    times = [float(second) for second in range(600)]
    found = slope(times, [60.0 + 0.002 * at for at in times])
    assert found is not None
    assert found.per_s == pytest.approx(0.002)
    assert found.low == pytest.approx(0.002)
    assert found.high == pytest.approx(0.002)
    assert found.at_zero == pytest.approx(60.0)


def test_a_slope_in_noise_is_inside_its_interval_and_zero_is_not() -> None:
    chance = random.Random(1)
    times = [float(second) for second in range(3600)]
    found = slope(times, [60.0 + 0.001 * at + chance.gauss(0, 0.5) for at in times])
    assert found is not None
    assert 0 < found.low < 0.001 < found.high < 0.0015


def wandering(seed: int) -> list[float]:
    """Return a value without a slope, each sample 95 % of the one before."""
    chance, value, values = random.Random(seed), 0.0, []
    for _ in range(3600):
        value = 0.95 * value + chance.gauss(0, 0.1)
        values.append(value)
    return values


def test_noise_that_hangs_together_has_an_interval_around_zero_about_19_times_of_20() -> None:
    times = [float(second) for second in range(3600)]
    found = [slope(times, wandering(seed)) for seed in range(100)]
    covered = sum(each is not None and each.low <= 0 <= each.high for each in found)
    assert 88 <= covered <= 100, "the interval is too narrow, or so wide that it says nothing"


def test_too_few_samples_say_nothing() -> None:
    assert slope([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]) is None
    assert slope([5.0] * 20, [1.0] * 20) is None


def test_blocks_take_every_sample_once() -> None:
    assert blocks([1, 2, 3, 4, 5, 6, 7], 3) == [[1, 2], [3, 4], [5, 6, 7]]


@pytest.mark.parametrize(("freedom", "right"), [(4, 2.776), (8, 2.306), (18, 2.101), (1000, 1.962)])
def test_students_t(freedom: int, right: float) -> None:
    assert students_t(freedom) == pytest.approx(right, rel=0.01)


def test_axes_have_round_numbers_around_their_values() -> None:
    assert round_numbers(0, 5.3) == [0, 1, 2, 3, 4, 5, 6]
    assert round_numbers(60.2, 60.9) == [60.2, 60.4, 60.6, 60.8, 61.0]
    assert round_numbers(0, 0.0) == round_numbers(0, 0)


def test_plots_hold_names_and_hostile_words_as_text() -> None:
    times = [float(second) for second in range(10_000)]
    drawn = over_time([Line("<b>", times, times)], [], "MB & more")
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn
    assert len(drawn) < 60_000, "so many dots nobody sees"
    assert over_time([Line("none", [], [])], [], "MB") == "<p>nothing was measured</p>"
    assert bars(["<1", "2"], [5, 0], "ticks").count("<rect") == 2


def test_a_tick_is_late_from_when_the_hosts_loop_had_it_due() -> None:
    ticks = Ticks()

    def tick(began: float, done: float) -> float:
        ticks.forget()
        ticks.began(began)
        ticks.done(done)
        return round(ticks.worst_ms)

    begin, tick_s = 100.0, 1 / 60
    assert tick(begin, begin + 0.002) == 2
    assert tick(begin + tick_s, begin + tick_s + 0.003) == 3
    assert tick(begin + 2, begin + 2.001) == 2001 - round(2000 / 60)
    assert [late_ms for _at, late_ms, _waited in ticks.late] == [pytest.approx(1967.7, abs=0.1)]
    assert tick(begin + 2.001, begin + 2.002) == 2, "after a stall the loop does not catch up"
    assert tick(begin + 2 + tick_s, begin + 2.12) == 103
    assert ticks.counts[EDGES_MS.index(250.0)] == 1
