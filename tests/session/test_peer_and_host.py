"""The peer and the real host over a network in memory: lost and back again, and without any datagrams."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.session.peer import Joined, Lost, Me, Peer, State
from maze3d.session.rounds import Phase
from maze3d.sim.movement import FINE
from maze3d.sim.units import CELL
from tests.session.ends import SETTINGS
from tests.session.simulation import Player, Simulation

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = replace(SETTINGS, rows=20, cols=20)


def begun(**conditions: float) -> tuple[Simulation, Player]:
    """Return a long race between two, a few seconds after they were let go, and one of them."""
    world = Simulation(5, LONG, **conditions)
    player = world.join()
    world.join()
    until(world, lambda: all(player.peer.playing for player in world.players))
    for _ in range(60 * 6):
        world.tick()
    return world, player


def until(world: Simulation, done: Callable[[], bool], seconds: float = 30) -> None:
    """Let time pass until something holds, which it has to soon."""
    for _ in range(round(seconds * 60)):
        if done():
            return
        world.tick()
    raise AssertionError("it never came to that")


def place(world: Simulation, player: Player) -> tuple[float, float]:
    """Return where the host has a player, cells."""
    assert world.host.rounds.match
    body = world.host.rounds.match.players[player.peer.seat].body
    return body.x / FINE / CELL, body.y / FINE / CELL


def apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


@pytest.mark.parametrize("how", ["reset", "partition", "sleep"])
def test_who_was_lost_comes_back_by_himself_into_his_place(how: str) -> None:
    world, player = begun(delay_s=0.03)
    peer = player.peer
    name, seat, token = peer.name, peer.seat, peer.token
    heard = listen(peer)
    if how == "reset":
        world.network.reset(player.link)
    else:
        world.network.partition(player.link, on=True)
        if how == "sleep":
            world.players.remove(player)
    until(world, lambda: seat in {kept.seat for kept in world.host.reservations})
    (kept,) = world.host.reservations
    assert kept.place
    before = kept.place.x / FINE / CELL, kept.place.y / FINE / CELL
    assert world.host.rounds.match
    assert seat not in world.host.rounds.match.players
    world.network.partition(player.link, on=False)
    if player not in world.players:
        world.players.append(player)
    until(world, lambda: State.RETRYING is peer.state)
    until(world, lambda: peer.is_in and peer.playing)
    assert (peer.name, peer.seat) == (name, seat)
    assert peer.token != token
    assert apart(place(world, player), before) < 0.5
    assert len(world.host.reservations) == 0
    first = player.commands
    until(world, lambda: player.commands > first + 60)
    assert apart(place(world, player), before) > 0.5
    told = [event for event in heard if isinstance(event, Lost | Joined)]
    assert told == [Lost("reset" if how == "reset" else "timeout"), Joined(back=True)]


def listen(peer: Peer) -> list[object]:
    """Return a list that fills with what the owner is told."""
    heard: list[object] = []
    events = peer.events

    def listened() -> list[Any]:
        got = events()
        heard.extend(got)
        return got

    peer.events = listened  # type: ignore[method-assign] # the owner reads them through this
    return heard


def test_where_no_datagram_comes_through_the_stream_carries_the_match() -> None:
    world, player = begun(delay_s=0.01)
    world.network.wire.loss = 1.0
    for _ in range(60 * 6):  # the host and the peer notice
        world.tick()
    received, played = player.peer.snapshots_received, world.host.table.by_seat(player.peer.seat)
    assert played
    before = played.played
    for _ in range(60 * 6):
        world.tick()
    assert player.peer.is_in
    assert player.peer.snapshots_received > received + 60
    assert played.played > before + 250
    assert player.peer.heard_datagram < world.now - 10


def test_joining_again_from_elsewhere_replaces_the_first() -> None:
    world, player = begun()
    seat, where = player.peer.seat, place(world, player)
    again = Peer(Me("Other", secret=bytes([0]) * 16), world.now)
    world.network.add_peer(again, "10.0.0.77")
    until(world, lambda: again.is_in)
    until(world, lambda: player.peer.ended is not None)
    assert player.peer.ended
    assert player.peer.ended.reason == "replaced"
    assert again.seat == seat
    assert apart(place(world, player), where) < 1.0


def test_a_kept_token_brings_the_seat_back_to_another_program() -> None:
    world, player = begun()
    peer = player.peer
    seat, token = peer.seat, peer.token
    world.vanish(player)
    until(world, lambda: world.host.table.by_seat(seat) is None)
    assert [kept.seat for kept in world.host.reservations] == [seat]
    again = Peer(replace(peer.me, resume=token), world.now)
    world.network.add_peer(again, "10.0.0.78")
    until(world, lambda: again.is_in)
    assert again.events()[0] == Joined(back=True)
    assert again.seat == seat
    assert len(world.host.reservations) == 0


def test_the_host_says_goodbye_and_everybody_ends() -> None:
    world, player = begun()
    world.host.stop(world.now)
    until(world, lambda: all(each.peer.ended for each in world.players))
    assert player.peer.ended
    assert player.peer.ended.reason == "stopped"
    assert player.peer.token == ""
    assert world.network.open_links == 0


def test_a_race_is_run_to_its_results_and_finishing_costs_no_corrections() -> None:
    world = Simulation(2, replace(SETTINGS, rows=6, cols=6), delay_s=0.04)
    for _ in range(2):
        world.join()
    player = world.players[0]
    until(world, lambda: player.peer.prediction is not None)
    prediction = player.peer.prediction
    assert prediction
    until(world, lambda: world.host.rounds.phase is Phase.RESULTS, 120)
    until(world, lambda: player.peer.results is not None)
    assert player.peer.results
    ticks = [row.ticks for row in player.peer.results.standings]
    assert ticks == sorted(ticks)
    assert min(ticks) > 0
    assert prediction.errors.corrections <= 2  # the start, and the step too far at the exit
    assert (player.peer.round, player.peer.maze, player.peer.playing) == (None, None, False)
