"""A real host process that can be asked what it holds: `python -m tests.host.measured_host CONFIG FOLDER`.

It is maze3d.host.process with one more word for its console: `census` prints, as a line of JSON on stdout,
live objects by type, how much the containers hold, descriptors, threads, and resident memory. Needs scripts/
on its path. MAZE3D_TEST_PLANTED_LEAK=1 plants a leak of one list entry a session: the test that finds no leak
has to find that one.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from soaking.objects import live_objects, plant

from maze3d.host import process
from maze3d.host.config import options_from
from maze3d.host.memory import give_back, resident_bytes

if TYPE_CHECKING:
    from maze3d.host.config import Options


class Measured(process.Process):
    """The host's process with the one word more."""

    def __init__(self, options: Options, folder: Path) -> None:
        super().__init__(options, folder)
        self.host.commands["census"] = self.census

    def census(self, _rest: str, _now: float) -> list[str]:
        """Print what the process holds; asked twice, it is the same."""
        objects, host = live_objects(), self.host
        give_back()  # as the host does by itself, but not at a moment that anybody chose
        told = {
            "objects": objects,
            "descriptors": len(list(Path("/proc/self/fd").iterdir())),
            "threads": threading.active_count(),
            "resident_mb": resident_bytes() / 2**20,
            "sessions": len(host.table),
            "reservations": len(host.reservations),
            "bytes_held": host.table.bytes_held(),
            "addresses": len(host.addresses),
            "closed": host.table.closed,
            "rejected": host.rejected,
        }
        print(json.dumps(told), flush=True)
        return []


if __name__ == "__main__":
    if os.environ.get("MAZE3D_TEST_PLANTED_LEAK"):
        plant()
    process.Process = Measured  # type: ignore[misc] # what run() makes
    sys.exit(process.run(options_from({}, Path(sys.argv[1]), Path.cwd()), Path(sys.argv[2])))
