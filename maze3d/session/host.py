"""The host's end of every session, without any I/O.

Bytes and the time come in through `opened` ... `datagram`, bytes go out through `take_*`; `step` is one tick.
Owns what a message or a datagram does; who is there is the table's (table.py), what is played is the rounds'.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

from maze3d.session.bans import Bans
from maze3d.session.framing import WireError
from maze3d.session.incoming import take_frame, take_packet
from maze3d.session.limits import Addresses
from maze3d.session.messages import Goodbye, Hello, encode
from maze3d.session.outgoing import lobby, send_snapshots
from maze3d.session.pacing import commands_due
from maze3d.session.reservations import Reservations, reserved
from maze3d.session.rounds import Phase, Rounds
from maze3d.session.seal import RejectedError
from maze3d.session.table import Session, SessionTable, State
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.session.host_settings import HostSettings
    from maze3d.session.messages import Join, Message
    from maze3d.sim.match import Match

_log = logging.getLogger(__name__)

SNAPSHOT_TICKS = 3
"""20 snapshots a second while a round is on."""

IDLE_TICKS = 15
"""4 a second else: enough to measure the round trip and to know that the host is there."""

LOBBY_TICKS = 15
PINGS_TICKS = 3 * TICK_RATE
"""The lobby is told when it has changed, 4 times a second at most, and now and then for the pings."""

UNWANTED = frozenset({"lost", "reset", "timeout", "error", "slow", "replaced"})
"""Ends of a session that keep the seat for a while."""


class Host:
    """`entropy(n)` gives n unguessable bytes; `seed` decides mazes when the settings name none."""

    def __init__(self, settings: HostSettings, seed: int, entropy: Callable[[int], bytes]) -> None:
        self.settings = settings
        self.entropy = entropy
        self.table = SessionTable(settings.limits, self._on_close)
        self.reservations = Reservations()
        self.addresses = Addresses(settings.limits)
        self.bans = Bans()
        seed = seed if settings.seed is None else settings.seed
        self.rounds = Rounds(settings, self.table, self.reservations, seed, self.tell)
        self.pass_key = entropy(16).hex()
        """What the host's own bots show instead of an address of their own."""
        self.tick = 0
        self.rejected: Counter[str] = Counter()
        """Connections and joins refused, by reason."""
        self.joins: Counter[str] = Counter()
        """Seats taken: "new", and "back" in the seat that was kept."""
        self.dropped: Counter[str] = Counter()
        """Datagrams not taken, by reason."""
        self.commands: dict[str, Callable[[str, float], list[str]]] = {}
        """Words for the console besides its own, of who runs the host: (what follows, now) -> answer."""
        self.help: list[str] = []
        """Their lines in the console's help."""
        self.stop_asked = False
        self.restart_asked = ""
        """Why the host is to begin anew, everybody's place kept; "" when it is not."""
        self.closed_for = ""
        """Why nobody new is let in, a sentence; "" when anybody is."""
        self.lobby_told = (0, b"")
        """How often the lobby has been told anew, and the words of the last time."""
        self._lobby_phase = self.rounds.phase
        """What was on when the lobby was told last."""
        self._dirty: set[int] = set()
        self.datagrams: list[tuple[bytes, tuple[str, int]]] = []
        """To be sent, with where to."""
        self._now = 0.0

    # -- what the sockets tell

    def opened(self, link: int, address: str, now: float) -> bool:
        """Take a new connection, or not: then nothing is kept of it."""
        rates = self.addresses.of(address, now)
        if rates is None or not rates.connects.take(now):
            self.rejected["connects"] += 1
            return False
        reason = self.table.refusal(address)
        if reason:
            self.rejected[reason] += 1
            return False
        self.table.open(link, address, now)
        return True

    def secured(self, link: int, now: float) -> None:
        """Greet a peer whose stream is ready."""
        session = self.table.by_link(link)
        if session and session.state is State.OPENING:
            session.state = State.GREETED
            session.heard = now
            session.nonce = self.entropy(16)
            locked = bool(self.settings.password)
            hello = Hello(version=self.settings.version, nonce=session.nonce.hex(), locked=locked)
            self.send(session, hello)

    def received(self, link: int, data: bytes, now: float) -> None:
        """Take bytes of a stream."""
        session = self.table.by_link(link)
        if session is None:
            return
        if not session.volume.take(now, len(data)):
            self.end(session, "flood", "You sent more than this host takes.", now)
            return
        try:
            for kind, body in session.unframer.feed(data):
                take_frame(self, session, kind, body, now)
                if self.table.by_link(link) is not session:
                    return
        except WireError as problem:
            self.end(session, "protocol", f"Not understood: {problem}.", now)
        except Exception:  # noqa: BLE001 - one peer's words must never end the match of all
            facts = session.facts("failed")
            _log.exception("a message of seat %d could not be dealt with", session.seat, extra=facts)
            self.end(session, "error", "The host has failed at what you said.", now)

    def lost(self, link: int, reason: str, now: float) -> None:
        """Know that a stream has ended without a goodbye."""
        session = self.table.by_link(link)
        if session:
            self.table.close(session, {"left": "lost", "tls": "handshake"}.get(reason, reason), now)

    def datagram(self, data: bytes, source: tuple[str, int], now: float) -> None:
        """Take a datagram: of a live session, sealed by it, not taken before. Anything else is counted."""
        try:
            session = self.table.of_datagram(data)
            packet = session.opener.open(data) if session.opener else b""
            if session.packets.take(now):
                take_packet(self, session, packet, now)
            else:
                self.dropped["rate"] += 1
        except RejectedError as problem:
            self.dropped[problem.reason] += 1
        except WireError:
            self.dropped["malformed"] += 1
        else:
            session.source = source

    # -- what the sockets ask

    def pending(self, link: int) -> bytes:
        """Return the next bytes for a stream."""
        session = self.table.by_link(link)
        return bytes(session.outbox[:16384]) if session else b""

    def sent(self, link: int, count: int) -> None:
        """Know that `count` of the pending bytes have gone out."""
        session = self.table.by_link(link)
        if session:
            del session.outbox[:count]

    def take_dirty(self) -> list[int]:
        """Return the links that got something to send since this was last asked."""
        dirty, self._dirty = self._dirty, set()
        return list(dirty)

    def take_datagrams(self) -> list[tuple[bytes, tuple[str, int]]]:
        """Return the datagrams to send."""
        out, self.datagrams = self.datagrams, []
        self.table.high_water.datagrams = max(self.table.high_water.datagrams, len(out))
        return out

    def take_closed(self) -> list[tuple[int, bytes]]:
        """Return the links to close, each with last words."""
        out, self.table.last_words = self.table.last_words, []
        return out

    # -- time

    def step(self, now: float) -> None:
        """Do one tick: play what has come, tell what has happened, end what has been silent for too long."""
        self.tick += 1
        self._now = now
        if self.tick % LOBBY_TICKS == 0:
            self._look_after(now)
        match = self.rounds.match
        self.rounds.step(commands_due(match, self.table, self.settings.limits, self.tick) if match else {})
        self._tell_lobby()
        if self.tick % (SNAPSHOT_TICKS if self.rounds.phase is Phase.ROUND else IDLE_TICKS) == 0:
            send_snapshots(self, now)

    def _tell_lobby(self) -> None:
        """Tell all who is here when that has changed: a few in each tick, so that no tick does it all."""
        turned = self.rounds.phase is not self._lobby_phase  # who is told after a round's start is told of it
        due = self.rounds.changed and self.tick % LOBBY_TICKS == 0
        if turned or due or self.tick % PINGS_TICKS == 0:
            self.rounds.changed, self._lobby_phase = False, self.rounds.phase
            self.lobby_told = (self.lobby_told[0] + 1, encode(lobby(self)))
        number, data = self.lobby_told
        for seat in range(self.tick % LOBBY_TICKS, self.settings.seats, LOBBY_TICKS):
            session = self.table.by_seat(seat)
            if session and session.lobby != number:
                session.lobby = number
                self.put(session, data)

    def end_idle(self, now: float, idle_s: float, text: str) -> int:
        """End the sessions of those who have done nothing for so long; return how many."""
        idle = [player for player in self.table.joined() if now - player.active > idle_s]
        for player in idle:
            self.end(player, "idle", text, now)
        return len(idle)

    def vanish(self, now: float) -> None:
        """Be gone without a word, as a host that was killed: the peers try to come back."""
        for session in self.table.rows():
            self.table.close(session, "restart", now)

    def stop(self, now: float) -> None:
        """Say goodbye to everyone."""
        words = encode(Goodbye(reason="stopped", text="The host has ended the match."))
        for session in self.table.rows():
            self.table.close(session, "stopped", now, words)

    # -- saying something

    def send(self, session: Session, message: Message) -> None:
        """Say something to one peer; one that does not read is dropped, not stored for."""
        self.put(session, encode(message))

    def tell(self, message: Message) -> None:
        """Say something to all who have joined."""
        data = encode(message)
        for session in self.table.joined():
            self.put(session, data)

    def is_own(self, message: Join) -> bool:
        """Tell whether a peer is one of the host's own bots."""
        return message.admin == self.pass_key

    # -- inside

    def put(self, session: Session, data: bytes) -> None:
        """Have `data` sent on a session's stream."""
        if self.table.by_link(session.link) is not session:
            return  # ended by what was said to another just now
        if len(session.outbox) + len(data) > self.settings.limits.outbox_bytes:
            self.table.close(session, "slow", self._now)
            return
        session.outbox += data
        self.table.high_water.outbox_bytes = max(self.table.high_water.outbox_bytes, len(session.outbox))
        self._dirty.add(session.link)

    def end(self, session: Session, reason: str, text: str, now: float) -> None:
        """End a session and say why."""
        self.table.close(session, reason, now, encode(Goodbye(reason=reason, text=text)))

    def _look_after(self, now: float) -> None:
        limits = self.settings.limits
        for session in self.table.rows():
            if session.state is State.JOINED:
                _note_activity(session, self.rounds.match, now)
                if now - session.heard > limits.silence_s:
                    self.end(session, "timeout", "Nothing was heard from you for too long.", now)
            elif now - session.opened > limits.handshake_s:
                self.table.close(session, "handshake", now)
        for kept in self.reservations.expire(now):
            self.rounds.gone_for_good(kept.seat)
        self.addresses.forget_idle(now)

    def _on_close(self, session: Session, reason: str, now: float) -> None:
        """Take a player's body out of the match; keep his seat when he did not want to go."""
        if session.state is not State.JOINED:
            return
        who, facts = (session.name, session.seat, session.address), session.facts("gone", reason=reason)
        _log.info("%s (seat %d, %s) is gone: %s", *who, reason, extra=facts)
        match, seat = self.rounds.match, session.seat
        place = match.leave(seat) if match and seat in match.players else None
        self.rounds.changed = True
        if reason not in UNWANTED:
            self.rounds.gone_for_good(seat)
            return
        ends = now + self.settings.limits.reservation_s
        self.reservations.keep(session.token, reserved(session, self.rounds.match_number, place, ends))


def _note_activity(session: Session, match: Match | None, now: float) -> None:
    """See who does something with his body."""
    player = match.players.get(session.seat) if match else None
    if player:
        mark = (player.body.x, player.body.y, player.body.yaw)
        if mark != session.mark:
            session.mark, session.active = mark, now
