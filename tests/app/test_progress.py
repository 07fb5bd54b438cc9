"""What is kept of campaigns: the better time and medal by stage, also when a maze changes; damaged files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maze3d.app.progress import MOST_BYTES, Done, Progress
from maze3d.files import StorageError

if TYPE_CHECKING:
    from pathlib import Path


def run(ticks: int = 600, medal: Any = "silver", maze: str = "AB") -> Done:
    return Done(ticks=ticks, maze=maze, medal=medal, date="2026-11-23T10:00:00+00:00")


def test_the_better_time_and_the_better_medal_stay(tmp_path: Path) -> None:
    path = tmp_path / "data/progress.json"
    kept = Progress.load(path)
    assert (kept.problem, kept.chosen, dict(kept.done("a.b"))) == ("", "", {})
    kept.add("a.b", "one", run(600))
    kept.add("a.b", "one", run(700, "gold"))
    kept.add("a.b", "two", run(500, ""))
    kept.add("a.b", "two", run(400, "bronze"))
    kept.add("a.c", "one", run(900))
    kept.choose("a.b")
    again = Progress.load(path)
    assert again.chosen == "a.b"
    done = again.done("a.b")
    assert [(done[key].ticks, done[key].medal) for key in ("one", "two")] == [(600, "gold"), (400, "bronze")]
    assert again.done("a.c")["one"].ticks == 900


def test_a_time_in_another_maze_takes_the_place_and_the_medal_stays(tmp_path: Path) -> None:
    kept = Progress.load(tmp_path / "progress.json")
    kept.add("a.b", "one", run(600, "gold"))
    kept.add("a.b", "one", run(2000, "bronze", "CD"))
    done = kept.done("a.b")["one"]
    assert (done.ticks, done.maze, done.medal) == (2000, "CD", "gold")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"version": 2}',
        b'{"version": 1, "campaigns": {"a.b": {"one": {"ticks": 0, "maze": "A", "date": ""}}}}',
        b'{"version": 1, "other": 1}',
        b" " * (MOST_BYTES + 1),
    ],
)
def test_a_damaged_file_is_kept_aside_and_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "progress.json"
    path.write_bytes(content)
    kept = Progress.load(path)
    assert "progress.broken-1.json" in kept.problem
    assert (tmp_path / "progress.broken-1.json").read_bytes() == content
    kept.add("a.b", "one", run())
    assert Progress.load(path).problem == ""


def test_a_file_that_cannot_be_renamed_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "progress.json"
    path.write_bytes(b"{")
    monkeypatch.setattr("maze3d.app.progress.set_aside", lambda path: path)
    kept = Progress.load(path)
    with pytest.raises(StorageError, match="neither read nor renamed"):
        kept.add("a.b", "one", run())
    assert path.read_bytes() == b"{"
    assert kept.done("a.b")["one"].ticks == 600
