"""A player's sign: his colour in his shape, with a rim that sets it off from what is behind."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import SamplerState

from maze3d.view.palette import PLAYER_COLOURS, PLAYER_SHAPES, painted
from maze3d.view.ui.shapes import Box, fill_texture, texture_from
from maze3d.view.ui.theme import DARK, INK, Shade

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.palette import RGB
    from maze3d.view.ui.theme import RGBA

_SIDE_PX = 64
_RIM = 0.16
"""Of half the side."""
_DARK_BELOW = 0.36
_READABLE = 0.55


def brightness(colour: RGB) -> float:
    """Return how bright a colour looks, 0 to 1 (Rec. 709 weights)."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def lettering(colour: int) -> Shade:
    """Return player colour `colour`, made bright enough to be seen as a thin line on a dark plate."""

    def now() -> RGBA:
        rgb = PLAYER_COLOURS[colour % len(PLAYER_COLOURS)]
        lack = max(0.0, _READABLE - brightness(rgb)) / max(0.01, 1.0 - brightness(rgb))
        red, green, blue = (part + (1.0 - part) * lack for part in rgb)
        return red, green, blue, 1.0

    return Shade(now)


def sign_picture(colour: int, shape: int, side: int = _SIDE_PX) -> NDArray[np.uint8]:
    """Draw a sign as `uint8[side, side, 4]`, top row first. Indices beyond the palette begin anew."""
    rgb = PLAYER_COLOURS[colour % len(PLAYER_COLOURS)]
    rim = INK if brightness(rgb) < _DARK_BELOW else DARK
    inside = _depth(PLAYER_SHAPES[shape % len(PLAYER_SHAPES)], side)
    fill = np.clip(inside * side / 2 + 0.5, 0, 1)[..., None]
    around = np.clip((inside + _RIM) * side / 2 + 0.5, 0, 1)
    picture = np.empty((side, side, 4))
    picture[..., :3] = np.array(rgb) * fill + np.array(rim[:3]) * (1 - fill)
    picture[..., 3] = around
    return np.rint(picture * 255).astype(np.uint8)


def _depth(shape: str, side: int) -> NDArray[np.float64]:
    """Return how far inside its edge each point is, in halves of the side; negative outside."""
    y, x = (np.mgrid[0:side, 0:side] - (side - 1) / 2) / (side / 2)
    far, wide, tall = np.hypot(x, y), np.abs(x), np.abs(y)
    depths: dict[str, NDArray[np.float64]] = {
        "circle": 0.76 - far,
        "square": 0.66 - np.maximum(wide, tall),
        "triangle": np.minimum(0.40 - (wide * 0.86 - y * 0.5), 0.62 - y),
        "diamond": (0.84 - wide - tall) / 2**0.5,
        "cross": np.maximum(
            np.minimum(0.25 - wide, 0.78 - tall),
            np.minimum(0.25 - tall, 0.78 - wide),
        ),
        "ring": np.minimum(0.80 - far, far - 0.40),
    }
    return depths[shape]


@cache
def _texture(colour: int, shape: int) -> Any:
    texture = texture_from(f"sign-{colour}-{shape}", sign_picture(colour, shape))
    texture.setMinfilter(SamplerState.FTLinearMipmapLinear)
    _drawn[colour, shape] = texture
    painted.add(_signs)
    return texture


_drawn: dict[tuple[int, int], Any] = {}


class _Signs:
    """All signs that were drawn so far."""

    def repaint(self) -> None:
        """Draw them as the palette has it by now."""
        for (colour, shape), texture in _drawn.items():
            fill_texture(texture, sign_picture(colour, shape))


_signs = _Signs()


class Sign:
    """Shows one sign at a time. Textures are shared: there are at most as many as colours times shapes."""

    def __init__(self, parent: Any) -> None:
        self._box = Box(parent, (1, 1, 1, 1), None, corner=0)
        self._shown: tuple[int, int] | None = None
        self.node: Any = self._box.node

    def set(self, colour: int, shape: int) -> None:
        """Show that colour and shape."""
        wanted = (colour % len(PLAYER_COLOURS), shape % len(PLAYER_SHAPES))
        if wanted != self._shown:
            self._shown = wanted
            self.node.setTexture(_texture(*wanted))

    def place(self, x: float, y: float, side: float) -> None:
        """Put its top left there, `side` points wide and high."""
        self._box.place(x, y, side, side)
