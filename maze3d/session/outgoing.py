"""What a host tells by itself: who is here, what is played here, and the snapshots.

Owns what each of these says. Knows nothing of when it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.session.framing import Kind, frame
from maze3d.session.messages import Info, Lobby, Member
from maze3d.session.packets import MOST_HELD, NO_ECHO, encode_common, encode_snapshot
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from maze3d.session.host import Host
    from maze3d.session.reservations import Reservation
    from maze3d.session.table import Session

DATAGRAM_GRACE_TICKS = 2 * TICK_RATE
"""When no datagram of so long has reached a peer, snapshots ride the stream."""


def lobby(host: Host) -> Lobby:
    """Return who is here and what is on."""
    rounds, settings = host.rounds, host.settings
    playing = set(rounds.announced.seats) if rounds.announced else set()
    members = [_here(player, playing) for player in host.table.joined()]
    members += [_lost(kept, playing) for kept in host.reservations]
    return Lobby(
        name=settings.name,
        mode=settings.mode,
        rows=settings.rows,
        cols=settings.cols,
        levels=settings.levels,
        phase=rounds.phase.value,
        round=rounds.round,
        rounds=settings.rounds,
        seconds_left=rounds.seconds_left,
        members=sorted(members, key=lambda member: member.seat),
    )


def _here(player: Session, playing: set[int]) -> Member:
    return Member(
        seat=player.seat,
        name=player.name,
        colour=player.look[0],
        shape=player.look[1],
        ready=player.ready or player.bot,
        here=True,
        playing=player.seat in playing,
        admin=player.admin,
        bot=player.bot,
        score=player.score,
        ping_ms=player.round_trip_ms,
    )


def _lost(kept: Reservation, playing: set[int]) -> Member:
    return Member(
        seat=kept.seat,
        name=kept.name,
        colour=kept.look[0],
        shape=kept.look[1],
        ready=False,
        here=False,
        playing=kept.seat in playing,
        admin=kept.admin,
        bot=kept.bot,
        score=kept.score,
        ping_ms=0,
    )


def info(host: Host) -> Info:
    """Return what those are told who look for a match."""
    settings = host.settings
    return Info(
        version=settings.version,
        name=settings.name,
        mode=settings.mode,
        rows=settings.rows,
        cols=settings.cols,
        levels=settings.levels,
        players=len(host.table.joined()),
        seats=settings.seats,
        locked=bool(settings.password),
        round=host.rounds.round,
        rounds=settings.rounds,
        phase=host.rounds.phase.value,
    )


def send_snapshots(host: Host, now: float) -> None:
    """Send every peer the state of this tick: by datagram, or by stream where none gets through."""
    match, number = host.rounds.match, host.rounds.match_number
    tick = match.tick if match else 0
    if match:
        states = [player.state(tick) for player in match.players.values()]
        common = encode_common(number, host.tick, tick, match.mode.ticks_left(match), states)
    else:
        common = encode_common(0, host.tick, 0, -1, ())
    players = match.players if match else {}
    for session in host.table.joined():
        heard = session.heard_packet
        echo_ms, held_ms = NO_ECHO, NO_ECHO
        if heard:
            waited_ms = int((now - session.heard_packet_at) * 1000)
            echo_ms, held_ms = heard.clock_ms, max(0, min(NO_ECHO - 1, waited_ms))
        body, held_ticks = None, 0
        if player := players.get(session.seat):
            body, held_ticks = player.body, max(0, min(MOST_HELD, player.held_until - tick))
        packet = encode_snapshot(session.played, echo_ms, held_ms, body, common, held_ticks=held_ticks)
        if session.source and session.sealer:
            host.datagrams.append((session.sealer.seal(packet), session.source))
        if host.tick - session.seen_tick > DATAGRAM_GRACE_TICKS and not session.outbox:
            host.put(session, frame(Kind.PACKET, packet))
