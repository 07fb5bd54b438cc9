"""Who one is on the LAN, the host that is started, where a watcher looks from, and a match at a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.app.lan import identity
from maze3d.app.lan.hosting import words_for
from maze3d.app.lan.joined_match import NOBODY, JoinedMatch
from maze3d.app.lan.watching import FreeCamera, over_the_shoulder
from maze3d.session.messages import Round
from maze3d.sim.movement import floors_of
from maze3d.sim.state import Command, EventKind, PlayerState
from maze3d.sim.units import CELL
from maze3d.view.screens.lan_data import HostChoice
from tests.session.simulation import Simulation, maze_of
from tests.sim.rooms import room, walls_near

if TYPE_CHECKING:
    from pathlib import Path

    from tests.session.simulation import Player


def test_an_identity_is_made_once_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "lan.json"
    first, problem = identity.load(file)
    assert problem == ""
    assert len(first.secret) == 64
    assert first.name
    first.name = "Anna"
    first.remember("10.0.0.1:5000", "a" * 64)
    first.keep_token("a" * 64, "b" * 32)
    assert identity.store(file, first) == ""
    again, _problem = identity.load(file)
    assert again == first
    again.keep_token("a" * 64, "")
    assert again.tokens == {}


def test_a_damaged_identity_is_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "lan.json"
    file.write_text('{"secret": 5}')
    _new, problem = identity.load(file)
    assert "damaged" in problem
    assert (tmp_path / "lan.broken-1.json").read_text() == '{"secret": 5}'


def test_what_is_remembered_is_bounded() -> None:
    who = identity._new()
    for number in range(identity.MOST_KNOWN + 50):
        who.remember(f"10.0.0.1:{number}", "a" * 64)
        who.keep_token(f"{number:064x}", "b" * 32)
    assert len(who.fingerprints) == len(who.tokens) == identity.MOST_KNOWN
    assert "10.0.0.1:0" not in who.fingerprints


def test_a_choice_becomes_a_hosts_command_line(tmp_path: Path) -> None:
    choice = HostChoice(name="Den", mode="tag", rows=9, cols=12, levels=2, seed=5, rounds=2, seats=6, bots=3)
    words = words_for(choice, tmp_path / "secret")
    pairs = dict(zip(words[1::2], words[2::2], strict=False))
    assert words[0] == "host"
    assert (pairs["--name"], pairs["--mode"], pairs["--size"]) == ("Den", "tag", "9x12")
    assert pairs["--levels"] == "2"
    assert "--while-played" in words
    assert "--seed" in words
    assert str(tmp_path / "secret") in words
    assert "--port" not in words


HALL = room("""
    +-+-+-+-+
    |A. . .B|
    +-+ +-+-+
    |. .|. .|
    +-+-+-+-+
""")


@pytest.mark.parametrize("yaw", range(0, 65536, 2048))
def test_the_eye_over_a_shoulder_is_never_in_a_wall(yaw: int) -> None:
    (floor,) = floors_of(HALL.passages)
    for x, y in ((1536, 512), (512, 512), (300, 400), (1536, 1400), (2400, 600)):
        eye_x, eye_y, _yaw, _pitch = over_the_shoulder(floor, PlayerState(1, x, y, 0, yaw, 0, 0))
        for left, top, right, bottom in walls_near(HALL.passages, int(eye_x), int(eye_y)):
            assert not (left < eye_x < right and top < eye_y < bottom)


@pytest.mark.parametrize(("yaw", "right"), [(0, (1, 0)), (16384, (0, 1)), (32768, (-1, 0)), (49152, (0, -1))])
def test_the_eye_looks_over_the_right_shoulder_and_not_at_the_back(yaw: int, right: tuple[int, int]) -> None:
    x, y = 1536, 512  # the middle of a passage
    (floor,) = floors_of(HALL.passages)
    eye_x, eye_y, _yaw, _pitch = over_the_shoulder(floor, PlayerState(1, x, y, 0, yaw, 0, 0))
    assert (eye_x - x) * right[0] + (eye_y - y) * right[1] >= 150


def test_the_free_camera_flies_through_walls_but_not_out() -> None:
    camera = FreeCamera(HALL)
    for yaw in (0, 16384, 32768, 49152):
        for _ in range(400):
            camera.step(Command(forward=127, yaw=yaw))
            assert 0 < camera.x < 4 * CELL
            assert 0 < camera.y < 2 * CELL


def joined(world: Simulation, player: Player) -> JoinedMatch:
    """Return the match a peer has joined, once its round is on."""
    for _ in range(600):
        world.tick()
        if player.peer.snapshot and player.peer.maze:
            break
    told = player.peer.round
    assert isinstance(told, Round)
    return JoinedMatch(player.peer, maze_of(told.code), told)


def test_a_joined_match_shows_the_own_body_first_and_steps_are_heard() -> None:
    world = Simulation(5, delay_s=0.01)
    anna, _bert = world.join(), world.join()
    played = joined(world, anna)
    steps = set()
    for _ in range(900):
        world.tick()
        snapshot = anna.peer.snapshot
        if snapshot is None or not played.playing:
            break
        events = played.advance(world.now, 0.0, lambda _seen: Command(), (0.0, 0.0))
        assert played.player.player_id == anna.peer.seat
        assert {each.player_id for each in played.after.players} <= {0, 1}
        steps |= {event.player_id for event in events if event.kind is EventKind.STEP}
    assert steps == {0, 1}


def test_one_who_came_late_watches_somebody_and_can_fly() -> None:
    world = Simulation(6, delay_s=0.01)
    world.join()
    world.join()
    for _ in range(300):
        world.tick()
    late = world.join()
    played = joined(world, late)
    assert not played.playing
    for _ in range(20):
        world.tick()
        played.advance(world.now, 1 / 60, lambda _seen: Command(), (0.0, 0.0))
    assert played.watched in {0, 1}
    first = played.watched
    played.watch_next()
    assert played.watched in {0, 1} - {first}
    played.fly()
    played.advance(world.now, 1 / 60, lambda _seen: Command(), (0.0, 0.0))
    watched: int | None = played.watched
    assert watched is None
    assert played.player.player_id == NOBODY
