"""What the HUD is told in each frame: plain values, whatever match they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class HudState:
    """`x`, `y` in cells (east, south), `yaw` in turns (0 north, clockwise), arrays `[level, row, col]`."""

    ticks: int | None
    """Since the match began; None where the time left is shown instead."""
    x: float
    y: float
    level: int
    yaw: float
    keys_held: int
    """Bit i is set when key i is held."""
    keys_wanted: int
    """How many keys the exit wants."""
    hints_left: int
    chalk_left: int
    passages: NDArray[np.uint8]
    explored: NDArray[np.bool_]
    exit_cell: tuple[int, int, int]
    start_cell: tuple[int, int, int] = (0, 0, 0)
    minimap_allowed: bool = True
    hint_yaw: float | None = None
    """Where a hint's way leads from here, in turns from north; None while none shows."""
