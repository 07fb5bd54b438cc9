"""Files of the player: replaced whole, whatever stands in their place."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from maze3d.app.paths import folders
from maze3d.files import StorageError, set_aside, write_whole


def test_a_link_stays_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    """As for settings kept among other dotfiles."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "real.toml").write_text("old")
    link = tmp_path / "settings.toml"
    try:
        link.symlink_to(Path("kept") / "real.toml")
    except OSError:
        pytest.skip("needs the right to make links: on Windows, turn on developer mode")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "kept" / "real.toml").read_text() == "new"
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["kept", "real.toml", "settings.toml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes: run it on Linux or macOS")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"maze")
    assert os.read(reader, 9) == b"maze"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_folder_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(StorageError, match=r"a\.txt cannot be written: "):
        write_whole(tmp_path / "a.txt", b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_a_file_gets_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_what_cannot_be_renamed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "exists", refused)
    assert set_aside(tmp_path / "a.json") == tmp_path / "a.json"


def test_a_home_of_nobody_is_a_folder_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders({"MAZE3D_HOME": "~no-such-player/x"}).data == tmp_path / "~no-such-player" / "x" / "data"


def test_no_name_that_comes_and_goes_is_interned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their table grows by it, and a host writes for weeks."""
    match = tmp_path / "match.json"
    write_whole(match, b"{}")
    interned: list[str] = []

    def intern(word: str) -> str:
        interned.append(word)
        return word

    monkeypatch.setattr(sys, "intern", intern)
    for _ in range(3):
        write_whole(match, b"{}")
    assert set(interned) <= {*match.parts, *match.resolve().parts}
