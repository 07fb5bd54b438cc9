"""All who play at a host for a while: a swarm of bots that stays, and guests that come and go.

Owns the swarm's process. Knows nothing of faults.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from soaking.faults import ATTACKERS
from soaking.gently import GENTLY
from soaking.guests import Guests, give_back
from soaking.service import environ

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path


class Crowd:
    """They begin to come when it is made. `churn`: visits of guests a minute."""

    def __init__(
        self, port: int, folder: Path, *, bots: int, guests: int, churn: float, vanishes: bool, seed: str
    ) -> None:
        self._port = port
        words = (*GENTLY, sys.executable, "-m", "maze3d", "bots", f"127.0.0.1:{port}")
        with (folder / "bots.log").open("a") as log:
            self._swarm = subprocess.Popen(
                [*words, "--count", str(bots), "--behaviour", "solver"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=environ(folder),
            )
        self._guests = Guests(port, guests, churn, vanishes=vanishes, seed=seed)

    def leave(self) -> tuple[Counter[str], dict[str, Any]]:
        """Have all leave in order, attackers too; return what the guests did, and what the bots say."""
        visits = self._guests.leave()
        for name, address in ATTACKERS.items():
            give_back(self._port, name, address)
        self._swarm.send_signal(signal.SIGTERM)
        out, _err = self._swarm.communicate()
        try:
            said: dict[str, Any] = json.loads(out)
        except json.JSONDecodeError:
            said = {"refused": {}, "ended": {f"code {self._swarm.returncode}": 1}}
        return visits, said
