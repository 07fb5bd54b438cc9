"""One host and its bots at the two ends of a cable, and what both say of the players.

Owns the three processes. What is asserted is the tests'.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from maze3d.host.keeping import state_file
from maze3d.net.join_code import DEFAULT_PORT
from maze3d.sim.players import Place
from maze3d.sim.units import TICK_RATE
from tests.network.namespaces import HOST_ADDRESS, Cable, inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BOTS = 3
PATIENCE_S = 45.0
POLL_S = 0.1
MAZE3D = (sys.executable, "-m", "maze3d")
PLAYER = re.compile(r" ?(\d+)  (.+?)  (?:lost, .*|[\d.]+  \d+ ms  [\d,]+ bytes  score (-?\d+)  bot)")


class Shown(NamedTuple):
    """A player as the host's console shows him; `score` None: lost, his seat is kept."""

    seat: int
    name: str
    score: int | None


class Played:
    """A host, bots that play there, and the line between."""

    def __init__(self, between: Cable, folder: Path, faults: tuple[float, ...]) -> None:
        self.cable = between
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        self._asked = 0
        words = [str(fault) for fault in faults]
        line = (sys.executable, "-m", "tests.network.line", "to-host", "to-bots", *words)
        self.line = self._start(between.line, *line)
        self._ready(self.line)
        where = ("--bind", HOST_ADDRESS, "--port", str(DEFAULT_PORT), "--no-announce")
        game = ("--size", "4x4", "--max-players", str(BOTS))
        self.host = self._start(between.host, *MAZE3D, "host", *where, *game)
        code = self._ready(self.host)["code"]
        self.bots = self._start(between.bots, *MAZE3D, "bots", code, "--count", str(BOTS))

    def say(self, words: str) -> None:
        """Type into the host's console."""
        assert self.host.stdin
        self.host.stdin.write(words + "\n")
        self.host.stdin.flush()

    def players(self) -> list[Shown]:
        """Return whom the host's console shows."""
        self._asked += 1
        end = f"Said: asked {self._asked}"
        self.say("players")
        self.say(f"say asked {self._asked}")
        self.until(lambda: end in self.log(), end)
        lines = self.log().partition(end)[0].rpartition("Said: asked")[2].splitlines()
        found = [PLAYER.fullmatch(line) for line in lines]
        return [Shown(int(m[1]), m[2], int(m[3]) if m[3] else None) for m in found if m]

    def kept(self) -> dict[str, Any]:
        """Return the match as the host keeps it on disk; {} before it does."""
        file = state_file(self._folder / "data", HOST_ADDRESS, DEFAULT_PORT)
        body: dict[str, Any] = json.loads(file.read_text().split("\n")[1]) if file.exists() else {}
        return body

    def log(self) -> str:
        """Return what the host has logged, and answered on its console."""
        return (self._folder / f"log-{self.cable.host}").read_text()

    def until(self, state: Callable[[], Any], what: str, within_s: float = PATIENCE_S) -> Any:
        """Return what `state` returns as soon as that is anything."""
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            if found := state():
                return found
            time.sleep(POLL_S)
        raise AssertionError(f"not within {within_s:.0f} s: {what}\n{self.kept()}\n{self.log()}")

    def ended(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        """End the bots or the line and return what they say of it."""
        process.send_signal(signal.SIGTERM)
        told: dict[str, Any] = json.loads(process.communicate(timeout=PATIENCE_S)[0])
        return told

    def close(self) -> None:
        """End everything."""
        for process in self._processes:
            process.kill()
            process.communicate()

    def _start(self, namespace: str, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*inside(namespace), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self._folder / f"log-{namespace}").open("w"),
            text=True,
            env=os.environ | {"MAZE3D_HOME": str(self._folder)},
        )
        self._processes.append(process)
        return process

    def _ready(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdout
        told: dict[str, Any] = json.loads(process.stdout.readline())
        return told


@contextmanager
def played(between: Cable, folder: Path, faults: tuple[float, ...]) -> Iterator[Played]:
    """Have bots play a short round, and be in the middle of a long one; end it all afterwards."""
    folder.mkdir()
    made = Played(between, folder, faults)
    try:
        made.until(lambda: len(made.players()) == BOTS, "the bots are in")
        made.until(lambda: made.kept().get("phase") == "round", "the first round is on")
        made.say("settings size 40x40")
        made.until(lambda: made.kept().get("phase") == "results", "the first round is over")
        made.say("next")
        made.until(lambda: walking(made.kept()), "all walk in the second round")
        yield made
    finally:
        made.close()


def walking(kept: dict[str, Any]) -> bool:
    """Tell whether all have been on their way in the second round for a second."""
    if kept.get("round") != 2 or not kept["match"]:
        return False
    tick = kept["match"]["tick"]
    return all(
        player["place"] and tick > Place(*player["place"]).held_until + TICK_RATE
        for player in kept["players"]
    )
