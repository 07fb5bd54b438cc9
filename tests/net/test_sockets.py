from __future__ import annotations

import random
import selectors
import socket
import ssl
import struct
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maze3d.net.certificate import Identity, host_context, identity, peer_context
from maze3d.net.host_sockets import HostSockets
from maze3d.net.peer_sockets import PeerSockets, poll_all
from tests.net.ends import EchoHost, PlainPeer, poll_until

if TYPE_CHECKING:
    from collections.abc import Iterator


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not _has_ipv6(), reason="needs IPv6 on the loopback interface (::1)")


@pytest.fixture(scope="module")
def who(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return identity(tmp_path_factory.mktemp("who"))


@pytest.fixture
def side() -> EchoHost:
    return EchoHost()


@pytest.fixture
def host(side: EchoHost, who: Identity) -> Iterator[HostSockets]:
    sockets = HostSockets(side, "127.0.0.1", 0, host_context(who))
    yield sockets
    sockets.close()


@pytest.fixture
def peer() -> PlainPeer:
    return PlainPeer()


@pytest.fixture
def joined(host: HostSockets, peer: PlainPeer) -> Iterator[PeerSockets]:
    sockets = PeerSockets(peer, "127.0.0.1", host.port)
    poll_until(lambda: peer.heard, host.poll, sockets.poll)
    yield sockets
    sockets.close()


def _settle(*sockets: HostSockets | PeerSockets) -> None:
    """Poll until nothing has come for some rounds."""
    for _ in range(20):
        for each in sockets:
            each.poll(0.001, time.monotonic)


@pytest.mark.usefixtures("joined")
def test_a_peer_learns_whom_it_has_reached_and_hears_the_greeting(
    peer: PlainPeer, side: EchoHost, who: Identity, host: HostSockets
) -> None:
    assert peer.fingerprints == [who.fingerprint]
    assert peer.heard == b"hello"
    assert list(side.links.values()) == ["127.0.0.1"]
    assert host.open_links == 1


def test_bytes_come_whole_and_in_order_both_ways(
    host: HostSockets, joined: PeerSockets, peer: PlainPeer, side: EchoHost
) -> None:
    said = random.Random(1).randbytes(700_000)
    peer.outbox += said
    poll_until(lambda: len(peer.heard) >= len(said) + 5, host.poll, joined.poll)
    assert peer.heard == b"hello" + said
    assert side.heard[1] == said


def test_many_one_byte_records_are_all_read(host: HostSockets, side: EchoHost) -> None:
    with socket.create_connection(("127.0.0.1", host.port)) as raw:
        raw.setblocking(False)
        stream = peer_context().wrap_socket(raw, do_handshake_on_connect=False)
        with stream:
            poll_until(lambda: not _try(stream.do_handshake), host.poll)
            poll_until(lambda: side.secure, host.poll)
            for _ in range(200):
                stream.send(b"x")
            poll_until(lambda: len(side.heard[1]) == 200, host.poll)


def _try(step: object) -> bool:
    """Take a step of a non-blocking stream; tell whether it has to be taken again."""
    assert callable(step)
    try:
        step()
    except ssl.SSLWantReadError:
        return True
    return False


def test_datagrams_go_to_the_host_and_back(
    host: HostSockets, joined: PeerSockets, peer: PlainPeer, side: EchoHost
) -> None:
    sent = [bytes([number]) * 1200 for number in range(50)]
    peer.datagrams += sent
    poll_until(lambda: len(peer.heard_datagrams) == 50, host.poll, joined.poll)
    assert peer.heard_datagrams == sent
    assert {address for address, _port in side.sources} == {"127.0.0.1"}


def test_one_poll_takes_a_bounded_number_of_datagrams(host: HostSockets, side: EchoHost) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for _ in range(300):
            stranger.sendto(b"x", ("127.0.0.1", host.port))
        host.poll(0.0, time.monotonic)
        assert len(side.sources) <= 256
        poll_until(lambda: len(side.sources) == 300, host.poll)


def test_a_datagram_too_long_is_still_seen_to_be(host: HostSockets, side: EchoHost) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.sendto(bytes(5000), ("127.0.0.1", host.port))
        poll_until(lambda: side.sources, host.poll)
        assert len(stranger.recv(9999)) > 1200


def test_a_peer_that_leaves_is_lost_as_left(
    host: HostSockets, joined: PeerSockets, peer: PlainPeer, side: EchoHost
) -> None:
    peer.outbox += b"last"
    peer.leaves = True
    poll_until(lambda: side.lost_links, host.poll, joined.poll)
    assert side.lost_links == [(1, "left")]
    assert side.heard[1] == b"last"
    assert peer.lost_for == []
    assert host.open_links == 0


def test_a_reset_connection_is_lost_as_reset(host: HostSockets, side: EchoHost) -> None:
    stream = socket.create_connection(("127.0.0.1", host.port))
    poll_until(lambda: side.links, host.poll)
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    stream.close()
    poll_until(lambda: side.lost_links, host.poll)
    assert side.lost_links == [(1, "reset")]


def test_a_connection_reset_before_it_is_taken_does_no_harm(host: HostSockets, side: EchoHost) -> None:
    for _ in range(10):
        stream = socket.create_connection(("127.0.0.1", host.port))
        stream.send(b"\x16\x03\x01")
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        stream.close()
    poll_until(lambda: len(side.lost_links) == 10, host.poll)
    assert host.open_links == 0
    assert side.links == {}


@pytest.mark.parametrize(
    "rubbish", [b"GET / HTTP/1.1\r\n\r\n", bytes(100), b"\x16\x03\x01\x40\x00" + bytes(16384)]
)
def test_rubbish_instead_of_tls_is_lost_as_tls(host: HostSockets, side: EchoHost, rubbish: bytes) -> None:
    with socket.create_connection(("127.0.0.1", host.port)) as stream:
        stream.sendall(rubbish)
        poll_until(lambda: side.lost_links, host.poll)
    assert side.lost_links == [(1, "tls")]
    assert host.open_links == 0


def test_rubbish_inside_the_stream_after_the_handshake_is_lost_as_tls(
    host: HostSockets, joined: PeerSockets, side: EchoHost
) -> None:
    assert joined._stream is not None
    socket.socket.send(joined._stream, b"\x17\x03\x03\x00\x20" + bytes(32))
    poll_until(lambda: side.lost_links, host.poll)
    assert side.lost_links == [(1, "tls")]


def test_a_client_of_an_old_tls_is_turned_away(host: HostSockets, side: EchoHost) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection(("127.0.0.1", host.port)) as raw:
        raw.setblocking(False)
        with context.wrap_socket(raw, do_handshake_on_connect=False) as stream:
            assert _try(stream.do_handshake)
            poll_until(lambda: side.lost_links, host.poll)
    assert side.lost_links == [(1, "tls")]


def test_last_words_arrive_and_then_the_end(
    host: HostSockets, joined: PeerSockets, peer: PlainPeer, side: EchoHost
) -> None:
    peer.outbox += b"bye"
    poll_until(lambda: peer.lost_for, host.poll, joined.poll)
    assert peer.heard == b"hellogoodbye"
    assert peer.lost_for == ["left"]
    assert host.open_links == 0
    assert side.lost_links == []  # the host closed it itself


def test_last_words_arrive_though_unread_bytes_wait(
    host: HostSockets, joined: PeerSockets, peer: PlainPeer, side: EchoHost
) -> None:
    peer.outbox += b"x" * 3000
    joined.flush(0.0)
    side.close(1, b"goodbye")
    host.flush(0.0)
    poll_until(lambda: peer.lost_for, joined.poll)
    assert peer.heard == b"hellogoodbye"


def test_a_link_closed_before_its_handshake_is_gone(host: HostSockets, side: EchoHost) -> None:
    with socket.create_connection(("127.0.0.1", host.port)) as stream:
        poll_until(lambda: side.links, host.poll)
        side.close(1, b"too slow")
        host.flush(0.0)
        assert host.open_links == 0
        assert stream.recv(100) == b""


def test_a_connection_not_taken_is_told_of_no_more(host: HostSockets, side: EchoHost) -> None:
    side.takes = False
    peer = PlainPeer()
    sockets = PeerSockets(peer, "127.0.0.1", host.port)
    poll_until(lambda: peer.lost_for, host.poll, sockets.poll)
    assert peer.lost_for[0] in {"left", "reset"}
    assert host.open_links == 0
    assert side.lost_links == []
    sockets.close()


def test_a_peer_that_does_not_trust_the_host_says_nothing(host: HostSockets, side: EchoHost) -> None:
    peer = PlainPeer()
    peer.trusts = False
    peer.outbox += b"my password"
    peer.datagrams.append(b"here")
    sockets = PeerSockets(peer, "127.0.0.1", host.port)
    poll_until(lambda: side.lost_links, host.poll, sockets.poll)
    assert not side.heard[1]
    assert side.sources == []
    assert peer.lost_for == []
    sockets.close()


def test_a_slow_reader_holds_up_nobody(
    host: HostSockets, joined: PeerSockets, peer: PlainPeer, side: EchoHost
) -> None:
    # Nothing is read at the peer's end: the host's socket fills, and what does not fit stays with the host.
    side.say(1, bytes(16 << 20))
    host.poll(0.0, time.monotonic)
    assert len(side.outbox[1]) > 1 << 20
    other = PlainPeer()
    sockets = PeerSockets(other, "127.0.0.1", host.port)
    poll_until(lambda: other.heard == b"hello", host.poll, sockets.poll)
    left = len(side.outbox[1])
    poll_until(lambda: len(side.outbox[1]) < left, host.poll, joined.poll)
    poll_until(lambda: len(peer.heard) == 5 + (16 << 20), host.poll, joined.poll)
    sockets.close()


def test_a_slow_reader_can_be_closed_with_last_words(
    host: HostSockets, joined: PeerSockets, peer: PlainPeer, side: EchoHost
) -> None:
    side.say(1, bytes(16 << 20))
    host.poll(0.0, time.monotonic)
    side.close(1, bytes(side.outbox[1][:131072]) + b"goodbye")
    host.flush(0.0)
    assert host.open_links == 0
    poll_until(lambda: peer.lost_for, joined.poll)
    assert set(peer.heard[5:]) == {0}


def test_nobody_there_is_refused() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    peer = PlainPeer()
    sockets = PeerSockets(peer, "127.0.0.1", port)
    poll_until(lambda: peer.lost_for, sockets.poll)
    assert peer.lost_for == ["refused"]
    sockets.close()


def test_an_unknown_name_is_an_unknown_address() -> None:
    peer = PlainPeer()
    sockets = PeerSockets(peer, "no-such-computer.invalid", 24642)
    poll_until(lambda: peer.lost_for, sockets.poll)
    assert peer.lost_for == ["unknown address"]
    sockets.close()


def test_a_name_is_looked_up(host: HostSockets) -> None:
    peer = PlainPeer()
    sockets = PeerSockets(peer, "localhost", host.port)
    poll_until(lambda: peer.heard, host.poll, sockets.poll)
    sockets.close()


def test_a_host_that_does_not_answer_is_given_up_after_five_seconds() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        peer = PlainPeer()
        sockets = PeerSockets(peer, "127.0.0.1", silent.getsockname()[1])
        for now in (0.0, 1.0, 4.9):
            sockets.poll(0.0, lambda now=now: now)  # type: ignore[misc]
            assert peer.lost_for == []
        sockets.poll(0.0, lambda: 5.1)
        assert peer.lost_for == ["unreachable"]
        sockets.close()


def test_a_peer_that_has_second_thoughts_while_connecting_is_not_connected(
    host: HostSockets, side: EchoHost
) -> None:
    peer = PlainPeer()
    sockets = PeerSockets(peer, "127.0.0.1", host.port)
    sockets.poll(0.0, time.monotonic)
    peer.leaves = True
    poll_until(lambda: side.lost_links, host.poll, sockets.poll)
    assert peer.fingerprints == []
    assert peer.lost_for == []
    sockets.close()


def test_a_peer_connects_again_when_it_wants_to(host: HostSockets, side: EchoHost) -> None:
    peer = PlainPeer(tries=2)
    sockets = PeerSockets(peer, "127.0.0.1", host.port)
    poll_until(lambda: peer.heard, host.poll, sockets.poll)
    side.close(1)
    poll_until(lambda: peer.lost_for and peer.is_secure, host.poll, sockets.poll)
    peer.datagrams.append(b"again")
    poll_until(lambda: peer.heard_datagrams == [b"again"], host.poll, sockets.poll)
    assert side.links == {2: "127.0.0.1"}
    sockets.close()


def test_many_peers_share_one_selector(host: HostSockets, side: EchoHost) -> None:
    with selectors.DefaultSelector() as selector:
        peers = [PlainPeer() for _ in range(20)]
        sockets = [PeerSockets(each, "127.0.0.1", host.port, selector) for each in peers]
        for number, each in enumerate(peers):
            each.outbox += f"I am {number}".encode()

        def poll(timeout_s: float, clock: object) -> None:
            assert callable(clock)
            poll_all(selector, sockets, timeout_s, clock)

        poll_until(
            lambda: all(each.heard == f"helloI am {i}".encode() for i, each in enumerate(peers)),
            host.poll,
            poll,
        )
        assert len(side.secure) == 20
        for one in sockets:
            one.close()
        assert not selector.get_map()


def test_a_taken_port_is_an_error(host: HostSockets, who: Identity) -> None:
    with pytest.raises(OSError, match="in use"):
        HostSockets(EchoHost(), "127.0.0.1", host.port, host_context(who))


def test_a_port_taken_for_datagrams_alone_is_an_error(who: Identity) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        with pytest.raises(OSError, match="in use"):
            HostSockets(EchoHost(), "127.0.0.1", other.getsockname()[1], host_context(who))


@pytest.mark.parametrize("bind", ["203.0.113.5", "anna", "localhost"])
def test_an_address_that_is_not_ours_or_none_is_an_error(bind: str, who: Identity) -> None:
    with pytest.raises(OSError, match=r".+"):
        HostSockets(EchoHost(), bind, 0, host_context(who))


@pytest.mark.machine
@needs_ipv6
@pytest.mark.parametrize("bind", ["", "::"])
def test_all_addresses_means_both_families_and_plain_addresses(bind: str, who: Identity) -> None:
    side = EchoHost()
    host = HostSockets(side, bind, 0, host_context(who))
    addresses = ["127.0.0.1", "::1"]
    for number, address in enumerate(addresses, 1):
        peer = PlainPeer()
        peer.datagrams.append(b"hi")
        sockets = PeerSockets(peer, address, host.port)
        poll_until(lambda peer=peer: peer.heard and peer.heard_datagrams, host.poll, sockets.poll)  # type: ignore[misc]
        assert side.links == {number: address}
        assert side.sources[-1][0] == address
        sockets.close()
        poll_until(lambda: not side.links, host.poll)
    host.close()


@pytest.mark.machine
@needs_ipv6
def test_one_ipv6_address(who: Identity) -> None:
    side, peer = EchoHost(), PlainPeer()
    host = HostSockets(side, "::1", 0, host_context(who))
    sockets = PeerSockets(peer, "::1", host.port)
    poll_until(lambda: peer.heard, host.poll, sockets.poll)
    sockets.close()
    host.close()


@pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors in /proc: run it on Linux")
def test_two_hundred_connections_leave_nothing_behind(host: HostSockets, side: EchoHost) -> None:
    def descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = descriptors()
    for number in range(200):
        peer = PlainPeer()
        sockets = PeerSockets(peer, "127.0.0.1", host.port)
        poll_until(lambda peer=peer: peer.heard, host.poll, sockets.poll)  # type: ignore[misc]
        if number % 4 == 0:
            sockets.close()
        elif number % 4 == 1:
            peer.leaves = True
        elif number % 4 == 2:
            side.close(number + 1, b"out")
        else:
            assert sockets._stream is not None
            sockets._stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sockets.close()
        poll_until(
            lambda: host.open_links == 0,
            host.poll,
            *([sockets.poll] if number % 4 == 1 else []),
        )
        if number % 4 in {1, 2}:
            sockets.close()
    assert descriptors() == before
    assert side.links == {}
    assert len(host._selector.get_map()) == 2
