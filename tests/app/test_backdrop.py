"""What is seen behind the title."""

from __future__ import annotations

import math
from dataclasses import replace

from maze3d.app.flow import BACKDROP
from maze3d.app.local_match import LocalMatch, Setup
from maze3d.bot import roamer
from maze3d.sim import chalk
from maze3d.sim.movement import floors_of
from maze3d.sim.units import CELL


def test_the_walk_behind_the_title_looks_along_ways_rather_than_at_walls() -> None:
    near = far = looks = 0
    for seed in range(3):
        setup = Setup(replace(BACKDROP, seed=seed), "easy", 0)
        played = LocalMatch(setup, setup.recipe.make())
        bot, floor = roamer(played.maze, seed=seed), floors_of(played.maze.passages)[0]
        for tick in range(1800):
            if played.after.over:
                break
            played.tick(bot(played.after))
            if tick % 12 == 0:
                player = played.player
                wall = chalk.aim(floor, (0, player.x, player.y), player.yaw, 0)
                looks += 1
                far += wall is None
                near += wall is not None and math.hypot(wall.x - player.x, wall.y - player.y) < CELL * 0.75
    assert near < looks * 0.015
    assert far > looks * 0.6
