"""The colours that carry meaning: one for each of the three keys, and the exit's.

Shared by the world and the HUD, so that a key looks the same in both. Knows nothing of the engine. Keys
also differ in shape (round, square, three-cornered bow), so that no player depends on colour alone.
"""

from __future__ import annotations

from typing import TypeAlias

RGB: TypeAlias = tuple[float, float, float]
"""Red, green, blue as sRGB, each 0 to 1."""

KEY_SHAPES = ("circle", "square", "triangle")
"""The bow of key 0, 1 and 2."""

EXIT_COLOUR: RGB = (0.30, 0.92, 0.80)

_PALETTES: dict[str, tuple[RGB, RGB, RGB]] = {
    "standard": ((0.95, 0.26, 0.22), (0.25, 0.55, 1.00), (0.98, 0.82, 0.20)),
    # Red and green fall together: orange, blue and white differ in brightness and along blue-yellow.
    "deuteranopia": ((0.90, 0.50, 0.00), (0.20, 0.45, 1.00), (0.97, 0.96, 0.86)),
    # Red is dark as well: a lighter orange keeps its distance from the blue.
    "protanopia": ((0.98, 0.66, 0.10), (0.15, 0.40, 0.98), (0.95, 0.95, 0.92)),
    # Blue and green, and yellow and violet, fall together: red, cyan and white do not.
    "tritanopia": ((0.95, 0.20, 0.25), (0.00, 0.72, 0.75), (0.97, 0.94, 0.94)),
}

NAMES = tuple(_PALETTES)


def palette(name: str) -> tuple[RGB, RGB, RGB]:
    """Return the three key colours of the palette `name`, one of `NAMES` (KeyError otherwise)."""
    return _PALETTES[name]
