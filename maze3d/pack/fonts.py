"""Fonts of a pack: the directory of tables at their head, looked at before the engine reads them.

Knows nothing of letters. The layout is that of OpenType (ISO/IEC 14496-22), chapters "Organization of an
OpenType Font", "head" and "maxp".
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from maze3d.pack.finding import PackError

_KINDS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
"""TrueType outlines, PostScript outlines, and what Apple writes for the first."""

_DIRECTORY = struct.Struct(">4sH6x")
_ENTRY = struct.Struct(">4sIII")
_MOST_TABLES = 64
_NEEDED = (b"cmap", b"head", b"hhea", b"hmtx", b"maxp")
_OUTLINES = ((b"glyf", b"loca"), (b"CFF ",), (b"CFF2",))
_HEAD_BYTES, _MAXP_BYTES = 54, 6
_MAGIC = 0x5F0F3CF5
UNITS = (16, 16384)


@dataclass(frozen=True, slots=True)
class FontHead:
    """What the tables say."""

    glyphs: int
    units: int
    """To the side of the square that letters are drawn in."""


def font_head(data: bytes, file: str) -> FontHead:
    """Return a font's measures. Raises PackError when it is none, or none that one can write with."""
    tables = _tables(data, file)
    missing = [name for name in _NEEDED if name not in tables]
    if missing:
        raise PackError("no-font", f'has no table "{missing[0].decode()}"', file)
    if not any(all(name in tables for name in kind) for kind in _OUTLINES):
        raise PackError("no-font", "has no outlines: fonts of pictures alone are not drawn", file)
    head, most = tables[b"head"], tables[b"maxp"]
    if len(head) < _HEAD_BYTES or len(most) < _MAXP_BYTES:
        raise PackError("damaged", "has tables that are too short", file)
    (magic,) = struct.unpack_from(">I", head, 12)
    (units,) = struct.unpack_from(">H", head, 18)
    (glyphs,) = struct.unpack_from(">H", most, 4)
    if magic != _MAGIC or not UNITS[0] <= units <= UNITS[1] or not glyphs:
        raise PackError("damaged", "says of itself what no font can be", file)
    return FontHead(glyphs, units)


def _tables(data: bytes, file: str) -> dict[bytes, memoryview]:
    if len(data) < _DIRECTORY.size:
        raise PackError("no-font", "is no TrueType or OpenType font", file)
    kind, count = _DIRECTORY.unpack_from(data)
    if kind == b"ttcf":
        raise PackError("no-font", "is a collection of fonts: expected one", file)
    if kind not in _KINDS:
        raise PackError("no-font", "is no TrueType or OpenType font", file)
    if count > _MOST_TABLES or _DIRECTORY.size + count * _ENTRY.size > len(data):
        raise PackError("damaged", "ends in the middle of its list of tables", file)
    found = {}
    for number in range(count):
        name, _sum, start, size = _ENTRY.unpack_from(data, _DIRECTORY.size + number * _ENTRY.size)
        if start + size > len(data):
            raise PackError("damaged", "ends in the middle of a table", file)
        found[name] = memoryview(data)[start : start + size]
    return found
