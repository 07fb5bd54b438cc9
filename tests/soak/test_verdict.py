"""A record of a good soak meets every bar, and whatever goes wrong misses its own."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from soaking.host import EDGES_MS
from soaking.places import LOSABLE_S, lost_after, not_back
from soaking.record import Break, LateTick, Quiet, Record, Sample, Window
from soaking.report import lines, page, write
from soaking.verdict import LEAST_JUDGED_S, bars

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SWARM: dict[str, Any] = {"joined": 10, "refused": {}, "ended": {}}


def record(*, seconds: int = 600, mb_per_s: float = 0.0) -> Record:
    """Return what a host without a fault leaves."""
    made = Record({"churn": 60, "faults": ["stop", "kill"], "seed": 1})
    made.samples = [Sample(at, 60_000 + 1024 * mb_per_s * at, 30, 5, 12, 12) for at in range(seconds)]
    made.long_s = (0.0, float(seconds))
    made.tick_counts = [60 * seconds, *([0] * len(EDGES_MS))]
    made.quiet = [
        Quiet(at, {"builtins.dict": 500}, 60_000, 7, 5, 800_000, 5 << 20) for at in (0.0, float(seconds))
    ]
    made.visits = Counter(new=seconds // 2, back=seconds // 2)
    made.events = [(10.0, "kill"), (20.0, "stop")]
    made.breaks = [Break("kill", 10.0, 0.5, 2.0, lost_s=0.9), Break("stop", 20.0, 3.0, 3.0)]
    made.windows = [Window("stop", 20.0, 24.0)]
    made.late = [LateTick(22.0, 3000.0, 0.0), LateTick(30.0, 240.0, 190.0)]
    made.swarms = [SWARM]
    made.loaded_s = made.seconds = float(seconds)
    made.exit_code = 0
    return made


def missed(judged: Record) -> list[str]:
    return [bar.name for bar in bars(judged) if not bar.met]


def test_a_good_soak_meets_every_bar() -> None:
    assert missed(record()) == []
    assert missed(record(seconds=int(LEAST_JUDGED_S) + 60)) == []


FAULTY: dict[str, tuple[str, Callable[[Record], object]]] = {
    "an object more": ("objects", lambda it: it.quiet[1].objects.update({"maze3d.Session": 1})),
    "an object fewer": ("objects", lambda it: it.quiet[1].objects.update({"builtins.dict": 499})),
    "not counted": ("objects", lambda it: it.quiet.pop()),
    "a descriptor": ("descriptors", lambda it: setattr(it.quiet[1], "descriptors", 8)),
    "a thread": ("descriptors", lambda it: setattr(it.quiet[1], "threads", 6)),
    "memory from quiet to quiet": ("memory", lambda it: setattr(it.quiet[1], "resident_kb", 61_100)),
    "blocks that stay": ("in use", lambda it: setattr(it.quiet[1], "blocks", 803_000)),
    "what the C library keeps": ("in use", lambda it: setattr(it.quiet[1], "c_bytes", 7 << 20)),
    "too few samples": ("memory", lambda it: it.samples.clear()),
    "a late tick": ("ticks", lambda it: it.late.append(LateTick(40.0, 130.0, 20.0))),
    "no ticks": ("ticks", lambda it: it.tick_counts.clear()),
    "a seat lost at a kill": ("players", lambda it: it.breaks[0].lost.append("Ada lost seat 0")),
    "three seconds lost": ("players", lambda it: setattr(it.breaks[0], "lost_s", 3.0)),
    "a bot missing": ("players", lambda it: it.missing.append("Bo is not there")),
    "a bot given up": ("players", lambda it: it.swarms.append(SWARM | {"ended": {"lost": 1}})),
    "a bot refused": ("players", lambda it: it.swarms.append(SWARM | {"refused": {"full": 1}})),
    "no visitors": ("load", lambda it: it.visits.clear()),
    "a fault left out": ("load", lambda it: it.events.pop()),
    "an error in the log": ("load", lambda it: it.failures.append("Traceback")),
    "a host that ended": ("load", lambda it: setattr(it, "exit_code", None)),
}


@pytest.mark.parametrize("what", FAULTY)
def test_what_goes_wrong_misses_its_bar(what: str) -> None:
    name, spoil = FAULTY[what]
    spoiled = deepcopy(record())
    spoil(spoiled)
    assert name in missed(spoiled)
    if what != "not counted":
        assert missed(spoiled) == [name]


def test_a_long_soak_is_judged_by_its_slope_and_a_short_one_is_not() -> None:
    mb_a_day = 2.0
    long = record(seconds=int(LEAST_JUDGED_S) + 60, mb_per_s=mb_a_day / 86_400)
    assert missed(long) == ["memory"]
    short = record(seconds=600, mb_per_s=mb_a_day / 86_400)
    assert missed(short) == []
    assert "too short to judge" in bars(short)[0].words
    assert "+2.0 MB a day" in bars(short)[0].words


def test_a_tick_in_a_window_or_without_a_processor_is_not_the_hosts_fault() -> None:
    judged = record()
    assert missed(judged) == []
    judged.windows.clear()
    assert missed(judged) == ["ticks"]


def figures(tick: int = 600, match: int = 3, **changes: list[Any]) -> dict[str, Any]:
    """Return a host's figures with two bots in a round."""
    bots = {"ada": [0, "Ada", 10, 5000, 5000, True], "bo": [1, "Bo", 8, 9000, 1000, True]} | changes
    return {"match": match, "tick": tick, "players": [bot for bot in bots.values() if bot]}


