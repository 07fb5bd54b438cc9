"""What a stick's position means: dead zone and response curve. Pure."""

from __future__ import annotations

import math

DEAD_ZONE = 0.18
"""Share of a stick's way that counts as rest: worn sticks do not return to 0."""

_FULL = 0.95
"""Many sticks never reach 1 in the corners."""


def stick(x: float, y: float, *, power: float = 1.0) -> tuple[float, float]:
    """Return the stick with its round dead zone taken out: length 0 to 1, direction kept.

    `power` above 1 makes small pushes finer. A round zone, unlike one for each axis, does not snap to
    the axes (J. Sutphin, "Doing thumbstick dead zones right").
    """
    length = math.hypot(x, y)
    if not length > DEAD_ZONE:
        return 0.0, 0.0
    share = min(1.0, (length - DEAD_ZONE) / (_FULL - DEAD_ZONE)) ** power
    return x / length * share, y / length * share
