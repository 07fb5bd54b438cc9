"""Mode Tag: who hunts, who is caught, what it is worth."""

from __future__ import annotations

import pytest

from maze3d.maze import generate
from maze3d.sim.match import Match
from maze3d.sim.movement import FINE
from maze3d.sim.rules import TagRules
from maze3d.sim.state import Command, EventKind
from maze3d.sim.units import CELL
from tests.sim.rooms import room

RULES = TagRules(hold_ticks=60, limit_ticks=600, salt=5)
MAZE = generate("backtracker", 9, 9, seed=4, braid=0.3)
HALL = room("""
    +-+-+-+-+
    |A. . .B|
    +-+-+-+-+
    |. . . .|
    +-+-+-+-+
""")


def put(match: Match, player_id: int, x: int, y: int) -> None:
    body = match.players[player_id].body
    body.x, body.y = x * FINE, y * FINE


@pytest.mark.parametrize(("players", "hunters"), [(1, 0), (2, 1), (5, 1), (9, 1), (10, 2), (64, 12)])
def test_a_fifth_hunts(players: int, hunters: int) -> None:
    match = Match(MAZE, RULES, range(players))
    assert sum(player.hunter for player in match.players.values()) == hunters
    assert all(player.cell == MAZE.start for player in match.players.values() if player.hunter)
    assert all(player.cell != MAZE.start for player in match.players.values() if not player.hunter)


def test_the_salt_decides_who_hunts() -> None:
    chosen = {
        next(p.player_id for p in Match(MAZE, TagRules(salt=salt), range(5)).players.values() if p.hunter)
        for salt in range(40)
    }
    assert chosen == set(range(5))


def test_hunters_are_held_then_catch_and_the_caught_hunt() -> None:
    match = Match(HALL, RULES, (0, 1, 2))
    hunter = next(player for player in match.players.values() if player.hunter)
    runners = [player for player in match.players.values() if not player.hunter]
    put(match, hunter.player_id, CELL // 2, CELL // 2)
    put(match, runners[0].player_id, CELL // 2 + 400, CELL // 2)
    put(match, runners[1].player_id, 3 * CELL + CELL // 2, CELL // 2)
    for _ in range(59):
        assert EventKind.CAUGHT not in [event.kind for event in match.step({})]
    caught = [event for event in match.step({}) if event.kind is EventKind.CAUGHT]
    assert [(event.player_id, event.value) for event in caught] == [(runners[0].player_id, hunter.player_id)]
    assert match.players[runners[0].player_id].state().hunter
    over: bool = match.over
    assert not over
    put(match, runners[1].player_id, CELL // 2 + 490, CELL // 2)
    match.step({})
    assert match.over
    points = match.mode.points(match)
    assert points[hunter.player_id] + points[runners[0].player_id] == 2 * 15 + 60 // 60
    assert points[runners[1].player_id] == 1


def test_nobody_is_caught_through_a_wall() -> None:
    match = Match(HALL, RULES, (0, 1))
    hunter = next(player for player in match.players.values() if player.hunter)
    other = next(player for player in match.players.values() if not player.hunter)
    put(match, hunter.player_id, CELL // 2, CELL - 290)
    put(match, other.player_id, CELL // 2, CELL + 290)
    for _ in range(120):
        match.step({})
    assert not other.hunter


def test_when_the_only_hunter_leaves_another_hunts() -> None:
    match = Match(MAZE, RULES, range(4))
    match.leave(next(player.player_id for player in match.players.values() if player.hunter))
    events = match.step({})
    assert [event.kind for event in events] == [EventKind.CAUGHT]
    assert events[0].value == events[0].player_id
    assert sum(player.hunter for player in match.players.values()) == 1


def test_time_free_counts_and_the_limit_ends_it() -> None:
    match = Match(MAZE, RULES, (0, 1))
    for _ in range(600):
        assert not match.over
        match.step({0: Command(), 1: Command()})
    assert match.over
    runner = next(player for player in match.players.values() if not player.hunter)
    assert match.mode.points(match)[runner.player_id] == 10


def test_equal_matches_have_equal_checksums() -> None:
    left, right = (Match(MAZE, RULES, range(5)) for _ in range(2))
    assert left.checksum() == right.checksum()
    for _ in range(80):
        left.step({})
        right.step({})
    assert left.checksum() == right.checksum()
    next(player for player in left.players.values() if not player.hunter).free_ticks += 1
    assert left.checksum() != right.checksum()
