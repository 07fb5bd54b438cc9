"""What a session leaves behind when it ends: nothing.

Each line of its end that frees or counts something has a test here or in test_host.py that fails without it;
scripts/mutate_close.py sees to that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.session import messages as m
from maze3d.session.framing import HEAD
from maze3d.sim.state import Command
from tests.session.ends import World
from tests.session.invariants import check

if TYPE_CHECKING:
    from tests.session.ends import FakePeer


def playing(world: World, *names: str) -> list[FakePeer]:
    peers = [world.join(name, f"10.0.0.{number}") for number, name in enumerate(names, 1)]
    for peer in peers:
        peer.say(m.Ready(on=True))
    world.step(30)
    assert world.host.rounds.match
    return peers


@pytest.mark.parametrize("reason", ["left", "reset"])
def test_a_row_that_is_closed_owns_nothing_even_where_it_is_still_held(reason: str) -> None:
    world = World()
    anna, _bert = playing(world, "Anna", "Bert")
    anna.commands(Command(forward=5))
    anna.send(HEAD.pack(100, 1) + b"half a message")
    anna.reads = False
    world.host.tell(m.Said(seat=-1, name="H", text="hello"))
    row = world.host.table.by_seat(anna.seat)
    assert row
    before = [row.outbox, row.unframer, row.commands, row.sealer, row.opener, row.source, row.heard_packet]
    assert all([*before, row.token, row.key, row.nonce])
    world.host.table.close(row, reason, world.now)
    assert (len(row.outbox), len(row.unframer), len(row.commands), row.bytes_held()) == (0, 0, 0, 0)
    assert [row.sealer, row.opener, row.source, row.heard_packet] == [None] * 4
    assert [row.token, row.key, row.nonce] == [b""] * 3


def test_a_session_ends_once() -> None:
    world = World()
    anna = world.join("Anna")
    half_open = world.connect("10.0.0.2")
    for peer in (anna, half_open):
        row = world.host.table.by_link(peer.link)
        assert row
        world.host.table.close(row, "kicked" if peer is anna else "reset", world.now)
        world.host.table.close(row, "reset", world.now)
    world.host.lost(anna.link, "reset", world.now)
    assert world.host.table.closed == {"kicked": 1, "reset": 1}
    assert len(world.host.reservations) == 0
    assert [link for link, _words in world.host.take_closed()] == [anna.link, half_open.link]
    world.ends.clear()
    check(world.host, [])


def test_the_others_are_told_at_once_that_one_was_lost() -> None:
    world = World()
    anna, bert = playing(world, "Anna", "Bert")
    anna.lose()
    told = len(bert.all(m.Lobby))
    world.step(30)
    assert len(bert.all(m.Lobby)) == told + 1
    assert [(each.name, each.here) for each in bert.one(m.Lobby).members] == [("Anna", False), ("Bert", True)]


def test_the_vote_of_one_who_leaves_is_not_counted() -> None:
    world = World()
    anna, bert = playing(world, "Anna", "Bert")
    world.host.rounds.skip()
    anna.say(m.Vote(choice=1))
    assert bert.one(m.Votes).counts == [0, 1]
    anna.say(m.Leave())
    bert.say(m.Vote(choice=0))
    assert bert.one(m.Votes).counts == [1, 0]
