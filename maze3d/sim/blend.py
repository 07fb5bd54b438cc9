"""Between two ticks: where a body is drawn. Never fed back into a match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.sim.units import TURN

if TYPE_CHECKING:
    from maze3d.sim.state import PlayerState


def blend(before: PlayerState, after: PlayerState, alpha: float) -> tuple[float, float, float, float]:
    """Return (x, y, yaw, pitch) at `alpha` (0 is `before`, 1 is `after`), turning the shorter way.

    Units and angles as in PlayerState, but with fractions; yaw is in [0, TURN).
    """
    turn = (after.yaw - before.yaw + TURN // 2) % TURN - TURN // 2
    return (
        before.x + (after.x - before.x) * alpha,
        before.y + (after.y - before.y) * alpha,
        (before.yaw + turn * alpha) % TURN,
        before.pitch + (after.pitch - before.pitch) * alpha,
    )
