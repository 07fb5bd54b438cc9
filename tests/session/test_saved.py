"""A host that ends in the middle of a match, and one that goes on with it: nothing but a moment is lost."""

from __future__ import annotations

import contextlib
import json
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.maze.randomness import MAX_SEED
from maze3d.session import saved
from maze3d.session.console import console
from maze3d.session.host import Host
from maze3d.session.rounds import Phase
from maze3d.sim.players import Place
from maze3d.sim.units import TICK_RATE
from tests.session.ends import SETTINGS, Entropy
from tests.session.simulation import Simulation

WALL_S = 1_790_000_000.0
ROUND = replace(SETTINGS, rows=12, cols=12, rounds=3)


def playing(settings: object = ROUND, players: int = 4, seconds: float = 6.0) -> Simulation:
    """Return a match that has been played for so long."""
    world = Simulation(1, settings)  # type: ignore[arg-type] # tests change one setting of it
    for _ in range(players):
        world.join()
    for _ in range(30 * TICK_RATE):
        world.tick()
        if world.host.rounds.phase is Phase.ROUND:
            break
    for _ in range(int(seconds * TICK_RATE)):
        world.tick()
    return world


def document(world: Simulation) -> bytes:
    return saved.to_json(world.host, SETTINGS, world.now, WALL_S)


def crash(world: Simulation, *, after_s: float = 0.0) -> Host:
    """End the host of `world` as kill -9 does, and have another one go on in its place."""
    kept = document(world)
    for player in world.players:
        world.network.reset(player.link)
    for _ in range(int(after_s * TICK_RATE)):
        world.network.advance(1 / TICK_RATE)
    host = Host(replace(world.host.settings), 99, Entropy())
    assert saved.go_on(host, saved.from_json(kept), world.now, WALL_S + after_s)
    world.host = host
    world.network.host(host)
    return host


@pytest.mark.parametrize("mode", ["race", "tag"])
def test_all_are_back_in_their_places_with_their_scores(mode: str) -> None:
    world = playing(replace(ROUND, mode=mode))
    match = world.host.rounds.match
    assert match
    for player in world.host.table.joined():
        player.score = 10 + player.seat
    before = {seat: player.place() for seat, player in match.players.items()}
    tick, number, announced = match.tick, world.host.rounds.match_number, world.host.rounds.announced
    host = crash(world)
    for _ in range(4 * TICK_RATE):
        world.tick()
        assert host.rounds.phase is Phase.ROUND
        if len(host.table) == len(before):
            break
    again = host.rounds.match
    assert again
    assert (host.rounds.match_number, host.rounds.announced) == (number, announced)
    assert tick <= again.tick <= tick + 4 * TICK_RATE
    assert {player.seat: player.score for player in host.table.joined()} == {n: 10 + n for n in before}
    assert {player.peer.seat for player in world.players} == set(before)
    for seat, place in before.items():
        here = again.players[seat].place()
        assert (here.hunter, here.catches) == (place.hunter, place.catches)
        walked = max(abs(here.x - place.x), abs(here.y - place.y)) / 65536
        assert walked <= 46 * (again.tick - tick), "from where it was, not from the start"
    assert len(host.reservations) == 0


def test_a_race_that_went_on_ends_with_the_first_ones_first() -> None:
    world = playing(replace(ROUND, rows=6, cols=6), players=5, seconds=0)
    rounds = world.host.rounds
    while rounds.match and len(rounds.match.mode_state.order) < 2:
        world.tick()
    assert rounds.match
    first = list(rounds.match.mode_state.order)
    host = crash(world)
    for _ in range(60 * TICK_RATE):
        world.tick()
        if host.rounds.results:
            break
    assert host.rounds.results
    standings = host.rounds.results.standings
    assert [line.seat for line in standings][:2] == first
    assert [line.points for line in standings][:4] == [10, 8, 6, 5], "nobody was left out for being away"


def test_time_stands_until_the_first_is_back_and_nobody_is_too_late() -> None:
    world = playing()
    assert world.host.rounds.match
    tick = world.host.rounds.match.tick
    host = crash(world)
    assert host.rounds.match
    for player in world.players:
        world.network.partition(player.link, True)
    for _ in range(5 * TICK_RATE):
        world.tick()
    assert host.rounds.match.tick == tick
    for _ in range(int(host.settings.limits.reservation_s + 2) * TICK_RATE):
        world.tick()
    assert host.rounds.match is None, "and when none can come any more the round is over"


def test_results_and_the_vote_go_on() -> None:
    world = playing(seconds=0)
    console(world.host, "next", world.now)
    world.tick()
    world.host.rounds.vote(0, 1)
    results, upcoming = world.host.rounds.results, world.host.rounds.upcoming
    assert results
    host = crash(world)
    assert host.rounds.results == results
    assert host.rounds.upcoming.votes == {0: 1}
    assert host.rounds.upcoming.recipes == upcoming.recipes
    for _ in range(25 * TICK_RATE):
        world.tick()
        if host.rounds.announced:
            break
    assert host.rounds.announced
    assert host.rounds.announced.code == results.next[1]
    assert host.rounds.round == 2


