"""The list of hosts: a favourite is asked what it plays, and one that is not there says why."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from maze3d.app.lan.finding import Finder
from maze3d.app.lan.identity import Favourite
from tests.host.test_process import host

if TYPE_CHECKING:
    from pathlib import Path

    from maze3d.view.screens.lan_data import FoundHost


def found(finder: Finder, key: str) -> FoundHost:
    """Return the host's line once it has answered, or once it is known why it does not."""
    while True:
        line = next(each for each in finder.look(time.monotonic()) if each.key == key)
        if line.problem or line.ping_ms is not None:
            return line


def test_favourites_are_asked_what_they_play(tmp_path: Path) -> None:
    with host(tmp_path, "--mode", "tag", "--size", "8x9", "--levels", "2") as running:
        gone = Favourite(address="127.0.0.1", port=1, name="Gone")
        finder = Finder([Favourite(address="127.0.0.1", port=running.port, name="Old name"), gone])
        try:
            line = found(finder, f"127.0.0.1:{running.port}")
            assert (line.name, line.mode, line.rows, line.cols, line.levels) == ("Here", "tag", 8, 9, 2)
            assert (line.favourite, line.locked, line.phase) == (True, False, "In the lobby")
            assert line.problem == ""
            assert found(finder, "127.0.0.1:1").problem
            finder.favourites = [gone]
            assert [each.name for each in finder.look(time.monotonic()) if each.favourite] == ["Gone"]
        finally:
            finder.close()
