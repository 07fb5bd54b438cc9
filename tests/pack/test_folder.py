"""A folder as a pack: plain files only, and none that is not in it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from maze3d.pack import folder as folder_of
from maze3d.pack.finding import PackError
from maze3d.pack.folder import Folder

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes as POSIX has them: run it there")


def test_plain_files_are_listed_and_hidden_ones_left_alone(tmp_path: Path) -> None:
    (tmp_path / "textures").mkdir()
    (tmp_path / "textures/wall.png").write_bytes(b"123")
    (tmp_path / "pack.toml").write_bytes(b"")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config.py").write_bytes(b"x")
    (tmp_path / "mod.py").write_bytes(b"x")
    folder = Folder(tmp_path)
    assert folder.files == {"pack.toml": 0, "textures/wall.png": 3}
    assert [(each.file, each.code) for each in folder.findings] == [("mod.py", "refused")]
    assert folder.read("textures/wall.png") == b"123"
    folder.close()


@posix
def test_a_link_or_a_pipe_is_never_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "pack", tmp_path / "secret.png"
    inside.mkdir()
    outside.write_bytes(b"secret")
    (inside / "file.png").symlink_to(outside)
    (inside / "folder").symlink_to(tmp_path)
    (inside / "later.png").write_bytes(b"secret")
    os.mkfifo(inside / "pipe.png")
    folder = Folder(inside)
    assert folder.files == {"later.png": 6}
    assert [(each.file, each.code) for each in folder.findings] == [
        ("file.png", "link"),
        ("folder", "link"),
        ("pipe.png", "link"),
    ]
    (inside / "later.png").unlink()
    (inside / "later.png").symlink_to(outside)
    with pytest.raises(PackError, match="cannot be read"):
        folder.read("later.png")


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"12")
    folder = Folder(tmp_path)
    (tmp_path / "a.png").write_bytes(b"123")
    with pytest.raises(PackError, match="changes while it is read"):
        folder.read("a.png")
    (tmp_path / "a.png").unlink()
    with pytest.raises(PackError, match="cannot be read"):
        folder.read("a.png")


def test_too_many_files_and_too_deep_folders_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path
    for _ in range(10):
        deep /= "a"
    deep.mkdir(parents=True)
    assert [each.code for each in Folder(tmp_path).findings] == ["bad-path"]
    monkeypatch.setattr(folder_of, "MOST_FILES", 4)
    for number in range(9):
        (tmp_path / str(number)).mkdir()
    with pytest.raises(PackError, match="more than 4 files"):
        Folder(tmp_path)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"^cannot be read: No such file"):
        Folder(tmp_path / "none")
