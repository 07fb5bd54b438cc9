"""The saved run's file while a match goes on: written now and then in a thread, or at once, or cleared.

Owns that only one of these happens at a time, so a late write never brings back a run that is over. Knows
nothing of phases; the ledger knows what is written.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from maze3d.app import ledger, saves
from maze3d.files import StorageError
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from maze3d.app.local_match import LocalMatch
    from maze3d.app.paths import Folders

KEEP_EVERY_TICKS = 30 * TICK_RATE
"""Of play: what a crash or a power cut loses at most."""


class Keeping:
    """`begin` with a match and `follow` it once a frame. What goes wrong is a sentence, "" is none."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._kept_tick = 0
        self._thread = ThreadPoolExecutor(1, "keeping")
        self._writing: Future[str] | None = None
        self._told = ""

    def begin(self, played: LocalMatch) -> None:
        """Count from here: the match is new, or as its file says."""
        self._kept_tick = played.after.tick
        self._told = ""

    def follow(self, played: LocalMatch) -> str:
        """Write the match when it is time; return what went wrong the last time, once for each reason."""
        news = ""
        if self._writing and self._writing.done():
            problem = self._settled()
            news, self._told = problem if problem != self._told else "", problem
        if self._writing is None and played.after.tick - self._kept_tick >= KEEP_EVERY_TICKS:
            self._kept_tick = played.after.tick
            self._writing = self._thread.submit(ledger.write_run, self._folders, ledger.run_now(played))
        return news

    def keep(self, played: LocalMatch) -> str:
        """Write the match at once, where it is worth it."""
        self._settled()
        return ledger.save_run(self._folders, played)

    def clear(self) -> str:
        """Forget the saved run: it is finished or given up."""
        self._settled()
        try:
            saves.clear(self._folders.saved_run_file)
        except StorageError as problem:
            return str(problem)
        return ""

    def _settled(self) -> str:
        """Wait for the thread, if it writes; return what went wrong there."""
        writing, self._writing = self._writing, None
        return writing.result() if writing else ""
