"""Packs that mean ill, as small zips: what `tests/pack/hostile` holds, byte for byte.

`python -m tests.pack.test_hostile --write` writes them. No library packs anything here: other versions of
zlib pack otherwise.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.pack.media import glb, ogg, ogg_page, triangle, vorbis

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = """\
schema = 1
id = "eve.gift"
version = "1.0.0"
format = { least = 1, most = 1 }
title = "A gift"
authors = ["Eve"]
licence = "CC0-1.0"
"""
PLAIN, LINK, DEVICE = 0o100644, 0o120777, 0o020666
STORED, DEFLATED, LZMA = 0, 8, 14
UTF8, ENCRYPTED = 0x800, 0x1


@dataclass(frozen=True)
class Entry:
    """A file of a zip; what is not None stands in the zip in place of the truth."""

    name: str
    data: bytes = b""
    mode: int = PLAIN
    flags: int = UTF8
    method: int = STORED
    size: int | None = None
    """Unpacked; of DEFLATED data it has to be said."""
    sum: int | None = None
    at: int | None = None

    def fields(self) -> tuple[int, ...]:
        """Return what local head and directory share: version, flags, method, time, date, sum, sizes."""
        size = len(self.data) if self.size is None else self.size
        crc = zlib.crc32(self.data) if self.sum is None else self.sum
        return 20, self.flags, self.method, 0, 33, crc, len(self.data), size


@dataclass(frozen=True)
class Zip:
    """Entries, and what is wrong with the end."""

    entries: tuple[Entry, ...] = ()
    manifest: str | None = MANIFEST
    before: bytes = b""
    behind: bytes = b""
    end: dict[int, int] = field(default_factory=dict)
    """Of the end's eight fields, by their place."""

    def __bytes__(self) -> bytes:
        own = [] if self.manifest is None else [Entry("pack.toml", self.manifest.encode())]
        made, directory = bytearray(self.before), bytearray()
        for entry in (*own, *self.entries):
            name, fields = entry.name.encode(), entry.fields()
            at = len(made) if entry.at is None else entry.at
            made += struct.pack("<4s5H3L2H", b"PK\3\4", *fields, len(name), 0) + name + entry.data
            tail = (len(name), 0, 0, 0, 0, entry.mode << 16, at)
            directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", 0x31E, *fields, *tail) + name
        count = len(own) + len(self.entries)
        end = [0x06054B50, 0, 0, count, count, len(directory), len(made), 0]
        for place, value in self.end.items():
            end[place] = value
        return bytes(made + directory + struct.pack("<L4H2LH", *end) + self.behind)


def zeros(count: int) -> bytes:
    """Return deflate's data for so many zeros (RFC 1951, fixed codes): 13 bits for each 258 of them."""
    runs, rest = divmod(count - 1, 258)
    bits = "110" + "00110000" + ("11000101" + "00000") * runs + "00110000" * rest + "0000000"
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a part of a PNG."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(wide: int, high: int, *more: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """Return the head of a PNG, and other parts of it."""
    head = chunk(b"IHDR", struct.pack(">2L5B", wide, high, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IEND", b"")


def stored(data: bytes) -> bytes:
    """Return data in zlib's wrapping, not packed; up to 65535 bytes."""
    count = struct.pack("<2H", len(data), len(data) ^ 0xFFFF)
    return b"\x78\x01\x01" + count + data + struct.pack(">L", zlib.adler32(data))


def model(**changed: Any) -> bytes:
    """Return a triangle with some parts of its document put otherwise."""
    return glb(triangle() | changed)


def wav(size: int, channels: int = 1) -> bytes:
    """Return a WAV of ten samples that claims to have `size` bytes of them."""
    head = struct.pack("<HHLLHH", 1, channels, 44100, 88200 * channels, 2 * channels, 16)
    body = b"WAVEfmt " + struct.pack("<L", 16) + head + b"data" + struct.pack("<L", size) + bytes(20)
    return b"RIFF" + struct.pack("<L", size + 36) + body


def font(kind: bytes, start: int = 0) -> bytes:
    """Return a font whose only table lies at `start`."""
    return struct.pack(">4sH6x", kind, 1) + struct.pack(">4sIII", b"cmap", 0, start, 4) + bytes(4)


