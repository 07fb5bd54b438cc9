"""Players keep their place over a bad line, and have it back when the cable was out: real network stacks."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.sim.movement import FINE
from maze3d.sim.units import RUN_SPEED, TICK_RATE
from tests.network.line import Faults
from tests.network.namespaces import cable, lacking
from tests.network.played import BOTS, Played, Shown, played

if TYPE_CHECKING:
    from collections.abc import Iterator

BAD_LINE = (1, 80, 0.10, 0.05, 0.10)
"""Seed, then 80 ms each way, and the shares of the datagrams: 10 % lost, 5 % doubled, 10 % late."""
GOOD_LINE = (1, 0, 0, 0, 0)
BURST_TICKS = 15
"""Ticks of commands that came late and may be played at once."""

Cases = dict[str, "Future[Seen]"]


@dataclass
class Seen:
    """What was seen of one case: before the fault, at its end, and when all played again."""

    before: list[Shown]
    during: list[Shown]
    after: list[Shown]
    kept_during: dict[str, Any]
    kept_after: dict[str, Any]
    log: str
    """The host's, from the fault on."""
    summary: dict[str, Any]
    line: dict[str, int]


def bad_line(game: Played) -> Seen:
    return watched(game, lambda: None)


def pulled(game: Played, seconds: float) -> Seen:
    def fault() -> None:
        game.cable.pull()
        time.sleep(seconds)

    return watched(game, fault)


def watched(game: Played, fault: Any) -> Seen:
    """Have a fault come over a running game, and wait until all of them walk again."""
    before, told = game.players(), len(game.log())
    fault()
    during, kept_during = game.players(), game.kept()
    game.cable.plug_in()

    def all_play() -> dict[str, Any]:
        kept = game.kept()
        on = kept["match"] and kept["match"]["tick"] > kept_during["match"]["tick"] + 3 * TICK_RATE
        return kept if on and len(moved(kept_during, kept)) == BOTS else {}

    kept_after = game.until(all_play, "all play again")
    log = game.log()[told:]
    after = game.players()
    return Seen(
        before, during, after, kept_during, kept_after, log, game.ended(game.bots), game.ended(game.line)
    )


def moved(before: dict[str, Any], after: dict[str, Any]) -> dict[int, int]:
    """Return how far those have come who have moved, by seat, in the units of places."""
    was = {player["seat"]: player["place"] for player in before["players"]}
    ways = {}
    for player in after["players"]:
        old, new = was[player["seat"]], player["place"]
        if old and new and old[:2] != new[:2]:
            ways[player["seat"]] = max(abs(old[0] - new[0]), abs(old[1] - new[1]))
    return ways


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cases]:
    """Play all cases at the same time: most of what they take is waiting."""
    if lacking():
        pytest.skip(lacking())
    folder = tmp_path_factory.mktemp("network")

    def play(name: str, line: tuple[float, ...], case: Any) -> Seen:
        with cable(name) as between, played(between, folder / name, line) as game:
            seen: Seen = case(game)
            return seen

    with ThreadPoolExecutor() as threads:
        yield {
            "bad": threads.submit(play, "bad", BAD_LINE, bad_line),
            "8s": threads.submit(play, "8s", GOOD_LINE, lambda game: pulled(game, 8.0)),
            "30s": threads.submit(play, "30s", GOOD_LINE, lambda game: pulled(game, 30.0)),
        }


def check_all_have_their_place(seen: Seen) -> None:
    """See that everybody has name, seat, score and body, in the same match, and that nobody was given up."""
    assert len(seen.before) == BOTS
    assert seen.after == seen.before
    assert any(player.score for player in seen.before), "the scores would show nothing"
    assert seen.kept_after["match_number"] == seen.kept_during["match_number"]
    ticks = seen.kept_after["match"]["tick"] - seen.kept_during["match"]["tick"] + BURST_TICKS
    ways = moved(seen.kept_during, seen.kept_after)
    assert all(way <= RUN_SPEED * FINE * ticks for way in ways.values()), ways
    assert (seen.summary["joined"], seen.summary["refused"], seen.summary["ended"]) == (BOTS, {}, {})


@pytest.mark.machine
def test_over_a_bad_line_nobody_is_lost(cases: Cases) -> None:
    seen = cases["bad"].result()
    check_all_have_their_place(seen)
    assert "is gone" not in seen.log
    assert "is back" not in seen.log
    assert seen.summary["round_trip_ms"]["p50"] >= 160
    snapshots = seen.summary["snapshots"]
    assert 0.04 < snapshots["lost"] / (snapshots["lost"] + snapshots["received"]) < 0.25
    line = seen.line
    assert 0.07 < line["lost"] / line["udp"] < 0.13
    assert line["doubled"] > 0.02 * line["udp"]
    assert line["late"] > 0.05 * line["udp"]


@pytest.mark.machine
def test_eight_seconds_without_a_cable_cost_nobody_his_seat(cases: Cases) -> None:
    seen = cases["8s"].result()
    check_all_have_their_place(seen)
    assert seen.during == seen.before, "the host waits longer than that"


@pytest.mark.machine
def test_after_thirty_seconds_without_a_cable_all_have_their_place_back(cases: Cases) -> None:
    seen = cases["30s"].result()
    check_all_have_their_place(seen)
    assert [(player.seat, player.name) for player in seen.during] == [
        (player.seat, player.name) for player in seen.before
    ]
    assert all(player.score is None for player in seen.during), "the host has given them up, but keeps seats"
    assert seen.log.count("is gone: timeout") == BOTS
    assert seen.log.count("is back") == BOTS


def test_the_line_does_what_it_says() -> None:
    udp = bytes(12) + b"\x08\x00" + bytes(9) + b"\x11" + bytes(20)
    tcp = bytes(12) + b"\x08\x00" + bytes(9) + b"\x06" + bytes(20)
    faults = Faults(7, 0.08, 0.1, 0.05, 0.1)
    assert all(faults.delays_s(tcp) == [0.08] for _ in range(1000))
    assert faults.delays_s(bytes(12) + b"\x08\x06" + bytes(28)) == [0.0]
    came = [faults.delays_s(udp) for _ in range(10_000)]
    assert 900 < came.count([]) < 1100
    assert 380 < sum(len(each) == 2 for each in came) < 520
    delays = [delay for each in came for delay in each]
    assert min(delays) == 0.08
    assert max(delays) > 0.13
    assert 800 < sum(delay > 0.08 for delay in delays) < 1100
