"""Seats kept for players who were lost, each for a minute at most.

Owns all that is left of such a player: the token that brings him back, name, score and place, under 512
bytes. Only the token's hash is kept, so nothing here opens a seat.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.session.table import Session
    from maze3d.sim.players import Place

TOKEN_BYTES = 16


class Reservation(NamedTuple):
    """What a lost player gets back."""

    seat: int
    name: str
    key: bytes
    look: tuple[int, int]
    score: int
    match: int
    """The match `place` is of."""
    place: Place | None
    address: str
    """Counts as one of its address's sessions."""
    bot: bool
    admin: bool
    ends: float


def reserved(session: Session, match: int, place: Place | None, ends: float) -> Reservation:
    """Return what is kept of a session that has ended: its `place` in a `match`, until `ends`."""
    return Reservation(
        seat=session.seat,
        name=session.name,
        key=session.key,
        look=session.look,
        score=session.score,
        match=match,
        place=place,
        address=session.address if session.counted else "",
        bot=session.bot,
        admin=session.admin,
        ends=ends,
    )


class Reservations:
    """At most one a seat."""

    def __init__(self) -> None:
        self._by_token: dict[bytes, Reservation] = {}

    def __len__(self) -> int:
        return len(self._by_token)

    def __iter__(self) -> Iterator[Reservation]:
        return iter(self._by_token.values())

    def keep(self, token: bytes, reservation: Reservation) -> None:
        """Keep a seat; one kept before for the same seat goes."""
        self.keep_hashed(hashed(token), reservation)

    def keep_hashed(self, token_hash: bytes, reservation: Reservation) -> None:
        """Keep a seat for the owner of the token with this hash."""
        self.drop(reservation.seat)
        self._by_token[token_hash] = reservation

    def items(self) -> list[tuple[bytes, Reservation]]:
        """Return all of them, each with its token's hash."""
        return list(self._by_token.items())

    def find(self, token: bytes, key: bytes) -> Reservation | None:
        """Return what is kept for the owner of a token, or for a player who lost his; `drop` uses it up."""
        found = self._by_token.get(hashed(token))
        return found or next((kept for kept in self if kept.key == key), None)

    def drop(self, seat: int) -> None:
        """Let go of the reservation of a seat, if there is one."""
        for token_hash, reservation in self._by_token.items():
            if reservation.seat == seat:
                del self._by_token[token_hash]
                return

    def change(self, seat: int, **fields: Any) -> None:
        """Change what is kept for a seat."""
        for token_hash, reservation in self._by_token.items():
            if reservation.seat == seat:
                self._by_token[token_hash] = reservation._replace(**fields)
                return

    def expire(self, now: float) -> list[Reservation]:
        """Let go of those whose time is over, and return them."""
        over = [each for each, reservation in self._by_token.items() if reservation.ends <= now]
        return [self._by_token.pop(each) for each in over]


def hashed(token: bytes) -> bytes:
    """Return what is kept of a token: it opens nothing."""
    return hashlib.blake2b(token, digest_size=16).digest()
