"""What a host's words and packets do at the peer.

Owns a case for each message. Knows nothing of how bytes come in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.session.framing import Kind, WireError
from maze3d.session.messages import (
    PROTOCOL,
    FromHost,
    Goodbye,
    Hello,
    Info,
    Join,
    Lobby,
    Refused,
    Results,
    Round,
    Votes,
    Welcome,
    decode_from_host,
)
from maze3d.session.packets import NO_ECHO, decode_snapshot
from maze3d.session.proofs import password_proof, player_key
from maze3d.session.seal import Opener, Sealer

if TYPE_CHECKING:
    from maze3d.session.packets import SnapshotPacket
    from maze3d.session.peer import Peer

SMOOTHING = 0.1
"""Share of a new round trip in the smoothed one."""

SNAPSHOT_TICKS = 3

REFUSALS = {
    "full": "The match is full.",
    "address": "Too many players come from your address already.",
    "busy": "The host is busy: try again in a moment.",
    "tries": "Too many wrong passwords: wait a minute and try again.",
    "stopping": "The host is about to end.",
}


def take_frame(peer: Peer, kind: Kind, body: bytes, now: float) -> None:
    """Do what a frame of the stream says. Raises WireError for what no host would send."""
    if kind is Kind.PACKET:
        take_packet(peer, body, now, by_datagram=False)
        return
    message = decode_from_host(body)
    match message:
        case Hello():
            _hello(peer, message)
        case Refused():
            text = message.text or REFUSALS.get(message.reason, "The host does not let you in.")
            peer.end(message.reason, text)
        case Welcome():
            _welcome(peer, message, now)
        case Goodbye():
            if message.reason not in {"left", "replaced"}:
                peer.token = ""
            peer.end(message.reason, message.text)
        case Info():
            raise WireError("an answer to a question that was not asked")
        case _:
            _told(peer, message)


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
    if peer.prediction is None:
        peer.snapshot = packet if peer.snapshot is None or packet.tick > peer.snapshot.tick else peer.snapshot
        return
    peer.interpolation.add(packet.tick, packet.players, now)
    if peer.snapshot and packet.tick <= peer.snapshot.tick:
        return
    peer.snapshot = packet
    if packet.own:
        peer.prediction.correct(packet.played, packet.own, packet.held_ticks)


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
    peer.host_version = hello.version
    if hello.protocol != PROTOCOL:
        peer.end("version", f"This host runs maze3d {hello.version}, you have {peer.me.version}.")
        return
    me = peer.me
    proof = ""
    if hello.locked and me.password:
        proof = password_proof(me.password, bytes.fromhex(hello.nonce), peer.fingerprint)
    peer.say(
        Join(
            version=me.version,
            name=me.name,
            key=player_key(me.secret, peer.fingerprint).hex(),
            colour=me.colour,
            shape=me.shape,
            proof=proof,
            resume=peer.token,
            admin=me.admin,
            bot=me.bot,
        )
    )


def _welcome(peer: Peer, welcome: Welcome, now: float) -> None:
    was_in = peer.seat >= 0
    peer.seat, peer.name = welcome.seat, welcome.name
    peer.admin, peer.token, peer.code = welcome.admin, welcome.token, welcome.code
    peer.sealer = Sealer(bytes.fromhex(welcome.session), bytes.fromhex(welcome.to_host))
    peer.opener = Opener(bytes.fromhex(welcome.to_peer))
    peer.welcomed(now, back=welcome.resumed or was_in)


def _told(peer: Peer, message: FromHost) -> None:
    match message:
        case Lobby():
            peer.lobby = message
            if message.phase == "lobby":
                peer.results = None
        case Round():
            peer.new_round()
            peer.round, peer.results, peer.votes = message, None, [0, 0]
        case Results():
            peer.results, peer.round = message, None
            peer.new_round()
        case Votes():
            peer.votes = message.counts
        case _:
            pass
    peer.tell(message)