def nested_glb() -> bytes:
    """Return a model whose document is lists in lists."""
    text = b"[" * 4000
    return struct.pack("<4sIIII", b"glTF", 2, 20 + len(text), len(text), 0x4E4F534A) + text


BOMB_BYTES = 2 * 2**20 + 3
WALL, HORN, KEY, FONT = "textures/wall.png", "sounds/horn.ogg", "models/key.glb", "fonts/text.ttf"
BAD_PATHS = {
    "slip": "../outside.png",
    "slip-in-the-middle": "textures/../../outside.png",
    "absolute": "/etc/outside.png",
    "drive": "C:/outside.png",
    "device-name": "textures/con.png",
    "right-to-left": "textures/gnp.\u202egnp",
    "control-letter": "textures/wall\x1b[2J.png",
    "deep": "/".join("abcdefgh") + "/wall.png",
    "long": "textures/" + "a" * 200 + ".png",
    "ends-with-a-dot": "textures./wall.png",
}
REFUSED = {
    "python": ("mod.py", "mod.pyc", "mod.pyd", "mod.so", "mod.dll", "run.sh", "run.bat", "run.exe"),
    "pickles": ("a.pkl", "a.pickle", "a.npy", "a.npz", "a.joblib"),
    "engine-files": ("a.egg", "a.bam", "a.ursinamesh", "a.blend", "a.egg.pz"),
    "shaders": ("a.frag", "a.vert", "a.glsl", "a.sha", "a.cg"),
    "other-models": ("a.gltf", "a.obj", "a.fbx"),
    "archives": ("a.zip", "a.tar", "a.7z"),
    "other-media": ("a.svg", "a.gif", "a.mp3", "a.mid", "a.psd"),
    "no-kind": ("a.whatever", "textures/wall.png.exe"),
}
CONTENTS: dict[str, dict[str, bytes]] = {
    "picture-of-60000": {WALL: png(60000, 60000)},
    "picture-of-nothing": {WALL: png(0, 64)},
    "picture-without-pixels": {WALL: png(64, 64)},
    "picture-with-half-its-pixels": {WALL: png(64, 64, chunk(b"IDAT", stored(bytes(6000))))},
    "picture-of-16-bits": {WALL: png(64, 64, depth=16, colour=0)},
    "picture-that-moves": {WALL: png(64, 64, chunk(b"acTL", struct.pack(">2L", 9, 0)))},
    "picture-with-a-bomb-of-words": {
        WALL: png(64, 64, chunk(b"zTXt", b"a\0\0\x78\x9c" + zeros(BOMB_BYTES))),
    },
    "picture-that-is-a-page": {WALL: b"<html><script>alert(1)</script></html>"},
    "picture-that-is-a-script": {WALL: b"%!PS\n(a) (w) file"},
    "sound-that-lies": {"sounds/horn.wav": wav(2**31)},
    "sound-of-hours": {HORN: ogg(seconds=36000)},
    "sound-of-two": {HORN: ogg() + ogg_page(vorbis(), flags=2, serial=8)},
    "sound-that-is-cut": {HORN: ogg()[:-100]},
    "sound-of-another-kind": {HORN: ogg_page(b"OpusHead" + bytes(32), flags=2)},
    "sound-of-99-channels": {"sounds/horn.wav": wav(20, 99)},
    "model-with-an-outside-buffer": {
        KEY: model(buffers=[{"byteLength": 44, "uri": "http://evil.example/a.bin"}])
    },
    "model-with-an-outside-picture": {KEY: model(images=[{"uri": "file:///etc/passwd"}])},
    "model-with-a-picture-in-its-text": {KEY: model(images=[{"uri": "data:image/png;base64,AAAA"}])},
    "model-that-needs-more": {KEY: model(extensionsRequired=["KHR_draco_mesh_compression"])},
    "model-of-billions": {
        KEY: model(
            accessors=[
                {"bufferView": 0, "componentType": 5126, "count": 2**31, "type": "VEC3"},
                {"bufferView": 1, "componentType": 5123, "count": 3, "type": "SCALAR"},
            ]
        )
    },
    "model-beyond-its-corners": {KEY: glb(held=bytes(36) + struct.pack("<3H", 0, 1, 65535) + bytes(2))},
    "model-in-a-circle": {KEY: model(nodes=[{"children": [0], "mesh": 0}])},
    "model-of-nested-lists": {KEY: nested_glb()},
    "model-that-is-cut": {KEY: glb()[:40]},
    "font-collection": {FONT: b"ttcf" + bytes(60)},
    "font-beyond-its-end": {FONT: font(b"\0\1\0\0", 2**31)},
    "words-that-lie": {
        "words/en.toml": b'[menu]\nquit = "{secret}"\nhelp = "a\\u0000b"\nback = 3\n[no]\nsuch = "word"\n'
    },
    "words-of-nested-lists": {"words/en.toml": b"a = " + b"[" * 5000},
    "palette-that-hides": {"palettes/interface.toml": b'ink = "#181513"\npanel = "url(javascript:1)"\n'},
    "palette-of-nothing": {"palettes/goals.toml": b"\xff\xfe"},
}
MANIFESTS = {
    "manifest-that-is-missing": None,
    "manifest-of-nested-lists": "a = " + "[" * 5000,
    "manifest-of-digits": f"schema = {'9' * 6000}\n",
    "manifest-that-leads-outside": MANIFEST
    + 'preview = "../../secret.png"\n[credits]\n"/etc/passwd" = "Eve"\n',
    "manifest-with-rules": MANIFEST + "[rules]\nwalk_through_walls = true\n",
    "manifest-with-an-id-that-is-a-path": MANIFEST.replace("eve.gift", "../eve"),
    "manifest-with-endless-values": MANIFEST + "[parameters]\nfog = inf\nsun = nan\nweather = -1e308\n",
    "manifest-of-another-game": MANIFEST.replace("most = 1", "most = 3").replace("least = 1", "least = 2"),
}
ENDS: dict[str, Zip | bytes] = {
    "nothing": b"",
    "no-zip": b"This is no zip.",
    "bytes-before": Zip(before=b"#!/bin/sh\n"),
    "bytes-behind": Zip(behind=b"more"),
    "comment": Zip(end={7: 4}, behind=b"more"),
    "part-of-several": Zip(end={1: 1, 2: 1}),
    "claims-many-files": Zip(end={3: 0xFFFF, 4: 0xFFFF}),
    "claims-a-large-directory": Zip(end={5: 2**31}),
    "directory-elsewhere": Zip(end={6: 0}),
}


