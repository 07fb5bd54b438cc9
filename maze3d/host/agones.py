"""What Agones is told while it runs the host: its SDK's REST calls, to the sidecar on this computer.

Owns which call is made when. The calls are made in a thread, so that the ticks never wait for an answer; that
the host is well is said by the ticks alone, so one whose ticks stand is soon replaced. Where
AGONES_SDK_HTTP_PORT is not set there is none of this.

Held to the SDK's published definition by tests/host/test_agones.py. It has never run on Agones itself.
"""

from __future__ import annotations

import contextlib
import http.client
import logging
import os
import queue
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d.host.config import ConfigError
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from maze3d.host.config import Options
    from maze3d.session.host import Host

_log = logging.getLogger(__name__)

PORT_VARIABLE = "AGONES_SDK_HTTP_PORT"
READY, ALLOCATE, HEALTH, SHUTDOWN = "/ready", "/allocate", "/health", "/shutdown"

HEALTH_TICKS = TICK_RATE
"""As often as the process looks whether anybody is here: who was allocated for is waited out as well."""

ANSWER_S = 2.0
LAST_ANSWER_S = 1.0
"""How long the end of a host waits for the last call."""

MOST_WAITING = 8
"""Calls that wait for their turn. What finds no room is left out: a later tick says what matters again."""


class Agones:
    """Speaks to the sidecar at `port`. Ready and allocated are said until they are heard, then no more."""

    def __init__(self, host: Host, port: int) -> None:
        self._host = host
        self._port = port
        self._calls: queue.Queue[str] = queue.Queue(MOST_WAITING)
        self._heard: set[str] = set()
        self._failing = False
        self._thread = threading.Thread(target=self._work, name="agones", daemon=True)
        self.beats: list[tuple[int, Callable[[], object]]] = [(HEALTH_TICKS, self.beat)]

    def ready(self) -> None:
        """Say that players can join."""
        self._thread.start()
        self._call(READY)

    def beat(self) -> None:
        """Say that the host is well, and what has not been heard yet."""
        if READY not in self._heard:
            self._call(READY)
        elif ALLOCATE not in self._heard and self._host.table.people():
            self._call(ALLOCATE)
        self._call(HEALTH)

    def ending(self) -> None:
        """Say that this is the end, unless the host begins anew, and wait a little until it is heard."""
        if self._host.restart_asked and not self._host.stop_asked:
            return
        with contextlib.suppress(queue.Empty):
            while True:
                self._calls.get_nowait()  # of no interest any more
        self._call(SHUTDOWN)
        self._thread.join(LAST_ANSWER_S)

    def _call(self, path: str) -> None:
        with contextlib.suppress(queue.Full):
            self._calls.put_nowait(path)

    def _work(self) -> None:
        path = ""
        while path != SHUTDOWN:
            path = self._calls.get()
            if path in self._heard:
                continue
            problem = self._post(path)
            if not problem and path != HEALTH:
                self._heard.add(path)
            if problem and not self._failing:  # said once, not every second until it answers
                facts = {"event": "agones", "reason": problem}
                _log.warning("the Agones SDK does not take %s: %s", path, problem, extra=facts)
            self._failing = bool(problem)

    def _post(self, path: str) -> str:
        """Make a call; return what is wrong, or ""."""
        line = http.client.HTTPConnection("localhost", self._port, timeout=ANSWER_S)
        try:
            line.request("POST", path, b"{}", {"Content-Type": "application/json"})
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as problem:
            return str(problem) or type(problem).__name__
        finally:
            line.close()
        return "" if answer.status == http.client.OK else f"it answers {answer.status}"


def agones(host: Host, environ: Mapping[str, str] = os.environ) -> Agones | None:
    """Return the Agones that runs this process, or None."""
    port = _port(environ)
    return Agones(host, port) if port else None


def for_agones(options: Options, environ: Mapping[str, str] = os.environ) -> Options:
    """Return the options of a host that Agones runs: it ends when all have gone. Raises ConfigError."""
    return replace(options, while_played=True) if _port(environ) else options


def _port(environ: Mapping[str, str]) -> int:
    words = environ.get(PORT_VARIABLE, "")
    if not words:
        return 0
    if not words.isdecimal() or not 1 <= int(words) <= 65535:
        raise ConfigError(f'{PORT_VARIABLE} is "{words}": expected a port, 1 to 65535.')
    return int(words)
