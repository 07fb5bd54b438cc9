"""Keeps the engine's chatter off the player's terminal.

Panda3D writes its notices to a C++ stream, Ursina prints, and drivers (Mesa, ALSA) write straight to the
process's file descriptors. Owns where all of that goes. Knows nothing of windows.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)


def quiet_notices() -> None:
    """Drop Panda3D's notices, unless the debug level is on: then they stay on stderr."""
    if _log.isEnabledFor(logging.DEBUG):
        return
    from panda3d.core import MultiplexStream, Notify  # noqa: PLC0415 - the engine loads only for a window

    Notify.ptr().setOstreamPtr(MultiplexStream(), False)


@contextlib.contextmanager
def captured_output() -> Iterator[None]:
    """Catch everything written to stdout and stderr, drivers' lines too, and pass it to the debug log."""
    if _log.isEnabledFor(logging.DEBUG):
        yield
        return
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        kept = [(fd, os.dup(fd)) for fd in (1, 2)]
    except OSError:  # started without a terminal (pythonw, a desktop file): nobody can be disturbed
        yield
        return
    with tempfile.TemporaryFile() as caught:
        for fd, _copy in kept:
            os.dup2(caught.fileno(), fd)
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for fd, copy in kept:
                os.dup2(copy, fd)
                os.close(copy)
            caught.seek(0)
            _log.debug("%s", caught.read().decode(errors="replace").strip())
