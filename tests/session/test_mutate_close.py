"""No line that frees or counts something at the end of a session can go without a test that fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "mutate_close.py"


def mutate(*words: str) -> tuple[int, str]:
    ended = subprocess.run([sys.executable, SCRIPT, *words], capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def test_every_removal_is_caught() -> None:
    code, told = mutate()
    assert code == 0, told
    for gone in (
        "self.closed[reason] += 1",
        "session.outbox.clear()",
        "session.opener = None",
        "session.token = b''",
        "_count_down(self._half_open, group)",
        "self._by_link.pop(session.link, None)",
        "self.rounds.gone_for_good(seat)",
    ):
        assert gone in told


def test_a_removal_that_no_test_notices_is_told() -> None:
    code, told = mutate("--only", "unframer", "--tests", "tests/session/test_limits.py")
    assert code == 1
    assert "session.unframer.clear()" in told
    assert "SURVIVED" in told
