from __future__ import annotations

from typing import Any

import pytest

from maze3d.net.memory import MemoryNetwork
from maze3d.net.memory_wire import WINDOW_BYTES
from tests.net.ends import EchoHost, PlainPeer

ROUGH = {"delay_s": 0.06, "jitter_s": 0.03, "loss": 0.05, "duplicate": 0.03, "reorder": 0.05}


def _network(**conditions: float) -> tuple[MemoryNetwork, EchoHost]:
    network, side = MemoryNetwork(7, **conditions), EchoHost()
    network.host(side)
    return network, side


def _joined(**conditions: float) -> tuple[MemoryNetwork, EchoHost, PlainPeer, int]:
    network, side = _network(**conditions)
    peer = PlainPeer()
    number = network.add_peer(peer)
    network.run_until(4.0)
    assert peer.heard == b"hello"
    return network, side, peer, number


def test_a_peer_connects_and_is_greeted_after_the_trips_a_handshake_takes() -> None:
    network, side = _network(delay_s=0.1)
    peer = PlainPeer()
    network.add_peer(peer)
    network.run_until(0.29)
    assert side.links == {}
    network.run_until(0.31)
    assert side.links == {1: "10.0.0.1"}
    network.run_until(0.41)
    assert peer.fingerprints == [network.fingerprint]
    network.run_until(0.51)
    assert side.secure == {1}
    network.run_until(0.61)
    assert peer.heard == b"hello"


def test_a_stream_is_whole_and_in_order_however_bad_the_network() -> None:
    network, side, peer, _ = _joined(**ROUGH)
    side.echoes = False
    said = bytes(range(256)) * 1000
    peer.outbox += said
    while len(side.heard[1]) < len(said):
        network.advance(0.5)
        assert network.now < 600
    assert side.heard[1] == said


def test_both_directions_at_once_without_delay() -> None:
    network, side, peer, _ = _joined()
    said = bytes(range(256)) * 1000
    peer.outbox += said
    network.advance(0.0)
    assert side.heard[1] == said
    assert peer.heard == b"hello" + said


def test_datagrams_come_back_and_every_one_is_accounted_for() -> None:
    network, side, peer, _ = _joined(**ROUGH)
    for number in range(2000):
        peer.datagrams.append(number.to_bytes(2, "big"))
        network.advance(0.01)
    network.advance(1.0)
    counts = network.wire.counts
    assert counts["sent"] == counts["delivered"] + counts["lost"] - counts["doubled"]
    assert counts["delivered"] == len(side.sources) + len(peer.heard_datagrams)
    assert 0.03 * counts["sent"] < counts["lost"] < 0.07 * counts["sent"]
    assert 0 < counts["doubled"] < 0.06 * counts["sent"]
    assert counts["late"] > 0
    assert peer.heard_datagrams != sorted(peer.heard_datagrams)
    assert len(set(peer.heard_datagrams)) < len(peer.heard_datagrams)


def test_the_same_seed_gives_the_same_run() -> None:
    def run(seed: int) -> list[Any]:
        network, side, peer = MemoryNetwork(seed, **ROUGH), EchoHost(), PlainPeer()
        network.host(side)
        network.add_peer(peer)
        story: list[Any] = []
        for number in range(300):
            peer.outbox += b"word"
            peer.datagrams.append(bytes([number & 255]))
            network.advance(0.05)
            story.append((bytes(peer.heard), list(peer.heard_datagrams), bytes(side.heard[1])))
        return story

    assert run(1) == run(1)
    assert run(1) != run(2)


def test_a_connection_that_is_not_taken_is_lost() -> None:
    network, side = _network(delay_s=0.01)
    side.takes = False
    peer = PlainPeer(tries=3)
    network.add_peer(peer)
    for _ in range(100):
        network.advance(0.1)
    assert peer.lost_for == ["left"] * 3
    assert network.open_links == 0
    assert side.lost_links == []


def test_a_peer_that_does_not_trust_says_nothing() -> None:
    network, side = _network(delay_s=0.01)
    peer = PlainPeer()
    peer.trusts = False
    peer.outbox += b"my password"
    network.add_peer(peer)
    network.advance(1.0)
    assert side.lost_links == [(1, "left")]
    assert not side.heard[1]


