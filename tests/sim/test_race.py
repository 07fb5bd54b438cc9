"""Mode Race: the start, the order, the end of the round, the points."""

from __future__ import annotations

from maze3d.bot import solver
from maze3d.maze import generate
from maze3d.sim.match import Match
from maze3d.sim.modes import race
from maze3d.sim.movement import FINE
from maze3d.sim.rules import RaceRules
from maze3d.sim.state import Command, Event, EventKind
from tests.sim.fork import EAST, FORK
from tests.sim.rooms import walls_near

RULES = RaceRules(hold_ticks=180, closing_ticks=60, limit_ticks=4000)
AHEAD = Command(forward=127, yaw=EAST)


def run(match: Match, who: dict[int, Command], ticks: int) -> list[Event]:
    events = []
    for _ in range(ticks):
        events += match.step(who)
    return events


def test_all_stand_apart_and_clear_of_the_walls_and_are_held() -> None:
    match = Match(FORK, RULES, range(64))
    places = {(player.body.x, player.body.y) for player in match.players.values()}
    assert len(places) == 64
    for player in match.players.values():
        for left, top, right, bottom in walls_near(FORK.passages, player.x, player.y):
            dx = max(left - player.x, 0, player.x - right)
            dy = max(top - player.y, 0, player.y - bottom)
            assert dx * dx + dy * dy >= 190 * 190
    events = run(match, dict.fromkeys(range(64), AHEAD), 179)
    assert {(player.body.x, player.body.y) for player in match.players.values()} == places
    assert all(player.state(match.tick).held for player in match.players.values())
    assert [(event.kind, event.value, event.tick) for event in events] == [
        (EventKind.COUNTDOWN, 2, 60),
        (EventKind.COUNTDOWN, 1, 120),
    ]
    assert [event.kind for event in run(match, {}, 1)] == [EventKind.RELEASED]
    run(match, {0: AHEAD}, 5)
    assert match.players[0].x * FINE > min(x for x, _y in places)
    assert not match.players[0].state(match.tick).held


def test_the_round_ends_a_while_after_the_third_and_points_go_by_place() -> None:
    match = Match(FORK, RULES, range(6))
    late = {4: 30, 2: 60, 0: 90}
    events: list[Event] = []
    while not match.over and match.tick < 2000:
        events += match.step({k: AHEAD for k, wait in late.items() if match.tick > 180 + wait})
    out = [(event.player_id, event.value) for event in events if event.kind is EventKind.FINISHED]
    assert out == [(4, 1), (2, 2), (0, 3)]
    third = next(event.tick for event in events if event.kind is EventKind.FINISHED and event.value == 3)
    assert match.tick == third + 60
    assert match.mode.points(match) == {4: 10, 2: 8, 0: 6}


def test_it_ends_at_once_when_all_are_out_and_at_the_limit_when_none_is() -> None:
    match = Match(FORK, RULES, (0, 1))
    while not match.over:
        match.step({0: AHEAD, 1: AHEAD})
    assert match.tick < 600
    idle = Match(FORK, RULES, (0,))
    run(idle, {}, 3999)
    assert not idle.over
    assert idle.mode.ticks_left(idle) == 1
    run(idle, {}, 1)
    assert idle.over


def test_who_leaves_for_good_keeps_no_points_for_the_next_in_his_seat() -> None:
    match = Match(FORK, RULES, (0, 1))
    while not match.players[0].finished_tick > 0:
        match.step({0: AHEAD})
    match.leave(0)
    assert match.mode.points(match) == {0: 10}
    race.forget(match, 0)
    assert match.mode.points(match) == {}


def test_who_comes_back_has_his_place() -> None:
    match = Match(FORK, RULES, (0, 1))
    run(match, {0: AHEAD}, 220)
    before = match.players[0].state(match.tick)
    place = match.leave(0)
    assert 0 not in match.players
    match.come_back(0, place)
    after = match.players[0].state(match.tick)
    assert (after.x, after.y, after.yaw) == (before.x, before.y, before.yaw)


def test_several_commands_in_a_tick_go_as_far_as_one_in_each() -> None:
    maze = generate("backtracker", 6, 6, seed=3)
    slow, burst = Match(maze, RaceRules(hold_ticks=0)), Match(maze, RaceRules(hold_ticks=0))
    bot = solver(maze)
    commands = []
    for _ in range(60):
        commands.append(bot(slow.snapshot()))
        slow.step({0: commands[-1]})
    for at in range(0, 60, 4):
        for _ in range(3):
            burst.step({0: ()})
        burst.step({0: tuple(commands[at : at + 4])})
    assert slow.players[0].body == burst.players[0].body
