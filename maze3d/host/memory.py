"""Memory that is not needed, given back to the system.

Owns when Python looks for garbage, and the one call that empties the C library's shelves: a session's
buffers come and go between those of others, and glibc keeps the pages between them, so that a host would
look as large as it has ever been.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def settle() -> None:
    """Leave what there is now out of searches for garbage: it stays for good, and they stop a tick."""
    gc.collect()
    gc.freeze()


def give_back() -> bool:
    """Drop garbage and give whole pages that are free back, where the C library can; tell whether it did."""
    gc.collect()
    trim = _malloc_trim()
    return bool(trim and trim(0))


def resident_bytes() -> int:
    """Return how much memory this process holds, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


@cache
def _malloc_trim() -> Callable[[int], int] | None:
    """Return glibc's malloc_trim; None on every other C library (they have their own ways, or none)."""
    if not sys.platform.startswith("linux"):
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim
