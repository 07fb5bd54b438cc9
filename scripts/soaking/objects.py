"""The live objects of this process, counted so that two counts can be compared; and a leak to try it with.

Owns what has to be warm before the first count. Knows nothing of what a soak does.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING

from maze3d.host.census import census
from maze3d.session.table import Session, SessionTable

if TYPE_CHECKING:
    from collections import Counter

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


def plant() -> None:
    """Have every session leave something behind that nothing looks at."""
    opened = SessionTable.open

    def leaky(table: SessionTable, link: int, address: str, now: float) -> Session:
        PLANTED.append(f"session {link}")
        return opened(table, link, address, now)

    SessionTable.open = leaky  # type: ignore[method-assign,assignment]
