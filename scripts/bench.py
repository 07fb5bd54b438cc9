#!/usr/bin/env python3
"""Measures what the game costs, each figure next to a peer or a baseline of the same run.

    python scripts/bench.py             all of it, about six minutes
    python scripts/bench.py frame       CPU time of a frame while a bot walks, drawing disabled
    python scripts/bench.py memory      what a 1000x1000 level adds to the process
    python scripts/bench.py start       from the command to the first frame of a maze
    python scripts/bench.py looks       what the game's own look costs over its textures alone
    python scripts/bench.py net         what a LAN host costs, with 8 to 64 players (Linux)

All but looks and net needs a display (Xvfb will do) and Mesa, whose GALLIUM_NOOP=1 takes the drawing itself
out of a frame, so that what is left is the CPU's share. Figures are medians; a ratio compares runs taken in
turn, because a machine's speed drifts.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench_net import net

ROOT = Path(__file__).resolve().parent.parent
CHILD = Path(__file__).with_name("bench_child.py")
START_RUNS = 5
LOOKS_RUNS = 5


def main() -> int:
    """Run the chosen parts and print each as a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", nargs="?", choices=["all", *PARTS], default="all")
    part = parser.parse_args().part
    if part not in {"looks", "net"} and not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        print("bench: there is no display; run it as `xvfb-run python scripts/bench.py`", file=sys.stderr)
        return 2
    held = [PARTS[name]() for name in (PARTS if part == "all" else [part])]
    return 0 if all(held) else 1


def frame() -> bool:
    """Compare a frame's CPU time at three sizes, and with one Entity for each wall."""
    walls = _child("entities", "100x100", noop=True)["frame_ms"]
    small, middle, large = (
        _child("walk", size, noop=True)["frame_ms"] for size in ("20x20", "100x100", "1000x1000")
    )
    print("\nMedian CPU time of a frame, drawing disabled")
    _row("an Entity a wall, 100x100, from a corner", f"{walls:.2f} ms")
    _row("maze3d, 20x20", f"{small:.2f} ms")
    _row("maze3d, 100x100", f"{middle:.2f} ms", f"1/{walls / middle:.0f} of the Entities (bar: 1/100)")
    _row("maze3d, 1000x1000", f"{large:.2f} ms", f"{large / small:.2f} times 20x20 (bar: 1.5)")
    return middle * 100 <= walls and large <= small * 1.5


def memory() -> bool:
    """Measure what the process grows by when a large level is loaded and walked."""
    added = _child("memory", "1000x1000", noop=True)
    print("\nResident memory that a 1000x1000 level adds")
    _row("making it included (peak)", f"{added['peak_mb']:.0f} MB", "(bar: 150 MB)")
    _row("while it is walked", f"{added['held_mb']:.0f} MB")
    return added["peak_mb"] < 150


def start() -> bool:
    """Compare whole processes, from the command to the first frame."""
    small, large = _start(noop=True)
    _start(noop=False)
    return small <= 2 and large <= 3


def _start(*, noop: bool) -> tuple[float, float]:
    """Print the times; return those of a small and a large maze as multiples of an empty window's."""
    seconds: dict[str, list[float]] = {"empty": [], "20x20": [], "1000x1000": []}
    for run in range(START_RUNS + 1):
        for name, times in seconds.items():
            began = time.perf_counter()
            _child("empty" if name == "empty" else "start", name, noop=noop)
            if run:  # the first round fills the caches
                times.append(time.perf_counter() - began)
    empty, small, large = (statistics.median(times) for times in seconds.values())
    how = "drawing disabled" if noop else "this machine's own OpenGL"
    print(f"\nWhole process until the first frame, {how}, median of {START_RUNS}")
    _row("engine imported, empty Ursina window", f"{empty:.2f} s")
    _row("maze3d, 20x20", f"{small:.2f} s", f"{small / empty:.2f} times the empty window (bar: 2)")
    _row("maze3d, 1000x1000", f"{large:.2f} s", f"{large / empty:.2f} times the empty window (bar: 3)")
    return small / empty, large / empty


def looks() -> bool:
    """Compare a frame drawn with the game's own look at medium quality, and with a plain textured shader."""
    times: dict[str, list[float]] = {"plain": [], "game": []}
    for _run in range(LOOKS_RUNS):
        for shader, taken in times.items():
            taken.append(_child("looks", shader, noop=False)["frame_ms"])
    plain, own = (statistics.median(taken) for taken in times.values())
    print(f"\nProcessor time of a drawn frame, 1280x720, medium quality, median of {LOOKS_RUNS}")
    _row("the same geometry, a plain textured shader", f"{plain:.1f} ms")
    _row("maze3d, its own look", f"{own:.1f} ms", f"{own / plain:.2f} times the plain one (bar: 1.5)")
    return own <= plain * 1.5


PARTS = {"frame": frame, "memory": memory, "start": start, "looks": looks, "net": net}


def _child(*words: str, noop: bool) -> dict[str, float]:
    env = os.environ | ({"GALLIUM_NOOP": "1"} if noop else {})
    env.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # as at a player's: only the very first start compiles the modules
    done = subprocess.run(
        [sys.executable, str(CHILD), *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"bench: `{' '.join(words)}` failed:\n{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _row(what: str, figure: str, verdict: str = "") -> None:
    print(f"  {what:<42}{figure:>10}   {verdict}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
