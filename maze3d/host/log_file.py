"""A host's log as a file that programs can read: one JSON object a line, beside the plain words on stderr.

Owns the shape of a line and the sizes. A line has `ts` (UTC), `level`, `logger`, `message`, and what the
call gave by `extra`: `event` (one word for the kind of thing), `session` (the number of its connection, no
secret), `seat`, `address`, `reason`. Nothing that is logged may hold a password, a token or a key.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import sys
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from maze3d.host.config import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 10_000_000
OLDER_FILES = 5
"""Named FILE.1, the newest of them, to FILE.5."""

_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What every record has; anything else was given by the call."""


class JsonLines(logging.Formatter):
    """One line of JSON a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        when = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line = {
            "ts": when.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _USUAL}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class LogFile(RotatingFileHandler):
    """The file. A full disk costs lines, never the host: it is said once, until there is room again."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=MOST_BYTES, backupCount=OLDER_FILES, encoding="utf-8")
        self.setFormatter(JsonLines())
        self._failing = self._failed = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        self._failed = False
        super().emit(record)
        self._failing = self._failed

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's own name
        """Say that a record could not be written."""
        self._failed = True
        if not self._failing:
            problem = sys.exc_info()[1]
            reason = (isinstance(problem, OSError) and problem.strerror) or problem
            with contextlib.suppress(OSError):  # stderr may go to the same disk
                print(f"maze3d: {self.baseFilename} cannot be written: {reason}.", file=sys.stderr)


def log_to(file: Path) -> LogFile:
    """Write what is logged from now on to `file` as well. Raises ConfigError when it cannot be opened."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = LogFile(file)
    except OSError as problem:
        reason = problem.strerror or problem
        raise ConfigError(f"the log file {file} cannot be written: {reason}.") from problem
    logging.getLogger().addHandler(handler)
    return handler
