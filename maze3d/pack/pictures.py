"""Pictures of a pack: what the header says, looked at before anything is decoded, and then the pixels.

Pillow reads three kinds of files and no other for it. Knows nothing of what a picture is for.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from maze3d.pack.finding import PackError

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
MOST_SIDE = 2048
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"}
"""Eight bits a channel, or fewer: what becomes RGBA without a loss that somebody has to know of."""


@dataclass(frozen=True, slots=True)
class PictureHead:
    """What a header says. Sides in pixels."""

    width: int
    height: int
    mode: str


def picture_head(data: bytes, file: str, suffix: str) -> PictureHead:
    """Return a picture's header. Raises PackError when it is none of its suffix's kind, or too large."""
    with _opened(data, file, suffix) as image:
        return _head(image, file)


def picture(data: bytes, file: str, suffix: str) -> NDArray[np.uint8]:
    """Return the pixels, uint8[height, width, 4], red first, row 0 on top. Raises PackError."""
    with _opened(data, file, suffix) as image:
        _head(image, file)
        try:
            return np.asarray(image.convert("RGBA"))
        except Exception as problem:  # what a decoder raises for a damaged file is nowhere written down
            raise PackError("damaged", f"cannot be decoded: {_first_line(problem)}", file) from problem


def _opened(data: bytes, file: str, suffix: str) -> Image.Image:
    kind = FORMATS[suffix]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(data), formats=[kind])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as problem:
        expected = f"expected at most {MOST_SIDE}x{MOST_SIDE}"
        raise PackError("too-large", f"has millions of pixels: {expected}", file) from problem
    except Exception as problem:  # likewise
        raise PackError("no-picture", f"is no {kind} picture", file) from problem


def _head(image: Image.Image, file: str) -> PictureHead:
    width, height = image.size
    if not (1 <= width <= MOST_SIDE and 1 <= height <= MOST_SIDE):
        raise PackError(
            "too-large", f"is {width}x{height} pixels: expected at most {MOST_SIDE}x{MOST_SIDE}", file
        )
    if getattr(image, "n_frames", 1) != 1:
        raise PackError("no-picture", "moves: expected one picture", file)
    if image.mode not in _MODES:
        raise PackError(
            "no-picture", f'has pixels of the kind "{image.mode}": expected 8 bits a channel', file
        )
    return PictureHead(width, height, image.mode)


def _first_line(problem: Exception) -> str:
    return (str(problem) or type(problem).__name__).partition("\n")[0][:100]