def test_what_the_console_has_set_is_kept_and_so_are_bans() -> None:
    world = playing()
    changes = ("settings password hush", "settings size 9x8", "settings levels 2")
    for words in (*changes, "ban 10.9.9.9 30", "ban 10.8.8.8"):
        console(world.host, words, world.now)
    kept = saved.from_json(document(world))
    later = Host(ROUND, 5, Entropy())
    saved.take_bans(later, kept, 500.0, WALL_S + 60)
    assert later.bans.of("10.9.9.9", b"", 500.0) == "29 minutes"
    assert later.bans.of("10.8.8.8", b"", 500.0) == "ever"
    assert later.bans.of("10.7.7.7", b"", 500.0) == ""
    assert saved.go_on(later, kept, 500.0, WALL_S + 60)
    settings = later.settings
    assert (settings.password, settings.rows, settings.cols, settings.levels) == ("hush", 9, 8, 2)


def test_nobody_waits_for_an_old_match_and_a_token_is_not_in_it() -> None:
    world = playing()
    data = document(world)
    tokens = [player.token.hex() for player in world.host.table.joined()]
    assert tokens
    assert not any(token.encode() in data for token in tokens)
    later = Host(ROUND, 5, Entropy())
    assert not saved.go_on(later, saved.from_json(data), 0.0, WALL_S + saved.OLD_S + 1)
    assert later.rounds.match is None


def test_a_lost_players_seat_is_kept_over_it() -> None:
    world = playing()
    lost = world.players[0]
    place = lost.peer.seat
    world.network.partition(lost.link, True)
    for _ in range(12 * TICK_RATE):
        world.tick()
    assert [kept.seat for kept in world.host.reservations] == [place]
    host = crash(world)
    world.network.partition(lost.link, False)
    for _ in range(15 * TICK_RATE):
        world.tick()
    assert lost.peer.is_in
    assert lost.peer.seat == place
    assert host.rounds.match is None or place in host.rounds.match.players


CHANGES: list[tuple[str, object]] = [
    ("phase", "lobby"),
    ("match", None),
    ("announced", None),
    ("round", -1),
    ("seed", "1"),
    ("format", 2),
    ("players", [None]),
    ("pass_key", "zz"),
    ("bans", [["10.0.0.1", "soon"]]),
    ("more", 1),
    ("left_ticks", 10**20),
    ("match", {"tick": 2**32, "mode": [-1, 0]}),
    ("match", {"tick": 200, "mode": [2**62, 0]}),
]


@pytest.mark.parametrize(("name", "value"), CHANGES)
def test_what_does_not_fit_together_is_refused_and_changes_nothing(name: str, value: object) -> None:
    changed = json.loads(document(playing(seconds=0.5))) | {name: value}
    later = Host(ROUND, 5, Entropy())
    before = later.settings
    with pytest.raises(saved.SavedError):
        saved.go_on(later, saved.from_json(json.dumps(changed).encode()), 0.0, WALL_S)
    assert later.settings == before
    assert len(later.reservations) == 0
    assert later.rounds.match is None


@pytest.mark.parametrize(
    "place", [{"x": -1}, {"y": 2**40}, {"x": 0, "y": 0}, {"yaw": 65536}, {"pitch": 2**16}]
)
def test_a_place_where_nobody_can_be_is_refused(place: dict[str, int]) -> None:
    changed = json.loads(document(playing(seconds=0.5)))
    kept = changed["players"][1]
    kept["place"] = list(Place(*kept["place"])._replace(**place))
    later = Host(ROUND, 5, Entropy())
    with pytest.raises(saved.SavedError, match="a player is where nobody can be"):
        saved.go_on(later, saved.from_json(json.dumps(changed).encode()), 0.0, WALL_S)
    assert len(later.reservations) == 0


def test_the_largest_seed_there_is_can_be_gone_on_with() -> None:
    world = playing(replace(ROUND, seed=MAX_SEED), seconds=0.5)
    assert saved.go_on(Host(ROUND, 5, Entropy()), saved.from_json(document(world)), 0.0, WALL_S)


def test_a_document_of_thousands_of_unknown_parts_takes_little_memory() -> None:
    data = json.dumps({str(number): 0 for number in range(6000)}, separators=(",", ":")).encode()
    tracemalloc.start()
    try:
        with pytest.raises(saved.SavedError):
            saved.from_json(data)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@given(st.data())
def test_any_broken_document_is_refused_in_words(data: st.DataObject) -> None:
    whole = SAVED_ROUND
    cut = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:cut] + data.draw(st.binary(max_size=8)) + whole[cut + data.draw(st.integers(1, 40)) :]
    later = Host(ROUND, 5, Entropy())
    with contextlib.suppress(saved.SavedError):  # and nothing else
        saved.go_on(later, saved.from_json(broken), 0.0, WALL_S)


SAVED_ROUND = document(playing(seconds=0.5))
