"""Games played by bots, for tests, and the way to record the golden ones again.

`python -m tests.sim.games` plays and rewrites tests/sim/golden/*.m3d. Only do that when the rules have
changed on purpose, and raise `maze3d.sim.replay.VERSION` with it: saved runs of players change too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.bot import explorer, solver
from maze3d.maze import generate
from maze3d.sim.difficulty import escape_rules
from maze3d.sim.match import Match
from maze3d.sim.replay import Recording
from maze3d.sim.state import Buttons, Command

if TYPE_CHECKING:
    from maze3d.bot import Bot
    from maze3d.maze import Maze
    from maze3d.sim.difficulty import EscapeRules

GOLDEN = Path(__file__).parent / "golden"

GAMES = {
    "easy-backtracker": ("backtracker", 10, 10, 1, 0.5, "easy", "solver"),
    "normal-kruskal": ("kruskal", 12, 9, 2, 0.25, "normal", "explorer"),
    "hard-wilson": ("wilson", 9, 14, 3, 0.0, "hard", "solver"),
    "nightmare-tree": ("growing_tree", 8, 8, 4, 1.0, "nightmare", "explorer"),
}
"""Name: generator, rows, cols, seed, braid, difficulty, bot."""


def play(maze: Maze, rules: EscapeRules, bot: Bot, most_ticks: int = 120_000) -> tuple[Match, Recording]:
    """Let a bot play to the end, or for `most_ticks`; it also chalks and asks for hints now and then."""
    match, recording = Match(maze, rules), Recording(maze.code, rules)
    while not match.over and match.tick < most_ticks:
        command = bot(match.snapshot())
        extra = Buttons.CHALK if match.tick % 97 == 5 else Buttons.NONE
        extra |= Buttons.HINT if match.tick % 701 == 300 else Buttons.NONE
        pitch = -9000 if extra & Buttons.CHALK else command.pitch
        command = Command(command.forward, command.strafe, command.yaw, pitch, command.buttons | extra)
        recording.append(command)
        match.step({0: command})
    return match, recording


def game(name: str) -> tuple[Maze, Match, Recording]:
    """Play one of GAMES."""
    generator, rows, cols, seed, braid, difficulty, bot = GAMES[name]
    maze = generate(generator, rows, cols, seed=seed, braid=braid)
    chosen = solver(maze) if bot == "solver" else explorer(maze)
    return maze, *play(maze, escape_rules(difficulty), chosen)


def record_all() -> None:
    """Rewrite the golden games."""
    GOLDEN.mkdir(exist_ok=True)
    for name in GAMES:
        _maze, match, recording = game(name)
        (GOLDEN / f"{name}.m3d").write_bytes(recording.to_bytes(match.checksum()))
        print(f"{name}: {match.tick} ticks, {'over' if match.over else 'NOT over'}")


if __name__ == "__main__":
    record_all()
