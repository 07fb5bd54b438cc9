"""A thousand matches over a bad network, whatever goes wrong in them; each can be had again by its seed.

`python -m tests.session.test_simulated SEED` plays one and says what happened.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace

import pytest

from tests.session.ends import SETTINGS
from tests.session.invariants import check
from tests.session.simulation import Simulation

MATCHES, A_TEST = 1000, 50
SECONDS = 9


def play(seed: int, *, say: bool = False) -> Simulation:
    """Play one match of a few seconds with faults, checking at every step."""
    chance = random.Random(seed)
    settings = replace(
        SETTINGS,
        mode=chance.choice(["race", "tag"]),
        rows=chance.randrange(2, 5),
        cols=chance.randrange(2, 5),
        seed=seed,
        rounds=chance.randrange(1, 4),
        seats=chance.randrange(2, 7),
        limits=replace(SETTINGS.limits, silence_s=1.5, reservation_s=2.0, handshake_s=2.0, outbox_bytes=8192),
    )
    world = Simulation(
        seed,
        settings,
        delay_s=chance.choice([0.0, 0.02, 0.08]),
        jitter_s=chance.choice([0.0, 0.03]),
        loss=chance.choice([0.0, 0.05, 0.3]),
        duplicate=chance.choice([0.0, 0.1]),
        reorder=chance.choice([0.0, 0.1]),
    )
    for _ in range(chance.randrange(1, 5)):
        world.join()
    for tick in range(SECONDS * 60):
        if tick > 60 and tick % 45 == 0:
            happened = world.fault()
            if say:
                print(
                    f"{world.now:6.2f} s  {happened:12}  {world.host.rounds.phase}", world.host.table.closed
                )
        world.tick()
        check(world.host, {row.link for row in world.host.table.rows()})
        assert len(world.host.table) <= world.network.open_links
    return world


@pytest.mark.parametrize("first", range(0, MATCHES, A_TEST))
def test_matches_with_faults_keep_every_promise(first: int) -> None:
    began = ended = 0
    for seed in range(first, first + A_TEST):
        world = play(seed)
        began += world.host.rounds.match_number
        ended += world.host.table.closed.total()
    assert began > A_TEST / 2  # they are matches, not empty rooms
    assert ended > A_TEST


def test_a_seed_gives_the_same_match_again() -> None:
    left, right = play(7), play(7)
    assert left.host.table.closed == right.host.table.closed
    assert left.host.dropped == right.host.dropped
    assert [each.peer.snapshots_received for each in left.players] == [
        each.peer.snapshots_received for each in right.players
    ]
    assert left.host.rounds.match_number == right.host.rounds.match_number


@pytest.mark.parametrize("seed", range(3))
def test_when_all_have_gone_nothing_is_left(seed: int) -> None:
    world = play(seed)
    for player in list(world.players):
        world.vanish(player)
    for _ in range(60 * 6):
        world.tick()
    host = world.host
    assert len(host.table) == len(host.reservations) == host.table.bytes_held() == 0
    assert host.table.half_open() == 0
    assert not host.rounds.match or not host.rounds.match.players


if __name__ == "__main__":
    play(int(sys.argv[1]), say=True)
