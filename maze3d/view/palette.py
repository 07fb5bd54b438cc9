"""The colours that carry meaning: one for each of the three keys, the exit's, and the players'.

Shared by the world, the HUD and the screens, so that a thing looks the same in all. Knows nothing of the
engine. Keys differ in shape too (round, square, three-cornered bow), and so do the lanterns that players
carry, so that nobody depends on colour alone.
"""

from __future__ import annotations

from typing import TypeAlias

RGB: TypeAlias = tuple[float, float, float]
"""Red, green, blue as sRGB, each 0 to 1."""

KEY_SHAPES = ("circle", "square", "triangle")
"""The bow of key 0, 1 and 2."""

EXIT_COLOUR: RGB = (0.30, 0.92, 0.80)

PLAYER_COLOURS: tuple[RGB, ...] = (
    (0.91, 0.19, 0.17),  # red
    (0.24, 0.47, 1.00),  # blue
    (0.24, 0.72, 0.28),  # green
    (0.99, 0.86, 0.18),  # yellow
    (0.63, 0.33, 0.95),  # purple
    (0.98, 0.52, 0.10),  # orange
    (0.22, 0.84, 0.92),  # cyan
    (0.98, 0.58, 0.76),  # pink
    (0.95, 0.95, 0.95),  # white
    (0.70, 0.93, 0.22),  # lime
    (0.53, 0.33, 0.17),  # brown
    (0.15, 0.21, 0.55),  # navy
    (0.08, 0.50, 0.46),  # teal
    (0.52, 0.09, 0.22),  # maroon
    (0.50, 0.52, 0.56),  # grey
    (0.93, 0.18, 0.74),  # magenta
)
"""What players choose from, the most unlike first."""

COLOUR_NAMES = (
    *("red", "blue", "green", "yellow", "purple", "orange", "cyan", "pink"),
    *("white", "lime", "brown", "navy", "teal", "maroon", "grey", "magenta"),
)
"""What each of them is called in the words' files."""

PLAYER_SHAPES = ("circle", "square", "triangle", "diamond", "cross", "ring")
"""What a player's lantern looks like from afar, and his sign in lists."""

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
