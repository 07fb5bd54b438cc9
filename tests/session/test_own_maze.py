"""A host's own, drawn maze: offered, agreed to, sent, checked, played; and a host that lies about it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from maze3d.maze import generate
from maze3d.maze.drawing import Drawing, is_drawn, named
from maze3d.maze.formats.drawn_text import read_text, write_text
from maze3d.session import saved
from maze3d.session.console import console
from maze3d.session.framing import WireError
from maze3d.session.host import Host
from maze3d.session.messages import MOST_OWN_BYTES, MazePart, OwnMaze, Round, WantMaze
from maze3d.session.own_maze import Offered, offer, parts, problem_of
from maze3d.session.rounds import Phase
from maze3d.sim.movement import body_at
from maze3d.sim.state import Buttons, Command
from tests.maze.test_drawing import MILE
from tests.session.ends import SETTINGS, Entropy, World

OWN = write_text(read_text(MILE.encode()))
WITH_OWN = replace(SETTINGS, own=OWN)


def large(side: int) -> str:
    return write_text(Drawing(named(replace(generate("wilson", side, side, seed=1), keys=())), "Large"))


def test_it_is_sent_to_who_asks_and_to_nobody_else() -> None:
    world = World(WITH_OWN)
    asking, silent = world.join("Ada"), world.join("Bo", address="10.0.0.2")
    told = asking.one(OwnMaze)
    assert (told.title, told.author, told.rows, told.cols, told.size) == (
        "The crooked mile",
        "ada",
        3,
        3,
        len(OWN),
    )
    asking.say(WantMaze())
    world.deliver()
    assert "".join(part.text for part in asking.all(MazePart)) == OWN
    assert silent.all(MazePart) == []


def test_all_rounds_are_in_it_and_there_is_no_vote() -> None:
    world = World(replace(WITH_OWN, rounds=2))
    ada, bo = world.join("Ada"), world.join("Bo", address="10.0.0.2")
    world.step()
    console(world.host, "next", world.now)
    world.step()
    for number in (1, 2):
        assert world.host.rounds.round == number
        assert is_drawn(ada.all(Round)[-1].code)
        console(world.host, "next", world.now)
        world.step()
        assert world.host.rounds.phase is Phase.RESULTS
        assert world.host.rounds.results is not None
        assert world.host.rounds.results.next == []
        console(world.host, "next", world.now)
        world.step(2)
    assert bo.open


def test_asking_twice_is_no_way_to_fill_a_hosts_memory() -> None:
    world = World(WITH_OWN)
    peer = world.join()
    for _ in range(2):
        peer.say(WantMaze())
    world.deliver()
    assert not peer.open
    assert world.host.table.closed["protocol"] == 1


def test_a_host_without_one_ends_who_asks() -> None:
    world = World()
    peer = world.join()
    peer.say(WantMaze())
    world.deliver()
    assert not peer.open


def test_the_largest_that_is_sent_fits_what_may_wait_for_a_peer() -> None:
    text = large(88)
    assert MOST_OWN_BYTES * 0.95 < len(text) <= MOST_OWN_BYTES
    world = World(replace(SETTINGS, own=text))
    peer = world.join()
    peer.say(WantMaze())
    world.deliver()
    assert peer.open
    assert "".join(part.text for part in peer.all(MazePart)) == text


def test_one_too_large_is_no_setting() -> None:
    assert "are the most that is sent" in problem_of(large(95))
    two = write_text(Drawing(named(replace(generate("wilson", 4, 4, levels=2, seed=1), keys=())), "Two"))
    assert replace(SETTINGS, own=two).check() == ""
    assert "no-start" in replace(SETTINGS, own=OWN.replace("S", " ")).check()
    assert WITH_OWN.check() == ""


def test_a_host_killed_goes_on_in_its_own_maze() -> None:
    world = World(WITH_OWN)
    world.join("Ada")
    world.join("Bo", address="10.0.0.2")
    world.step()
    console(world.host, "next", world.now)
    world.step(30)
    kept = saved.to_json(world.host, WITH_OWN, world.now, 1e9)
    again = Host(WITH_OWN, 7, Entropy())
    assert saved.go_on(again, saved.from_json(kept), world.now, 1e9)
    assert again.rounds.match is not None
    assert again.rounds.match.maze.code == read_text(OWN.encode()).maze.code


def test_other_mazes_on_the_console_take_its_place() -> None:
    world = World(WITH_OWN)
    console(world.host, "settings size 6x7", world.now)
    assert world.host.settings.own == ""
    assert world.host.rounds.upcoming.recipes[0].rows == 6


# -- the peer's end of it


def asked(maze: OwnMaze) -> Offered:
    offered = Offered()
    offered.offer(maze)
    assert offered.ask()
    assert not offered.ask(), "asked for twice"
    return offered


def test_what_comes_is_checked_like_a_file() -> None:
    offered = asked(offer(OWN))
    drawing = next(found for part in parts(OWN) if (found := offered.add(part)))
    assert write_text(drawing) == OWN
    assert offered.drawing is drawing
    assert len(offered) == 0
    offered.offer(offer(OWN))
    assert offered.drawing is drawing, "the same again need not come again"
    assert not offered.ask()


def test_nothing_is_taken_before_it_is_agreed_to() -> None:
    offered = Offered()
    offered.offer(offer(OWN))
    with pytest.raises(WireError, match="not asked for"):
        offered.add(MazePart(text="x"))


@pytest.mark.parametrize(
    ("change", "sent", "words"),
    [
        ({}, OWN + "x", "more of its maze"),
        ({"sha256": "0" * 64}, OWN, "another maze"),
        ({"size": len(OWN) - 9}, OWN, "more of its maze"),
    ],
)
def test_a_host_that_lies_is_found_out(change: dict[str, object], sent: str, words: str) -> None:
    offered = asked(offer(OWN).model_copy(update=change))
    with pytest.raises(WireError, match=words):
        offered.add(MazePart(text=sent))


def test_a_maze_that_is_none_is_refused_though_its_hash_is_right() -> None:
    walled = OWN.replace("X", " ")
    data = walled.encode()
    maze = offer(OWN).model_copy(update={"size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    with pytest.raises(WireError, match="no-exit"):
        asked(maze).add(MazePart(text=walled))


def test_what_never_ends_is_held_no_longer_than_it_was_said_to_be() -> None:
    offered = asked(offer(OWN).model_copy(update={"size": MOST_OWN_BYTES}))
    for _ in range(MOST_OWN_BYTES // 8000):
        assert offered.add(MazePart(text="x" * 8000)) is None
    with pytest.raises(WireError, match="more of its maze"):
        offered.add(MazePart(text="x" * 8000))
    assert len(offered) <= MOST_OWN_BYTES + 8000


def test_half_a_maze_is_let_go_with_its_connection() -> None:
    offered = asked(offer(OWN))
    offered.add(MazePart(text=OWN[:10]))
    offered.forget_parts()
    assert len(offered) == 0
    assert offered.ask(), "it can be asked for again"


TWO_FLOORS = """\
title: Two floors

