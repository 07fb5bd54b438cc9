"""A real host is attacked in every way we know while ten bots play: they lose nothing.

One host and one swarm for all attacks, one after the other. `pytest -s tests/attacks` prints the table.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from maze3d.net.join_code import parse_target
from maze3d.net.query import query
from tests.attacks import by_datagram, by_stream, by_words
from tests.attacks.arena import BOTS, Arena, arena

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="attackers come from all of 127.x.y.z")

ATTACKS = (*by_datagram.ATTACKS, *by_stream.ATTACKS, *by_words.ATTACKS)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    with arena(tmp_path_factory.mktemp("arena")) as made:
        yield made


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_costs_those_who_play_nothing(attack: Callable[[Arena], str], attacked: Arena) -> None:
    attacked.begin()
    did = attack(attacked)
    attacked.check_bots()
    p99_ms, longest_ms = attacked.counts()["ticks_ms"]
    print(f"\n{attack.__name__:<16}| {did} | ticks took {p99_ms} ms (p99), {longest_ms} ms at most")


def test_at_the_end_the_bots_have_lost_nothing_and_the_host_is_whole(attacked: Arena) -> None:
    assert query(parse_target(attacked.code), 10.0).players == BOTS
    attacked.swarm.send_signal(signal.SIGTERM)
    out, _ = attacked.swarm.communicate(timeout=20)
    summary = json.loads(out)
    assert (summary["joined"], summary["refused"], summary["ended"]) == (BOTS, {}, {})
    assert summary["snapshots"]["lost"] == 0
    assert summary["snapshots"]["received"] > BOTS * 100
    now = attacked.until(lambda now: not now["sessions"], "the bots stay")
    assert (now["half_open"], now["bytes_held"], now["closed"].get("error", 0)) == (0, 0, 0)
    attacked.say("stop")
    assert attacked.host.wait(10) == 0
    print(f"\nthe bots: {summary['snapshots']}, corrections {summary['corrections']}")
