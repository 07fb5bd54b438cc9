"""A real host process that can be asked what it holds: `python -m tests.host.measured_host CONFIG FOLDER`.

It is maze3d.host.process with one more word for its console: `census` prints, as a line of JSON on stdout,
live objects by type, how much the containers hold, descriptors, threads, and resident memory.
MAZE3D_TEST_PLANTED_LEAK=1 plants a leak of one list entry a session: the test that finds no leak has to find
that one.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from collections import Counter, deque
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.host import process
from maze3d.host.config import options_from
from maze3d.host.memory import give_back
from maze3d.session.console import console as console_of_the_host
from maze3d.session.table import Session, SessionTable

if TYPE_CHECKING:
    from maze3d.session.host import Host

PLANTED: list[str] = []


def census(host: Host) -> str:
    """Return what the process holds; asked twice, the answer is the same."""
    isinstance("", Mapping)  # the log asks this when a line says one thing, and Python keeps the answer
    gc.unfreeze()  # what has been there from the start can hold more as well
    for _ in range(3):
        gc.collect()
    give_back()  # as the host does by itself, but not at a moment that anybody chose
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    live = gc.get_objects()
    objects = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in live)
    for kind in (list, dict, set, deque):  # what they hold may be no object that the collector knows
        objects[f"held by {kind.__name__}s"] = sum(len(each) for each in live if type(each) is kind)
    return json.dumps(
        {
            "objects": objects,
            "descriptors": descriptors,
            "threads": threading.active_count(),
            "resident_mb": pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
            "sessions": len(host.table),
            "reservations": len(host.reservations),
            "bytes_held": host.table.bytes_held(),
            "addresses": len(host.addresses),
            "closed": host.table.closed,
            "rejected": host.rejected,
        }
    )


def plant() -> None:
    """Have every session leave something behind that nothing looks at."""
    opened = SessionTable.open

    def leaky(table: SessionTable, link: int, address: str, now: float) -> Session:
        PLANTED.append(f"session {link}")
        return opened(table, link, address, now)

    SessionTable.open = leaky  # type: ignore[method-assign,assignment]


def main() -> int:
    """Run the host with the options of the command line's TOML file."""
    if os.environ.get("MAZE3D_TEST_PLANTED_LEAK"):
        plant()
    options = options_from({}, Path(sys.argv[1]), Path.cwd())
    usual = console_of_the_host

    def console(host: Host, words: str, now: float) -> list[str]:
        if words == "census":
            print(census(host), flush=True)
            return []
        return usual(host, words, now)

    process.console = console  # type: ignore[attr-defined] # imported there by name
    return process.run(options, Path(sys.argv[2]))


if __name__ == "__main__":
    sys.exit(main())
