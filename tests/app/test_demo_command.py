from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.maze.test_drawing import MILE

if TYPE_CHECKING:
    from pathlib import Path


def demo(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "maze3d", "demo", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "walk.jpg"), ".gif"),
        (("-o", "nowhere/walk.gif"), "does not exist"),
        (("-o", "walk.gif", "--size", "3x9"), "64x64"),
        (("-o", "walk.gif", "--size", "big"), "480x270"),
        (("-o", "walk.gif", "--fps", "0"), "1 to 60"),
        (("-o", "walk.gif", "--seconds", "9999"), "120"),
        (("-o", "walk.gif", "--seed", "-1"), "expected 0 to"),
        (("-o", "walk.gif", ""), "is not a maze code"),
        (("-o", "walk.gif", "X9GP-K1G9-GZ"), "9 levels"),
        (("-o", "a" * 300 + ".gif"), "File name too long"),
        (("-o", "walk.gif", "--pack", "ada.moss"), "The pack ada.moss is not there"),
        (("-o", "walk.gif", "none.maze.txt"), "cannot be read"),
    ],
)
def test_a_wrong_option_is_one_sentence(words: tuple[str, ...], said: str) -> None:
    result = demo(*words)
    assert result.returncode == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_what_is_wrong_with_a_drawn_maze_is_told_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "mill.maze.txt"
    file.write_text(MILE.replace("X", " "), "utf-8")
    result = demo("-o", "walk.gif", str(file))
    assert (result.returncode, result.stderr) == (
        2,
        f"maze3d demo: {file}: no-exit there is no exit: mark its cell with X\n",
    )


@pytest.mark.offscreen
def test_a_walk_becomes_a_moving_picture_and_nothing_else_is_said(tmp_path: Path) -> None:
    out = tmp_path / "walk.gif"
    result = demo("--seed", "3", "--seconds", "1", "--size", "96x64", "--fps", "5", "-o", str(out))
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith(f"{out}: 5 pictures, ")  # no terminal, so no progress
    assert len(result.stderr.splitlines()) == 1
    with Image.open(out) as picture:
        assert picture.size == (96, 64)
        assert getattr(picture, "n_frames", 1) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["walk.gif"]


@pytest.mark.offscreen
def test_a_still_is_one_picture(tmp_path: Path) -> None:
    out = tmp_path / "view.png"
    assert demo("--seed", "3", "--size", "96x64", "--quality", "low", "-o", str(out)).returncode == 0
    with Image.open(out) as picture:
        assert picture.format == "PNG"
        assert np.asarray(picture).max() > 60


@pytest.mark.offscreen
def test_a_pack_changes_what_is_drawn_and_a_drawn_maze_can_be_walked(tmp_path: Path) -> None:
    drawn = tmp_path / "mile.maze.txt"
    drawn.write_text(MILE, "utf-8")
    pictures = []
    for number, more in enumerate(([], ["--pack", "maze3d.garden"])):
        out = tmp_path / f"{number}.png"
        words = (str(drawn), "--seconds", "0.1", "--size", "96x64", "--quality", "low", "-o", str(out), *more)
        ended = demo(*words)
        assert ended.returncode == 0, ended.stderr
        with Image.open(out) as picture:
            pictures.append(np.asarray(picture.convert("RGB")).astype(int))
    assert np.abs(pictures[0] - pictures[1]).mean() > 10
