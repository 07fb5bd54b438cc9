from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from maze3d.app import maze_command
from maze3d.app.cli import main
from maze3d.maze import decode, generate
from maze3d.maze.formats.picture import png
from maze3d.maze.formats.svg import svg
from maze3d.maze.formats.text import text


def outcome(argv: list[str]) -> int:
    try:
        return main(["maze", *argv])
    except SystemExit as ended:
        return int(ended.code or 0)


def test_it_prints_the_maze_that_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["--generator", "wilson", "--size", "6x9", "--seed", "7", "--braid", "0.3", "--solution"]
    assert outcome(argv) == 0
    maze = generate("wilson", 6, 9, seed=7, braid=0.3)
    assert capsys.readouterr().out == text(maze, solution=True) + maze.code + "\n"
    assert outcome([maze.code.lower(), "--solution"]) == 0
    assert capsys.readouterr().out == text(maze, solution=True) + maze.code + "\n"


def test_without_a_seed_one_is_chosen_and_its_code_shown(capsys: pytest.CaptureFixture[str]) -> None:
    seeds = set()
    for _ in range(2):
        assert outcome(["--size", "5x5"]) == 0
        seeds.add(decode(capsys.readouterr().out.splitlines()[-1]).seed)
    assert len(seeds) == 2


def test_a_terminal_without_lines_gets_plain_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert outcome(["--size", "3x3", "--seed", "1"]) == 0
    sys.stdout.flush()
    assert raw.getvalue().startswith(b"+---")


@pytest.mark.parametrize(("name", "make"), [("a.png", png), ("a.SVG", svg), ("a.txt", text)])
def test_a_file_holds_the_format_of_its_ending(name: str, make: object, tmp_path: Path) -> None:
    assert outcome(["--size", "5x6", "--seed", "3", "-o", str(tmp_path / name)]) == 0
    made = make(generate("backtracker", 5, 6, seed=3))  # type: ignore[operator] # one of three functions
    assert (tmp_path / name).read_bytes() == (made if isinstance(made, bytes) else made.encode())
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_format_given_wins_over_the_ending(tmp_path: Path) -> None:
    assert outcome(["--seed", "3", "--format", "json", "-o", str(tmp_path / "a.txt")]) == 0
    assert json.loads((tmp_path / "a.txt").read_text())["recipe"]["seed"] == 3


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--size", "0x5"], "cannot have 0 rows: the least is 1"),
        (["--size", "100000x10000"], "1,000,000,000 cells"),
        (["--size", "30"], "as in 30x30"),
        (["--size", "big"], "expected ROWSxCOLS"),
        (["--generator", "wilsn"], "did you mean wilson?"),
        (["--seed", "x"], "expected a whole number"),
        (["--seed", "7.5"], 'such as 7, not "7.5".'),
        (["--seed", "-1"], "the nearest one possible is 0"),
        (["--braid", "lots"], "expected 0 to 1"),
        (["--braid", "2"], "the nearest is 1"),
        (["--newest", "0.5"], "--generator growing_tree"),
        (["--format", "gif"], "choose from text, json, png, svg"),
        (["628R-1F4"], "did you mean 628R-1F3?"),
        (["628R\n1F4"], "did you mean 628R-1F3?"),
        (["628R-1F3", "--seed", "4"], "leave out --seed"),
        (["--levels", "0"], "cannot have 0 levels"),
    ],
)
def test_a_mistake_is_one_sentence_and_code_2(
    argv: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(argv) == maze_command.USAGE_ERROR
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_places_that_cannot_be_written_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for output, words in (
        (tmp_path / "no" / "such" / "a.png", f"make it first, or write to {tmp_path / 'a.png'}"),
        (tmp_path, "is a folder: name a file in it"),
        (tmp_path / "a.jpg", '".jpg" is not a format of a maze: end the name in .txt, .json, .png or .svg'),
        (tmp_path / "a", "has no ending"),
        (tmp_path / f"{'a' * 300}.png", "File name too long"),
    ):
        assert outcome(["--seed", "1", "-o", str(output)]) == 2
        said = capsys.readouterr().err
        assert words in said
        assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "a.txt"
    output.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert outcome(["--seed", "1", "-o", str(output)]) == 2
    assert "cannot be written: No space left on device." in capsys.readouterr().err
    assert output.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_where_no_folder_above_exists_the_working_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on Windows, for a drive that is not there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(type(tmp_path), "is_dir", lambda _path: False)
    assert outcome(["--seed", "1", "-o", "/z/a.png"]) == 2
    assert f"write to {tmp_path / 'a.png'}" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("kind", ["text", "png"])
def test_an_output_that_takes_nothing_is_one_sentence(kind: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "maze3d", "maze", "--seed", "1", "--format", kind],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (2, "maze3d maze: the output: No space left on device.\n")


def test_a_png_is_not_poured_into_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert outcome(["--format", "png"]) == 2
    assert "-o maze.png" in capsys.readouterr().err
