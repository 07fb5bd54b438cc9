"""A host started from the menu: a child process of its own, so that a busy renderer stalls nobody.

Owns starting it, hearing that it is ready, and ending it. Knows nothing of what it hosts.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.view.language import say

if TYPE_CHECKING:
    from maze3d.view.screens.lan_data import HostChoice

STOP_S = 3.0
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows opens a terminal for a child otherwise."""


class HostChild:
    """The child. `ready` is its line once it is; `problem` a sentence when it has ended before."""

    def __init__(self, choice: HostChoice, log_file: Path) -> None:
        self.admin_token = secrets.token_hex(16)
        self.ready: dict[str, object] | None = None
        self.problem = ""
        log_file.parent.mkdir(parents=True, exist_ok=True)
        self._log = log_file
        self._password = _password_file(choice.password)
        with log_file.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                [sys.executable, "-m", "maze3d", *words_for(choice, self._password)],
                env={**os.environ, "MAZE3D_ADMIN_TOKEN": self.admin_token},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                creationflags=_NO_CONSOLE,
            )
        threading.Thread(target=self._wait_until_ready, name="host child", daemon=True).start()

    def stop(self) -> None:
        """End it for everyone."""
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Let it run on by itself: it ends when everybody has gone."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _wait_until_ready(self) -> None:
        line = self._process.stdout.readline() if self._process.stdout else b""
        try:
            self.ready = json.loads(line)
        except ValueError:
            self._process.wait()
            said = self._log.read_text("utf-8", "replace").strip().splitlines()
            self.problem = said[-1].removeprefix("maze3d host: ") if said else say("host.ended")
        finally:
            if self._password:
                self._password.unlink(missing_ok=True)


def words_for(choice: HostChoice, password_file: Path | None) -> list[str]:
    """Return the command line of a host for what was chosen."""
    words = ["host", "--name", choice.name, "--mode", choice.mode]
    if choice.own:
        words += ["--maze", choice.own]
    else:
        words += ["--size", f"{choice.rows}x{choice.cols}", "--generator", choice.generator]
        words += ["--levels", str(choice.levels), "--braid", str(choice.braid_percent / 100)]
    words += ["--rounds", str(choice.rounds), "--max-players", str(choice.seats)]
    words += ["--bots", str(choice.bots), "--while-played"]
    if choice.port:
        words += ["--port", str(choice.port)]
    if choice.seed is not None and not choice.own:
        words += ["--seed", str(choice.seed)]
    if password_file:
        words += ["--password-file", str(password_file)]
    return words


def _password_file(password: str) -> Path | None:
    """Write the password where only this user can read it, for the child's start."""
    if not password:
        return None
    descriptor, name = tempfile.mkstemp(prefix="maze3d-")  # readable by its owner alone
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(password + "\n")
    return Path(name)
