"""Pictures, sounds and models made for tests, byte by byte where it matters."""

from __future__ import annotations

import io
import json
import struct
import wave
from typing import Any

from PIL import Image


def png(width: int = 4, height: int = 4, mode: str = "RGBA", kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new(mode, (width, height)).save(made, kind)
    return made.getvalue()


def ogg_page(body: bytes, *, flags: int = 0, granule: int = 0, serial: int = 7, number: int = 0) -> bytes:
    lacing = bytes([255] * (len(body) // 255) + [len(body) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, serial, number, 0, len(lacing))
    return head + lacing + body


def vorbis(channels: int = 1, rate: int = 44100, name: bytes = b"\x01vorbis") -> bytes:
    return name + struct.pack("<IBIiiiBB", 0, channels, rate, 0, 128000, 0, 0xB8, 1)


def ogg(channels: int = 1, rate: int = 44100, seconds: float = 2.0) -> bytes:
    """Return pages without sound in them: the headers are all that is looked at."""
    last = ogg_page(bytes(300), flags=4, granule=int(seconds * rate), number=1)
    return ogg_page(vorbis(channels, rate), flags=2) + last


def wav(channels: int = 1, rate: int = 44100, frames: int = 441, width: int = 2) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        sound.writeframes(bytes(frames * channels * width))
    return made.getvalue()


def glb(document: dict[str, Any] | None = None, held: bytes = bytes(36 + 8)) -> bytes:
    """Return a model; without a document one triangle, its corners and its indices."""
    text = json.dumps(triangle() if document is None else document).encode()
    text += b" " * (-len(text) % 4)
    chunks = (
        struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(held), 0x004E4942) + held
    )
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def triangle() -> dict[str, Any]:
    return {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": 44}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}, {"buffer": 0, "byteOffset": 36, "byteLength": 6}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 3, "type": "SCALAR"},
        ],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "nodes": [{"mesh": 0}],
        "scenes": [{"nodes": [0]}],
    }
