"""The colours, sizes and times of the interface: warm slate, torchlight amber.

Lengths are points: the window is 720 points high at 100 % text size. Colours are RGBA, 0 to 1.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Colour: TypeAlias = tuple[float, float, float, float]
Style: TypeAlias = Literal["logo", "title", "heading", "body", "small", "big"]

SIZES: dict[Style, float] = {"logo": 64, "title": 32, "heading": 19, "big": 24, "body": 16, "small": 13.5}
"""Text sizes in points."""

BOLD: dict[Style, float] = {"logo": 0.035, "title": 0.03}
"""How much a style's strokes are thickened, as a share of its size."""

INK: Colour = (0.93, 0.89, 0.83, 1.0)
FAINT: Colour = (0.70, 0.65, 0.58, 1.0)
DIM: Colour = (0.50, 0.46, 0.42, 1.0)
AMBER: Colour = (1.0, 0.71, 0.28, 1.0)
DARK: Colour = (0.09, 0.075, 0.065, 1.0)
GOOD: Colour = (0.55, 0.86, 0.52, 1.0)
BAD: Colour = (1.0, 0.48, 0.38, 1.0)
HINT: Colour = (0.16, 0.48, 0.82, 0.95)

PANEL: Colour = (0.095, 0.082, 0.075, 0.96)
PANEL_EDGE: Colour = (0.42, 0.33, 0.23, 0.55)
FIELD: Colour = (0.175, 0.152, 0.135, 0.92)
FIELD_EDGE: Colour = (0.55, 0.45, 0.33, 0.28)
FIELD_HOT: Colour = (0.33, 0.235, 0.125, 0.98)
TRACK: Colour = (0.05, 0.043, 0.04, 1.0)
VEIL: Colour = (0.02, 0.015, 0.012, 0.62)
PLATE: Colour = (0.05, 0.042, 0.036, 0.62)

MEDALS: dict[str, Colour] = {
    "gold": (1.0, 0.80, 0.30, 1.0),
    "silver": (0.80, 0.83, 0.88, 1.0),
    "bronze": (0.82, 0.52, 0.30, 1.0),
}

GAP = 8.0
PAD = 24.0
ROW = 36.0
MARGIN = 20.0

FADE_S = 0.14
GLOW_S = 0.10
REPEAT_AFTER_S = 0.38
REPEAT_EVERY_S = 0.07
