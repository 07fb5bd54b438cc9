"""All pictures of a pack that ships with the game: which recipe makes which file, and how it is kept.

Pictures are JPEG with a colour for every pixel (4:4:4: a normal map's halves would bleed into one another in
WebP, which keeps one for four), PNG where they have alpha.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from making import dungeon, garden, station
from making.sky import garden_sky
from maze3d.pack.catalogue import Place, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from making.surface import Recipe

SIDE = 512
SMALL = {"weather": 256, "fittings": 256, "cloth": 256, "carved": 256}
"""What is looked at from no nearer, or is wide in the world."""

SKY_SIDE = 1024
QUALITY = {"colour": 87, "normal": 86, "rough": 75, "height": 80, "glow": 85}

_TEXTURES: dict[str, dict[str, tuple[Recipe, ...]]] = {
    "dungeon": dungeon.TEXTURES,
    "garden": garden.TEXTURES,
    "station": station.TEXTURES,
}


def pictures(pack: str) -> Iterator[tuple[str, str, NDArray[np.uint8]]]:
    """Yield path, map and pixels of each picture of a pack."""
    assets = catalogue().assets
    for name, recipes in _TEXTURES[pack].items():
        asset = assets[f"textures/{name}"]
        for variant, recipe in enumerate(recipes, 1):
            for kind, pixels in recipe(SMALL.get(name, SIDE)).items():
                if kind in asset.maps:
                    suffix = ".png" if pixels.shape[2:] == (4,) else ".jpg"
                    yield Place(asset, variant, kind).path(suffix), kind, pixels
    if pack == "garden":
        yield "sky/day.jpg", "colour", garden_sky(SKY_SIDE)


def files(pack: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each."""
    for path, kind, pixels in pictures(pack):
        yield path, encoded(path, kind, pixels)


def encoded(path: str, kind: str, pixels: NDArray[np.uint8]) -> bytes:
    """Return a picture as the file at `path` holds it."""
    made = io.BytesIO()
    if path.endswith(".png"):
        Image.fromarray(pixels).save(made, "PNG", optimize=True)
    else:
        Image.fromarray(pixels).save(made, "JPEG", quality=QUALITY[kind], subsampling=0)
    return made.getvalue()
