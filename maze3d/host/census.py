"""How many objects of which type there are: what came since the host was ready (memory.settle).

Knows nothing of why they are there.
"""

from __future__ import annotations

import gc
from collections import Counter

MOST_TYPES = 20
OURS = "maze3d."


def census() -> Counter[str]:
    """Return the number of live objects that the collector knows, by module.qualname.

    Counted without a line of Python in between, so no other thread waits for more than some milliseconds.
    """
    counted = Counter(map(type, gc.get_objects()))
    named: Counter[str] = Counter()
    for each, count in counted.items():
        named[f"{each.__module__}.{each.__qualname__}"] += count
    return named


def shortened(counted: Counter[str]) -> dict[str, int]:
    """Return the most numerous types and all of this game's own."""
    most = dict(counted.most_common(MOST_TYPES))
    return most | {name: count for name, count in counted.items() if name.startswith(OURS)}


def growth(before: Counter[str], after: Counter[str], most: int) -> dict[str, int]:
    """Return the `most` types that have grown, by how much."""
    return dict((after - before).most_common(most))
