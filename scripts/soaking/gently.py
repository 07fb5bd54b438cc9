"""Work that steps back when the host wants the processor: players have computers of their own."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NICENESS = 5
GENTLY = ("nice", "-n", str(NICENESS))
"""What to write before a command for the same."""


def gently(work: Callable[[], None]) -> Callable[[], None]:
    """Return `work` as it is to be done in a thread of its own."""

    def nicer() -> None:
        with contextlib.suppress(OSError):  # Linux has a niceness for each thread
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        work()

    return nicer
