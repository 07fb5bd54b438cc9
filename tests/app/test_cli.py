"""The command line as a shell sees it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from maze3d import __version__
from maze3d.app.cli import COMMANDS, split_command, with_nearest_choice


def _maze3d(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "maze3d", *words], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["doctr"], 'maze3d: there is no command "doctr": did you mean doctor?'),
        (["xyzzy"], f'maze3d: there is no command "xyzzy": choose from {", ".join(COMMANDS)}.'),
        (["doctor", "--jsn"], "maze3d doctor: there is no option --jsn: did you mean --json?"),
        (["doctor", "now"], 'maze3d doctor: "now" is one argument too many.'),
        (
            ["doctor", "--log-level", "debgu"],
            'argument --log-level: "debgu" is not one of the choices: did you mean debug?',
        ),
        (["doctor", "--log-level"], "argument --log-level: expected one argument."),
    ],
)
def test_a_mistake_is_one_sentence_with_the_nearest_answer(words: list[str], said: str) -> None:
    ended = _maze3d(*words)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.endswith(f"{said}\n")
    assert ended.stderr.count("\n") == 1


def test_help_and_version_load_neither_numpy_nor_the_engine() -> None:
    script = (
        "import sys\nfrom maze3d.app.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit as ended: assert ended.code == 0\n"
        "try: main(['--version'])\nexcept SystemExit as ended: assert ended.code == 0\n"
        "print('LOADED', sorted({'numpy', 'ursina', 'panda3d', 'pydantic'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert f"maze3d {__version__}\n" in ended.stdout
    assert "doctor" in ended.stdout
    assert ended.stdout.endswith("LOADED []\n")


def test_the_maze_command_does_not_load_the_engine() -> None:
    script = (
        "import sys\nfrom maze3d.app.cli import main\n"
        "assert main(['maze', '--seed', '7', '--size', '4x4']) == 0\n"
        "print('LOADED', sorted({'ursina', 'panda3d', 'direct'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.endswith("LOADED []\n")


@pytest.mark.parametrize(
    ("given", "command", "words"),
    [
        ([], "play", ["play"]),
        (["--seed", "7"], "play", ["play", "--seed", "7"]),
        (["--log-level", "debug"], "play", ["--log-level", "debug", "play"]),
        (["--log-level=debug", "maze", "x"], "maze", ["--log-level=debug", "maze", "x"]),
        (["--help"], None, ["--help"]),
        (["play", "--help"], "play", ["play", "--help"]),
        (["mzae"], None, ["mzae"]),
    ],
)
def test_without_a_command_the_game_is_played(
    given: list[str], command: str | None, words: list[str]
) -> None:
    assert split_command(given) == (command, words)


def test_choices_are_read_in_every_pythons_wording() -> None:
    for choices in ("'wilson', 'kruskal'", "wilson, kruskal"):
        message = f"argument --generator: invalid choice: 'wilsn' (choose from {choices})"
        assert with_nearest_choice(message).endswith("did you mean wilson?")


def test_a_closed_pipe_is_no_error() -> None:
    command = f'"{sys.executable}" -m maze3d maze --seed 7 --size 300x300 | head -c 10'
    ended = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602 - the pipe is the point
    assert ended.stderr == b""
