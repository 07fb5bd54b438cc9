"""The peer against a host that is scripted, and that may lie: joining, ending, and what it never does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.session import endings
from maze3d.session import messages as m
from maze3d.session.framing import MOST_FROM_HOST_BYTES, Kind, Unframer, frame
from maze3d.session.mazes import maze_digest
from maze3d.session.packets import NO_ECHO, decode_commands, encode_common, encode_snapshot
from maze3d.session.peer import MOST_DATAGRAMS, MOST_EVENTS, Ended, Joined, Lost, Me, Peer, State
from maze3d.session.proofs import password_proof, player_key
from maze3d.session.seal import host_end
from maze3d.sim.movement import FINE, Body, body_at
from maze3d.sim.state import Command, PlayerState
from maze3d.sim.units import CELL
from tests.sim.rooms import room

if TYPE_CHECKING:
    from maze3d.maze import Maze

FINGERPRINT = "ab" * 32
ID, KEY = bytes(8), bytes(range(16))
NONCE = "0f" * 16
ME = Me("Anna", secret=b"s" * 16, version="1.0")
HELLO = m.Hello(version="1.0", nonce=NONCE, locked=False)
WELCOME = m.Welcome(
    seat=3, name="Anna", session=ID.hex(), key=KEY.hex(),
    token="cd" * 16, admin=False, resumed=False, code="",
)  # fmt: skip
HALL = replace(
    room("""
    +-+-+-+-+
    |A. . .B|
    +-+-+-+-+
    """),
    code="HALL",
)
STATE = PlayerState(3, CELL // 2, CELL // 2, 0, 0, 0, 0)


class Scripted:
    """A peer, and what it says to a host that is played by hand."""

    def __init__(self, me: Me = ME) -> None:
        self.now = 0.0
        self.peer = Peer(me, self.now)
        self.said: list[m.FromPeer] = []
        self.streamed: list[bytes] = []
        self._unframer = Unframer(1 << 20)
        self._sealer, self._opener = host_end(ID, KEY)

    def connect(self, fingerprint: str = FINGERPRINT) -> bool:
        assert self.peer.wants_connection(self.now)
        self._unframer.clear()
        return self.peer.secured(fingerprint, self.now)

    def join(self, welcome: m.Welcome = WELCOME) -> Peer:
        self.connect()
        self.tell(HELLO, welcome)
        self._sealer, self._opener = host_end(ID, KEY)
        self.hear()
        return self.peer

    def tell(self, *messages: m.Message) -> None:
        for message in messages:
            self.peer.received(m.encode(message), self.now)

    def hear(self) -> list[m.FromPeer]:
        """Read what the peer has on its stream."""
        heard: list[m.FromPeer] = []
        while data := self.peer.pending():
            self.peer.sent(len(data))
            for kind, body in self._unframer.feed(data):
                if kind is Kind.PACKET:
                    self.streamed.append(body)
                else:
                    heard.append(m.decode_from_peer(body))
        self.said += heard
        return heard

    def begin(self, maze: Maze = HALL) -> None:
        """Announce a round and give the peer its maze."""
        self.tell(announced(maze))
        self.peer.set_maze(maze)

    def snapshot(self, tick: int, body: Body, *players: PlayerState, played: int = 0) -> bytes:
        return encode_snapshot(
            played, NO_ECHO, 0, body, encode_common(1, tick, tick, -1, players or (STATE,))
        )

    def datagram(self, packet: bytes) -> None:
        self.peer.datagram(self._sealer.seal(packet), self.now)

    def packets(self) -> list[tuple[int, int]]:
        """Return the first and the last command's number of each command packet that was sent."""
        opened = [decode_commands(self._opener.open(data)) for data in self.peer.take_datagrams()]
        return [(packet.newest - len(packet.commands) + 1, packet.newest) for packet in opened]


