"""The live objects of this process, counted so that two counts can be compared; and a leak to try it with.

Owns what has to be warm before the first count. Knows nothing of what a soak does.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections import deque
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from maze3d.host.census import census
from maze3d.session.table import Session, SessionTable

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

PLANTED: list[str] = []


def live_objects() -> Counter[str]:
    """Return live objects by type, and how much the containers hold; asked twice, it is the same."""
    isinstance("", Mapping)  # the log asks this when a line says one thing, and Python keeps the answer
    gc.unfreeze()  # what has been there from the start can hold more as well
    for _ in range(3):
        gc.collect()
    objects = census()
    live = gc.get_objects()
    for kind in (list, dict, set, deque):  # what they hold may be no object that the collector knows
        objects[f"held by {kind.__name__}s"] = sum(len(each) for each in live if type(each) is kind)
    # Counters are subclasses of dict, so a reason that came up for the first time is not in that.
    del live
    gc.freeze()
    return objects


def in_use() -> tuple[int, int]:
    """Return how many blocks of up to 512 bytes Python has given out, and how many bytes the C library has.

    What a process holds besides is what its allocators keep for later. The second is 0 without glibc 2.33.
    """
    mallinfo2 = _mallinfo2()
    if mallinfo2 is None:
        return sys.getallocatedblocks(), 0
    told = mallinfo2()
    return sys.getallocatedblocks(), told.uordblks + told.hblkhd


@cache
def _mallinfo2() -> Callable[[], _Mallinfo2] | None:
    try:
        asked: Callable[[], _Mallinfo2] = ctypes.CDLL(None).mallinfo2
    except (AttributeError, OSError, TypeError):
        return None
    asked.restype = _Mallinfo2  # type: ignore[attr-defined]
    return asked


class _Mallinfo2(ctypes.Structure):
    """As mallinfo(3) has it."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def plant() -> None:
    """Have every session leave something behind that nothing looks at."""
    opened = SessionTable.open

    def leaky(table: SessionTable, link: int, address: str, now: float) -> Session:
        PLANTED.append(f"session {link}")
        return opened(table, link, address, now)

    SessionTable.open = leaky  # type: ignore[method-assign,assignment]