def test_last_words_come_before_the_end() -> None:
    network, side, peer, _ = _joined(**ROUGH)
    side.close(1, b"goodbye")
    network.advance(2.0)
    assert peer.heard == b"hellogoodbye"
    assert peer.lost_for == ["left"]
    assert network.open_links == 0
    assert side.lost_links == []


def test_a_peer_that_leaves_says_its_last_words() -> None:
    network, side, peer, _ = _joined(delay_s=0.05)
    peer.outbox += b"I go"
    peer.leaves = True
    network.advance(1.0)
    assert side.heard[1] == b"I go"
    assert side.lost_links == [(1, "left")]
    assert peer.lost_for == []


def test_a_partition_loses_datagrams_and_holds_streams_up() -> None:
    network, side, peer, number = _joined(delay_s=0.05)
    network.partition(number, True)
    peer.outbox += b"word"
    peer.datagrams.append(b"lost")
    side.say(1, b"!")
    network.advance(30.0)
    assert not side.heard[1]
    assert side.sources == []
    assert peer.heard == b"hello"
    network.partition(number, False)
    network.advance(1.0)
    assert side.heard[1] == b"word"
    assert peer.heard == b"hello!word"
    assert side.sources == []
    peer.datagrams.append(b"back")
    network.advance(1.0)
    assert peer.heard_datagrams == [b"back"]


def test_a_peer_cut_off_gives_up_connecting_after_five_seconds() -> None:
    network, side = _network()
    peer = PlainPeer()
    number = network.add_peer(peer)
    network.partition(number, True)
    network.run_until(4.9)
    assert peer.lost_for == []
    network.run_until(5.1)
    assert peer.lost_for == ["unreachable"]
    assert side.links == {}


def test_a_peer_that_has_second_thoughts_while_connecting_is_not_connected() -> None:
    network, side = _network(delay_s=0.1)
    peer = PlainPeer()
    network.add_peer(peer)
    network.advance(0.1)
    peer.leaves = True
    network.advance(5.0)
    assert side.lost_links == [(1, "left")]
    assert peer.fingerprints == []
    assert peer.lost_for == []


def test_a_slow_reader_takes_a_window_and_no_more() -> None:
    network, side, peer, number = _joined(delay_s=0.02)
    network.stall(number, True)
    side.say(1, bytes(200_000))
    peer.datagrams.append(b"still there")
    network.advance(10.0)
    assert peer.heard == b"hello"
    assert len(side.outbox[1]) == 200_000 - WINDOW_BYTES
    assert peer.heard_datagrams == [b"still there"]
    network.stall(number, False)
    network.advance(10.0)
    assert len(peer.heard) == 200_005
    assert not side.outbox[1]


def test_a_peer_that_vanishes_is_not_lost_and_reads_nothing() -> None:
    network, side, peer, number = _joined(delay_s=0.02)
    peer.outbox += b"on its way"
    network.advance(0.0)
    network.vanish(number)
    side.say(1, bytes(200_000))
    network.advance(60.0)
    assert side.heard[1] == b"on its way"
    assert side.lost_links == []
    assert network.open_links == 1
    assert len(side.outbox[1]) >= 200_000 - WINDOW_BYTES
    side.close(1, b"timeout")
    network.advance(1.0)
    assert network.open_links == 0


def test_a_reset_stream_is_lost_at_both_ends() -> None:
    network, side, peer, number = _joined(delay_s=0.02)
    peer.outbox += b"on its way"
    network.advance(0.0)
    network.reset(number)
    network.advance(1.0)
    assert side.lost_links == [(1, "reset")]
    assert peer.lost_for == ["reset"]
    assert not side.heard[1]


def test_a_peer_that_comes_again_has_a_new_link_and_source() -> None:
    network, side = _network(delay_s=0.02)
    peer = PlainPeer(tries=2)
    number = network.add_peer(peer)
    for _ in range(2):
        peer.datagrams.append(b"here")
        for _ in range(20):
            network.advance(0.1)
        network.reset(number)
        network.advance(1.0)
    assert [link for link, _reason in side.lost_links] == [1, 2]
    assert len(set(side.sources)) == 2
    side.datagrams.append((b"late", side.sources[0]))
    network.advance(1.0)
    assert network.wire.counts["nowhere"] == 1


def test_a_network_without_a_host_says_so() -> None:
    with pytest.raises(RuntimeError, match="host"):
        MemoryNetwork(1).advance(1.0)
