"""Generators and bots of other packages: used, checked, and told by name when they fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from functools import partial
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from maze3d.app import choices, generating, plugins
from maze3d.app.choices import next_setup, setup_of, words_for
from maze3d.app.generating import made_here
from maze3d.app.local_match import LocalMatch
from maze3d.app.plugins import BOT, GENERATOR, PluginError, bot_factory, found
from maze3d.maze import generate
from maze3d.view.screens.actions import GameChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.sim.state import Command

EXAMPLE = Path(__file__).resolve().parents[2] / "assets/examples/maze3d-spiral"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the example package in it: its wheel, unpacked, as an installer does."""
    built, folder = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("plugins")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(build, cwd=EXAMPLE, check=True)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def with_example(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(installed))


def maze3d(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(installed), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, "-m", "maze3d", *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": path},
    )


def test_they_are_listed_with_a_warning(installed: Path) -> None:
    ended = maze3d(installed, "plugins")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == [
        plugins.WARNING,
        "generator  spiral  maze3d-spiral 0.1.0  can be used",
        "bot        lefty   maze3d-spiral 0.1.0  can be used",
    ]
    assert (
        "No installed package"
        in subprocess.run(
            [sys.executable, "-m", "maze3d", "plugins"], capture_output=True, text=True, check=True
        ).stdout
    )


def test_a_generator_makes_mazes_on_the_command_line(installed: Path, tmp_path: Path) -> None:
    words = ["maze", "--generator", "spiral", "--size", "6x7", "--seed", "5"]
    assert maze3d(installed, *words).stdout == maze3d(installed, *words).stdout
    file = tmp_path / "round.maze.json"
    assert maze3d(installed, *words, "-o", str(file)).returncode == 0
    assert json.loads(file.read_text())["title"] == "round"
    for command in ("play", "maze"):
        near = maze3d(installed, command, "--generator", "spirall")
        wanted = f'maze3d {command}: There is no generator "spirall": did you mean spiral?\n'
        assert (near.returncode, near.stderr) == (2, wanted)
    odd = maze3d(installed, *words, "--braid", "0.5")
    assert "--braid is for the game's own generators" in odd.stderr


@pytest.mark.usefixtures("with_example")
def test_what_a_generator_made_is_played_as_any_maze(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "chance_seed", lambda: 6)
    choice = GameChoice(rows=6, cols=7, generator="spiral", seed=5, keys=2)
    setup = setup_of(choice)
    assert words_for(setup) == "Normal, 6 x 7, spiral"
    played = LocalMatch(setup, setup.recipe.make())
    assert len(played.match.keys) == 2
    following = next_setup(setup, lambda drawing: drawing)
    assert following.recipe.rows == 6
    assert following.recipe.make().code != setup.recipe.make().code, "it was made anew, by another seed"


@pytest.mark.usefixtures("with_example")
def test_a_bot_finds_the_exit_of_a_maze_without_loops() -> None:
    maze = generate("wilson", 6, 6, seed=2)
    from maze3d.sim.difficulty import escape_rules
    from maze3d.sim.match import Match

    match = Match(maze, escape_rules("easy", 0))
    bot = bot_factory("lefty")(maze, 0, 1)
    for _tick in range(60 * 120):
        match.step({0: bot(match.snapshot())})
        if match.over:
            break
    assert match.over


def entry(
    monkeypatch: pytest.MonkeyPatch, kind: str, *entries: tuple[str, str, Callable[..., Any] | None]
) -> None:
    """Have these be the entry points of a kind: name, package, and what is loaded (None fails)."""

    def loading(loaded: Callable[..., Any] | None) -> Callable[..., Any]:
        if loaded is None:
            raise ImportError("no module named nowhere")
        return loaded

    made_up = [
        SimpleNamespace(
            name=name, dist=SimpleNamespace(name=package, version="1"), load=partial(loading, loaded)
        )
        for name, package, loaded in entries
    ]
    monkeypatch.setattr(
        plugins, "entry_points", lambda group: made_up if group == plugins.GROUPS[kind] else []
    )


def test_names_never_shadow_the_games_own_or_each_others(monkeypatch: pytest.MonkeyPatch) -> None:
    entry(monkeypatch, GENERATOR, ("wilson", "bad", len), ("odd", "one", len), ("odd", "two", len))
    there = found(GENERATOR)
    assert list(there) == ["odd", "two:odd", "bad:wilson"]
    assert there["odd"].package == "one"
    assert there["two:odd"].problem == "one has one of that name as well"
    assert there["bad:wilson"].problem == "the game has one of that name itself"
    with pytest.raises(PluginError, match="the game has one of that name itself"):
        there["bad:wilson"].load()


def grid(value: int, rows: int = 3, cols: int = 3) -> Callable[..., Any]:
    return lambda *_size, **_seed: np.full((rows, cols), value, np.uint8)


def failing(*_size: int, seed: int) -> None:
    raise RuntimeError(f"seed {seed}\nis bad.")


