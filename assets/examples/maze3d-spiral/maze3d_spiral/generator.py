"""A maze that winds round and round, with a shortcut through a wall here and there."""

import random

import numpy as np

NORTH, EAST, SOUTH, WEST = 1, 2, 4, 8
STEPS = {NORTH: (-1, 0), EAST: (0, 1), SOUTH: (1, 0), WEST: (0, -1)}
BACK = {NORTH: SOUTH, EAST: WEST, SOUTH: NORTH, WEST: EAST}
TURN_RIGHT = {EAST: SOUTH, SOUTH: WEST, WEST: NORTH, NORTH: EAST}


def spiral(rows, cols, *, seed):
    """Return passages, uint8[rows, cols]: the sum of a cell's open sides, 1 north, 2 east, 4 south, 8 west.

    Every passage is open from both sides, none leads outside, and all cells are joined. The same seed has to
    give the same maze every time.
    """
    passages = np.zeros((rows, cols), np.uint8)
    seen = np.zeros((rows, cols), bool)
    row = col = 0
    seen[0, 0] = True
    way = EAST
    for _ in range(rows * cols - 1):
        down, right = STEPS[way]
        if not (0 <= row + down < rows and 0 <= col + right < cols) or seen[row + down, col + right]:
            way = TURN_RIGHT[way]
            down, right = STEPS[way]
        passages[row, col] |= way
        row, col = row + down, col + right
        passages[row, col] |= BACK[way]
        seen[row, col] = True
    # One wall in sixteen is opened; `random()` of a seed is the same on every Python.
    chance = random.Random(seed)
    for row in range(rows - 1):
        for col in range(cols):
            if chance.random() < 1 / 16:
                passages[row, col] |= SOUTH
                passages[row + 1, col] |= NORTH
    return passages
