"""A soak of a real host, as short as can be: it finds the leak that is planted, and nothing else is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from soaking.host import LEAK_VARIABLE

FAULTS = "vanish,slow,garbage,clock,stop,kill"
"""All but floods: it takes a host a while to forget those, and the test is to be short."""

SOAK = str(Path(__file__).parents[2] / "scripts" / "soak.py")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a soak measures its host in /proc")
def test_a_short_soak_finds_a_planted_leak(tmp_path: Path) -> None:
    words = ["--minutes", "0.25", "--players", "8", "--churn", "120", "--faults", FAULTS]
    words += ["--seed", "5", "--report", str(tmp_path)]
    ended = subprocess.run(
        [sys.executable, SOAK, *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {LEAK_VARIABLE: "1"},
    )
    assert ended.returncode == 1, ended.stdout + ended.stderr
    told = json.loads((tmp_path / "report.json").read_text())
    met = {bar["name"]: bar["met"] for bar in told["verdict"]}
    del met["memory"]  # there is no time for a slope
    assert met.pop("in use"), "a few strings are far below that bar, and nothing else stays"
    assert all(quiet["blocks"] > 100_000 and quiet["c_bytes"] > 1 << 20 for quiet in told["quiet"])
    del met["ticks"]  # how late those are is the machine's as well, and others may be working on it
    assert met == {"objects": False, "descriptors": True, "players": True, "load": True}, ended
    before, after = (quiet["objects"] for quiet in told["quiet"])
    grown = {name: after[name] - before[name] for name in after if after[name] != before.get(name)}
    assert list(grown) == ["held by lists"], grown
    assert grown["held by lists"] >= 5
    assert {what.split()[0] for _at, what in told["events"]} == set(FAULTS.split(","))
    assert [each["went_on"] for each in told["breaks"] if each["kind"] == "kill"] == [True]
    assert "<svg" in (tmp_path / "report.html").read_text()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--faults", "kill,earthquake"], 'there is no fault "earthquake"'),
        (["--players", "4"], "4 players cannot be"),
        (["--minutes", "0.1"], "0.1 minutes cannot be"),
        (["--churn", "0"], "a churn of 0 cannot be"),
    ],
)
def test_a_wrong_option_is_one_sentence(words: list[str], sentence: str) -> None:
    ended = subprocess.run([sys.executable, SOAK, *words], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert sentence in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