level 0
+---+---+
| S | ^ |
+   +   +
|       |
+---+---+

level 1
+---+---+
| X   v |
+---+   +
|       |
+---+---+
"""


def test_a_ladder_of_an_own_maze_is_climbed_and_a_killed_host_knows_the_floor() -> None:
    settings = replace(SETTINGS, own=TWO_FLOORS)
    world = World(settings)
    ada, bo = world.join("Ada"), world.join("Bo", address="10.0.0.2")
    world.step()
    console(world.host, "next", world.now)
    world.step(60 * 8)
    match = world.host.rounds.match
    assert match
    for player in match.players.values():
        player.body = body_at((0, 0, 1))
    ada.commands(Command(buttons=Buttons.CLIMB))
    bo.commands(Command())
    world.step(4)
    assert [player.level for player in ada.snapshots[-1].players] == [1, 0]
    assert ada.snapshots[-1].own
    assert ada.snapshots[-1].own.level == 1
    assert bo.snapshots[-1].own
    assert bo.snapshots[-1].own.level == 0
    kept = saved.to_json(world.host, settings, world.now, 1e9)
    again = Host(settings, 7, Entropy())
    assert saved.go_on(again, saved.from_json(kept), world.now, 1e9)
    places = [kept.place for _token, kept in again.reservations.items()]
    assert sorted(place.level for place in places if place) == [0, 1]
