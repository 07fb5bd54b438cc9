"""The bots a host fills its seats with: a child process of peers like any others.

They show the host's pass, so they do not count as one address's sessions.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys

_log = logging.getLogger(__name__)

PASS_VARIABLE = "MAZE3D_HOST_PASS"  # noqa: S105 - a name, not the pass
STOP_S = 1.0

BEHAVIOUR = "explorer"
"""Who knows the maze is out twice as fast as a person can be, and ends the round before he is."""


class OwnBots:
    """`count` bots, run while the host runs."""

    def __init__(self, code: str, count: int, pass_key: str) -> None:
        self._code = code
        self._count = count
        self._pass = pass_key
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start them, if there are to be any."""
        if not self._count:
            return
        words = ["-m", "maze3d", "bots", self._code, "--count", str(self._count), "--behaviour", BEHAVIOUR]
        self._child = subprocess.Popen(  # noqa: S603 - our own command, no shell
            [sys.executable, *words],
            env={**os.environ, PASS_VARIABLE: self._pass},
            stdin=subprocess.PIPE,  # never written to: its end tells them that the host is gone
            stdout=subprocess.DEVNULL,
        )

    def look_after(self) -> None:
        """Start them again should they have ended."""
        if self._child and self._child.poll() is not None:
            code, facts = self._child.returncode, {"event": "bots"}
            _log.warning("the bots have ended with code %d: new ones come", code, extra=facts)
            self.start()

    def stop(self) -> None:
        """End them."""
        if self._child:
            self._child.terminate()
            try:
                self._child.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._child.kill()
