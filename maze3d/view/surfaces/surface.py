"""What a surface is to the engine. Knows nothing of where its pictures come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CROSS, ARROW, FOOTPRINTS, ROSE = range(4)
"""Index in the picture of marks: from the lower left, to the right, then up."""


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Two pictures, uint8[size, size, 4] in the engine's order blue, green, red, alpha; row 0 at the bottom.

    `colour`: sRGB colour, alpha the height (255 proud, 0 deepest). `relief`: red and green are the normal's x
    right and y up (128 is 0; z is what is missing to a length of 1), blue how much it shines by itself, alpha
    the roughness.
    """

    colour: NDArray[np.uint8]
    relief: NDArray[np.uint8]
