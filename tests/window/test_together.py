"""A race over real processes: a headless host, two game windows, ten bots; one window dies and comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.maze import maze_from_code, shortest_path
from tests.window.player import Player

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.window

BOTS = ((2, "solver"), (8, "random"))
"""The round ends a while after the third is out: with two quick ones there is time for the windows."""

CAP = "video.frame_cap=30"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Run a host for one race in a small maze and return its ready line."""
    words = ["--bind", "127.0.0.1", "--name", "Arena", "--size", "5x5", "--seed", "11", "--rounds", "1"]
    words += ["--max-players", "16", "--max-per-address", "16", "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "maze3d", "host", *words],
        env=os.environ | {"MAZE3D_HOME": str(tmp_path / "host")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=(tmp_path / "host.log").open("w"),
        text=True,
    )
    assert process.stdout
    yield json.loads(process.stdout.readline())
    process.terminate()
    assert process.wait(20) == 0


def test_a_race_of_two_windows_and_ten_bots(display: str, tmp_path: Path, host: dict[str, str]) -> None:
    code = host["code"]

    def join(name: str) -> Player:
        player = Player(display, tmp_path / name, code, "--name", name, "--set", CAP, command="join")
        players.append(player)
        player.focus_own_window()
        return player

    players: list[Player] = []
    anna, bert = join("Anna"), join("Bert")
    for player in players:
        player.comes_to("LobbyScreen")
    swarms = [swarm(code, count, behaviour) for count, behaviour in BOTS]
    try:
        seat = int(bert.found(r"joined seat (\d+)")[1])
        anna.wait("lobby: 12 players")
        for player in reversed(players):
            player.focus_own_window()
            player.focus_on("Ready")
            player.key("Return")
        maze = maze_from_code(anna.wait(r"joined round (\S+) race")[1])
        bert.wait(r"joined round (\S+) race")

        bert.die()
        back = join("Bert")
        assert int(back.wait(r"joined seat (\d+)")[1]) == seat
        back.wait(f"joined round {maze.code} race")

        anna.focus_own_window()
        anna.newest_place()
        if anna.seen("screen PauseJoinedScreen"):  # the other window took the keyboard
            anna.key("Escape")
        anna.finish_line = "out of the maze"
        anna.walk(shortest_path(maze.passages, maze.start, maze.exit)[1:])
        for player in (anna, back):
            player.wait("screen RoundResultsScreen")
    finally:
        for player in players:
            player.kill()
        summaries = [ended(bots) for bots in swarms]
    for (count, _behaviour), summary in zip(BOTS, summaries, strict=True):
        assert summary["joined"] == count
        assert summary["refused"] == {}


def swarm(code: str, count: int, behaviour: str) -> subprocess.Popen[str]:
    """Let bots join."""
    words = ["bots", code, "--count", str(count), "--behaviour", behaviour]
    return subprocess.Popen([sys.executable, "-m", "maze3d", *words], stdout=subprocess.PIPE, text=True)


def ended(bots: subprocess.Popen[str]) -> dict[str, Any]:
    """End bots and return their summary."""
    bots.terminate()
    summary: dict[str, Any] = json.loads(bots.communicate(timeout=20)[0])
    return summary