def packs() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file, all of them zips or meant to be taken for one."""
    for name, end in ENDS.items():
        yield name, bytes(end)
    for name, path in BAD_PATHS.items():
        yield name, bytes(Zip((Entry(path),)))
    for name, paths in REFUSED.items():
        yield name, bytes(Zip(tuple(Entry(path) for path in paths)))
    for name, files in CONTENTS.items():
        yield name, bytes(Zip(tuple(Entry(path, data) for path, data in files.items())))
    for name, text in MANIFESTS.items():
        yield name, bytes(Zip(manifest=text))
    yield "link", bytes(Zip((Entry(WALL, b"/etc/passwd", LINK),)))
    yield "device", bytes(Zip((Entry(WALL, mode=DEVICE),)))
    yield "encrypted", bytes(Zip((Entry(WALL, b"secret", flags=UTF8 | ENCRYPTED),)))
    yield "packed-otherwise", bytes(Zip((Entry(WALL, b"packed", method=LZMA, size=99),)))
    yield "overlap", bytes(Zip((Entry(WALL, b"a"), Entry("textures/floor.png", b"a", at=0))))
    names = (WALL, "textures/WALL.PNG", WALL, "caf\u00e9.txt", "cafe\u0301.txt")
    yield "same-names", bytes(Zip(tuple(Entry(name) for name in names)))
    bomb = zeros(BOMB_BYTES)
    yield "bomb", bytes(Zip((Entry(WALL, bomb, method=DEFLATED, size=BOMB_BYTES),)))
    yield "bomb-that-lies", bytes(Zip((Entry(WALL, bomb, method=DEFLATED, size=1000),)))
    yield "wrong-sum", bytes(Zip((Entry(WALL, b"a", sum=1),)))
    yield "broken-packing", bytes(Zip((Entry(WALL, b"\xff" * 9, method=DEFLATED, size=9),)))
