"""The host process: sockets and console in front of the sessions, a tick sixty times a second.

Owns the loop, the signals, and the one line on stdout that says it is ready. Knows nothing of what a message
means.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import logging
import os
import queue
import secrets
import signal
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d import __version__
from maze3d.host import snapshots
from maze3d.host.agones import agones, for_agones
from maze3d.host.config import ConfigError, Options
from maze3d.host.keeping import Keeping, state_file
from maze3d.host.listed import Listed
from maze3d.host.log_file import log_to
from maze3d.host.maze_maker import MazeMaker
from maze3d.host.memory import give_back, resident_bytes, settle
from maze3d.host.notify import systemd
from maze3d.host.own_bots import OwnBots
from maze3d.host.restarts import Hour, MemoryLimit
from maze3d.host.snapshots import Snapshots
from maze3d.host.watching import Watching, pages_for
from maze3d.net.addresses import own_addresses
from maze3d.net.certificate import host_context, identity
from maze3d.net.host_sockets import HostSockets
from maze3d.net.join_code import DEFAULT_PORT, encode_join
from maze3d.session.console import console
from maze3d.session.host import Host
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from pathlib import Path


_log = logging.getLogger(__name__)

ADMIN_VARIABLE = "MAZE3D_ADMIN_TOKEN"
TICK_S = 1 / TICK_RATE
MOST_LATE_S = 0.25
"""Ticks later than this are left out: after a stall the match goes on, it does not catch up."""

ANNOUNCE_TICKS = 2 * TICK_RATE
KEEP_TICKS = 6
"""How often is looked whether there is something to keep."""

EMPTY_TICKS = 120 * TICK_RATE
"""How long a host that only runs while it is played waits for somebody to come back."""


class Process:
    """One host with its sockets. Raises ConfigError when its port or address cannot be had."""

    def __init__(self, options: Options, folder: Path) -> None:
        self.options = options
        pages = pages_for(options)
        who = identity(folder / "host")
        settings = replace(
            options.settings,
            version=__version__,
            fingerprint=who.fingerprint,
            admin_token=os.environ.pop(ADMIN_VARIABLE, ""),
        )
        self.host = Host(settings, secrets.randbits(32), secrets.token_bytes)
        try:
            self.sockets = _listening(self.host, options, host_context(who))
        except OSError as problem:
            where = f"port {options.port}" + (f" of {options.bind}" if options.bind else "")
            raise ConfigError(f"{where} cannot be had: {problem.strerror or problem}.") from problem
        bound_to = "" if options.bind in {"", "::", "0.0.0.0"} else options.bind  # noqa: S104
        code = encode_join(bound_to or own_addresses()[0], self.sockets.port, who.fingerprint)
        self.host.settings = replace(settings, code=code)
        self.keeping = self._kept(folder)
        self.resumed = self.keeping.go_on(time.monotonic()) if self.keeping else False
        restarts = self.keeping.restarts if self.keeping else None
        self.watching = Watching(self.host, self.sockets.traffic, options, pages, restarts=restarts)
        self.mazes = MazeMaker()
        self.bots = OwnBots(code, options.bots, self.host.pass_key)
        self.listed = Listed(self.host, self.sockets.port, bound_to)
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._was_played = False
        self._empty_ticks = 0
        self._seen = (0, 0)
        """How many sessions there were, and had been, when memory was given back."""
        self.endings: list[Callable[[], object]] = []
        """What is told that the host ends, once the players are."""
        self.host.commands["snapshot"] = Snapshots(folder / "host" / "snapshots")
        self.host.help += snapshots.HELP
        self.beats: list[tuple[int, Callable[[], object]]] = [
            (ANNOUNCE_TICKS, self.listed.look_after),
            (ANNOUNCE_TICKS, self.bots.look_after),
            (TICK_RATE, self._end_when_empty),
            (ANNOUNCE_TICKS, self._give_back),
            *self._restarts(),
            (KEEP_TICKS, self._keep),
            *self.watching.beats,
        ]
        """What else is done, after every so many ticks."""

    def run(self) -> None:
        """Tick until the host is told to stop."""
        due = time.monotonic()
        while not (self.host.stop_asked or self.host.restart_asked):
            now = time.monotonic()
            if now < due:
                time.sleep(due - now)
                now = time.monotonic()
            self.tick(now)
            self.watching.ticks.count(due, now, time.monotonic())
            due += TICK_S
            if now - due > MOST_LATE_S:
                due = now
        self.stop()

    def tick(self, now: float) -> None:
        """Do one tick: what has come in, what is due, what goes out."""
        self.sockets.poll(0.0, time.monotonic)
        self.mazes.look_after(self.host)
        while not self.lines.empty():
            for line in console(self.host, self.lines.get(), now):
                with contextlib.suppress(OSError):  # a full disk, or nobody who reads
                    print(line, file=sys.stderr)
        now = time.monotonic()  # what has just come is not from later
        self.host.step(now)
        self.sockets.flush(now)
        for every, do in self.beats:
            if self.host.tick % every == 0:
                do()

    @property
    def again(self) -> bool:
        """Whether it has ended to begin anew."""
        return bool(self.host.restart_asked) and not self.host.stop_asked

    def stop(self) -> None:
        """Say goodbye to everyone, or when it begins anew to nobody, and let go of everything."""
        now = time.monotonic()
        self.watching.stopping()
        again = self.again
        if self.keeping:
            self.keeping.close("planned" if again else "stopped", now)
        if again:
            facts = {"event": "again", "reason": self.host.restart_asked}
            _log.warning("the host begins anew: %s", self.host.restart_asked, extra=facts)
            self.host.vanish(now)
        else:
            self.host.stop(now)
        self.sockets.flush(now)
        for tell in self.endings:
            tell()
        self.bots.stop()
        self.listed.close()
        self.mazes.close()
        self.sockets.close()
        self.watching.close()

    def _kept(self, folder: Path) -> Keeping | None:
        """Return the file of this host's match: of a port of its own only, as it is found again by that."""
        found_again = self.options.port != 0 and self.sockets.port == (self.options.port or DEFAULT_PORT)
        if self.options.while_played or not found_again:
            return None
        return Keeping(self.host, state_file(folder, self.options.bind, self.sockets.port), time.time)

    def _keep(self) -> None:
        if self.keeping:
            self.keeping.look_after(time.monotonic())

    def _restarts(self) -> list[tuple[int, Callable[[], object]]]:
        """Return what decides to begin anew."""
        found: list[tuple[int, Callable[[], object]]] = []
        if self.options.restart_minute is not None:
            hour = Hour(self.options.restart_minute, lambda: dt.datetime.now().astimezone())
            found.append((TICK_RATE, lambda: hour.look_after(self.host)))
        if self.options.max_memory_bytes:
            limit = MemoryLimit(self.options.max_memory_bytes, resident_bytes)
            found.append((TICK_RATE, lambda: limit.look_after(self.host, time.monotonic())))
        return found

    def _give_back(self) -> None:
        """Give freed memory back once people have come or gone."""
        seen = (len(self.host.table), self.host.table.closed.total())
        if seen != self._seen:
            self._seen = seen
            give_back()

    def _end_when_empty(self) -> None:
        people = bool(self.host.table.people()) or any(not kept.bot for kept in self.host.reservations)
        self._was_played = self._was_played or people
        self._empty_ticks = 0 if people else self._empty_ticks + TICK_RATE
        if self.options.while_played and self._was_played and self._empty_ticks >= EMPTY_TICKS:
            _log.info("everybody has gone: the host ends", extra={"event": "empty"})
            self.host.stop_asked = True


