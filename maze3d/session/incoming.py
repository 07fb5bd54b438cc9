"""What a peer's words and packets do at the host.

Owns a case for each message. Knows nothing of how bytes come in.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maze3d.session.console import console
from maze3d.session.framing import Kind, WireError
from maze3d.session.joining import join
from maze3d.session.messages import (
    CHAT_LENGTH,
    Alive,
    Chat,
    ConsoleLines,
    Join,
    Leave,
    Looks,
    Query,
    Ready,
    Refused,
    Said,
    Vote,
    WantMaze,
    Words,
    decode_from_peer,
    encode,
)
from maze3d.session.outgoing import info
from maze3d.session.own_maze import parts
from maze3d.session.packets import decode_commands
from maze3d.session.table import Session, State
from maze3d.session.words import clean

if TYPE_CHECKING:
    from maze3d.session.host import Host
    from maze3d.session.messages import FromPeer

_log = logging.getLogger(__name__)


def take_frame(host: Host, session: Session, kind: Kind, body: bytes, now: float) -> None:
    """Do what a frame of the stream asks for. Raises WireError for what nobody would send."""
    if kind is Kind.PACKET:
        if session.state is not State.JOINED:
            raise WireError("a packet before joining")
        if session.packets.take(now):
            take_packet(host, session, body, now)
        return
    if not session.messages.take(now):
        host.end(session, "flood", "You sent more than this host takes.", now)
        return
    message = decode_from_peer(body)
    if session.state is State.JOINED:
        session.heard = now
        if not isinstance(message, Alive):
            session.active = now
        _of_a_player(host, session, message, now)
    elif isinstance(message, Query):
        host.table.close(session, "query", now, encode(info(host)))
    elif isinstance(message, Join) and session.state is State.GREETED:
        no = join(host, session, message, now)
        if no:
            host.rejected[no.reason] += 1
            facts = session.facts("refused", reason=no.reason)
            _log.info("%s is refused: %s", session.address, no.reason, extra=facts)
            host.table.close(session, "refused", now, encode(Refused(reason=no.reason, text=no.text)))
    else:
        raise WireError(f"{message.type} before joining")


def take_packet(host: Host, session: Session, data: bytes, now: float) -> None:
    """Queue the commands of a packet that are new. Raises WireError for a misshapen one."""
    packet = decode_commands(data, session.newest)
    session.heard = now
    session.round_trip_ms = packet.round_trip_ms
    before = session.heard_packet
    if before is None or packet.newest >= before.newest:
        session.heard_packet, session.heard_packet_at = packet, now
        if packet.snapshot_tick > session.seen_tick:
            session.seen_tick = min(packet.snapshot_tick, host.tick)
    if packet.commands:
        session.newest = packet.newest
        waiting = session.commands
        waiting.extend(packet.commands)
        while len(waiting) > host.settings.limits.waiting_commands:
            waiting.popleft()
        if len(waiting) > host.table.high_water.commands:  # noqa: PLR1730 - 1920 a second: no call
            host.table.high_water.commands = len(waiting)


def _of_a_player(host: Host, session: Session, message: FromPeer, now: float) -> None:
    match message:
        case Ready():
            session.ready = message.on
            host.rounds.changed = True
        case Looks():
            session.look = (message.colour, message.shape)
            host.rounds.changed = True
        case Chat():
            _chat(host, session, message.text, now)
        case Vote():
            host.rounds.vote(session.seat, message.choice)
        case Words():
            _console(host, session, message.words, now)
        case WantMaze():
            _send_maze(host, session)
        case Leave():
            host.table.close(session, "left", now)
        case Alive():
            pass
        case _:
            raise WireError(f"{message.type} after joining")


def _send_maze(host: Host, session: Session) -> None:
    """Send the drawn maze, once a connection: more would be a way to fill a host's memory."""
    if session.maze_sent or not host.settings.own:
        raise WireError("asked for a maze that was sent, or never offered")
    session.maze_sent = True
    for part in parts(host.settings.own):
        host.send(session, part)


def _chat(host: Host, session: Session, text: str, now: float) -> None:
    said = clean(text, CHAT_LENGTH)
    if not said:
        return
    if now < session.muted_until:
        host.send(session, Said(seat=-1, name=host.settings.name, text="You are muted."))
    elif not session.chat.take(now):
        host.send(session, Said(seat=-1, name=host.settings.name, text="Slower: that was not said."))
    else:
        host.tell(Said(seat=session.seat, name=session.name, text=said))


def _console(host: Host, session: Session, words: str, now: float) -> None:
    if not session.admin:
        host.send(session, ConsoleLines(lines=["Only the one who started the host has its console."]))
        return
    lines = console(host, words, now)
    if host.table.by_link(session.link) is session:
        host.send(session, ConsoleLines(lines=lines))
