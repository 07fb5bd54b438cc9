"""A bot that keeps its left hand on the wall."""

import math

from maze3d.sim.state import Command
from maze3d.sim.units import CELL, middle

NORTH, EAST, SOUTH, WEST = 1, 2, 4, 8
STEPS = {NORTH: (-1, 0), EAST: (0, 1), SOUTH: (1, 0), WEST: (0, -1)}
ORDER = [NORTH, EAST, SOUTH, WEST]
FULL_TURN = 65536


def lefty(maze, seat, seed):
    """Return a bot: a function that is called once a tick with a snapshot, and returns a command.

    `maze` is the maze, `seat` the number of the bot's own player, `seed` a number to draw chance from.
    """
    heading = NORTH
    goal = None

    def play(seen):
        nonlocal heading, goal
        me = next(player for player in seen.players if player.player_id == seat)
        cell = (me.level, me.y // CELL, me.x // CELL)
        x, y = middle(goal or cell)
        if goal is None or math.hypot(me.x - x, me.y - y) < CELL // 5:
            at = ORDER.index(heading)
            ways = [ORDER[(at + turn) % 4] for turn in (3, 0, 1, 2)]  # left, ahead, right, back
            heading = next(way for way in ways if maze.passages[cell] & way)
            down, right = STEPS[heading]
            goal = (cell[0], cell[1] + down, cell[2] + right)
            x, y = middle(goal)
        yaw = round(math.atan2(x - me.x, me.y - y) / math.tau * FULL_TURN) % FULL_TURN
        return Command(forward=127, yaw=yaw)

    return play
