"""How a peer gets a seat: every reason to refuse, then the seat, a new one or the one that was lost.

Owns the order of the checks. Knows nothing of bytes.
"""

from __future__ import annotations

import hmac
import logging
from typing import TYPE_CHECKING, NamedTuple

from maze3d.session.limits import group_of
from maze3d.session.messages import NAME_LENGTH, PROTOCOL, Goodbye, Welcome, encode
from maze3d.session.outgoing import lobby
from maze3d.session.own_maze import offer
from maze3d.session.proofs import password_proof
from maze3d.session.reservations import TOKEN_BYTES, Reservation
from maze3d.session.seal import KEY_BYTES, host_end
from maze3d.session.words import clean, unused

if TYPE_CHECKING:
    from maze3d.session.host import Host
    from maze3d.session.messages import Join, Refusal
    from maze3d.session.table import Session

_log = logging.getLogger(__name__)

SESSION_ID_BYTES = 8


class No(NamedTuple):
    """A refusal: its reason and a sentence."""

    reason: Refusal
    text: str


def join(host: Host, session: Session, message: Join, now: float) -> No | None:
    """Give `session` a seat and welcome it, or return why not."""
    no = _wrong_peer(host, session, message, now)
    if no:
        return no
    key = bytes.fromhex(message.key)
    admin = _is_admin(host, message)
    old = next((player for player in host.table.joined() if player.key == key), None)
    kept = host.reservations.find(bytes.fromhex(message.resume), key)
    limit = host.settings.limits.sessions_per_address
    mine = old.seat if old else kept.seat if kept else -1
    if not admin and not host.is_own(message) and seats_of(host, session.address, mine) >= limit:
        return No("address", f"{limit} players from one address are the most here.")
    if old:
        words = Goodbye(reason="replaced", text="You have joined from somewhere else.")
        host.table.close(old, "replaced", now, encode(words))
        kept = host.reservations.find(b"", key)
    if host.closed_for and not kept and not admin:
        return No("memory", host.closed_for)
    seat = kept.seat if kept else free_seat(host)
    if seat is None:
        return No("full", f"All {host.settings.seats} seats are taken.")
    host.reservations.drop(seat)
    _sit_down(host, session, message, seat, kept)
    session.admin = admin or bool(kept and kept.admin)
    _welcome(host, session, resumed=kept is not None)
    host.joins["back" if kept else "new"] += 1
    how = "is back" if kept else "has joined"
    facts = session.facts("back" if kept else "joined")
    _log.info("%s (seat %d, %s) %s", session.name, session.seat, session.address, how, extra=facts)
    return None


def seats_of(host: Host, address: str, but: int) -> int:
    """Return how many seats but one an address holds, those kept for the lost ones too."""
    group = group_of(address)
    held = [(each.seat, each.address) for each in host.table.joined() if each.counted]
    held += [(each.seat, each.address) for each in host.reservations if each.address]
    return sum(seat != but and group_of(where) == group for seat, where in held)


def free_seat(host: Host) -> int | None:
    """Return the first seat that nobody has and that is kept for nobody."""
    taken = {player.seat for player in host.table.joined()} | {kept.seat for kept in host.reservations}
    return next((seat for seat in range(host.settings.seats) if seat not in taken), None)


def _wrong_peer(host: Host, session: Session, message: Join, now: float) -> No | None:
    """Return what speaks against this peer, whatever seats there are."""
    settings = host.settings
    if message.protocol != PROTOCOL:
        return No("version", f"This host runs maze3d {settings.version}, you have {message.version}.")
    banned = host.bans.of(session.address, bytes.fromhex(message.key), now)
    if banned:
        how_long = "any more" if banned == "ever" else f"for another {banned}"
        return No("banned", f"You cannot join here {how_long}.")
    if not clean(message.name, NAME_LENGTH):
        return No("name", "A name needs at least one letter or number.")
    if not settings.password or _is_admin(host, message):
        return None
    return _wrong_password(host, session, message.proof, now)


def _wrong_password(host: Host, session: Session, proof: str, now: float) -> No | None:
    settings = host.settings
    if hmac.compare_digest(password_proof(settings.password, session.nonce, settings.fingerprint), proof):
        return None
    rates = host.addresses.of(session.address, now)
    if proof and (rates is None or not rates.passwords.take(now)):
        return No("tries", "Too many wrong passwords came from your address: try again in a minute.")
    return No("password", "The password is wrong." if proof else "This match needs a password.")


def _is_admin(host: Host, message: Join) -> bool:
    token = host.settings.admin_token
    return bool(token) and hmac.compare_digest(token, message.admin)


def _sit_down(host: Host, session: Session, message: Join, seat: int, kept: Reservation | None) -> None:
    session.session_id = host.entropy(SESSION_ID_BYTES)
    key = host.entropy(KEY_BYTES)
    session.seal_key = key.hex()
    session.sealer, session.opener = host_end(session.session_id, key)
    session.token = host.entropy(TOKEN_BYTES)
    session.key = bytes.fromhex(message.key)
    session.bot = message.bot
    session.active = session.heard
    session.counted = not host.is_own(message)
    session.look = (message.colour, message.shape)
    host.table.seat(session, seat)
    if kept:
        session.name, session.look, session.score = kept.name, kept.look, kept.score
        match = host.rounds.match
        if kept.place and match and kept.match == host.rounds.match_number:
            match.come_back(seat, kept.place)
    else:
        taken = {player.name.casefold() for player in host.table.joined() if player is not session}
        taken |= {other.name.casefold() for other in host.reservations}
        session.name = unused(clean(message.name, NAME_LENGTH), taken, NAME_LENGTH)


def _welcome(host: Host, session: Session, *, resumed: bool) -> None:
    key, session.seal_key = session.seal_key, ""
    host.send(
        session,
        Welcome(
            seat=session.seat,
            name=session.name,
            session=session.session_id.hex(),
            key=key,
            token=session.token.hex(),
            admin=session.admin,
            resumed=resumed,
            code=host.settings.code,
        ),
    )
    host.send(session, lobby(host))
    session.lobby = host.lobby_told[0]
    if host.settings.own:
        host.send(session, offer(host.settings.own))
    if host.rounds.announced:
        host.send(session, host.rounds.announced)
    if host.rounds.results:
        host.send(session, host.rounds.results)
    host.rounds.changed = True
