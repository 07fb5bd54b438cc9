"""A real host process that says what it has done: `python -m tests.attacks.watched_host CONFIG FOLDER`.

It is maze3d.host.process with two more words for its console. `counts` prints, as a line of JSON on stdout,
what it has refused, ended and dropped, who is in, and how long its ticks took since `forget`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.host import process
from maze3d.host.config import options_from

if TYPE_CHECKING:
    from maze3d.host.config import Options
    from maze3d.session.host import Host

BOTS_ADDRESS = "127.0.0.1"
"""Attackers come from others of this machine's."""

TICKS_MS: list[float] = []


class Timed(process.Process):
    """A host that notes how long its ticks take, with the two words."""

    def __init__(self, options: Options, folder: Path) -> None:
        super().__init__(options, folder)
        self.host.commands |= {"counts": self.counts, "forget": self.forget}

    def tick(self, now: float) -> None:
        began = time.perf_counter()
        super().tick(now)
        TICKS_MS.append((time.perf_counter() - began) * 1000)

    def counts(self, _rest: str, _now: float) -> list[str]:
        print(counts(self.host), flush=True)
        return []

    def forget(self, _rest: str, _now: float) -> list[str]:
        TICKS_MS.clear()
        return []


def counts(host: Host) -> str:
    """Return what can be asserted of an attack."""
    ticks = sorted(TICKS_MS) or [0.0]
    match = host.rounds.match
    return json.dumps(
        {
            "rejected": host.rejected,
            "closed": host.table.closed,
            "dropped": host.dropped,
            "sessions": len(host.table),
            "half_open": host.table.half_open(),
            "kept": [kept.seat for kept in host.reservations],
            "bots": [
                [each.link, each.seat, each.session_id.hex()]
                for each in host.table.joined()
                if each.address == BOTS_ADDRESS
            ],
            "match": host.rounds.match_number,
            "bodies": sorted(match.players) if match else [],
            "bytes_held": host.table.bytes_held(),
            "size": f"{host.settings.rows}x{host.settings.cols}",
            "wanted": len(host.rounds.wanted),
            "tick": host.tick,
            "ticks_ms": [round(ticks[len(ticks) * 99 // 100], 1), round(ticks[-1], 1)],
        }
    )


if __name__ == "__main__":
    process.Process = Timed  # type: ignore[misc] # what run() makes
    sys.exit(process.run(options_from({}, Path(sys.argv[1]), Path.cwd()), Path(sys.argv[2])))
