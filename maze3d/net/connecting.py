"""One attempt to reach a host: its name is looked up, its addresses are tried in turn, none of it waits.

Owns the order and the time of the tries. Ends with a connected socket, or with StreamEndedError: "unknown
address", "unreachable" or "refused".
"""

from __future__ import annotations

import contextlib
import queue
import selectors
import socket
import threading
from typing import TYPE_CHECKING

from maze3d.net import stream
from maze3d.net.addresses import Endpoint, numeric, resolve
from maze3d.net.stream import StreamEndedError

if TYPE_CHECKING:
    from collections.abc import Callable

CONNECT_S = 5.0
"""How long looking up, connecting and the handshake may take together."""

_LOOK_UP_S = 0.02
"""How often is looked whether the name has been found: no socket says so."""


class Connecting:
    """An attempt, begun at `now`. `address` is numeric or a computer's name; `owner` is the key's data.

    A name is looked up in a thread: the system can take seconds, and a frame of the game must not wait.
    """

    def __init__(
        self, address: str, port: int, selector: selectors.BaseSelector, owner: object, now: float
    ) -> None:
        self.give_up = now + CONNECT_S
        self._selector = selector
        self._owner = owner
        self._found: queue.SimpleQueue[list[Endpoint]] | None = None
        self._places: list[Endpoint] = []
        self._place: Endpoint | None = None
        self._next_try = now
        self._raw: socket.socket | None = None
        self._failed = "unreachable"
        place = numeric(address, port)
        if place:
            self._places = [place]
        else:
            self._found = queue.SimpleQueue()
            threading.Thread(
                target=_look_up, args=(self._found.put, address, port), name="look-up", daemon=True
            ).start()

    def step(self, now: float) -> float:
        """Begin the next try when it is due; return how long to wait, in seconds. Raises StreamEndedError."""
        if self._found and not self._found.empty():
            self._places = self._found.get()
            self._found = None
            if not self._places:
                raise StreamEndedError("unknown address")
        if now >= self.give_up:
            raise StreamEndedError("unknown address" if self._found else self._failed)
        if self._found:
            return _LOOK_UP_S
        if self._raw is None or now >= self._next_try:
            self._try_next(now)
        return self._next_try - now

    def connected(self, fileobj: object) -> tuple[socket.socket, Endpoint] | None:
        """Take an event: return the socket when it is connected, with where to. Raises StreamEndedError."""
        raw, place = self._raw, self._place
        if raw is None or place is None or fileobj is not raw:
            return None
        problem = raw.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if problem:
            self._note(OSError(problem, ""))
            return None
        self._selector.unregister(raw)
        self._raw = None
        return raw, place

    def close(self) -> None:
        """Stop trying."""
        if self._raw is not None:
            with contextlib.suppress(KeyError, ValueError):  # not registered yet
                self._selector.unregister(self._raw)
            self._raw.close()
            self._raw = None

    def _try_next(self, now: float) -> None:
        """Try the places until one does not fail at once."""
        self.close()
        while self._places:
            self._next_try = now + (self.give_up - now) / len(self._places)
            self._place = self._places.pop(0)
            try:
                raw = self._raw = socket.socket(self._place.family, socket.SOCK_STREAM)
                stream.prepare(raw)
                raw.connect(self._place.where)
            except BlockingIOError:
                pass
            except OSError as problem:
                self._note(problem)
                continue
            self._selector.register(raw, selectors.EVENT_WRITE, self._owner)
            return
        raise StreamEndedError(self._failed)

    def _note(self, problem: OSError) -> None:
        """Remember why a place cannot be reached."""
        self._failed = "refused" if isinstance(problem, ConnectionRefusedError) else "unreachable"
        self.close()


def _look_up(found: Callable[[list[Endpoint]], None], name: str, port: int) -> None:
    found(resolve(name, port))
