"""What is inside a datagram: commands one way, snapshots the other. All little endian.

Command packet, peer to host, 30 a second (4 while nothing is played):

    u32 number of the newest command         numbers count ticks of the peer, from 1
    u32 tick of the newest snapshot that came by datagram, 0 for none
    u16 the peer's clock, ms                 echoed, so that the peer knows its round trip
    u16 round trip the peer last measured, ms
    u8  how many commands follow, oldest first, MOST_COMMANDS at most
    7 bytes each: i8 forward | i8 strafe | u16 yaw | i16 pitch | u8 buttons

Snapshot packet, host to peer, 20 a second:

    u32 number of the last command that was played
    u16 the newest command packet's clock | u16 how long ago it came, ms (65535: none yet)
    u8  1 when the peer's own body follows
    27 bytes: i64 x | i64 y | i32 vx | i32 vy    the body, exactly, 1/FINE units
        | u8 level, 128 more while CLIMB is down | u16 ticks until it may walk
    then the same for all peers, encoded once:
    u16 match | u32 host's tick | u32 match's tick | i32 ticks left (-1: no end) | u8 players
    14 bytes each: u8 player | u32 x | u32 y | u16 yaw | i8 pitch (1/256 turn) | u8 speed
        | u8 flags, the level in the upper four bits

64 players and a body are 947 bytes, 979 sealed: one datagram.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from maze3d.session.framing import WireError
from maze3d.sim.movement import Motion
from maze3d.sim.state import Command, PlayerState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maze3d.sim.movement import Body

MOST_COMMANDS = 6
"""Three packets' worth at two ticks a packet: two in a row can be lost."""

NO_ECHO = MOST_HELD = 65535

COMMAND_HEAD = struct.Struct("<IIHHB")
COMMAND = struct.Struct("<bbHhB")
SNAPSHOT_HEAD = struct.Struct("<IHHB")
SNAPSHOT_HEAD_AND_OWN = struct.Struct("<IHHBqqiiBH")
PLAYER = struct.Struct("<BIIHbBB")
OWN = struct.Struct("<qqiiBH")
COMMON_HEAD = struct.Struct("<HIIiB")
FINISHED, HUNTER, HELD = 1, 2, 4
LEVEL_SHIFT = 4
GRIPPING = 128
_PITCH_STEP = 256


class CommandPacket(NamedTuple):
    """`commands` end with number `newest`."""

    newest: int
    snapshot_tick: int
    clock_ms: int
    round_trip_ms: int
    commands: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class SnapshotPacket:
    """What a host tells a peer of a tick."""

    played: int
    echo_ms: int
    held_ms: int
    own: Motion | None
    """The peer's own body, or None while it has none."""
    held_ticks: int
    """How long that body may not walk yet."""
    match: int
    tick: int
    """The host's own tick: counts on between matches."""
    match_tick: int
    ticks_left: int
    players: tuple[PlayerState, ...]

    def player(self, seat: int) -> PlayerState | None:
        """Return the player of a seat, None where it has no body."""
        return next((each for each in self.players if each.player_id == seat), None)


def encode_commands(packet: CommandPacket) -> bytes:
    """Return the bytes of a command packet."""
    head = COMMAND_HEAD.pack(
        packet.newest,
        packet.snapshot_tick,
        packet.clock_ms,
        packet.round_trip_ms,
        len(packet.commands),
    )
    return head + b"".join([COMMAND.pack(*each) for each in packet.commands])


def decode_commands(data: bytes, after: int = 0) -> CommandPacket:
    """Read a command packet, of its commands those numbered above `after`.

    Values may be out of range (the match clamps). Raises WireError.
    """
    size = len(data)
    if size < COMMAND_HEAD.size:
        raise WireError("a command packet that is too short")
    newest, snapshot_tick, clock_ms, round_trip_ms, count = COMMAND_HEAD.unpack_from(data)
    if count > MOST_COMMANDS or count > newest or size != COMMAND_HEAD.size + count * COMMAND.size:
        raise WireError("a command packet of a wrong length")
    new = max(0, min(count, newest - after))
    commands = tuple(map(Command._make, COMMAND.iter_unpack(data[size - new * COMMAND.size :])))
    return CommandPacket(newest, snapshot_tick, clock_ms, round_trip_ms, commands)


def encode_common(
    match: int, tick: int, match_tick: int, ticks_left: int, players: Sequence[PlayerState]
) -> bytes:
    """Return the part of a snapshot packet that is the same for all."""
    rows = [
        PLAYER.pack(
            player.player_id,
            player.x,
            player.y,
            player.yaw,
            player.pitch // _PITCH_STEP,
            min(player.speed, 255),
            FINISHED * (player.finished_tick >= 0)
            | HUNTER * player.hunter
            | HELD * player.held
            | player.level << LEVEL_SHIFT,
        )
        for player in players
    ]
    return COMMON_HEAD.pack(match & 0xFFFF, tick, match_tick, ticks_left, len(players)) + b"".join(rows)


def encode_snapshot(
    played: int, echo_ms: int, held_ms: int, body: Body | None, common: bytes, *, held_ticks: int = 0
) -> bytes:
    """Return the bytes of a snapshot packet for one peer; `body` is his, `held_ticks` until it may walk."""
    if body is None:
        return SNAPSHOT_HEAD.pack(played, echo_ms, held_ms, 0) + common
    own = (body.x, body.y, body.vx, body.vy, body.level | GRIPPING * body.gripping, held_ticks)
    return SNAPSHOT_HEAD_AND_OWN.pack(played, echo_ms, held_ms, 1, *own) + common


def decode_snapshot(data: bytes) -> SnapshotPacket:
    """Read a snapshot packet. Raises WireError."""
    try:
        played, echo_ms, held_ms, has_own = SNAPSHOT_HEAD.unpack_from(data)
        at = SNAPSHOT_HEAD.size
        own, held_ticks = None, 0
        if has_own:
            x, y, vx, vy, ladder, held_ticks = OWN.unpack_from(data, at)
            own = Motion(x, y, vx, vy, ladder % GRIPPING, ladder // GRIPPING)
            at += OWN.size
        match, tick, match_tick, ticks_left, count = COMMON_HEAD.unpack_from(data, at)
    except struct.error as problem:
        raise WireError("a snapshot packet that is too short") from problem
    at += COMMON_HEAD.size
    if len(data) != at + count * PLAYER.size:
        raise WireError("a snapshot packet of a wrong length")
    players = tuple(_players(PLAYER.iter_unpack(data[at:]), match_tick))
    return SnapshotPacket(
        played, echo_ms, held_ms, own, held_ticks, match, tick, match_tick, ticks_left, players
    )


def _players(rows: Iterable[tuple[int, ...]], tick: int) -> Iterable[PlayerState]:
    for player_id, x, y, yaw, pitch, speed, flags in rows:
        yield PlayerState(
            *(player_id, x, y, flags >> LEVEL_SHIFT, yaw, pitch * _PITCH_STEP, speed),
            finished_tick=tick if flags & FINISHED else -1,
            hunter=flags & HUNTER > 0,
            held=flags & HELD > 0,
        )
