"""The colours, sizes and times of the interface: warm slate, torchlight amber, or what a pack has instead.

Lengths are points: the window is 720 points high at 100 % text size. Colours are RGBA, 0 to 1; those of the
palette are what it has by the time they are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

from maze3d.view.palette import colour_of

RGBA: TypeAlias = tuple[float, float, float, float]


class Shade(Sequence[float]):
    """A colour of the palette in use, as `made` returns it now. What keeps one can paint itself anew."""

    def __init__(self, made: Callable[[], RGBA]) -> None:
        self._made = made

    def __getitem__(self, at: Any) -> Any:
        return self._made()[at]

    def __iter__(self) -> Iterator[float]:
        return iter(self._made())

    def __len__(self) -> int:
        return 4


Colour: TypeAlias = "RGBA | Shade"
Style: TypeAlias = Literal["logo", "title", "heading", "body", "small", "big"]

SIZES: dict[Style, float] = {"logo": 64, "title": 32, "heading": 19, "big": 24, "body": 16, "small": 13.5}
"""Text sizes in points."""

BOLD: dict[Style, float] = {"logo": 0.035, "title": 0.03}
"""How much a style's strokes are thickened, as a share of its size."""


def _of(name: str, alpha: float = 1.0) -> Shade:
    """Return a colour of the palette `interface`, through which one sees by `alpha`."""
    return Shade(lambda: (*colour_of("interface", name), alpha))


def faded(shade: Colour, alpha: float) -> Shade:
    """Return the colour with another alpha."""
    return Shade(lambda: (shade[0], shade[1], shade[2], alpha))


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour `share` of the way from `a` to `b`."""
    if share in {0.0, 1.0}:  # nothing new to keep for what rests
        return b if share else a
    return Shade(lambda: _rgba([p + (q - p) * share for p, q in zip(a, b, strict=True)]))


def _rgba(parts: Sequence[float]) -> RGBA:
    red, green, blue, alpha = parts
    return red, green, blue, alpha


INK = _of("ink")
FAINT = _of("faint")
DIM = _of("dim")
AMBER = _of("accent")
LIT = _of("lit")
DARK = _of("dark")
GOOD = _of("good")
BAD = _of("bad")
HINT = _of("hint", 0.95)

PANEL = _of("panel", 0.96)
PANEL_EDGE = _of("panel_edge", 0.55)
FIELD = _of("field", 0.92)
FIELD_EDGE = _of("field_edge", 0.28)
FIELD_HOT = _of("field_hot", 0.98)
TRACK = _of("track")
VEIL = _of("veil", 0.62)
PLATE = _of("plate", 0.62)

MEDALS: dict[str, Shade] = {name: _of(name) for name in ("gold", "silver", "bronze")}

GAP = 8.0
PAD = 24.0
ROW = 36.0
MARGIN = 20.0

FADE_S = 0.14
GLOW_S = 0.10
REPEAT_AFTER_S = 0.38
REPEAT_EVERY_S = 0.07
