"""What the screen of drawn mazes calls: the mazes there are, in words, and the one to play."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.app import flow
from maze3d.app.own_mazes import OwnMaze, found_in, look_at
from maze3d.view.language import commas, say
from maze3d.view.screens.actions import GameChoice
from maze3d.view.screens.own_maze_row import OwnMazeData
from maze3d.view.screens.own_mazes import OwnMazeActions
from maze3d.view.screens.words import size_words

if TYPE_CHECKING:
    from maze3d.app.game import Game


def own_maze_actions(game: Game) -> OwnMazeActions:
    """Return the calls for `game`."""
    return OwnMazeActions(
        mazes=partial(own_mazes_of, game), play=partial(play, game), folder=str(game.folders.mazes)
    )


def own_mazes_of(game: Game) -> list[OwnMazeData]:
    """Return the drawn mazes there are, in their folder, which is made: the screen says what to put there."""
    with contextlib.suppress(OSError):
        game.folders.mazes.mkdir(parents=True, exist_ok=True)
    return [_data(maze) for maze in found_in(game.folders.mazes)]


def play(game: Game, key: str, difficulty: str) -> None:
    """Play one, as its file is now."""
    maze = look_at(Path(key))
    if maze.drawing is None:
        game.ui.notify(maze.problems[0])
        return
    flow.start(game, GameChoice(difficulty=difficulty, drawing=maze.drawing))


def _data(maze: OwnMaze) -> OwnMazeData:
    drawing = maze.drawing
    if drawing is None:
        return OwnMazeData(str(maze.path), maze.path.name, problems=maze.problems)
    facts: list[str] = [say("drawn.by", author=drawing.author)] if drawing.author else []
    facts += [size_words(drawing.rows, drawing.cols, drawing.levels), say("count.keys", n=len(drawing.keys))]
    facts += [drawing.about] if drawing.about else []
    return OwnMazeData(str(maze.path), drawing.title, commas(facts))
