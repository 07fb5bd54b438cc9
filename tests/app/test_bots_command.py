"""`maze3d bots` where nobody lets them in."""

from __future__ import annotations

import json
import socket
import subprocess
import sys


def test_bots_that_do_not_come_in_say_why_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        port = taken.getsockname()[1]
        words = ["bots", f"127.0.0.1:{port}", "--count", "2", "--seconds", "5"]
        done = subprocess.run(
            [sys.executable, "-m", "maze3d", *words], capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"] == {"refused": 2}
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("maze3d bots: 2 of 2 did not come in: That computer answers")
