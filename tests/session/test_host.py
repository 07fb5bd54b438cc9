"""The host: who gets in, what he may do, and that nothing is left of him afterwards."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from maze3d.session import messages as m
from maze3d.session.framing import Kind, frame
from maze3d.session.reservations import Reservation
from maze3d.session.table import State
from maze3d.sim.state import Buttons, Command
from tests.session.ends import SETTINGS, World

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EAST = 16384


def reason(peer) -> str:  # type: ignore[no-untyped-def] # FakePeer  # noqa: ANN001
    return str(peer.one(m.Refused).reason)


def test_a_peer_is_greeted_joins_and_is_told_who_is_here() -> None:
    world = World()
    anna = world.connect()
    assert anna.one(m.Hello).locked is False
    anna.join("Anna")
    welcome = anna.one(m.Welcome)
    assert (welcome.seat, welcome.name, welcome.resumed, welcome.admin) == (0, "Anna", False, False)
    bert = world.join("Bert", "10.0.0.2", colour=3)
    world.step(15)
    for peer in (anna, bert):
        assert [(each.name, each.seat) for each in peer.one(m.Lobby).members] == [("Anna", 0), ("Bert", 1)]


def test_two_with_one_name_are_told_apart() -> None:
    world = World()
    world.join("Anna", key="0" * 32)
    assert world.join("anna", "10.0.0.2", key="1" * 32).one(m.Welcome).name == "anna 2"


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"protocol": 99}, "version"), ({"name": "\u202e \x07"}, "name")],
)
def test_a_wrong_peer_is_refused_with_its_reason(fields: dict[str, object], why: str) -> None:
    world = World()
    peer = world.connect()
    peer.join(**{"name": "Anna", **fields})  # type: ignore[arg-type] # the fields are those of Join
    assert reason(peer) == why
    assert not peer.open
    assert len(world.host.table) == 0


def test_a_full_host_refuses_and_says_so() -> None:
    world = World(replace(SETTINGS, seats=2))
    world.join("A", "10.0.0.1")
    world.join("B", "10.0.0.2")
    late = world.join("C", "10.0.0.3")
    assert reason(late) == "full"
    assert "All 2 seats" in late.one(m.Refused).text
    assert world.host.rejected["full"] == 1


def test_passwords() -> None:
    world = World(replace(SETTINGS, password="öffne dich"), password_burst=2)  # noqa: S106 - of the test
    assert world.connect().one(m.Hello).locked
    assert reason(world.join("A")) == "password"
    assert world.join("B", "10.0.0.2", password="öffne dich").seat == 0  # noqa: S106
    for _ in range(2):
        assert reason(world.join("A", password="rubbish")) == "password"  # noqa: S106
    assert reason(world.join("A", password="rubbish")) == "tries"  # noqa: S106
    assert world.join("A", password="öffne dich").seat == 1  # noqa: S106 - the right one is always let in


def test_a_proof_is_good_for_one_connection_only() -> None:
    world = World(replace(SETTINGS, password="secret"))  # noqa: S106
    first = world.connect()
    first.join("A", password="secret")  # noqa: S106
    from maze3d.session.proofs import password_proof
    from tests.session.ends import FINGERPRINT

    stolen = password_proof("secret", bytes.fromhex(first.one(m.Hello).nonce), FINGERPRINT)
    thief = world.connect("10.0.0.9")
    thief.join("T", proof=stolen)
    assert reason(thief) == "password"


def test_one_address_holds_so_many_seats_and_the_others_do_not_feel_it() -> None:
    world = World(replace(SETTINGS, seats=64), sessions_per_address=3)
    for number in range(3):
        assert world.join(f"P{number}").open
    fourth = world.join("P4")
    assert reason(fourth) == "address"
    assert world.join("Q", "10.0.0.2").open
    # a seat kept for a lost one counts too
    world.ends[1].lose()
    assert reason(world.join("P5")) == "address"


def test_own_bots_and_the_admin_do_not_count() -> None:
    token = "c" * 32
    world = World(replace(SETTINGS, admin_token=token), sessions_per_address=1)
    for number in range(3):
        assert world.join(f"Bot{number}", bot=True, admin=world.host.pass_key).open
    assert world.join("Me", admin=token).one(m.Welcome).admin
    assert not world.join("Other", "10.0.0.5", admin="d" * 32).one(m.Welcome).admin


def test_half_open_connections_are_few_and_end_by_themselves() -> None:
    world = World(half_open=4, half_open_per_address=2, connect_burst=100)
    assert [world.connect("10.0.0.1", secure=False).accepted for _ in range(3)] == [True, True, False]
    assert [world.connect(f"10.0.1.{k}").accepted for k in range(3)] == [True, True, False]
    assert world.host.rejected == {"half-open-address": 1, "half-open": 1}
    world.step(9 * 60)
    assert world.host.table.half_open() == 4
    world.step(75)
    assert world.host.table.half_open() == len(world.host.table) == 0
    assert world.host.table.closed["handshake"] == 4
    assert world.join("Late").open


def test_an_address_that_connects_too_often_is_refused_for_a_while() -> None:
    world = World(connect_burst=3, connects_per_s=1.0)
    for number in range(3):
        world.join(f"P{number}").say(m.Leave())
    assert not world.connect().accepted
    assert world.host.rejected["connects"] == 1
    world.now += 1.0
    assert world.connect().accepted


def test_someone_who_looks_is_told_what_is_played_and_holds_nothing() -> None:
    world = World()
    world.join("Anna")
    peer = world.connect("10.0.0.2")
    peer.say(m.Query())
    info = peer.one(m.Info)
    assert (info.players, info.seats, info.mode, info.rows) == (1, 8, "race", 5)
    assert not peer.open
    assert len(world.host.table) == 1


def test_levels_are_told_and_played() -> None:
    world = World(replace(SETTINGS, levels=2))
    anna = world.join("Anna")
    assert anna.all(m.Lobby)[-1].levels == 2
    asking = world.connect("10.0.0.2")
    asking.say(m.Query())
    assert asking.one(m.Info).levels == 2
    assert [recipe.levels for recipe in world.host.rounds.upcoming.recipes] == [2]


@pytest.mark.parametrize(
    "data",
    [
        m.encode(m.Ready(on=True)),
        frame(Kind.PACKET, bytes(13)),
        frame(Kind.MESSAGE, b'{"type":"nothing"}'),
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00\x00\x00\x00\x01",
    ],
)
def test_rubbish_before_joining_ends_the_connection(data: bytes) -> None:
    world = World()
    peer = world.connect()
    peer.send(data)
    assert not peer.open
    assert peer.one(m.Goodbye).reason == "protocol"
    assert len(world.host.table) == 0


def test_leaving_frees_the_seat_at_once_and_losing_keeps_it_a_minute() -> None:
    world = World()
    world.join("Anna").say(m.Leave())
    assert (len(world.host.table), len(world.host.reservations)) == (0, 0)
    bert = world.join("Bert")
    bert.lose()
    assert (len(world.host.table), len(world.host.reservations)) == (0, 1)
    world.step(15)
    world.step(59 * 60)
    assert len(world.host.reservations) == 1
    world.step(60)
    assert len(world.host.reservations) == 0


@pytest.mark.parametrize("how", ["reset", "left", "error"])
def test_the_token_brings_back_name_score_and_place_once(how: str) -> None:
    world = World()
    anna, bert = world.join("Anna", "10.0.0.1", colour=5, shape=2), world.join("Bert", "10.0.0.2")
    for peer in (anna, bert):
        peer.say(m.Ready(on=True))
    world.step(2)
    assert world.host.rounds.match
    world.step(200)
    for _ in range(40):
        anna.commands(Command(forward=127, yaw=EAST), Command(forward=127, yaw=EAST))
        world.step(2)
    session = world.host.table.by_seat(anna.seat)
    assert session
    session.score = 17
    before = world.host.rounds.match.players[anna.seat].state()
    token = anna.one(m.Welcome).token
    anna.lose(how)
    assert anna.seat not in world.host.rounds.match.players
    world.step(300)
    back = world.join("Someone", "10.0.0.7", key="7" * 32, resume=token)
    welcome = back.one(m.Welcome)
    assert (welcome.seat, welcome.name, welcome.resumed) == (anna.seat, "Anna", True)
    assert welcome.token != token
    after = world.host.rounds.match.players[anna.seat].state()
    assert (after.x, after.y, after.yaw) == (before.x, before.y, before.yaw)
    again = world.host.table.by_seat(anna.seat)
    assert again
    assert (again.score, again.look) == (17, (5, 2))
    assert back.one(m.Round).match == world.host.rounds.match_number
    thief = world.join("Thief", "10.0.0.9", resume=token)
    assert not thief.one(m.Welcome).resumed
    assert thief.seat != anna.seat


def test_a_player_who_comes_from_elsewhere_takes_his_place_over() -> None:
    world = World()
    old = world.join("Anna")
    new = world.join("Anna", "10.0.0.2")
    assert not old.open
    assert old.one(m.Goodbye).reason == "replaced"
    assert (new.seat, len(world.host.table), len(world.host.reservations)) == (0, 1, 0)
    assert world.host.table.closed == {"replaced": 1}


def test_a_reservation_is_small() -> None:
    world = World()
    anna = world.join("W" * 24)
    anna.lose()
    (kept,) = world.host.reservations
    assert isinstance(kept, Reservation)
    size = len(repr(kept).encode())  # more than its bytes in memory or on a wire would be
    assert size < 512


def test_silence_ends_a_session_and_any_packet_keeps_it() -> None:
    world = World()
    silent, lively = world.join("S"), world.join("L", "10.0.0.2")
    for _ in range(11):
        lively.commands()
        world.step(60)
    assert not silent.open
    assert silent.one(m.Goodbye).reason == "timeout"
    assert lively.open
    assert world.host.table.closed == {"timeout": 1}


def test_a_reader_who_stops_reading_is_dropped_not_stored_for() -> None:
    world = World(outbox_bytes=4096)
    slow, other = world.join("Slow"), world.join("Other", "10.0.0.2")
    slow.reads = False
    for _ in range(200):
        other.commands()
        slow.commands()
        world.step(15)
        assert world.host.table.bytes_held() <= 4096 + 2048
    assert not slow.open
    assert other.open
    assert world.host.table.closed == {"slow": 1}


def test_a_flood_on_the_stream_ends_the_session() -> None:
    world = World()
    for data in (m.encode(m.Alive()) * 100, bytes(70_000)):
        peer = world.join("F")
        peer.send(data)
        assert not peer.open
        assert peer.one(m.Goodbye).reason == "flood"


def test_strange_datagrams_are_counted_and_never_answered() -> None:
    world = World()
    anna = world.join("Anna")
    assert anna.sealer
    good = anna.sealer.seal(bytes(13))
    for data in (
        b"",
        bytes(31),
        bytes(1201),
        bytes(60),
        good[:-1] + b"\x00",
        good,
        good,
        anna.sealer.seal(b"x"),
    ):
        anna.datagram(data)
    assert world.host.dropped == {
        "short": 2,
        "long": 1,
        "unknown": 1,
        "forged": 1,
        "replayed": 1,
        "malformed": 1,
    }
    assert anna.snapshots == []
    world.step(15)
    assert len(anna.snapshots) == 1  # from the one that was good


def test_a_new_player_on_an_old_ones_port_gets_nothing_of_his() -> None:
    world = World()
    anna = world.join("Anna")
    anna.commands()
    sealer = anna.sealer
    assert sealer
    anna.say(m.Leave())
    anna.datagram(sealer.seal(bytes(13)))
    assert world.host.dropped == {"unknown": 1}
    world.step(60)
    assert world.unclaimed == []


def started(world: World, *names: str) -> list:  # type: ignore[type-arg] # of FakePeer
    peers = [world.join(name, f"10.0.0.{k}") for k, name in enumerate(names, 1)]
    for peer in peers:
        peer.say(m.Ready(on=True))
    world.step(185)
    assert world.host.rounds.match
    return peers


def test_commands_move_the_own_body_and_no_other() -> None:
    world = World()
    anna, _bert = started(world, "Anna", "Bert")
    match = world.host.rounds.match
    assert match
    before = {seat: (player.x, player.y) for seat, player in match.players.items()}
    for _ in range(30):
        anna.commands(Command(forward=127, yaw=0), Command(forward=127, yaw=0))
        world.step(2)
    assert (match.players[0].x, match.players[0].y) != before[0]
    assert (match.players[1].x, match.players[1].y) == before[1]
    assert anna.snapshots[-1].played >= 57


@pytest.mark.parametrize("a_packet", [2, 6])
def test_too_many_commands_move_no_faster(a_packet: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    (anna,) = started(world, "Anna")
    played: list[int] = []
    step = world.host.rounds.step

    def counted(commands: Mapping[int, Sequence[Command]]) -> None:
        played.append(len(commands.get(0, ())))
        step(commands)

    monkeypatch.setattr(world.host.rounds, "step", counted)
    for _ in range(60):
        anna.commands(*[Command(forward=127, yaw=yaw) for yaw in (0, EAST, 32768, 49152, 0, EAST)[:a_packet]])
        world.step(2)
        session = world.host.table.by_seat(0)
        assert session
        assert len(session.commands) <= world.host.settings.limits.waiting_commands
    limits = world.host.settings.limits
    assert 120 <= sum(played) <= 120 + limits.burst_ticks
    assert max(played) <= limits.burst_ticks


def test_impossible_commands_are_clamped() -> None:
    world = World()
    (anna,) = started(world, "Anna")
    match = world.host.rounds.match
    assert match
    for _ in range(120):
        anna.commands(Command(forward=-128, strafe=-128, yaw=65535, pitch=-32768, buttons=Buttons(7)))
        x, y = match.players[0].x, match.players[0].y
        world.step(1)
        assert abs(match.players[0].x - x) + abs(match.players[0].y - y) <= 2 * 47
    assert len(match.players[0].marks) == 0


@pytest.mark.parametrize("shift_s", [-0.02, 9.0])
def test_a_clock_that_does_not_fit_harms_nobody(shift_s: float) -> None:
    world = World()
    (anna,) = started(world, "Anna")
    anna.commands(Command())
    for _ in range(3):
        world.host.step(world.now + shift_s)
        world.deliver()
    assert 0 <= anna.snapshots[-1].held_ms < 65535


def test_where_no_datagram_comes_through_snapshots_ride_the_stream() -> None:
    world = World()
    (anna,) = started(world, "Anna")
    world.step(60)
    assert anna.snapshots == []
    assert len(anna.streamed) >= 15
    seen = len(anna.streamed)
    for _ in range(60):
        anna.commands(seen=anna.snapshots[-1].tick if anna.snapshots else 0)
        world.step(3)
    assert len(anna.snapshots) >= 50
    assert len(anna.streamed) <= seen + 5


def test_nothing_of_a_closed_session_can_be_reached() -> None:
    world = World()
    refs = []
    ways = ("leave", "lose", "kick", "flood", "silence", "rubbish")
    peers = started(world, *ways)
    for peer in peers:
        peer.commands(Command(forward=5))
        session = world.host.table.by_seat(peer.seat)
        assert session
        assert session.state is State.JOINED
        refs.append(weakref.ref(session))
        del session
    peers[0].say(m.Leave())
    peers[1].lose()
    world.host.table.close(world.host.table.joined()[0], "kicked", world.now)
    peers[3].send(bytes(70_000))
    peers[5].send(b"\x00\x00\x00\x00\x01")
    world.step(11 * 60)
    assert len(world.host.table) == 0
    gc.collect()
    assert [ref() for ref in refs] == [None] * len(refs)
    assert world.host.table.bytes_held() == 0
    match = world.host.rounds.match
    assert match is None or not match.players


def test_a_failure_at_one_peers_words_ends_his_session_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    anna, bert = started(world, "Anna", "Bert")

    def fails(*_about: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("maze3d.session.host.take_frame", fails)
    anna.say(m.Ready(on=True))
    monkeypatch.undo()
    assert anna.one(m.Goodbye).reason == "error"
    assert bert.open
    assert world.host.table.closed == {"error": 1}
    assert len(world.host.reservations) == 1


def test_stopping_says_goodbye_to_all() -> None:
    world = World()
    peers = started(world, "A", "B")
    world.host.stop(world.now)
    world.deliver()
    assert [peer.one(m.Goodbye).reason for peer in peers] == ["stopped", "stopped"]
    assert len(world.host.table) == 0
    assert world.host.table.closed == {"stopped": 2}


def test_no_two_sessions_are_sealed_with_one_key() -> None:
    """Each begins to count from one: with a key that had been used, nonces would come again."""
    world = World()
    anna = world.join("Anna")
    anna.lose()
    back = world.join("Anna", resume=anna.one(m.Welcome).token)
    assert back.one(m.Welcome).resumed
    sessions = [anna, back, world.join("Bert", "10.0.0.2")]
    assert len({each.one(m.Welcome).key for each in sessions}) == len(sessions)
