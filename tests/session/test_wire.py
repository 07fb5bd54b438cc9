"""Frames, seals, packets and messages: what goes in comes out, and nothing else does."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any, TypeAlias
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import Recipe, encode, generate
from maze3d.session import messages, packets, seal
from maze3d.session.framing import HEAD, MOST_FROM_HOST_BYTES, Kind, Unframer, WireError, frame
from maze3d.session.mazes import check_code
from maze3d.session.peer import Me, Peer
from maze3d.session.seal import (
    MOST_BYTES,
    OVERHEAD_BYTES,
    TAG_BYTES,
    WINDOW,
    Opener,
    RejectedError,
    Sealer,
    host_end,
    peer_end,
    session_id_of,
)
from maze3d.sim.movement import Body
from maze3d.sim.state import Buttons, Command, PlayerState
from maze3d.sim.units import MAX_PITCH, TURN

KEY, ID = bytes(range(16)), b"sessions"
End: TypeAlias = Callable[[bytes, bytes], tuple[Sealer, Opener]]
bodies = st.lists(st.tuples(st.sampled_from(list(Kind)), st.binary(max_size=300)), max_size=8)


@given(bodies, st.lists(st.integers(1, 40), min_size=1, max_size=200))
def test_a_stream_cut_anywhere_gives_the_frames_back(sent: list[tuple[Kind, bytes]], cuts: list[int]) -> None:
    stream = b"".join(frame(kind, body) for kind, body in sent)
    unframer, got, at = Unframer(400), [], 0
    while at < len(stream):
        size = cuts[at % len(cuts)]
        got += list(unframer.feed(stream[at : at + size]))
        at += size
    assert got == sent
    assert len(unframer) == 0


@pytest.mark.parametrize("length", [0, 401, 2**32 - 1])
def test_an_impossible_length_is_refused_before_anything_is_kept(length: int) -> None:
    unframer = Unframer(400)
    with pytest.raises(WireError, match=f"a frame of {length} bytes"):
        list(unframer.feed(HEAD.pack(length, 1)))


@given(st.binary(max_size=2000))
def test_an_unframer_holds_no_more_than_one_frame(data: bytes) -> None:
    unframer = Unframer(400)
    try:
        list(unframer.feed(data))
    except WireError:
        return
    assert len(unframer) <= 404


def ends() -> tuple[Sealer, Opener]:
    """Return a peer's sealer and what its host opens with."""
    return peer_end(ID, KEY)[0], host_end(ID, KEY)[1]


def test_a_sealed_packet_opens_once() -> None:
    sealer, opener = ends()
    datagram = sealer.seal(b"forward")
    assert b"forward" not in datagram
    assert len(datagram) == len(b"forward") + OVERHEAD_BYTES
    assert session_id_of(datagram) == ID
    assert opener.open(datagram) == b"forward"
    with pytest.raises(RejectedError, match="replayed"):
        opener.open(datagram)


@given(st.permutations(list(range(60))))
def test_any_order_is_taken_and_nothing_twice(order: list[int]) -> None:
    sealer, opener = ends()
    datagrams = [sealer.seal(bytes([k])) for k in range(60)]
    assert [opener.open(datagrams[k])[0] for k in order] == order
    for datagram in datagrams:
        with pytest.raises(RejectedError, match="replayed"):
            opener.open(datagram)


def test_what_falls_out_of_the_window_is_late() -> None:
    sealer, opener = ends()
    old = [sealer.seal(b"") for _ in range(WINDOW + 1)]
    assert opener.open(old[-1]) == b""
    assert opener.open(old[1]) == b""
    with pytest.raises(RejectedError, match="late"):
        opener.open(old[0])


@given(st.integers(0, 60), st.integers(1, 255))
def test_a_changed_byte_is_forged_and_uses_nothing_up(place: int, change: int) -> None:
    datagram = peer_end(ID, KEY)[0].seal(b"left and then right, at a run")
    broken = bytearray(datagram)
    broken[place % len(broken)] ^= change
    _sealer, opener = host_end(ID, KEY)
    with pytest.raises(RejectedError, match="forged"):
        opener.open(bytes(broken))
    assert opener.open(datagram) == b"left and then right, at a run"


