"""What a host's words and packets do at the peer.

Owns a case for each message. Knows nothing of how bytes come in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.maze.drawing import is_drawn
from maze3d.session import endings
from maze3d.session.framing import Kind, WireError
from maze3d.session.mazes import check_code
from maze3d.session.messages import (
    CHAT_LENGTH,
    NAME_LENGTH,
    PROTOCOL,
    FromHost,
    Goodbye,
    Hello,
    Info,
    Join,
    Lobby,
    MazePart,
    OwnMaze,
    Refused,
    Results,
    Round,
    Votes,
    Welcome,
    decode_from_host,
)
from maze3d.session.packets import NO_ECHO, decode_snapshot
from maze3d.session.prediction import can_be
from maze3d.session.proofs import password_proof, player_key
from maze3d.session.seal import peer_end
from maze3d.session.words import clean
from maze3d.sim.units import CELL

if TYPE_CHECKING:
    from maze3d.maze import Maze
    from maze3d.session.packets import SnapshotPacket
    from maze3d.session.peer import Peer

SMOOTHING = 0.1
"""Share of a new round trip in the smoothed one."""

SNAPSHOT_TICKS = 3

VOTE_CHOICES = 2


def take_frame(peer: Peer, kind: Kind, body: bytes, now: float) -> None:
    """Do what a frame of the stream says. Raises WireError for what no host would send."""
    if kind is Kind.PACKET:
        if not peer.is_in:
            raise WireError("a packet before the welcome")
        take_packet(peer, body, now, by_datagram=False)
        return
    message = decode_from_host(body)
    match message:
        case Hello() if not peer.greeted:
            _hello(peer, message)
        case Refused() if not peer.is_in:
            text = clean(message.text, CHAT_LENGTH) or endings.REFUSALS[message.reason]
            peer.end(message.reason, text)
        case Welcome() if peer.greeted and not peer.is_in:
            _welcome(peer, message, now)
        case Goodbye():
            _goodbye(peer, message, now)
        case Hello() | Refused() | Welcome() | Info():
            raise WireError(f"{message.type} out of turn")
        case _ if peer.is_in:
            _told(peer, message)
        case _:
            raise WireError(f"{message.type} before the welcome")


def take_packet(peer: Peer, data: bytes, now: float, *, by_datagram: bool) -> None:
    """Take a snapshot. Raises WireError for a misshapen one."""
    packet = decode_snapshot(data)
    peer.heard = now
    if packet.echo_ms != NO_ECHO:
        taken_ms = ((int(now * 1000) - packet.echo_ms) & 0xFFFF) - packet.held_ms
        if 0 <= taken_ms < 10_000:
            before = peer.round_trip_ms or taken_ms
            peer.round_trip_ms = before + (taken_ms - before) * SMOOTHING
    if by_datagram:
        peer.heard_datagram = now
        peer.newest_tick = max(peer.newest_tick, packet.tick)
    if peer.round is None or packet.match != peer.round.match:
        return
    _count(peer, packet)
    if peer.maze and not _possible(peer.maze, packet):
        raise WireError("a body outside the maze")
    if peer.prediction is None:
        peer.snapshot = packet if peer.snapshot is None or packet.tick > peer.snapshot.tick else peer.snapshot
        return
    peer.interpolation.add(packet.tick, packet.players, now)
    if peer.snapshot and packet.tick <= peer.snapshot.tick:
        return
    peer.snapshot = packet
    if packet.own:
        me = packet.player(peer.seat)
        finished = me is not None and me.finished_tick >= 0
        peer.prediction.correct(packet.played, packet.own, packet.held_ticks, finished=finished)


def _possible(maze: Maze, packet: SnapshotPacket) -> bool:
    """Tell whether the bodies of a snapshot are where bodies can be."""
    levels, rows, cols = maze.passages.shape
    return (packet.own is None or can_be(packet.own, levels, rows, cols)) and all(
        player.level < levels and player.x < cols * CELL and player.y < rows * CELL
        for player in packet.players
    )


def _count(peer: Peer, packet: SnapshotPacket) -> None:
    """Count snapshots, and those left out between two of a round."""
    peer.snapshots_received += 1
    before = peer.snapshot
    if before and before.match == packet.match:
        if packet.tick > before.tick:
            peer.snapshots_lost += max(0, (packet.tick - before.tick) // SNAPSHOT_TICKS - 1)
        elif packet.tick < before.tick:
            peer.snapshots_lost = max(0, peer.snapshots_lost - 1)  # it was only late


def _hello(peer: Peer, hello: Hello) -> None:
    peer.greeted = True
    peer.host_version = clean(hello.version, NAME_LENGTH)
    if hello.protocol != PROTOCOL:
        peer.end("version", f"This host runs maze3d {peer.host_version}, you have {peer.me.version}.")
        return
    me = peer.me
    proof = ""
    if hello.locked and me.password:
        proof = password_proof(me.password, bytes.fromhex(hello.nonce), peer.fingerprint)
    peer.say(
        Join(
            version=me.version,
            name=clean(me.name, NAME_LENGTH),
            key=player_key(me.secret, peer.fingerprint).hex(),
            colour=me.colour,
            shape=me.shape,
            proof=proof,
            resume=peer.token,
            admin=me.admin,
            bot=me.bot,
        )
    )


def _goodbye(peer: Peer, goodbye: Goodbye, now: float) -> None:
    if goodbye.reason == "timeout" and peer.is_in:
        peer.lost("timeout", now)  # this computer was asleep: the seat is kept
        return
    if goodbye.reason not in {"left", "replaced"}:
        peer.token = ""
    reason = clean(goodbye.reason, NAME_LENGTH) or "goodbye"
    peer.end(reason, clean(goodbye.text, CHAT_LENGTH) or endings.GOODBYE)


def _welcome(peer: Peer, welcome: Welcome, now: float) -> None:
    if welcome.seat < 0:
        raise WireError("a welcome without a seat")
    was_in = peer.seat >= 0
    peer.seat, peer.name = welcome.seat, welcome.name
    peer.admin, peer.token, peer.code = welcome.admin, welcome.token, welcome.code
    peer.sealer, peer.opener = peer_end(bytes.fromhex(welcome.session), bytes.fromhex(welcome.key))
    peer.welcomed(now, back=welcome.resumed or was_in)


def _to_lobby(peer: Peer) -> None:
    peer.results = None
    if peer.round:  # broken off: only bots played, and somebody came
        peer.round = None
        peer.new_round()


def _told(peer: Peer, message: FromHost) -> None:
    match message:
        case Lobby():
            peer.lobby = message
            if message.phase == "lobby":
                _to_lobby(peer)
        case Round():
            _round(peer, message)
        case Results():
            for code in message.next:
                check_code(code)
            peer.results, peer.round = message, None
            peer.new_round()
        case Votes():
            if len(message.counts) != VOTE_CHOICES:
                raise WireError("votes for other than two mazes")
            peer.votes = message.counts
        case OwnMaze():
            peer.own.offer(message)
        case MazePart():
            peer.take_part(message)
            return
        case _:
            pass
    peer.tell(message)


def _round(peer: Peer, announced: Round) -> None:
    """Know of a round. That a drawn maze is the right one will be told by its digest."""
    if not (is_drawn(announced.code) and peer.own.maze):
        check_code(announced.code)
    peer.new_round()
    peer.round, peer.results, peer.votes = announced, None, [0, 0]
