"""What a host keeps on disk, so that one that was killed goes on with the same match.

Owns the file: when it is written (in a thread, as a disk can take longer than a tick), what marks its end,
and what becomes of a damaged one. Knows nothing of what a match is.

The file is two lines of JSON. The first says how the host ended ("running" while it has not), how often it
was restarted, and the digest of both; the second is session/saved.py's.
"""

from __future__ import annotations

import hashlib
import json
import logging
import queue
import threading
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from maze3d.files import StorageError, set_aside, write_whole
from maze3d.session import saved as documents
from maze3d.session.saved import SavedError
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from maze3d.session.host import Host

_log = logging.getLogger(__name__)

EVERY_TICKS = TICK_RATE
"""How often it is written: what a kill can cost."""

MOST_BYTES = 1 << 20
LAST_WRITE_S = 1.5
"""How long the end of a host waits for the disk."""

Ended = Literal["running", "planned", "stopped"]


class Head(BaseModel):
    """The first line."""

    model_config = ConfigDict(strict=True, extra="forbid")

    ended: Ended
    planned_restarts: int = Field(ge=0)
    unclean_restarts: int = Field(ge=0)
    digest: str


class Writer:
    """Writes in a thread of its own, the newest content only: what was not written yet is left out."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._contents: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._failed = False
        self._thread = threading.Thread(target=self._work, name="keeping", daemon=True)
        self._thread.start()

    def write(self, content: bytes) -> None:
        """Have it written soon."""
        self._contents.put(content)

    def close(self) -> None:
        """Wait a little until the last of it is written."""
        self._contents.put(None)
        self._thread.join(LAST_WRITE_S)

    def _work(self) -> None:
        while (newest := self._contents.get()) is not None:
            over = False
            while not (over or self._contents.empty()):
                newer = self._contents.get()
                newest, over = newer or newest, newer is None
            self._put(newest)
            if over:
                return

    def _put(self, content: bytes) -> None:
        try:
            write_whole(self._file, content, private=True)
        except StorageError as problem:
            if not self._failed:  # said once, not every second until the disk has room
                facts = {"event": "unkept", "reason": str(problem)}
                _log.warning("after a crash this host could not go on: %s", problem, extra=facts)
            self._failed = True
        else:
            self._failed = False


class Keeping:
    """The file of one host. `clock` gives seconds since 1970."""

    def __init__(self, host: Host, file: Path, clock: Callable[[], float]) -> None:
        self.planned_restarts = 0
        self.unclean_restarts = 0
        self._host = host
        self._file = file
        self._clock = clock
        self._started = host.settings
        self._writer = Writer(file)
        self._seen: object = None

    def restarts(self) -> tuple[int, int]:
        """Return how often the match was gone on with, as planned and after a crash."""
        return self.planned_restarts, self.unclean_restarts

    def go_on(self, now: float) -> bool:
        """Go on with the match of the host before, where there is one; tell whether. Raises StorageError."""
        try:
            data = self._read()
        except FileNotFoundError:
            return False
        except OSError as problem:
            raise StorageError(f"{self._file} cannot be read: {problem.strerror or problem}.") from problem
        try:
            return self._take(data, now)
        except SavedError as problem:
            aside = set_aside(self._file)
            _log.warning(
                "%s is damaged (%s): kept as %s, and a fresh match begins",
                *(self._file, problem, aside),
                extra={"event": "damaged", "reason": str(problem)},
            )
            return False

    def look_after(self, now: float) -> None:
        """Write what has changed, and every second in any case: call it often."""
        host, rounds = self._host, self._host.rounds
        seen = (rounds.phase, rounds.match_number, len(host.bans), len(host.table.joined()), host.settings)
        if seen != self._seen or host.tick % EVERY_TICKS == 0:
            self._seen = seen
            self._writer.write(self._content("running", now))

    def close(self, ended: Ended, now: float) -> None:
        """Write how it ended, with what is there now, and wait for the disk."""
        self.planned_restarts += ended == "planned"
        self._writer.write(self._content(ended, now))
        self._writer.close()

    def _read(self) -> bytes:
        with self._file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)

    def _take(self, data: bytes, now: float) -> bool:
        """Take over what `data` holds. Raises SavedError."""
        if len(data) > MOST_BYTES:
            raise SavedError("it is too long")
        first, _, body = data.partition(b"\n")
        try:
            head = Head.model_validate_json(first)
        except ValidationError as problem:
            raise SavedError("its first line is none") from problem
        if head.digest != _digest(head, body):
            raise SavedError("a part of it is missing or changed")
        saved = documents.from_json(body)
        self.planned_restarts = head.planned_restarts
        self.unclean_restarts = head.unclean_restarts + (head.ended == "running")
        wall_s = self._clock()
        documents.take_bans(self._host, saved, now, wall_s)
        if head.ended == "stopped" or saved.started.model_dump() != documents.chosen(self._started):
            return False  # that match is over, or another one is wanted now
        went_on = documents.go_on(self._host, saved, now, wall_s)
        if went_on:
            how = "was ended by a crash" if head.ended == "running" else "ended to begin anew"
            facts = {"event": "resumed", "reason": head.ended}
            _log.warning("the host before %s: its match goes on", how, extra=facts)
        return went_on

    def _content(self, ended: Ended, now: float) -> bytes:
        body = documents.to_json(self._host, self._started, now, self._clock())
        head = Head(
            ended=ended,
            planned_restarts=self.planned_restarts,
            unclean_restarts=self.unclean_restarts,
            digest="",
        )
        head.digest = _digest(head, body)
        return head.model_dump_json().encode() + b"\n" + body


def state_file(folder: Path, bind: str, port: int) -> Path:
    """Return where the host at this address and port keeps its match."""
    where = "".join(letter if letter.isalnum() else "_" for letter in bind) or "all"
    return folder / "host" / f"match-{where}-{port}.json"


def _digest(head: Head, body: bytes) -> str:
    counted = json.dumps([head.ended, head.planned_restarts, head.unclean_restarts]).encode()
    return hashlib.blake2b(counted + b"\n" + body, digest_size=16).hexdigest()
