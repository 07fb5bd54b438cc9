"""A few pages over HTTP, served by a thread of its own to whoever asks, and never to their cost to the game.

Owns the sockets and every bound: connections at a time, how long one may take, how long its head is, how many
a second. A visitor who is slow or does not end is closed; one too many closes the oldest. Knows nothing of
what is on a page.
"""

from __future__ import annotations

import contextlib
import logging
import selectors
import socket
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from maze3d.net.addresses import numeric
from maze3d.net.datagrams import open_bound
from maze3d.session.limits import Bucket

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
MOST_VISITS = 16
MOST_HEAD_BYTES = 8192
VISIT_S = 5.0
"""From the connection to the last byte of the page."""

VISITS_PER_S, VISIT_BURST = 20.0, 40
"""More wait with the system until it is their turn: each costs the game some of its time."""

PAUSE_S = 0.05
JOIN_S = 1.0


class Page(NamedTuple):
    """What is answered."""

    status: HTTPStatus
    body: bytes
    kind: str = "text/plain; charset=utf-8"


@dataclass(slots=True, eq=False)
class _Visit:
    ends: float
    head: bytearray = field(default_factory=bytearray)
    answer: bytes = b""


class Pages:
    """Serves `page(path)` at an address of this computer. Raises OSError when it cannot be had."""

    def __init__(self, bind: str, port: int) -> None:
        place = numeric(bind, port)
        if place is None:
            raise OSError(f'"{bind}" is not a numeric address')
        self._listener = open_bound(place.family, socket.SOCK_STREAM, place.where)
        self._listener.listen(MOST_VISITS)
        self.port = int(self._listener.getsockname()[1])
        self._woken, self._waker = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, READ)
        self._selector.register(self._woken, READ)
        self._visits: dict[socket.socket, _Visit] = {}
        """In the order they came."""
        self._rate = Bucket(VISITS_PER_S, VISIT_BURST, time.monotonic())
        self._page: Callable[[str], Page] = lambda _path: _error(HTTPStatus.SERVICE_UNAVAILABLE)
        self._thread = threading.Thread(target=self._work, name="pages", daemon=True)

    def start(self, page: Callable[[str], Page]) -> None:
        """Begin to serve. `page` is called in the thread."""
        self._page = page
        self._thread.start()

    def close(self) -> None:
        """End the thread and close everything."""
        self._waker.close()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)
        else:
            self._close_all()

    def _work(self) -> None:
        try:
            while self._turn():
                pass
        finally:
            self._close_all()

    def _turn(self) -> bool:
        """Wait for something to do and do it; return whether to go on."""
        oldest = next(iter(self._visits.values()), None)
        events = self._selector.select(max(0.0, oldest.ends - time.monotonic()) if oldest else None)
        now = time.monotonic()
        for key, _mask in events:
            if key.fileobj is self._woken:
                return False
            if key.fileobj is self._listener:
                self._accept(now)
            elif isinstance(key.fileobj, socket.socket):
                self._serve(key.fileobj)
        for connection, visit in list(self._visits.items()):
            if now >= visit.ends:
                self._close(connection)
        return True

    def _accept(self, now: float) -> None:
        if not self._rate.take(now):
            time.sleep(PAUSE_S)
            return
        try:
            connection, _where = self._listener.accept()
        except OSError:  # gone again, or too many open files
            time.sleep(PAUSE_S)
            return
        if len(self._visits) >= MOST_VISITS:
            self._close(next(iter(self._visits)))
        connection.setblocking(False)
        self._visits[connection] = _Visit(now + VISIT_S)
        self._selector.register(connection, READ)

    def _serve(self, connection: socket.socket) -> None:
        """Read on, or write on."""
        visit = self._visits.get(connection)
        if visit is None:
            return
        try:
            over = self._read(connection, visit) if not visit.answer else False
            if visit.answer:
                visit.answer = visit.answer[connection.send(visit.answer) :]
                over = not visit.answer
                self._selector.modify(connection, WRITE)
        except BlockingIOError:
            return
        except OSError:
            over = True
        if over:
            self._close(connection)

    def _read(self, connection: socket.socket, visit: _Visit) -> bool:
        """Read on and have the answer once the head is whole; return whether there is no more to read."""
        data = connection.recv(MOST_HEAD_BYTES)
        visit.head += data
        if b"\r\n\r\n" in visit.head or len(visit.head) >= MOST_HEAD_BYTES:
            visit.answer = self._answer(bytes(visit.head))
        return not data

    def _answer(self, head: bytes) -> bytes:
        words = head.partition(b"\r\n")[0].decode("latin-1").split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/1.") or b"\r\n\r\n" not in head:
            page = _error(HTTPStatus.BAD_REQUEST)
        elif words[0] not in {"GET", "HEAD"}:
            page = _error(HTTPStatus.METHOD_NOT_ALLOWED)
        else:
            try:
                page = self._page(words[1].partition("?")[0])
            except Exception:  # noqa: BLE001 - a page that cannot be made must not end all others
                _log.exception("a page of figures could not be made")
                page = _error(HTTPStatus.INTERNAL_SERVER_ERROR)
        lines = (
            f"HTTP/1.1 {page.status.value} {page.status.phrase}",
            f"Content-Type: {page.kind}",
            f"Content-Length: {len(page.body)}",
            *(["Allow: GET, HEAD"] if page.status is HTTPStatus.METHOD_NOT_ALLOWED else []),
            "Connection: close",
        )
        return "\r\n".join((*lines, "", "")).encode() + (b"" if words[0] == "HEAD" else page.body)

    def _close(self, connection: socket.socket) -> None:
        del self._visits[connection]
        self._selector.unregister(connection)
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
        connection.close()

    def _close_all(self) -> None:
        for connection in list(self._visits):
            self._close(connection)
        self._selector.close()
        for each in (self._listener, self._woken):
            each.close()


def _error(status: HTTPStatus) -> Page:
    return Page(status, f"{status.phrase}\n".encode())
