"""What reaches the terminal: one line a message, warnings and worse unless asked for more.

Owns the root logger. The engine's own chatter is silenced by the view, which lets it through when the debug
level is on.
"""

from __future__ import annotations

import logging

LEVELS = ("debug", "info", "warning", "error")


def configure(level: str) -> None:
    """Send messages of `level` (one of LEVELS) and worse to stderr. May be called again."""
    debug = level == "debug"
    shape = "%(asctime)s %(levelname)s %(name)s: %(message)s" if debug else "maze3d: %(message)s"
    logging.basicConfig(level=level.upper(), format=shape, force=True)
    logging.captureWarnings(capture=True)
    for loud in ("PIL", "asyncio"):  # libraries whose debug lines say nothing about the game
        logging.getLogger(loud).setLevel(max(logging.INFO, logging.getLevelName(level.upper())))
