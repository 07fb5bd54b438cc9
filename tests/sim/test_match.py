from __future__ import annotations

from maze3d.sim.blend import blend
from maze3d.sim.difficulty import EscapeRules
from maze3d.sim.match import Match
from maze3d.sim.movement import FINE
from maze3d.sim.state import Buttons, Command, EventKind, PlayerState
from maze3d.sim.units import CELL, TURN
from tests.sim.fork import EAST, FORK, PLAIN, WEST, kinds, steps

RULES = EscapeRules(keys=1, hints=2, hint_ticks=60, hint_cells=4, chalk=2)


def put(match: Match, row: int, col: int, player_id: int = 0) -> None:
    body = match.players[player_id].body
    body.x, body.y = (col * CELL + CELL // 2) * FINE, (row * CELL + CELL // 2) * FINE
    body.vx = body.vy = 0


def test_the_player_starts_in_the_middle_and_looks_along_the_way() -> None:
    state = Match(FORK, RULES).snapshot().players[0]
    assert (state.x, state.y, state.yaw, state.cell) == (512, 512, EAST, (0, 0, 0))


def test_the_exit_refuses_once_an_approach_then_opens_and_lets_out() -> None:
    match = Match(FORK, RULES)
    assert [key.cell for key in match.keys] == [(0, 1, 0)]
    assert not match.snapshot().exit_open
    put(match, 0, 3)
    refused = steps(match, Command(), 10)
    assert kinds(refused) == [EventKind.EXIT_REFUSED]
    assert refused[0].value == 1
    put(match, 0, 2)
    steps(match, Command(), 1)
    put(match, 0, 3)
    assert kinds(steps(match, Command(), 3)) == [EventKind.EXIT_REFUSED]
    put(match, 1, 0)
    assert kinds(steps(match, Command(), 3)) == [EventKind.KEY_TAKEN, EventKind.EXIT_OPENED]
    assert match.snapshot().keys == ()
    assert match.snapshot().exit_open
    put(match, 0, 3)
    assert kinds(steps(match, Command(), 3)) == [EventKind.FINISHED]
    assert match.over
    assert match.snapshot().over
    finished = match.snapshot().players[0]
    assert finished.finished_tick == match.tick - 2
    steps(match, Command(forward=127, yaw=WEST), 30)
    assert match.snapshot().players[0].x == finished.x


def test_a_key_is_not_taken_through_the_wall() -> None:
    match = Match(FORK, RULES)
    body = match.players[0].body
    body.x, body.y = 512 * FINE, 730 * FINE  # in the cell north of the key, as near as a body gets
    assert kinds(steps(match, Command(), 2)) == []


def test_no_command_stands_still_and_looks_as_before() -> None:
    match = Match(FORK, RULES)
    steps(match, Command(yaw=1234, pitch=-99), 1)
    match.step({})
    match.step({7: Command(forward=127)})
    state = match.snapshot().players[0]
    assert (state.x, state.y, state.yaw, state.pitch) == (512, 512, 1234, -99)


def test_walking_sounds_by_distance_and_running_by_longer_strides() -> None:
    walked = steps(Match(FORK, PLAIN), Command(forward=127, yaw=EAST), 90)
    ran = steps(Match(FORK, PLAIN), Command(forward=127, yaw=EAST, buttons=Buttons.RUN), 60)
    assert [e.value for e in walked if e.kind is EventKind.STEP] == [0] * 3
    assert [e.value for e in ran if e.kind is EventKind.STEP] == [1] * 2
    assert steps(Match(FORK, PLAIN), Command(yaw=EAST), 90) == []


def test_a_hint_shows_the_way_to_the_nearest_missing_key_and_follows_the_player() -> None:
    match = Match(FORK, RULES)
    assert match.snapshot().hint == ()
    press = Command(yaw=EAST, buttons=Buttons.HINT)
    (shown,) = steps(match, press, 3)
    assert (shown.kind, shown.value) == (EventKind.HINT_SHOWN, 1)
    assert match.snapshot().hint == ((0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 1, 0))
    put(match, 0, 1)
    steps(match, Command(), 1)
    assert match.snapshot().hint == ((0, 0, 1), (0, 1, 1), (0, 1, 0))
    put(match, 1, 0)
    steps(match, Command(), 1)
    assert match.snapshot().hint[-1] == (0, 0, 3), "the key is taken: on to the exit"
    steps(match, Command(), 60)
    assert match.snapshot().hint == ()
    assert match.snapshot().hint_ticks_left == 0
    assert kinds(steps(match, press, 1)) == [EventKind.HINT_SHOWN]
    steps(match, Command(), 61)
    assert kinds(steps(match, press, 1)) == [EventKind.HINT_EMPTY]


def test_a_hint_shows_at_most_its_cells() -> None:
    match = Match(FORK, PLAIN)
    steps(match, Command(buttons=Buttons.HINT), 1)
    assert match.snapshot().hint == ((0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 0, 3))[: PLAIN.hint_cells + 1]


def test_players_have_their_own_keys_hints_and_chalk() -> None:
    match = Match(FORK, RULES, (4, 9))
    put(match, 1, 0, 9)
    match.step({4: Command(yaw=0, buttons=Buttons.CHALK | Buttons.HINT)})
    assert [key.colour for key in match.snapshot(4).keys] == [0]
    assert match.snapshot(9).keys == ()
    assert match.snapshot(4).hint
    assert match.snapshot(9).hint == ()
    assert match.snapshot(9).chalk == match.snapshot(4).chalk != ()
    put(match, 0, 3, 9)
    put(match, 0, 3, 4)
    match.step({})
    assert [player.finished_tick for player in match.snapshot().players] == [-1, 2]
    assert not match.over


def test_the_checksum_tells_states_apart() -> None:
    def played(command: Command) -> int:
        match = Match(FORK, RULES)
        steps(match, command, 3)
        return match.checksum()

    sums = [
        played(command)
        for command in (
            Command(forward=1, yaw=EAST),
            Command(forward=2, yaw=EAST),
            Command(forward=1, yaw=1),
            Command(forward=1, yaw=EAST, pitch=1),
            Command(forward=1, yaw=EAST, buttons=Buttons.HINT),
        )
    ]
    assert len(set(sums)) == len(sums)
    assert played(Command(forward=1, yaw=EAST)) == sums[0]


def test_blend_turns_the_shorter_way() -> None:
    before = PlayerState(0, 100, 200, 0, TURN - 100, 0, 0)
    after = PlayerState(0, 110, 180, 0, 300, 50, 0)
    assert blend(before, after, 0.5) == (105.0, 190.0, 100.0, 25.0)
    assert blend(before, after, 0.0) == (100.0, 200.0, TURN - 100, 0.0)
    assert blend(after, before, 0.5)[2] == 100.0