@pytest.fixture(autouse=True)
def _drawn_mazes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the mazes that are drawn in these tests be played: they have no code."""
    monkeypatch.setattr("maze3d.session.peer_incoming.check_code", lambda _code: None)


def announced(maze: Maze, match: int = 1) -> m.Round:
    return m.Round(
        match=match, mode="race", rules={}, code=maze.code, digest=maze_digest(maze), round=1, rounds=3,
        seats=[3],
    )  # fmt: skip


def lobby(**fields: object) -> m.Lobby:
    values: dict[str, object] = {
        "name": "T", "mode": "race", "rows": 5, "cols": 5, "phase": "lobby", "round": 0, "rounds": 3,
        "seconds_left": -1, "members": [],
    }  # fmt: skip
    return m.Lobby.model_validate(values | fields)


# -- joining


def test_a_peer_says_nothing_before_hello_and_joins_after_it() -> None:
    host = Scripted()
    assert host.connect()
    assert host.hear() == []
    host.tell(HELLO)
    (join,) = host.hear()
    assert isinstance(join, m.Join)
    assert (join.name, join.version, join.proof, join.resume) == ("Anna", "1.0", "", "")
    assert join.key == player_key(ME.secret, FINGERPRINT).hex()
    host.tell(WELCOME)
    peer = host.peer
    assert peer.state is State.IN
    assert (peer.seat, peer.token, peer.fingerprint) == (3, "cd" * 16, FINGERPRINT)
    assert peer.events() == [Joined(back=False)]
    assert peer.events() == []


def test_a_password_is_proven_and_only_where_one_is_wanted() -> None:
    for locked, proof in ((False, ""), (True, password_proof("pea", bytes.fromhex(NONCE), FINGERPRINT))):
        host = Scripted(replace(ME, password="pea"))  # noqa: S106 - not one of ours
        host.connect()
        host.tell(HELLO.model_copy(update={"locked": locked}))
        (join,) = host.hear()
        assert isinstance(join, m.Join)
        assert join.proof == proof


@pytest.mark.parametrize(
    ("wanted", "taken"), [("", True), ("ab" * 10, True), ("ab" * 32, True), ("ba", False)]
)
def test_only_the_host_that_is_meant_is_talked_to(wanted: str, *, taken: bool) -> None:
    host = Scripted(replace(ME, fingerprint=wanted))
    assert host.connect() == taken
    assert host.peer.wants_close() != taken
    if not taken:
        assert host.peer.ended == Ended("fingerprint", endings.WRONG_HOST)
        assert not host.peer.wants_connection(100.0)


def test_another_host_at_the_same_place_is_not_come_back_to() -> None:
    host = Scripted()
    host.join().lost("reset", 1.0)
    host.now = 10.0
    assert not host.connect("ac" * 32)
    assert host.peer.ended
    assert host.peer.ended.reason == "fingerprint"


def test_another_protocol_ends_it_with_both_versions() -> None:
    host = Scripted()
    host.connect()
    host.tell(HELLO.model_copy(update={"protocol": m.PROTOCOL + 1, "version": "9\u202e.0\n"}))
    assert host.peer.ended == Ended("version", "This host runs maze3d 9.0, you have 1.0.")


@pytest.mark.parametrize("reason", get_args(m.Refusal))
def test_every_refusal_has_a_sentence(reason: m.Refusal) -> None:
    for text, shown in (("", endings.REFUSALS[reason]), ("Not\n\u202e\u0007 you.", "Not you.")):
        host = Scripted()
        host.connect()
        host.tell(HELLO, m.Refused(reason=reason, text=text))
        assert host.peer.ended == Ended(reason, shown)
        assert host.peer.wants_close()


@pytest.mark.parametrize("reason", [*endings.CANNOT_CONNECT, "unknown address", "error"])
def test_no_connection_has_a_sentence(reason: str) -> None:
    host = Scripted()
    assert host.peer.wants_connection(0.0)
    host.peer.lost(reason, 1.0)
    assert host.peer.ended
    assert host.peer.ended.text.endswith(".")
    assert not host.peer.wants_connection(99.0)


def test_what_was_typed_is_named_when_no_computer_is_called_so() -> None:
    for typed, shown in (("ABC", '"ABC" is no join code'), ("x" * 253, f'"{"x" * 80}" is no join code')):
        peer = Peer(ME, 0.0, typed)
        assert peer.wants_connection(0.0)
        peer.lost("unknown address", 1.0)
        assert peer.ended
        assert peer.ended.text.startswith(shown)
        assert "expected a code of 23 letters or more" in peer.ended.text


def test_a_host_that_never_says_hello_is_given_up() -> None:
    host = Scripted()
    host.connect()
    host.peer.step(4.9)
    assert not host.peer.ended
    host.peer.step(5.1)
    assert host.peer.ended == Ended("timeout", endings.CANNOT_CONNECT["timeout"])


def test_who_cannot_be_told_to_a_host_is_refused_at_once() -> None:
    for fields in (
        {"secret": b"short"},
        {"colour": 16},
        {"shape": -1},
        {"admin": "x"},
        {"version": "1" * 40},
    ):
        with pytest.raises(ValueError, match="expected"):
            replace(ME, **fields)


def test_a_damaged_token_and_an_odd_name_do_not_keep_anyone_out() -> None:
    host = Scripted(replace(ME, resume="what", name="A\u202e\ud800" + "n" * 500))
    host.connect()
    host.tell(HELLO)
    (join,) = host.hear()
    assert isinstance(join, m.Join)
    assert (join.resume, join.name) == ("", "A" + "n" * 23)


# -- losing the host, and coming back


def test_it_tries_again_with_growing_waits_for_a_minute() -> None:
    host = Scripted()
    peer = host.join()
    peer.lost("reset", 100.0)
    assert peer.state is State.RETRYING
    assert peer.events()[-1] == Lost("reset")
    now, waits = 100.0, []
    while not peer.ended:
        wait = peer.retry_in_s(now)
        assert not peer.wants_connection(now + wait - 0.01)
        waits.append(round(wait, 3))
        now += wait
        assert peer.wants_connection(now + 0.001)
        now += 1.0
        peer.lost("refused", now)
    assert waits[:6] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
    assert 160.0 <= now <= 167.0
    assert peer.ended == Ended("lost", endings.NOT_BACK)


def test_it_comes_back_with_its_token_and_numbers_its_commands_anew() -> None:
    host = Scripted()
    peer = host.join()
    host.begin()
    for _ in range(20):
        peer.command(Command())
    peer.lost("left", 1.0)
    assert (peer.prediction, peer.snapshot, peer.round) == (None, None, None)
    host.now = 1.6
    host.connect()
    host.tell(HELLO)
    (join,) = host.hear()
    assert isinstance(join, m.Join)
    assert join.resume == "cd" * 16
    host.tell(WELCOME.model_copy(update={"token": "ee" * 16, "resumed": True}))
    assert (peer.state, peer.token, peer.number) == (State.IN, "ee" * 16, 0)
    assert peer.events()[-2:] == [Lost("left"), Joined(back=True)]


def test_five_seconds_of_silence_are_a_loss() -> None:
    host = Scripted()
    peer = host.join()
    peer.step(5.0)
    assert peer.is_in
    peer.step(5.1)
    assert peer.state is State.RETRYING
    assert peer.wants_close()
    peer.received(m.encode(lobby()), 5.1)  # had come, but not been read
    assert (peer.state, peer.lobby) == (State.RETRYING, None)
    assert peer.retry_in_s(5.1) == pytest.approx(0.5)


@pytest.mark.parametrize("reason", ["kicked", "banned", "stopped", "protocol", "replaced"])
def test_a_goodbye_is_the_end(reason: str) -> None:
    host = Scripted()
    peer = host.join()
    host.tell(m.Goodbye(reason=reason, text="Go\nnow."))
    assert peer.ended == Ended(reason, "Go now.")
    assert bool(peer.token) == (reason == "replaced")
    peer.lost("left", 1.0)
    assert peer.events()[-1] == peer.ended
    assert not peer.wants_connection(100.0)


def test_who_was_asleep_comes_back_though_the_host_has_given_him_up() -> None:
    host = Scripted()
    peer = host.join()
    host.now = 30.0
    host.tell(m.Goodbye(reason="timeout", text="Nothing was heard from you for too long."))
    assert peer.state is State.RETRYING
    assert peer.token


def test_leaving_is_said_and_final() -> None:
    host = Scripted()
    peer = host.join()
    peer.leave()
    assert isinstance(host.hear()[-1], m.Leave)
    assert peer.wants_close()
    assert (peer.state, peer.token) == (State.ENDED, "")
    peer.chat("still there?")
    assert host.hear() == []


# -- a host that lies


RUBBISH = [
    frame(Kind.MESSAGE, b""),
    frame(Kind.MESSAGE, b"\xff\xfe"),
    frame(Kind.MESSAGE, b"[" * 5000),
    frame(Kind.MESSAGE, b'{"type":"lobby"}'),
    frame(Kind.MESSAGE, b'{"type":"nothing"}'),
    b"\x00\x00\x00\x00\x01",
    b"\x00\x00\x00\x02\x07x",
    (MOST_FROM_HOST_BYTES + 1).to_bytes(4, "big") + b"\x01",
    frame(Kind.PACKET, b""),
    frame(Kind.PACKET, bytes(100)),
    m.encode(m.Votes(counts=[1])),
    m.encode(HELLO),
    m.encode(WELCOME),
    m.encode(m.Refused(reason="full", text="")),
    m.encode(
        m.Info(
            version="1", name="n", mode="race", rows=1, cols=1, players=1, seats=1, locked=False, round=1,
            rounds=1, phase="lobby",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("data", RUBBISH)
def test_rubbish_on_the_stream_ends_the_session(data: bytes) -> None:
    host = Scripted()
    peer = host.join()
    peer.received(data, 0.0)
    assert peer.ended
    assert peer.ended.reason == "protocol"
    assert len(peer.unframer) <= len(data)


@pytest.mark.parametrize("message", [WELCOME, lobby(), announced(HALL), m.Votes(counts=[0, 0])])
def test_nothing_is_believed_before_hello(message: m.Message) -> None:
    host = Scripted()
    host.connect()
    host.tell(message)
    assert host.peer.ended
    assert host.peer.ended.reason == "protocol"


def test_a_welcome_without_a_seat_is_rubbish() -> None:
    host = Scripted()
    assert host.join(WELCOME.model_copy(update={"seat": -1})).ended


@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from(RUBBISH[7:])), max_size=6), st.booleans())
def test_no_bytes_raise(pieces: list[bytes], joined: bool) -> None:  # noqa: FBT001 - drawn
    host = Scripted()
    if joined:
        host.join()
        host.begin()
    else:
        host.connect()
    for piece in pieces:
        host.peer.datagram(piece, 0.0)
        host.datagram(piece)
        host.peer.received(piece, 0.0)
        host.peer.step(0.1)


EDGE = 290 * FINE
MIDDLE = CELL // 2 * FINE


@pytest.mark.parametrize(
    "body",
    [
        Body(-1, MIDDLE),
        Body(MIDDLE, 1 << 62),
        Body(4 * CELL * FINE - 1, MIDDLE),
        Body(EDGE - 1, MIDDLE),
        Body(MIDDLE, MIDDLE, vx=-(1 << 31)),
        Body(MIDDLE, MIDDLE, vy=(1 << 31) - 1),
    ],
)
def test_an_impossible_body_is_not_believed(body: Body) -> None:
    host = Scripted()
    peer = host.join()
    host.begin()
    host.datagram(host.snapshot(3, Body(MIDDLE, MIDDLE)))
    before = peer.snapshot
    assert before
    host.datagram(host.snapshot(6, body))
    assert peer.snapshot is before
    peer.received(frame(Kind.PACKET, host.snapshot(9, body)), 0.0)
    assert peer.ended
    assert peer.ended.reason == "protocol"


def test_others_outside_the_maze_are_not_believed() -> None:
    host = Scripted()
    peer = host.join()
    host.begin()
    host.datagram(host.snapshot(3, Body(EDGE, EDGE), STATE, STATE._replace(player_id=1, x=9 * CELL)))
    assert peer.snapshot is None
    host.datagram(host.snapshot(6, Body(EDGE, EDGE), STATE, STATE._replace(player_id=1, x=3 * CELL)))
    assert peer.snapshot


def test_a_maze_that_comes_out_differently_ends_it_and_an_old_one_is_ignored() -> None:
    host = Scripted()
    peer = host.join()
    host.tell(announced(HALL))
    peer.set_maze(replace(HALL, code="OTHER"))
    assert (peer.ended, peer.maze) == (None, None)
    peer.set_maze(replace(HALL, exit=(0, 0, 1)))
    assert peer.ended == Ended("maze", endings.WRONG_MAZE)


def test_a_round_that_is_broken_off_is_forgotten() -> None:
    host = Scripted()
    peer = host.join()
    host.tell(announced(HALL), lobby(phase="round"))
    kept = peer.round
    host.tell(lobby(phase="lobby"))
    assert kept
    assert (peer.round, peer.maze, peer.snapshot) == (None, None, None)


def test_snapshots_of_another_match_are_dropped() -> None:
    host = Scripted()
    peer = host.join()
    host.tell(announced(HALL, match=2))
    peer.set_maze(HALL)
    host.datagram(host.snapshot(3, Body(EDGE, EDGE)))
    assert (peer.snapshot, peer.snapshots_received, peer.playing) == (None, 0, False)


def test_snapshots_are_counted_and_so_are_those_that_are_missing() -> None:
    host = Scripted()
    peer = host.join()
    host.begin()
    for tick in (30, 33, 42, 36, 45):  # 39 never comes, 36 is late
        host.datagram(host.snapshot(tick, Body(EDGE, EDGE)))
    assert (peer.snapshots_received, peer.snapshots_lost) == (5, 1)
    assert peer.snapshot
    assert peer.snapshot.tick == 45


# -- what it sends


def play(host: Scripted, seconds: float, *, fps: int) -> list[tuple[int, int]]:
    """Let the peer play at a frame rate; return the packets."""
    packets = []
    due = 0.0
    for _ in range(round(seconds * fps)):
        host.now += 1 / fps
        due += 60 / fps
        while due > 1e-9:
            host.peer.command(Command(forward=127))
            due -= 1
        host.peer.heard = host.peer.heard_datagram = host.now
        host.peer.step(host.now)
        packets += host.packets()
    return packets


@pytest.mark.parametrize("fps", [200, 60, 30, 12, 5])
def test_every_command_is_said_at_least_twice_at_any_frame_rate(fps: int) -> None:
    host = Scripted()
    host.join()
    host.begin()
    host.datagram(host.snapshot(3, Body(EDGE, EDGE)))
    packets = play(host, 4, fps=fps)
    for number in range(1, 220):
        assert sum(first <= number <= last for first, last in packets) >= 2, number
    assert 4 * 18 <= len(packets) <= 4 * 31
    lasts = [last for _first, last in packets]
    assert lasts == sorted(lasts)


def test_without_a_round_there_are_four_packets_a_second_and_thirty_as_soon_as_there_is_one() -> None:
    host = Scripted()
    peer = host.join()
    assert 11 <= len(play(host, 3, fps=60)) <= 13
    host.begin()
    host.datagram(host.snapshot(3, body_at((0, 0, 0))))
    first, *_ = play(host, 0.1, fps=60)
    assert first[1] - first[0] < 3
    assert peer.number == 186


def test_without_datagrams_packets_ride_the_stream() -> None:
    host = Scripted()
    peer = host.join()
    host.begin()
    host.datagram(host.snapshot(3, body_at((0, 0, 0))))
    for tick in range(180):
        host.now = tick / 60
        peer.received(frame(Kind.PACKET, host.snapshot(6 + tick, body_at((0, 0, 0)))), host.now)
        peer.command(Command(forward=127))
        peer.step(host.now)
        host.hear()
        if tick == 58:
            assert not host.streamed
    assert 55 <= len(host.streamed) <= 62
    assert decode_commands(host.streamed[-1]).newest >= 178
    assert sum(isinstance(message, m.Alive) for message in host.said) == 1
    assert peer.state is State.IN


def test_what_is_said_arrives_as_it_may_be_said() -> None:
    host = Scripted()
    peer = host.join()
    peer.ready(on=True)
    peer.look(4, 2)
    peer.chat("hello\n\u202e\ud800" + "o" * 1000)
    peer.vote(1)
    peer.console("kick Bob " + "x" * 1000)
    said = host.hear()
    assert said[:2] == [m.Ready(on=True), m.Looks(colour=4, shape=2)]
    assert isinstance(said[2], m.Chat)
    assert said[2].text == "hello " + "o" * 194
    assert said[3] == m.Vote(choice=1)
    assert isinstance(said[4], m.Words)
    assert len(said[4].words) == 400


def test_nothing_grows_without_bound() -> None:
    host = Scripted()
    peer = host.join()
    for tick in range(5000):
        host.now = tick / 60
        peer.received(m.encode(m.Said(seat=1, name="B", text=str(tick))), host.now)
        peer.step(host.now)
    assert len(peer.events()) == MOST_EVENTS
    assert len(peer.take_datagrams()) <= MOST_DATAGRAMS
    for _ in range(3000):
        peer.chat("x" * 200)
    assert peer.ended == Ended("slow", endings.SLOW)


def test_a_host_begun_anew_counts_from_another_tick_and_others_move_again() -> None:
    host = Scripted()
    peer = host.join()
    host.begin()
    host.datagram(host.snapshot(1_000_000, body_at((0, 0, 0))))
    peer.interpolation.at(0.2)
    peer.lost("left", 1.0)
    host.now = 2.0
    host.join(WELCOME.model_copy(update={"resumed": False}))
    host.begin()
    for tick in range(0, 60, 3):
        host.now = 2.0 + tick / 60
        mover = STATE._replace(player_id=1, x=500 + 28 * tick)
        host.datagram(host.snapshot(tick + 3, body_at((0, 0, 0)), STATE, mover))
    xs = [peer.interpolation.at(2.5 + frame / 60)[1].x for frame in range(20)]
    assert len(set(xs)) == 20
