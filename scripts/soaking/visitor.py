"""One player's end of a session, spoken by hand, for tests and soaks: does what no game does.

Owns the stream. Blocks, so it is for threads.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d.session import messages as m
from maze3d.session.framing import MOST_FROM_HOST_BYTES, Kind, Unframer
from maze3d.session.packets import CommandPacket, encode_commands
from maze3d.session.seal import Sealer, peer_end

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S = 20
_CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_CONTEXT.check_hostname = False
_CONTEXT.verify_mode = ssl.CERT_NONE


@dataclass
class Visitor:
    """A connection from `address` (Linux has all of 127.x.y.z) to a host on this computer."""

    port: int
    name: str
    heard: list[m.Message] = field(default_factory=list)
    address: str = "127.0.0.1"
    receive_bytes: int = 0
    """How much the system may keep that is not read, when not as usual."""

    def __post_init__(self) -> None:
        """Connect."""
        raw = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            raw.settimeout(PATIENCE_S)
            if self.receive_bytes:
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.receive_bytes)
            raw.bind((self.address, 0))
            raw.connect(("127.0.0.1", self.port))
        except OSError:
            raw.close()
            raise
        self.raw: socket.socket = raw
        self.unframer = Unframer(MOST_FROM_HOST_BYTES)
        self.sealer: Sealer | None = None

    def shake(self) -> None:
        """Shake hands."""
        self.raw = _CONTEXT.wrap_socket(self.raw)

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

    def join(self, protocol: int = m.PROTOCOL, resume: str = "") -> m.Message:
        """Join and return what the host answers."""
        key = hashlib.blake2b(self.name.encode(), digest_size=16).hexdigest()
        self.say(m.Join(version="test", name=self.name, key=key, protocol=protocol, resume=resume))
        return next(each for each in self.messages() if isinstance(each, m.Welcome | m.Refused | m.Goodbye))

    def command(self, welcome: m.Welcome, times: int = 1) -> None:
        """Send datagrams, so that the host knows where from."""
        if self.sealer is None:
            self.sealer, _opener = peer_end(bytes.fromhex(welcome.session), bytes.fromhex(welcome.key))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.bind((self.address, 0))
            for _ in range(times):
                sealed = self.sealer.seal(encode_commands(CommandPacket(0, 0, 0, 0)))
                udp.sendto(sealed, ("127.0.0.1", self.port))

    def close(self, *, reset: bool = False) -> None:
        """Close the stream, with a reset or in order."""
        if reset:
            self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.raw.close()
