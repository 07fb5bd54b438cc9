"""Attacks with datagrams: made up, forged in a player's name, replayed, too many."""

from __future__ import annotations

import secrets
import socket
from typing import TYPE_CHECKING

import pytest

from maze3d.session import messages as m
from maze3d.session.packets import CommandPacket, encode_commands
from maze3d.session.seal import peer_end

if TYPE_CHECKING:
    from tests.attacks.arena import Arena

FLOOD = 20_000


def socket_of(address: str) -> socket.socket:
    """Return a datagram socket of an attacker's."""
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind((address, 0))
    return udp


def no_answer(udp: socket.socket) -> None:
    """See that nothing has come back."""
    udp.setblocking(False)
    with pytest.raises(BlockingIOError):
        udp.recv(2048)


def spoofed(arena: Arena) -> str:
    """Datagrams in the bots' names, with their true session ids and any counter, and in nobody's name."""
    ids = [bytes.fromhex(each[2]) for each in arena.before["bots"]]
    with socket_of("127.0.0.2") as udp:
        for number in range(100):
            for sid in ids[:3]:
                udp.sendto(
                    sid + number.to_bytes(8, "big") + secrets.token_bytes(60), ("127.0.0.1", arena.port)
                )
                udp.sendto(sid + b"\xff" * 8 + secrets.token_bytes(60), ("127.0.0.1", arena.port))
            udp.sendto(secrets.token_bytes(80), ("127.0.0.1", arena.port))
            if number % 10 == 0:
                arena.counts()  # its buffer never overflows: each datagram is looked at
        got = arena.until_counted("dropped", "unknown", 100)
        got = arena.since(
            "dropped", arena.until(lambda now: arena.since("dropped", now).total() >= 700, "700")
        )
        no_answer(udp)
    assert set(got) <= {"unknown", "forged", "late", "replayed"}
    assert got["forged"] >= 300  # those with a counter that was still to come
    return f"dropped {dict(got)}, answered none"


def replayed(arena: Arena) -> str:
    """A player's true datagram sent again and again, from another computer that wants his snapshots."""
    owner = arena.visitor("Owner", "127.0.0.3")
    welcome = owner.join()
    assert isinstance(welcome, m.Welcome)
    sealer, _opener = peer_end(bytes.fromhex(welcome.session), bytes.fromhex(welcome.key))
    true = sealer.seal(encode_commands(CommandPacket(0, 0, 0, 0)))
    with socket_of("127.0.0.3") as own, socket_of("127.0.0.4") as thief:
        own.sendto(true, ("127.0.0.1", arena.port))
        own.settimeout(20)
        own.recv(2048)  # the owner gets snapshots
        for _ in range(200):
            thief.sendto(true, ("127.0.0.1", arena.port))
        got = arena.until_counted("dropped", "replayed", 200)
        own.recv(2048)  # and goes on getting them
        no_answer(thief)
    assert got == {"replayed": 200}
    owner.say(m.Leave())
    owner.close()
    return f"dropped {dict(got)}, the snapshots still go to the player"


def flooded(arena: Arena) -> str:
    """As many datagrams of every length as one computer can send."""
    rubbish = [secrets.token_bytes(size) for size in (1, 31, 32, 60, 1200, 1201, 2000)]
    with socket_of("127.0.0.2") as udp:
        sent, dropped = 0, arena.since("dropped")
        while sent < FLOOD or dropped["long"] < FLOOD // 100:
            for number in range(FLOOD // 10):
                udp.sendto(rubbish[number % len(rubbish)], ("127.0.0.1", arena.port))
            sent += FLOOD // 10
            dropped = arena.since("dropped")
        no_answer(udp)
    assert set(dropped) == {"short", "long", "unknown"}
    return f"sent {sent:,}: dropped {dict(dropped)}, the system the rest"


ATTACKS = (spoofed, replayed, flooded)
