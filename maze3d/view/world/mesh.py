"""Arrays of vertices into the engine's geometry, and pictures into its textures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import (
    Geom,
    GeomEnums,
    GeomTriangles,
    GeomVertexArrayFormat,
    GeomVertexData,
    GeomVertexFormat,
    InternalName,
    SamplerState,
    Texture,
)

from maze3d.pack.colours import light
from maze3d.view.world.faces import triangles

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _vertex_format() -> Any:
    columns = GeomVertexArrayFormat()
    columns.addColumn(InternalName.getVertex(), 3, GeomEnums.NTFloat32, GeomEnums.CPoint)
    columns.addColumn(InternalName.getNormal(), 3, GeomEnums.NTFloat32, GeomEnums.CNormal)
    columns.addColumn(InternalName.getTexcoord(), 2, GeomEnums.NTFloat32, GeomEnums.CTexcoord)
    columns.addColumn(InternalName.getColor(), 4, GeomEnums.NTUint8, GeomEnums.CColor)
    whole = GeomVertexFormat()
    whole.addArray(columns)
    return GeomVertexFormat.registerFormat(whole)


_FORMAT = _vertex_format()


def geom(vertices: NDArray[np.void], indices: NDArray[np.uint32] | None = None) -> Any:
    """Return a Geom of `vertices` (faces.VERTEX); without `indices`, every four make a face."""
    if indices is None:
        indices = triangles(len(vertices))
    data = GeomVertexData("maze", _FORMAT, Geom.UHStatic)
    data.uncleanSetNumRows(len(vertices))
    memoryview(data.modifyArray(0)).cast("B")[:] = _bytes(vertices)
    corners = GeomTriangles(Geom.UHStatic)
    small = len(vertices) < 65536
    corners.setIndexType(GeomEnums.NTUint16 if small else GeomEnums.NTUint32)
    array = corners.modifyVertices()
    array.uncleanSetNumRows(len(indices))
    packed = indices.astype(np.uint16 if small else np.uint32)
    memoryview(array).cast("B")[:] = _bytes(packed)
    shape = Geom(data)
    shape.addPrimitive(corners)
    return shape


def texture(
    name: str,
    picture: NDArray[np.uint8],
    *,
    srgb: bool = False,
    tiled: bool = True,
    mipmaps: bool = True,
    anisotropy: int = 1,
    blended: bool = True,
) -> Any:
    """Return a texture of `picture`, uint8[h, w, 4] in the order blue, green, red, alpha, row 0 lowest.

    `blended`: whether one mipmap passes smoothly into the next, at twice the look-ups.
    """
    height, width = picture.shape[:2]
    made = Texture(name)
    made.setup2dTexture(width, height, Texture.TUnsignedByte, Texture.FSrgbAlpha if srgb else Texture.FRgba)
    made.setRamImage(_bytes(picture))
    wrap = SamplerState.WMRepeat if tiled else SamplerState.WMClamp
    made.setWrapU(wrap)
    made.setWrapV(wrap)
    smooth = SamplerState.FTLinearMipmapLinear if blended else SamplerState.FTLinearMipmapNearest
    made.setMinfilter(smooth if mipmaps else SamplerState.FTLinear)
    made.setMagfilter(SamplerState.FTLinear)
    made.setAnisotropicDegree(anisotropy)
    made.setKeepRamImage(False)
    return made


def softened(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture at half its size, in linear light: no look-up has to convert or to choose a mipmap."""
    lights = np.array([light(value / 255) for value in range(256)])
    linear = picture.astype(np.float64) / 255
    linear[..., :3] = lights[picture[..., :3]]
    height, width, depth = picture.shape
    halved = linear.reshape(height // 2, 2, width // 2, 2, depth).mean(axis=(1, 3))
    whole: NDArray[np.uint8] = np.rint(halved * 255).astype(np.uint8)
    return whole


def _bytes(array: NDArray[Any]) -> memoryview:
    flat: memoryview = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
    return flat
