"""Players that come and go in every way there is, over real sockets."""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d.session import messages as m
from maze3d.session.framing import MOST_FROM_HOST_BYTES, Kind, Unframer
from maze3d.session.packets import CommandPacket, encode_commands
from maze3d.session.seal import Sealer

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS = ("leave", "vanish", "close", "vanish", "reset", "vanish", "rubbish", "refused", "knock")
"""A third vanishes without a word: the host has to find out."""

_CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_CONTEXT.check_hostname = False
_CONTEXT.verify_mode = ssl.CERT_NONE


@dataclass
class Visitor:
    """One player's stream, spoken by hand."""

    port: int
    name: str
    heard: list[m.Message] = field(default_factory=list)
    address: str = "127.0.0.1"
    """Where it comes from: Linux has all of 127.x.y.z."""

    def __post_init__(self) -> None:
        here = (self.address, 0)
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=20, source_address=here)
        self.raw = raw
        self.secure: ssl.SSLSocket | None = None
        self.unframer = Unframer(MOST_FROM_HOST_BYTES)

    def shake(self) -> None:
        """Shake hands."""
        self.secure = _CONTEXT.wrap_socket(self.raw)
        self.raw = self.secure

    def say(self, message: m.Message) -> None:
        """Send a message."""
        self.raw.sendall(m.encode(message))

    def messages(self) -> Iterator[m.Message]:
        """Yield what the host says until it ends the stream."""
        while data := self.raw.recv(16384):
            for kind, body in self.unframer.feed(data):
                if kind is Kind.MESSAGE:
                    message = m.decode_from_host(body)
                    self.heard.append(message)
                    yield message

    def join(self, protocol: int = m.PROTOCOL) -> m.Message:
        """Join and return what the host answers."""
        key = hashlib.blake2b(self.name.encode(), digest_size=16).hexdigest()
        self.say(m.Join(version="test", name=self.name, key=key, protocol=protocol))
        return next(each for each in self.messages() if isinstance(each, m.Welcome | m.Refused | m.Goodbye))

    def command(self, welcome: m.Welcome) -> None:
        """Send one datagram, so that the host knows where from."""
        sealer = Sealer(bytes.fromhex(welcome.session), bytes.fromhex(welcome.to_host))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.sendto(sealer.seal(encode_commands(CommandPacket(0, 0, 0, 0))), ("127.0.0.1", self.port))

    def close(self, *, reset: bool = False) -> None:
        """Close the stream, with a reset or in order."""
        if reset:
            self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.raw.close()


def visit(port: int, number: int) -> str:
    """Come and go in the way of this number; return how it went: "joined", or the reason of a refusal."""
    way = WAYS[number % len(WAYS)]
    visitor = Visitor(port, f"Visitor {number}")
    try:
        if way == "knock":
            return "knocked"
        visitor.shake()
        answer = visitor.join(protocol=99 if way == "refused" else m.PROTOCOL)
        if not isinstance(answer, m.Welcome):
            return answer.reason if isinstance(answer, m.Refused) else "goodbye"
        if number % 2:
            visitor.command(answer)
        if way == "leave":
            visitor.say(m.Leave())
            list(visitor.messages())
        elif way == "rubbish":
            visitor.raw.sendall(b"\x00\x00\x00\x00\x00")
            list(visitor.messages())
        elif way == "vanish":  # the host has to end it: only then is the stream over
            goodbye = [each for each in visitor.messages() if isinstance(each, m.Goodbye)]
            return goodbye[-1].reason if goodbye else "ended"
    except (ConnectionError, ssl.SSLError, TimeoutError) as problem:
        return type(problem).__name__
    else:
        return "joined"
    finally:
        visitor.close(reset=way == "reset")


def parsed(line: str) -> dict[str, object]:
    """Return a census."""
    found: dict[str, object] = json.loads(line)
    return found
