"""The HUD's own marks as pictures, for who begins a pack with all that can be replaced.

They are drawn from masks and colours (crosshair.py, minimap.py); this draws the same as pixels. Knows nothing
of packs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.palette import colour_of
from maze3d.view.ui.shapes import mask_alpha

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from maze3d.view.palette import RGB

_CROSSHAIR_PX, _MARK_PX = 112, 64
_DOT_PX, _RIM_PX = 18, 28
"""Of the crosshair's picture, four pixels a point."""


def own_pictures() -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Yield asset and picture, uint8[height, width, 4], of each; the start and the map's plate have none."""
    yield "hud/crosshair", _crosshair()
    yield "hud/map-you", _bytes(colour_of("minimap", "you"), mask_alpha("arrow", _MARK_PX))
    yield "hud/map-exit", _bytes(colour_of("minimap", "exit"), np.ones((_MARK_PX, _MARK_PX)))


def _crosshair() -> NDArray[np.uint8]:
    rim, dot = (_disc(wide) for wide in (_RIM_PX, _DOT_PX))
    over, under = 0.8 * dot, 0.45 * rim
    alpha = over + under * (1 - over)
    shades = np.array((1, 0.95, 0.85)) * (over / np.maximum(alpha, 1e-6))[..., None]
    picture = np.concatenate([shades, alpha[..., None]], -1)
    return _whole(picture)


def _disc(wide: int) -> NDArray[np.float64]:
    edge = (_CROSSHAIR_PX - wide) // 2
    return np.pad(mask_alpha("circle", wide), edge)


def _bytes(colour: RGB, alpha: NDArray[np.float64]) -> NDArray[np.uint8]:
    picture = np.empty((*alpha.shape, 4))
    picture[..., :3], picture[..., 3] = colour, alpha
    return _whole(picture)


def _whole(picture: NDArray[np.float64]) -> NDArray[np.uint8]:
    made: NDArray[np.uint8] = np.rint(picture * 255).astype(np.uint8)
    return made
