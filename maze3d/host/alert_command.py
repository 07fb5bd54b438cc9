"""The command that is run when a host notices something: never waited for, one at a time, not for long.

Owns the child process. Knows nothing of what is told.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_log = logging.getLogger(__name__)

KIND_VARIABLE = "MAZE3D_ALERT"
MOST_S = 30.0


class AlertCommand:
    """Runs `words`, no shell, with the figures as JSON on its input and the kind in MAZE3D_ALERT."""

    def __init__(self, words: Sequence[str], most_s: float = MOST_S) -> None:
        self._words = list(words)
        self._most_s = most_s
        self._thread: threading.Thread | None = None

    def call(self, kind: str, figures: Mapping[str, Any]) -> bool:
        """Have it run in a thread; return False when there is none, or the last one still runs."""
        if not self._words:
            return False
        if self._thread and self._thread.is_alive():
            _log.warning("the alert command still runs: it is not called for %s", kind)
            return False
        args = (kind, json.dumps(figures).encode() + b"\n")
        self._thread = threading.Thread(target=self._run, args=args, name="alert", daemon=True)
        self._thread.start()
        return True

    def _run(self, kind: str, data: bytes) -> None:
        try:
            child = subprocess.Popen(  # noqa: S603 - the owner's own command, no shell
                self._words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env=os.environ | {KIND_VARIABLE: kind},
                start_new_session=True,
            )
        except (OSError, ValueError) as problem:
            _log.warning("the alert command %s cannot be started: %s", self._words[0], problem)
            return
        try:
            child.communicate(data, timeout=self._most_s)
        except subprocess.TimeoutExpired:
            _kill(child)
            _log.warning("the alert command has run for %.0f s and was killed", self._most_s)
        else:
            if child.returncode:
                _log.warning("the alert command has ended with code %d", child.returncode)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End it, and what it has started where the system knows that."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)  # its own session, so its own group
    child.kill()
    if child.stdin:
        child.stdin.close()
    child.wait()