HISTORY = [(8.5, figures(510)), (9.5, figures(570)), (10.0, figures(600))]


def test_a_host_that_goes_on_has_lost_ticks_only() -> None:
    after = figures(552, ada=[0, "Ada", 10, 4000, 5000, False], bo=[1, "Bo", 8, 9000, 1000, False])
    assert lost_after(HISTORY, after) == ([], 0.8)


def test_what_players_lose_at_a_kill_is_said() -> None:
    def of(**changes: list[Any]) -> list[str]:
        return lost_after(HISTORY, figures(552, 3, **changes))[0]

    assert of(ada=[]) == ["Ada lost seat 0"]
    assert of(ada=[0, "Bo", 10, 5000, 5000, True]) == ["Ada lost seat 0"]
    assert of(ada=[0, "Ada", 0, 5000, 5000, True]) == ["Ada had 10 points and has 0"]
    assert of(ada=[0, "Ada", 10, None, None, True]) == ["Ada has lost the body, or its place"]
    assert of(ada=[0, "Ada", 10, 50_000, 5000, True]) == ["Ada has lost the body, or its place"]


def test_a_fresh_match_has_lost_all_of_it() -> None:
    lost, lost_s = lost_after(HISTORY, figures(-1, match=0, ada=[], bo=[]))
    assert lost == ["Ada lost seat 0", "Bo lost seat 1"]
    assert lost_s > LOSABLE_S


def test_what_changed_in_the_last_two_seconds_may_be_lost() -> None:
    before = figures(-1, match=2, ada=[0, "Ada", 2, None, None, True])
    history = [(7.0, before), (8.5, before), (9.5, figures(5)), (10.0, figures(35))]
    assert lost_after(history, before) == ([], 1.5)


def test_who_is_not_back_is_named() -> None:
    assert not_back(figures(), figures(900)) == []
    assert not_back(figures(), figures(900, bo=[1, "Bo", 8, 9000, 1000, False])) == [
        "Bo is not back in seat 1"
    ]
    assert not_back(figures(), figures(900, bo=[1, "Bo", 8, None, None, True])) == [
        "Bo is back without a body"
    ]
    assert not_back(figures(), figures(900, match=4, bo=[1, "Bo", 8, None, None, True])) == []


def test_the_report_is_whole_and_its_words_are_text(tmp_path: Path) -> None:
    spoiled = record()
    spoiled.breaks[0].lost.append("<script>")
    verdict = bars(spoiled)
    write(spoiled, verdict, tmp_path)
    told = json.loads((tmp_path / "report.json").read_text())
    assert told["passed"] is False
    assert {bar["name"] for bar in told["verdict"] if not bar["met"]} == {"players"}
    assert told["samples"][5]["at_s"] == 5
    assert told["breaks"][0]["lost"] == ["<script>"]
    shown = page(spoiled, verdict)
    assert "<script>" not in shown
    assert shown.count("<svg") == 6
    assert "http" not in shown, "it needs nothing from elsewhere"
    assert any(line.startswith("MISSED players") for line in lines(spoiled, verdict))
