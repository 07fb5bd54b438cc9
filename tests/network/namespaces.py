"""Two computers and the cable between them, as network namespaces of Linux: made, pulled, and taken away.

    host  198.18.0.1 --- to-host [line] to-bots --- 198.18.0.2  bots

Owns the namespaces and their interfaces. Knows nothing of what runs in them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST_ADDRESS, BOTS_ADDRESS = "198.18.0.1", "198.18.0.2"
ROOM_FOR_A_NAME = 15
NO_OFFLOADS = "import sys; from tests.network.line import no_offloads; no_offloads(sys.argv[1])"


class Cable:
    """The namespaces of one case."""

    def __init__(self, name: str) -> None:
        prefix = f"maze3d-{os.getpid()}-{name}"
        self.host, self.line, self.bots = (f"{prefix}-{part}" for part in ("host", "line", "bots"))

    def lay(self) -> None:
        """Make the namespaces and connect them."""
        for namespace in (self.host, self.line, self.bots):
            ip("netns", "add", namespace)
        for namespace, address, end in (
            (self.host, HOST_ADDRESS, "to-host"),
            (self.bots, BOTS_ADDRESS, "to-bots"),
        ):
            words = ("type", "veth", "peer", "name", "eth0", "netns", namespace)
            ip("-n", self.line, "link", "add", end, *words)
            ip("-n", namespace, "address", "add", f"{address}/24", "dev", "eth0")
            for where, interface in ((self.line, end), (namespace, "eth0")):
                run_in(where, sys.executable, "-c", NO_OFFLOADS, interface)
                ip("-n", where, "link", "set", interface, "up")
            ip("-n", namespace, "link", "set", "lo", "up")

    def pull(self) -> None:
        """Pull the cable out at the bots' computer: it sees that nothing is plugged in."""
        ip("-n", self.line, "link", "set", "to-bots", "down")

    def plug_in(self) -> None:
        """Put it in again."""
        ip("-n", self.line, "link", "set", "to-bots", "up")

    def take_away(self) -> None:
        """Remove the namespaces that are there."""
        for namespace in (self.host, self.line, self.bots):
            subprocess.run(["ip", "netns", "del", namespace], capture_output=True, check=False)


@contextmanager
def cable(name: str) -> Iterator[Cable]:
    """Lay a cable, and take it away."""
    laid = Cable(name)
    try:
        laid.lay()
        yield laid
    finally:
        laid.take_away()


def inside(namespace: str) -> list[str]:
    """Return what to write before a command for it to run in a namespace."""
    return ["ip", "netns", "exec", namespace]


def run_in(namespace: str, *words: str) -> None:
    subprocess.run([*inside(namespace), *words], check=True, capture_output=True, text=True)


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


@cache
def lacking() -> str:
    """Return what this machine lacks to do it, with the remedy, or ""."""
    if not sys.platform.startswith("linux"):
        return "network namespaces are Linux's"
    if shutil.which("ip") is None:
        return "needs ip: `apt install iproute2`"
    if os.geteuid():
        return "making network namespaces needs root"
    try:
        with cable("try"):
            return ""
    except subprocess.CalledProcessError as problem:
        return f"no network namespaces can be made here: {problem.stderr.strip().splitlines()[-1]}"