def run(options: Options, folder: Path) -> int:
    """Run a host until it is stopped; return the exit code. Raises ConfigError when it cannot start."""
    if options.log_file:
        log_to(options.log_file)
    process = Process(for_agones(options), folder)
    supervisors = [each for each in (systemd(process.host), agones(process.host)) if each]
    for each in supervisors:
        process.beats += each.beats
        process.endings.append(each.ending)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_about: setattr(process.host, "stop_asked", True))
    loopback = options.bind.startswith("127.") or options.bind == "::1"
    if options.announce and not loopback:
        process.listed.begin()
    threading.Thread(target=_read_console, args=(process.lines,), name="console", daemon=True).start()
    ready = {
        "event": "ready",
        "port": process.sockets.port,
        "code": process.host.settings.code,
        "fingerprint": process.host.settings.fingerprint,
        "pid": os.getpid(),
        "resumed": process.resumed,
    }
    for each in supervisors:
        each.ready()
    if process.watching.port is not None:
        ready["metrics_port"] = process.watching.port
    print(json.dumps(ready), flush=True)
    _log.info("ready at port %d", process.sockets.port, extra={"event": "ready", "version": __version__})
    settle()
    process.bots.start()
    process.run()
    _log.info("the host has ended", extra={"event": "ended"})
    if process.again:
        _begin_anew(process.host.settings.admin_token)
    return 0


def _begin_anew(admin_token: str) -> None:
    """Become a new process with the same command line: what memory this one has lost is free again."""
    sys.stdout.flush()
    sys.stderr.flush()
    environ = os.environ | ({ADMIN_VARIABLE: admin_token} if admin_token else {})
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environ)  # noqa: S606 - our own command


def _listening(host: Host, options: Options, context: ssl.SSLContext) -> HostSockets:
    """Return the sockets at the port that is asked for. Raises OSError when it cannot be had."""
    if options.port is not None:
        return HostSockets(host, options.bind, options.port, context)
    with contextlib.suppress(OSError):  # another host on this computer has it
        return HostSockets(host, options.bind, DEFAULT_PORT, context)
    return HostSockets(host, options.bind, 0, context)


def _read_console(lines: queue.SimpleQueue[str]) -> None:
    """Hand on what is typed, until there is no more."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a wrong byte does not end the console
    with contextlib.suppress(OSError, ValueError):
        for line in sys.stdin:
            lines.put(line.strip())
