"""One host and ten bots that play, for all attacks: what each changes at the host, and what the bots lose.

The host takes the bots for people: bots among themselves would leave their round for each attacker who joins.
Owns the processes and the counts. Knows nothing of any attack.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.host.churn import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BOTS = 10
PATIENCE_S = 30.0
ADMIN_TOKEN = "ad" * 16
CONFIG = """
name = "Attacked"
bind = "127.0.0.1"
size = "40x40"
seed = 1
rounds = 99
max_players = 32
announce = false
[limits]
sessions_per_address = 12
handshake_s = 2.0
silence_s = 4.0
"""


@dataclass
class Arena:
    """The host, and what it had counted before the attack of the moment."""

    host: subprocess.Popen[str]
    swarm: subprocess.Popen[str]
    port: int
    code: str
    fingerprint: str
    before: dict[str, Any] = field(default_factory=dict)

    def say(self, words: str) -> None:
        """Type into the host's console."""
        assert self.host.stdin
        self.host.stdin.write(words + "\n")
        self.host.stdin.flush()

    def counts(self) -> dict[str, Any]:
        """Ask the host."""
        self.say("counts")
        assert self.host.stdout
        got: dict[str, Any] = json.loads(self.host.stdout.readline())
        return got

    def until(self, done: Callable[[dict[str, Any]], object], what: str) -> dict[str, Any]:
        """Ask the host until `done`."""
        end = time.monotonic() + PATIENCE_S
        while not done(got := self.counts()):
            assert time.monotonic() < end, f"{what}: {got}"
        return got

    def since(self, kind: str, got: dict[str, Any] | None = None) -> Counter[str]:
        """Return what the host has "rejected", "closed" or "dropped" since the attack began, by reason."""
        change = Counter((got or self.counts())[kind])
        change.subtract(self.before[kind])
        return +change

    def until_counted(self, kind: str, reason: str, count: int) -> Counter[str]:
        """Wait until so many were counted for that reason."""
        got = self.until(lambda now: self.since(kind, now)[reason] >= count, f"{count} {kind} for {reason}")
        return self.since(kind, got)

    def visitor(self, name: str, address: str) -> Visitor:
        """Return a stream whose handshake is done."""
        visitor = Visitor(self.port, name, address=address)
        visitor.shake()
        return visitor

    def begin(self) -> None:
        """Begin an attack when nothing is left of the one before."""
        self.before = self.until(
            lambda now: now["sessions"] == len(now["bots"]) == BOTS, "something is left of the attack before"
        )
        self.say("forget")

    def check_bots(self) -> None:
        """See that every bot is in the session, the seat, the round and the body it had."""
        now = self.until(lambda now: now["sessions"] == BOTS, "the attackers stay")
        assert (now["bots"], now["match"]) == (self.before["bots"], self.before["match"])
        assert {seat for _link, seat, _id in now["bots"]} <= set(now["bodies"])
        assert now["tick"] > self.before["tick"]
        assert self.swarm.poll() is None


@contextmanager
def arena(folder: Path) -> Iterator[Arena]:
    """Run the host and the bots."""
    config = folder / "host.toml"
    config.write_text(CONFIG)
    environ = {**os.environ, "MAZE3D_HOME": str(folder)}
    words = [sys.executable, "-m", "tests.attacks.watched_host", str(config), str(folder)]
    processes = []
    try:
        host = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(folder / "log").open("w"),
            text=True,
            env=environ | {"MAZE3D_ADMIN_TOKEN": ADMIN_TOKEN},
        )
        processes.append(host)
        assert host.stdout
        ready = json.loads(host.stdout.readline())
        swarm = subprocess.Popen(
            [*players(ready["code"]), "--count", str(BOTS)], stdout=subprocess.PIPE, text=True, env=environ
        )
        processes.append(swarm)
        made = Arena(host, swarm, ready["port"], ready["code"], ready["fingerprint"])
        made.until(lambda now: len(now["bots"]) == BOTS, "the bots do not come")
        made.say("next")
        made.until(lambda now: len(now["bodies"]) == BOTS, "the bots do not play")
        yield made
    finally:
        for process in processes:
            process.kill()
            process.wait()


def players(code: str) -> list[str]:
    """Return the command for bots that play, are taken for people, and never finish."""
    return [sys.executable, "-m", "tests.attacks.players", code, "--behaviour", "random"]
