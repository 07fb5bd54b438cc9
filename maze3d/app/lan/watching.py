"""Where one who does not play looks from: over a player's shoulder, or flying about by himself.

Pure. Knows nothing of who is watched.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from maze3d.maze.grid import E, N, S, W
from maze3d.sim.angles import ONE, cosine, sine
from maze3d.sim.state import Buttons
from maze3d.sim.units import CELL, HALF_WALL

if TYPE_CHECKING:
    from maze3d.maze import Maze
    from maze3d.sim.movement import Floor
    from maze3d.sim.state import Command, PlayerState

Eye = tuple[float, float, float, float]

BEHIND_UNITS = (620, 520, 420, 320, 220)
"""How far behind a player the eye tries to be, farthest first."""

ASIDE_UNITS = (200, 150, 100, 50, 0)
"""How far to his right, so that he does not stand before what he sees."""

LOOK_DOWN = -2400
"""1/65536 turn: the player is below the middle of the picture."""

FLY_SPEED = 60
"""Units a tick."""

_CLEAR = HALF_WALL + 60


def over_the_shoulder(floor: Floor, player: PlayerState) -> Eye:
    """Return the eye behind a player, over his right shoulder: as far back and aside as there is room."""
    back_x, back_y = -sine(player.yaw) / ONE, cosine(player.yaw) / ONE
    for away, aside in product(BEHIND_UNITS, ASIDE_UNITS):
        x, y = player.x + back_x * away + back_y * aside, player.y + back_y * away - back_x * aside
        if _free(floor, (player.x, player.y), (int(x), int(y))):
            return x, y, float(player.yaw), float(LOOK_DOWN)
    return float(player.x), float(player.y), float(player.yaw), float(player.pitch)


def _free(floor: Floor, player: tuple[int, int], eye: tuple[int, int]) -> bool:
    """Tell whether the eye is clear of walls, in the player's cell or the next one that is open to it."""
    (row, col), (to_row, to_col) = (player[1] // CELL, player[0] // CELL), (eye[1] // CELL, eye[0] // CELL)
    if not (0 <= to_row < floor.rows and 0 <= to_col < floor.cols):
        return False
    side = {(0, 0): 0, (-1, 0): N, (0, 1): E, (1, 0): S, (0, -1): W}.get((to_row - row, to_col - col))
    if side is None or (side and not floor.cells[row * floor.cols + col] & side):
        return False
    here = floor.cells[to_row * floor.cols + to_col]
    x, y = eye[0] % CELL, eye[1] % CELL
    at_post = min(x, CELL - x) < _CLEAR and min(y, CELL - y) < _CLEAR
    return not (
        at_post
        or (x < _CLEAR and not here & W)
        or (x > CELL - _CLEAR and not here & E)
        or (y < _CLEAR and not here & N)
        or (y > CELL - _CLEAR and not here & S)
    )


class FreeCamera:
    """An eye that flies through walls, but never out of the maze. `x`, `y` in units.

    CLIMB brings it to the next level up, or down where it looks down; at the last one it stays.
    """

    def __init__(self, maze: Maze) -> None:
        self.level, row, col = maze.start
        self.x, self.y = col * CELL + CELL / 2, row * CELL + CELL / 2
        self._top = maze.levels - 1
        self._gripping = False
        self._most_x, self._most_y = maze.cols * CELL - CELL / 4, maze.rows * CELL - CELL / 4

    def place(self, eye: Eye, level: int) -> None:
        """Go on from an eye."""
        self.x, self.y, self.level = eye[0], eye[1], level

    def step(self, command: Command) -> None:
        """Fly for a tick as a command steers."""
        grips = bool(command.buttons & Buttons.CLIMB)
        if grips and not self._gripping:
            self.level = min(max(0, self.level + (1 if command.pitch >= 0 else -1)), self._top)
        self._gripping = grips
        sin, cos = sine(command.yaw) / ONE, cosine(command.yaw) / ONE
        forward, strafe = command.forward / 127 * FLY_SPEED, command.strafe / 127 * FLY_SPEED
        self.x = min(max(CELL / 4, self.x + forward * sin + strafe * cos), self._most_x)
        self.y = min(max(CELL / 4, self.y + strafe * sin - forward * cos), self._most_y)