@pytest.mark.parametrize(
    ("generator", "told"),
    [
        (None, "cannot be loaded: ImportError: no module named nowhere."),
        (failing, "failed: RuntimeError: seed 1 is bad."),
        (lambda *_size, seed: [seed], "returned list: expected an array of uint8."),
        (lambda *_size, seed: np.zeros((3, 3)) + seed, "returned ndarray: expected an array of uint8."),
        (grid(0, 2), "returned (2, 3): expected (3, 3)."),
        (grid(99), "returned other values than 0 to 15."),
        (grid(15), "open from one side, or leads outside."),
        (grid(0), "returned cells that nobody can come to."),
    ],
)
def test_a_bad_generator_is_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, generator: Callable[..., Any] | None, told: str
) -> None:
    entry(monkeypatch, GENERATOR, ("odd", "pack", generator))
    with pytest.raises(PluginError) as caught:
        made_here(found(GENERATOR)["odd"], 3, 3, 1)
    assert str(caught.value).startswith('The generator "odd" of pack 1 ')
    assert str(caught.value).endswith(told)


ILL = """
import os, sys, time

def loud(rows, cols, *, seed):
    import numpy
    print("noise" * 1000)
    os.write(1, b"more noise")
    row = numpy.full(cols, 10, numpy.uint8)
    row[0], row[-1] = 2, 8
    made = numpy.tile(row, (rows, 1))
    made[:-1, 0] += 4
    made[1:, 0] += 1
    return made

def endless(rows, cols, *, seed):
    while True:
        time.sleep(0.01)

def gone(rows, cols, *, seed):
    os._exit(3)

def leaving(rows, cols, *, seed):
    sys.exit("enough")

def lying(rows, cols, *, seed):
    try:
        os.write(3, b"{}")
    finally:
        os._exit(0)
"""


@pytest.fixture
def with_ill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [line.split()[1].partition("(")[0] for line in ILL.splitlines() if line.startswith("def ")]
    about = tmp_path / "ill-0.1.dist-info"
    about.mkdir()
    (tmp_path / "ill.py").write_text(ILL)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: ill\nVersion: 0.1\n")
    points = "".join(f"{name} = ill:{name}\n" for name in names)
    (about / "entry_points.txt").write_text(f"[maze3d.generators]\n{points}")
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("with_ill")
def test_a_generator_that_does_not_end_is_ended_and_its_noise_is_not_the_maze(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawing = generating.made("loud", 4, 5, seed=1)
    assert (drawing.rows, drawing.cols, drawing.author) == (4, 5, "ill")
    monkeypatch.setattr(generating, "MOST_S", 3.0)
    for name, told in (
        ("endless", "was ended: it took more than 3 seconds."),
        ("gone", "failed: its process ended with code 3 and no maze."),
        ("leaving", "failed: SystemExit: enough."),
        ("lying", "failed: its process ended with code 0 and no maze."),
    ):
        with pytest.raises(PluginError) as caught:
            generating.made(name, 4, 4, seed=1)
        assert str(caught.value) == f'The generator "{name}" of ill 0.1 {told}'


def test_a_host_plays_what_a_plugins_generator_made(installed: Path, tmp_path: Path) -> None:
    words = ["host", "--generator", "spiral", "--size", "6x7", "--seed", "5", "--port", "0", "--no-announce"]
    path = os.pathsep.join([str(installed), *filter(None, [os.environ.get("PYTHONPATH")])])
    with subprocess.Popen(
        [sys.executable, "-m", "maze3d", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path, "MAZE3D_HOME": str(tmp_path)},
    ) as host:
        assert host.stdin
        assert host.stdout
        ready = json.loads(host.stdout.readline())
        assert ready["port"]
        _rest, errors = host.communicate("stop\n", timeout=60)
    assert host.returncode == 0
    assert "spiral of maze3d-spiral has made one maze for all rounds. Players are sent it" in errors
    near = maze3d(installed, "host", "--generator", "spirall")
    sentence = 'maze3d host: There is no generator "spirall": did you mean spiral?\n'
    assert (near.returncode, near.stderr) == (2, sentence)
    odd = maze3d(installed, *words, "--braid", "0.5")
    assert (odd.returncode, "braid is for the game's own generators: leave it out." in odd.stderr) == (
        2,
        True,
    )


def test_a_bad_bot_is_one_sentence_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_about: object) -> Callable[..., Command]:
        return lambda _seen: 1 / 0  # type: ignore[return-value] # it never returns

    entry(monkeypatch, BOT, ("odd", "pack", dies))
    bot = bot_factory("odd")(generate("wilson", 3, 3, seed=1), 0, 1)
    with pytest.raises(PluginError, match='The bot "odd" of pack 1 failed: ZeroDivisionError'):
        bot(SimpleNamespace())  # type: ignore[arg-type] # it is not looked at
    halves = lambda *_about: lambda _seen: (0.5, 0, 0, 0, 0)  # noqa: E731 - as short as a bot can be
    entry(monkeypatch, BOT, ("odd", "pack", halves))
    with pytest.raises(PluginError, match="failed: TypeError"):
        bot_factory("odd")(generate("wilson", 3, 3, seed=1), 0, 1)(SimpleNamespace())  # type: ignore[arg-type]
    with pytest.raises(PluginError, match='There is no bot "none"'):
        bot_factory("none")


def test_nothing_is_imported_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("it was imported")

    made_up = EntryPoint("odd", "nowhere:at_all", plugins.GROUPS[GENERATOR])
    monkeypatch.setattr(plugins, "entry_points", lambda group: [made_up] if "generators" in group else [])
    monkeypatch.setattr(EntryPoint, "load", lambda _self: never())
    assert found(GENERATOR)["odd"].package == "an unknown package"
