"""What one address and one session may ask of a host.

Owns the numbers and the token buckets. Knows nothing of connections.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """All of them can be set by the host."""

    sessions_per_address: int = 8
    half_open: int = 64
    """Connections that have not joined yet, in all."""
    half_open_per_address: int = 8
    handshake_s: float = 10.0
    """How long a connection has to join."""
    silence_s: float = 10.0
    """After so long without a word a peer is gone."""
    reservation_s: float = 60.0
    connects_per_s: float = 2.0
    connect_burst: int = 16
    messages_per_s: float = 20.0
    message_burst: int = 60
    packets_per_s: float = 60.0
    packet_burst: int = 120
    bytes_per_s: float = 32 * 1024.0
    byte_burst: int = 64 * 1024
    chat_per_s: float = 0.5
    chat_burst: int = 4
    outbox_bytes: int = 128 * 1024
    """What waits for a slow reader before he is dropped."""
    waiting_commands: int = 32
    burst_ticks: int = 15
    """How many ticks of commands that came late may be played at once."""
    password_tries_per_s: float = 0.2
    password_burst: int = 5
    addresses: int = 1024
    """Addresses remembered for their rates."""


class Bucket:
    """A token bucket: `rate` tokens a second, `burst` at most."""

    __slots__ = ("_at", "_burst", "_rate", "_tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._tokens = float(burst)
        self._at = now

    def take(self, now: float, count: float = 1.0) -> bool:
        """Take `count` tokens if they are there."""
        at = self._at
        if now > at:
            tokens = self._tokens + (now - at) * self._rate
            self._tokens = min(self._burst, tokens)
        self._at = now
        if self._tokens < count:
            return False
        self._tokens -= count
        return True

    def full(self, now: float) -> bool:
        """Tell whether nothing has been taken for long: the bucket can be forgotten."""
        self._fill(now)
        return self._tokens >= self._burst

    def _fill(self, now: float) -> None:
        self._tokens = min(self._burst, self._tokens + max(0.0, now - self._at) * self._rate)
        self._at = now


@dataclass(slots=True)
class Rates:
    """What one address has used up."""

    connects: Bucket
    passwords: Bucket


class Addresses:
    """The rates of the addresses that came lately; never more than `limits.addresses` of them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rates: dict[str, Rates] = {}

    def __len__(self) -> int:
        return len(self._rates)

    def of(self, address: str, now: float) -> Rates | None:
        """Return an address's rates; None when so many are remembered that no other can be."""
        group = group_of(address)
        found = self._rates.get(group)
        if found is None:
            if len(self._rates) >= self._limits.addresses:
                self.forget_idle(now)
                if len(self._rates) >= self._limits.addresses:
                    return None
            limits = self._limits
            found = self._rates[group] = Rates(
                Bucket(limits.connects_per_s, limits.connect_burst, now),
                Bucket(limits.password_tries_per_s, limits.password_burst, now),
            )
        return found

    def forget_idle(self, now: float) -> None:
        """Forget the addresses that have used nothing for long."""
        idle = [
            group
            for group, rates in self._rates.items()
            if rates.connects.full(now) and rates.passwords.full(now)
        ]
        for group in idle:
            del self._rates[group]


def group_of(address: str) -> str:
    """Return what counts as one address: itself, or the /64 that one IPv6 user has to himself."""
    if ":" not in address:
        return address
    try:
        whole = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if whole.is_loopback:
        return address
    return str(ipaddress.IPv6Network((int(whole) >> 64 << 64, 64)))
