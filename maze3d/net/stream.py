"""One TLS stream on a non-blocking socket: shake hands, read, write, close with last words.

Owns what the many ways of a stream to end are called. Keeps nothing between calls: both ends hold only the
SSLSocket.
"""

from __future__ import annotations

import contextlib
import socket
import ssl

READ_BYTES = 16 * 1024
"""The most that is read of one stream in one go; also the most that one TLS record holds."""

READ_RECORDS = 32
"""The most records read in one go: one-byte records cost as much as full ones."""

_DRAIN_BYTES = 64 * 1024


class StreamEndedError(Exception):
    """The stream is over. `reason`: "left" (its other end closed it), "reset", "tls" or "error".

    Before there is a stream: "unknown address", "unreachable" or "refused".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WantsWriteError(Exception):
    """A handshake has something to send and the socket takes nothing now."""


def prepare(raw: socket.socket) -> None:
    """Set a stream's socket up: never waiting, and small messages go out at once."""
    raw.setblocking(False)
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def shake(stream: ssl.SSLSocket) -> bool:
    """Go on with the handshake; return whether it is done. Raises WantsWriteError, StreamEndedError."""
    try:
        stream.do_handshake()
    except ssl.SSLWantReadError:
        return False
    except ssl.SSLWantWriteError:
        raise WantsWriteError from None
    except (OSError, ValueError) as problem:
        raise StreamEndedError(_reason(problem)) from None
    return True


def read(stream: ssl.SSLSocket, most_bytes: int) -> bytes:
    """Return up to `most_bytes` of one record, b"" when nothing has come. Raises StreamEndedError."""
    try:
        data = stream.recv(most_bytes)
    except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return b""
    except (OSError, ValueError) as problem:
        raise StreamEndedError(_reason(problem)) from None
    if not data:
        raise StreamEndedError("left")
    return data


def write(stream: ssl.SSLSocket, data: bytes) -> int:
    """Send; return how much was taken, 0 when the socket is full. Raises StreamEndedError.

    After a 0 the next call has to begin with the same bytes: OpenSSL has made a record of them already.
    """
    try:
        return stream.send(data)
    except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return 0
    except (OSError, ValueError) as problem:
        raise StreamEndedError(_reason(problem)) from None


def close(stream: socket.socket, last_words: bytes | None = None) -> None:
    """Close a stream; with `last_words`, b"" too, in good order, trying once to send them.

    Never waits, never raises.
    """
    if last_words is not None and isinstance(stream, ssl.SSLSocket):
        for step in (
            lambda: stream.send(last_words) if last_words else 0,
            stream.unwrap,
            lambda: stream.shutdown(socket.SHUT_WR),
            # What came and was not read would make the system reset the connection: last words could be lost.
            lambda: socket.socket.recv(stream, _DRAIN_BYTES),
        ):
            with contextlib.suppress(OSError, ValueError):
                step()
    stream.close()


def _reason(problem: OSError | ValueError) -> str:
    if isinstance(problem, ssl.SSLZeroReturnError):
        return "left"
    if isinstance(problem, ssl.SSLEOFError | ssl.SSLSyscallError | ConnectionError):
        return "reset"  # it broke off: an end in good order says goodbye
    return "tls" if isinstance(problem, ssl.SSLError) else "error"
