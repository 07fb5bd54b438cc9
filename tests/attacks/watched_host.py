"""A real host process that says what it has done: `python -m tests.attacks.watched_host CONFIG FOLDER`.

It is maze3d.host.process with one more word for its console: `counts` prints, as a line of JSON on stdout,
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
from maze3d.session.console import console as console_of_the_host

if TYPE_CHECKING:
    from maze3d.session.host import Host

TICKS_MS: list[float] = []


class Timed(process.Process):
    """A host that notes how long its ticks take."""

    def tick(self, now: float) -> None:
        began = time.perf_counter()
        super().tick(now)
        TICKS_MS.append((time.perf_counter() - began) * 1000)


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
                [each.link, each.seat, each.session_id.hex()] for each in host.table.joined() if each.bot
            ],
            "bodies": sorted(match.players) if match else [],
            "bytes_held": host.table.bytes_held(),
            "size": f"{host.settings.rows}x{host.settings.cols}",
            "wanted": len(host.rounds.wanted),
            "tick": host.tick,
            "ticks_ms": [round(ticks[len(ticks) * 99 // 100], 1), round(ticks[-1], 1)],
        }
    )


def main() -> int:
    """Run the host with the options of the command line's TOML file."""

    def console(host: Host, words: str, now: float) -> list[str]:
        if words == "forget":
            TICKS_MS.clear()
            return []
        if words == "counts":
            print(counts(host), flush=True)
            return []
        return console_of_the_host(host, words, now)

    process.console = console  # type: ignore[attr-defined] # imported there by name
    process.Process = Timed  # type: ignore[misc]
    return process.run(options_from({}, Path(sys.argv[1]), Path.cwd()), Path(sys.argv[2]))


if __name__ == "__main__":
    sys.exit(main())
