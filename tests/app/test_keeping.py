"""A run is kept while it goes on: a crash loses at most half a minute."""

from __future__ import annotations

import os

from maze3d.app import ledger, saves
from maze3d.app.campaigns import Campaigns
from maze3d.app.keeping import KEEP_EVERY_TICKS, Keeping
from maze3d.app.local_match import LocalMatch
from maze3d.app.paths import folders
from maze3d.sim.replay import replay
from tests.app.stage import SETUP, put_a_file_in_the_way, walk


def match_under_way() -> tuple[Keeping, LocalMatch]:
    keeping, played = Keeping(folders(os.environ)), LocalMatch(SETUP, SETUP.recipe.make())
    keeping.begin(played)
    return keeping, played


def test_a_crash_loses_at_most_thirty_seconds_and_what_is_left_can_be_gone_on_with() -> None:
    keeping, played = match_under_way()
    kept_ticks = set()
    for tick in range(1, 2 * KEEP_EVERY_TICKS + 600):
        walk(played)
        assert keeping.follow(played) == ""
        if tick % 300 == 0:
            keeping._settled()  # the thread has had its time
            found = saves.load(folders(os.environ).saved_run_file)
            kept = found[0].elapsed_ticks if found else 0
            assert tick - kept <= KEEP_EVERY_TICKS == 30 * 60
            kept_ticks.add(kept)
    assert kept_ticks == {0, KEEP_EVERY_TICKS, 2 * KEEP_EVERY_TICKS}
    _setup, recording = ledger.saved_run(folders(os.environ), Campaigns(folders(os.environ)))
    assert replay(recording, played.maze).tick == 2 * KEEP_EVERY_TICKS


def test_a_run_is_written_as_it_was_when_its_time_came() -> None:
    _keeping, played = match_under_way()
    for _tick in range(100):
        walk(played)
    now = ledger.run_now(played)
    then = played.match.checksum()
    for _tick in range(100):
        walk(played)
    assert ledger.write_run(folders(os.environ), now) == ""
    _setup, recording = ledger.saved_run(folders(os.environ), Campaigns(folders(os.environ)))
    assert (recording.ticks, replay(recording, played.maze).checksum()) == (100, then)


def test_a_write_under_way_never_brings_back_a_run_that_is_over() -> None:
    keeping, played = match_under_way()
    for _tick in range(KEEP_EVERY_TICKS):
        walk(played)
    keeping.follow(played)
    assert keeping.clear() == ""
    assert keeping._writing is None
    assert not folders(os.environ).saved_run_file.exists()


def test_what_hinders_it_is_told_once() -> None:
    put_a_file_in_the_way()
    keeping, played = match_under_way()
    told = []
    for _tick in range(3 * KEEP_EVERY_TICKS + 10):
        walk(played)
        if keeping._writing:
            keeping._writing.result()
        told.append(keeping.follow(played))
    (problem,) = filter(None, told)
    assert "saved-run.maze3d cannot be written" in problem
    assert "cannot be written" in keeping.keep(played)
