"""What attackers and bad luck do to a host in a soak, besides leaving: a function each.

All come from addresses of their own on the loopback, and stop early when they are told to. Owns what is sent.
Knows nothing of when.
"""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING

from maze3d.session import messages as m
from maze3d.session.framing import HEAD, Kind, frame
from maze3d.session.packets import CommandPacket, encode_commands
from maze3d.session.seal import peer_end
from soaking.guests import PROBLEMS
from soaking.visitor import Visitor

if TYPE_CHECKING:
    from random import Random
    from threading import Event

FLOODER, RUBBISH, SLOW = "127.66.0.1", "127.66.0.2", "127.66.0.3"
ATTACKERS = {"Flooder": FLOODER, "Rubbish": RUBBISH, "Slow": SLOW}
"""Where they come from, by name."""

HOST = "127.0.0.1"
FLOOD_CONNECTS = 200
FLOOD_MESSAGES = 200
FLOOD_DATAGRAMS_PER_S = 2000
SLOW_BYTES = 4096
A_TICK_S = 1 / 30

STREAMS = (
    b"GET / HTTP/1.1\r\n\r\n",
    frame(Kind.MESSAGE, b"[" * 5000),
    frame(Kind.MESSAGE, b'{"type":"join"}'),
    frame(Kind.MESSAGE, b'{"type":"say","text":"\xff"}'),
    HEAD.pack(2**31, Kind.MESSAGE),
    HEAD.pack(0, 0),
    frame(Kind.PACKET, bytes(40)),
)
"""Said after the handshake, where a player would join."""


def flood(port: int, random: Random, seconds: float, stopping: Event) -> None:
    """Connect, speak and send datagrams as fast as the host never allows."""
    for _ in range(FLOOD_CONNECTS):
        with socket.socket() as raw, contextlib.suppress(OSError):
            raw.settimeout(1.0)
            raw.bind((FLOODER, 0))
            raw.connect((HOST, port))
    with contextlib.suppress(*PROBLEMS):
        visitor = Visitor(port, "Flooder", address=FLOODER)
        try:
            visitor.shake()
            if isinstance(visitor.join(), m.Welcome):
                for number in range(FLOOD_MESSAGES):
                    visitor.say(m.Chat(text=f"Flood {number}"))
                list(visitor.messages())
        finally:
            visitor.close()
    _datagrams(port, FLOODER, seconds, stopping, _sealed_by_nobody(random, FLOOD_DATAGRAMS_PER_S, (60, 61)))


def garbage(port: int, random: Random, seconds: float, stopping: Event) -> None:
    """Say what cannot be understood: instead of a handshake, after it, after joining, and by datagram."""
    with socket.socket() as raw, contextlib.suppress(OSError):
        raw.settimeout(1.0)
        raw.bind((RUBBISH, 0))
        raw.connect((HOST, port))
        raw.sendall(random.randbytes(500))
        raw.recv(500)
    for said in (*STREAMS, random.randbytes(300)):
        with contextlib.suppress(*PROBLEMS):
            visitor = Visitor(port, "Rubbish", address=RUBBISH)
            try:
                visitor.shake()
                visitor.raw.sendall(said)
                list(visitor.messages())
            finally:
                visitor.close()
    with contextlib.suppress(*PROBLEMS):
        visitor = Visitor(port, "Rubbish", address=RUBBISH)
        try:
            visitor.shake()
            if isinstance(answer := visitor.join(), m.Welcome):
                _nearly_right(port, answer, random)
                visitor.raw.sendall(frame(Kind.PACKET, random.randbytes(50)))
                list(visitor.messages())
        finally:
            visitor.close()
    _datagrams(port, RUBBISH, seconds, stopping, _sealed_by_nobody(random, 200, (0, 1400)))


def slow(port: int, random: Random, seconds: float, stopping: Event) -> None:
    """Play and never read: the host has to drop what it cannot send, at the latest when it is too much."""
    with contextlib.suppress(*PROBLEMS):
        visitor = Visitor(port, "Slow", address=SLOW, receive_bytes=SLOW_BYTES)
        try:
            visitor.shake()
            if isinstance(answer := visitor.join(), m.Welcome):
                end = time.monotonic() + seconds
                while time.monotonic() < end and not stopping.wait(2 * A_TICK_S):
                    visitor.command(answer)
        finally:
            visitor.close(reset=random.random() < 0.5)


def _nearly_right(port: int, welcome: m.Welcome, random: Random) -> None:
    """Send a datagram of this session twice, changed, cut, and one that says nothing sensible."""
    sealer, _opener = peer_end(bytes.fromhex(welcome.session), bytes.fromhex(welcome.key))
    right = sealer.seal(encode_commands(CommandPacket(0, 0, 0, 0)))
    changed = bytearray(right)
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    sent = (right, right, bytes(changed), right[: random.randrange(len(right))], sealer.seal(b"\x01"))
    with socket.socket(type=socket.SOCK_DGRAM) as udp:
        udp.bind((RUBBISH, 0))
        for data in sent:
            udp.sendto(data, (HOST, port))


def _sealed_by_nobody(random: Random, per_s: int, sizes: tuple[int, int]) -> list[bytes]:
    """Return datagrams for a thirtieth of a second."""
    return [random.randbytes(random.randrange(*sizes)) for _ in range(round(per_s * A_TICK_S))]


def _datagrams(port: int, address: str, seconds: float, stopping: Event, each_tick: list[bytes]) -> None:
    """Send datagrams of no session, the same again and again."""
    with socket.socket(type=socket.SOCK_DGRAM) as udp, contextlib.suppress(OSError):
        udp.bind((address, 0))
        for _ in range(int(seconds / A_TICK_S)):
            for data in each_tick:
                udp.sendto(data, (HOST, port))
            if stopping.wait(A_TICK_S):
                return
