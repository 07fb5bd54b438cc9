"""The host of a soak as its service: started, asked, measured, stopped, killed, and started again.

Owns the process. Knows nothing of who plays there.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from soaking.host import CLOCK_VARIABLE

SCRIPTS = Path(__file__).resolve().parent.parent
READY_S = 30.0
STOP_S = 10.0
ANSWER_S = 10.0
"""Longer than a host is ever stopped."""

CONFIG = """
name = "Soak"
bind = "127.0.0.1"
port = {port}
size = "{size}"
seed = {seed}
rounds = 3
max_players = {seats}
announce = false
[limits]
sessions_per_address = 64
half_open = 128
half_open_per_address = 64
connects_per_s = 10.0
connect_burst = 128
"""
"""As usual but for one thing: all bots come from one address, and after a kill all at once."""


class HostEndedError(RuntimeError):
    """The host has ended though nobody asked for it."""


class Service:
    """A host with its port and its folder, which outlast its processes."""

    def __init__(self, folder: Path, *, size: str, seed: int, seats: int) -> None:
        self.port = _free_port()
        self.ready: dict[str, Any] = {}
        self.log_file = folder / "host.log"
        self.clock_off_s = 0.0
        self._folder = folder
        self._config = folder / "host.toml"
        self._config.write_text(CONFIG.format(port=self.port, size=size, seed=seed, seats=seats))
        self._process: subprocess.Popen[str] | None = None
        self._told: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def start(self) -> dict[str, Any]:
        """Start it and return its ready line. Raises HostEndedError."""
        told: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._told = told
        with self.log_file.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "soaking.host", str(self._config), str(self._folder / "data")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=environ(self._folder) | {CLOCK_VARIABLE: str(self.clock_off_s)},
            )
        assert self._process.stdout  # noqa: S101 - asked for above
        threading.Thread(target=_hand_on, args=(self._process.stdout, told), daemon=True).start()
        self.ready = self._answer("ready", READY_S)
        return self.ready

    def ask(self, word: str) -> dict[str, Any]:
        """Return what the console prints for a word. Raises HostEndedError."""
        self.say(word)
        return self._answer(word, ANSWER_S)

    def say(self, words: str) -> None:
        """Type into its console."""
        process = self._running()
        assert process.stdin  # noqa: S101 - asked for at the start
        try:
            process.stdin.write(words + "\n")
            process.stdin.flush()
        except OSError as problem:
            raise HostEndedError(self._epitaph()) from problem

    def set_clock(self, off_s: float) -> None:
        """Have its wall clock be so far off, now and after a restart."""
        self.clock_off_s = off_s
        self.say(f"clock {off_s}")

    def measure(self) -> tuple[float, int, int]:
        """Return its resident memory (KB), descriptors and threads, as the system counts them."""
        folder = Path(f"/proc/{self._running().pid}")
        try:
            pages = int((folder / "statm").read_text().split()[1])
            threads = len(list((folder / "task").iterdir()))
            return pages * os.sysconf("SC_PAGE_SIZE") / 1024, len(list((folder / "fd").iterdir())), threads
        except OSError as problem:
            raise HostEndedError(self._epitaph()) from problem

    def freeze(self, seconds: float) -> None:
        """Stop it for a while, as a computer does that has too much to do."""
        process = self._running()
        process.send_signal(signal.SIGSTOP)
        try:
            time.sleep(seconds)
        finally:
            process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it as a crash would."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def end(self) -> int:
        """Ask it to end in order; return its exit code."""
        process = self._running()
        process.terminate()
        try:
            return process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            raise HostEndedError(self._epitaph())
        return self._process

    def _answer(self, event: str, within_s: float) -> dict[str, Any]:
        end = time.monotonic() + within_s
        while (left_s := end - time.monotonic()) > 0:
            try:
                told = self._told.get(timeout=min(left_s, 0.5))
            except queue.Empty:
                self._running()
                continue
            if told.get("event") == event:
                return told
        raise HostEndedError(f'The host does not answer "{event}". {self._epitaph()}')

    def _epitaph(self) -> str:
        code = self._process.poll() if self._process else None
        log = self.log_file.read_text()[-2000:] if self.log_file.exists() else ""
        return f"The host's exit code is {code}; the end of its log:\n{log}"


def environ(folder: Path) -> dict[str, str]:
    """Return the variables for a child: this tree's code, a folder of its own."""
    path = os.pathsep.join((str(SCRIPTS), str(SCRIPTS.parent), os.environ.get("PYTHONPATH", "")))
    return os.environ | {"PYTHONPATH": path.rstrip(os.pathsep), "MAZE3D_HOME": str(folder)}


def _hand_on(out: IO[str], told: queue.SimpleQueue[dict[str, Any]]) -> None:
    with out:
        for line in out:
            told.put(json.loads(line))


def _free_port() -> int:
    """Return a port that is free for both TCP and UDP."""
    while True:
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            port = int(tcp.getsockname()[1])
            try:
                udp.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