@pytest.mark.parametrize("end", [host_end, peer_end])
def test_neither_the_other_direction_nor_another_key_opens(end: End) -> None:
    sealer, opener = end(ID, KEY)
    other, _opener = (peer_end if end is host_end else host_end)(ID, bytes(16))
    for datagram in (sealer.seal(b"sent back to who sealed it"), other.seal(b"x")):
        with pytest.raises(RejectedError, match="forged"):
            opener.open(datagram)


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=3)), max_size=80))
def test_no_two_datagrams_of_a_key_share_a_nonce(sent: list[tuple[bool, bytes]]) -> None:
    used: list[bytes] = []

    class Spy:
        def __init__(self, _key: bytes) -> None: ...

        def encrypt(self, nonce: Any, _data: Any, _more: Any) -> bytes:
            used.append(bytes(nonce))
            return bytes(TAG_BYTES)

    with patch.object(seal, "AESGCM", Spy):
        (by_host, _), (by_peer, _) = host_end(ID, KEY), peer_end(ID, KEY)
    for from_host, packet in sent:
        (by_host if from_host else by_peer).seal(packet)
    assert len(used) == len(set(used)) == len(sent)
    assert all(len(nonce) == 12 for nonce in used)


@pytest.mark.parametrize(
    ("size", "reason"), [(0, "short"), (OVERHEAD_BYTES - 1, "short"), (MOST_BYTES + 1, "long")]
)
def test_impossible_lengths_are_told_apart(size: int, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason):
        session_id_of(bytes(size))


commands = st.builds(
    Command,
    st.integers(-127, 127),
    st.integers(-127, 127),
    st.integers(0, TURN - 1),
    st.integers(-MAX_PITCH, MAX_PITCH),
    st.sampled_from([Buttons(k) for k in range(8)]),
)
command_packets = st.builds(
    packets.CommandPacket,
    st.integers(6, 2**32 - 1),
    st.integers(0, 2**32 - 1),
    st.integers(0, 65535),
    st.integers(0, 65535),
    st.lists(commands, max_size=6).map(tuple),
)


@given(command_packets)
def test_commands_come_out_as_they_went_in(packet: packets.CommandPacket) -> None:
    assert packets.decode_commands(packets.encode_commands(packet)) == packet


@given(st.binary(max_size=80))
def test_rubbish_for_commands_is_refused_or_harmless(data: bytes) -> None:
    try:
        packet = packets.decode_commands(data)
    except WireError:
        return
    assert packet.newest >= len(packet.commands)


states = st.builds(
    PlayerState,
    player_id=st.integers(0, 63),
    x=st.integers(0, 2**20),
    y=st.integers(0, 2**20),
    level=st.integers(0, 15),
    yaw=st.integers(0, TURN - 1),
    pitch=st.integers(-60, 60).map(lambda step: step * 256),
    speed=st.integers(0, 60),
    keys=st.just(0),
    hints_left=st.just(0),
    chalk_left=st.just(0),
    finished_tick=st.sampled_from([-1, 200]),
    hunter=st.booleans(),
    held=st.booleans(),
)


@given(st.lists(states, max_size=64), st.booleans())
def test_snapshots_come_out_as_they_went_in(players: list[PlayerState], own: bool) -> None:  # noqa: FBT001
    body = Body(2**36, 5, -(2**30), 7, level=6, gripping=True) if own else None
    data = packets.encode_snapshot(
        9, 17, 3, body, packets.encode_common(5, 1000, 200, -1, players), held_ticks=77
    )
    got = packets.decode_snapshot(data)
    assert got.players == tuple(players)
    assert got.own == ((2**36, 5, -(2**30), 7, 6, 1) if own else None)
    assert (got.played, got.echo_ms, got.held_ms, got.match) == (9, 17, 3, 5)
    assert got.held_ticks == (77 if own else 0)
    assert (got.tick, got.match_tick, got.ticks_left) == (1000, 200, -1)
    assert len(data) + OVERHEAD_BYTES <= 980


@given(st.binary(max_size=200))
def test_rubbish_for_a_snapshot_is_refused(data: bytes) -> None:
    try:
        got = packets.decode_snapshot(data)
    except WireError:
        return
    assert len(got.players) <= len(data) // 14


JOIN = messages.Join(version="0.1", name="Anna", key="0" * 32)


