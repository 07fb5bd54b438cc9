"""Rounded boxes, gradients and small figures: nodes of one quad or nine, made once and resized in place.

The masks (white with alpha) are drawn with numpy when the module is first used; colour comes from the node.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from panda3d.core import (
    Geom,
    GeomNode,
    GeomTriangles,
    GeomVertexData,
    GeomVertexFormat,
    GeomVertexWriter,
    NodePath,
    SamplerState,
    Texture,
)

from maze3d.view.palette import painted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.ui.theme import Colour

Mask = Literal["fill", "edge", "shadow", "circle", "square", "triangle", "arrow", "fade", "star", "lock"]

_SIDE = 64


def texture_from(name: str, picture: NDArray[np.uint8]) -> Any:
    """Return a clamped, smoothed Texture of an RGBA array `uint8[height, width, 4]`, top row first."""
    texture = Texture(name)
    texture.setWrapU(SamplerState.WMClamp)
    texture.setWrapV(SamplerState.WMClamp)
    fill_texture(texture, picture)
    return texture


def fill_texture(texture: Any, picture: NDArray[np.uint8]) -> None:
    """Put `picture` (as in `texture_from`) into `texture`, whose memory is taken over when the size fits."""
    height, width = picture.shape[:2]
    if (texture.getXSize(), texture.getYSize()) != (width, height) or not texture.hasRamImage():
        texture.setup2dTexture(width, height, Texture.TUnsignedByte, Texture.FRgba)
    texture.setRamImageAs(np.ascontiguousarray(picture[::-1]).tobytes(), "RGBA")


def mask_alpha(mask: Mask, side: int = _SIDE) -> NDArray[np.float64]:
    """Return the mask's coverage, 0 to 1, as `[side, side]`, top row first, edges smoothed."""
    centre = (side - 1) / 2
    y, x = np.mgrid[0:side, 0:side] - centre
    reach = side / 2
    far = np.hypot(x, y)
    fill = np.clip(reach - 0.5 - far, 0, 1)
    upper = reach * 0.42 - (np.abs(x) * 0.86 - y * 0.5)
    tip = reach * 0.36 - (np.abs(x) * 0.92 - y * 0.39)
    masks: dict[Mask, NDArray[np.float64]] = {
        "fill": fill,
        "edge": fill * np.clip(far - reach + 7, 0, 1),
        "shadow": np.clip(1 - far / reach, 0, 1) ** 2 * 0.7,
        "circle": np.clip(reach * 0.86 - far, 0, 1),
        "square": np.clip(reach * 0.76 - np.maximum(np.abs(x), np.abs(y)), 0, 1),
        "triangle": np.clip(np.minimum(upper + 0.5, reach * 0.72 - y), 0, 1),
        "arrow": np.clip(np.minimum(tip, reach * 0.35 + np.abs(x) * 0.55 - y), 0, 1),  # notched below
        "fade": np.clip(1.08 - (x + centre) / side * 1.08, 0, 1) ** 1.1,
        "star": np.clip(_star(x, y) * reach + 0.5, 0, 1),
        "lock": np.maximum(
            np.clip(reach * 0.46 - np.maximum(np.abs(x) - reach * 0.12, np.abs(y - reach * 0.36)), 0, 1),
            np.clip(reach * 0.10 - np.abs(np.hypot(x, np.minimum(y + reach * 0.3, 0)) - reach * 0.38), 0, 1)
            * (y < reach * 0.36),  # the shackle ends inside the body
        ),
    }
    return masks[mask]


def _star(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far inside a star of five points each point is, as a share of the half side."""
    reach = len(x) / 2
    tip = np.pi / 5
    around = np.abs((np.arctan2(x, -y) + tip) % (2 * tip) - tip)  # from the nearest point of the star
    far = np.hypot(x, y) / reach
    notch_x, notch_y = 0.40 * np.cos(tip), 0.40 * np.sin(tip)
    edge_x, edge_y = notch_x - 0.92, notch_y
    side = (far * np.cos(around) - 0.92) * edge_y - far * np.sin(around) * edge_x
    inside: NDArray[np.float64] = -side / np.hypot(edge_x, edge_y)
    return inside


@cache
def mask_texture(mask: Mask) -> Any:
    """Return the mask as a white texture, one for the whole process."""
    picture = np.full((_SIDE, _SIDE, 4), 255, dtype=np.uint8)
    picture[..., 3] = np.rint(mask_alpha(mask) * 255)
    texture = texture_from(f"mask-{mask}", picture)
    texture.setMinfilter(SamplerState.FTLinearMipmapLinear)
    return texture


class Box:
    """A rectangle in a mask's shape whose corners keep their size when it is stretched.

    `corner` is the corners' size in points; 0 stretches the whole mask. The top left is the node's origin.
    """

    def __init__(self, parent: Any, colour: Colour, mask: Mask | None = "fill", corner: float = 7.0) -> None:
        self._cuts = 4 if corner else 2
        self._corner = corner
        self._size = (-1.0, -1.0)
        self._data: Any = GeomVertexData("box", GeomVertexFormat.getV3t2(), Geom.UHDynamic)
        self._data.setNumRows(self._cuts**2)
        triangles = GeomTriangles(Geom.UHStatic)
        for row in range(self._cuts - 1):
            for col in range(self._cuts - 1):
                a = row * self._cuts + col
                triangles.addVertices(a, a + self._cuts, a + 1)
                triangles.addVertices(a + 1, a + self._cuts, a + self._cuts + 1)
        geom = Geom(self._data)
        geom.addPrimitive(triangles)
        node = GeomNode("box")
        node.addGeom(geom)
        self._geom_node = node
        self.node: Any = NodePath(node)
        self.node.reparentTo(parent)
        if mask:
            self.node.setTexture(mask_texture(mask))
        self.paint(colour)
        painted.add(self)

    def paint(self, colour: Colour) -> None:
        """Colour the box."""
        self._colour = colour
        self.node.setColor(*colour)

    def repaint(self) -> None:
        """Colour it as the palette has it by now."""
        self.node.setColor(*self._colour)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Put the box's top left at (x, y) in its parent and stretch it."""
        self.node.setPos(x, -y, 0)
        if (width, height) == self._size:
            return
        self._size = (width, height)
        corner = min(self._corner, width / 2, height / 2)
        across = (0, corner, width - corner, width) if self._corner else (0, width)
        down = (0, corner, height - corner, height) if self._corner else (0, height)
        shares = (0, 0.5, 0.5, 1) if self._corner else (0, 1)
        data = self._geom_node.modifyGeom(0).modifyVertexData()
        vertex, uv = GeomVertexWriter(data, "vertex"), GeomVertexWriter(data, "texcoord")
        for row in range(self._cuts):
            for col in range(self._cuts):
                vertex.setData3(across[col], -down[row], 0)
                uv.setData2(shares[col], 1 - shares[row])