def test_a_message_comes_out_as_it_went_in() -> None:
    ((_kind, body),) = Unframer(8192).feed(messages.encode(JOIN))
    assert messages.decode_from_peer(body) == JOIN


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"type":"sudo"}',
        b'{"type":"ready","on":1}',
        b'{"type":"ready","on":true,"more":1}',
        b'{"type":"vote","choice":2}',
        b'{"type":"join","version":"1","name":"x","key":"G0000000000000000000000000000000"}',
        b'{"type":"welcome"}',
        b"\xff\xfe",
        b"[" * 4000,
    ],
)
def test_what_is_not_exactly_a_message_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(WireError, match=r".+: .+"):
        messages.decode_from_peer(body)


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(body: bytes) -> None:
    with contextlib.suppress(WireError):
        assert isinstance(messages.decode_from_peer(body), messages.Message)


@pytest.mark.parametrize(
    "body",
    [
        b'{"type":"votes","counts":[' + b'"",' * 21_000 + b'""]}',
        b'{"type":"lobby","members":[' + b"{}," * 2000 + b"{}]}",
        b'{"type":"lobby","members":[' + b"{}," * 20_000 + b"{}]}",
        b'{"type":"round","rules":{' + b",".join(b'"%d":""' % number for number in range(6000)) + b"}}",
        b'{"type":"event","tick":' + b"9" * 400 + b',"kind":1,"player":0,"x":0,"y":0,"value":0}',
    ],
)
def test_a_hosts_message_takes_little_memory_whatever_is_wrong_with_it(body: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(WireError, match=r".+: .+"):
            messages.decode_from_host(body)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_the_largest_lobby_there_can_be_is_taken() -> None:
    status: dict[str, Any] = {
        "ready": True,
        "here": True,
        "playing": True,
        "admin": False,
        "bot": False,
        "score": 3,
    }
    told = messages.Lobby(
        name="{" * 24, mode="race", rows=9, cols=9, phase="lobby", round=1, rounds=3, seconds_left=-1,
        members=[
            messages.Member(seat=seat, name="[" * 24, colour=1, shape=2, ping_ms=4, **status)
            for seat in range(messages.MOST_SEATS)
        ],
    )  # fmt: skip
    ((_kind, body),) = Unframer(MOST_FROM_HOST_BYTES).feed(messages.encode(told))
    assert messages.decode_from_host(body) == told


def test_a_host_names_only_mazes_that_can_be_shared() -> None:
    check_code(generate("backtracker", 250, 3, seed=5).code)
    check_code(encode(Recipe("kruskal", 100, 78, levels=8, seed=1)))
    large = encode(Recipe("kruskal", 251, 2, seed=1))
    tall = encode(Recipe("kruskal", 5, 5, levels=9, seed=1))
    thick = encode(Recipe("kruskal", 100, 79, levels=8, seed=1))
    for code in ("", "rubbish", large, tall, thick):
        with pytest.raises(WireError, match="a maze"):
            check_code(code)


@pytest.mark.parametrize("kind", ["round", "results"])
def test_a_peer_makes_nothing_of_a_huge_maze(kind: str) -> None:
    peer = Peer(Me("Anna", secret=bytes(16)), 0.0)
    peer.wants_connection(0.0)
    peer.secured("ab" * 32, 0.0)
    huge = encode(Recipe("kruskal", 2000, 2000, seed=1))
    welcome = messages.Welcome(
        seat=0, name="Anna", session="0" * 16, key="0" * 32, token="2" * 32,
        admin=False, resumed=False, code="",
    )  # fmt: skip
    told: messages.Message = messages.Results(
        round=1, rounds=2, cup_over=False, standings=[], next=[huge, huge]
    )
    if kind == "round":
        told = messages.Round(
            match=1, mode="race", rules={}, code=huge, digest="0" * 32, round=1, rounds=1, seats=[0]
        )
    for message in (messages.Hello(version="1", nonce="0" * 32, locked=False), welcome, told):
        assert peer.ended is None
        peer.received(messages.encode(message), 0.0)
    assert peer.ended
    assert peer.ended.reason == "protocol"


def test_nothing_is_kept_of_messages_that_were_read() -> None:
    """Not even their strings, which pydantic would keep for the next that is the same."""

    def read(number: int) -> None:
        key = hashlib.sha256(str(number).encode()).hexdigest()[:32]
        sent = messages.encode(messages.Join(version="1.0", name=f"Guest {number}", key=key))
        ((_kind, body),) = Unframer(1 << 16).feed(sent)
        assert messages.decode_from_peer(body)

    for number in range(100):
        read(number)
    gc.collect()
    before = sys.getallocatedblocks()
    for number in range(100, 3100):
        read(number)
    gc.collect()
    assert sys.getallocatedblocks() - before < 300
