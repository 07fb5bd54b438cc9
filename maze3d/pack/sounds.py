"""Sounds of a pack: what the headers say, before the engine decodes any of it.

Ogg pages as in RFC 3533, section 6; the first Vorbis packet as in the Vorbis I specification, section 4.2.2;
WAV by the standard library. Knows nothing of what a sound is for.
"""

from __future__ import annotations

import io
import struct
import wave
from dataclasses import dataclass

from maze3d.pack.finding import PackError

MOST_SECONDS = 600.0
RATES = (8000, 48000)
"""The least and the most samples a second."""

_PAGE = struct.Struct("<4sBBqIIIB")
"""Signature, version, flags, granule position, serial, number, checksum, how many segments."""

_FIRST, _LAST = 0x02, 0x04
_VORBIS = struct.Struct("<7sIBI")
"""Packet type and name, version, channels, samples a second."""

_PCM_BYTES = 2


@dataclass(frozen=True, slots=True)
class SoundHead:
    """What the headers say."""

    channels: int
    rate: int
    """Samples a second."""
    seconds: float


def sound_head(data: bytes, file: str, suffix: str) -> SoundHead:
    """Return a sound's measures. Raises PackError when it is none of its suffix's kind, or too long."""
    head = _ogg(data, file) if suffix == ".ogg" else _wav(data, file)
    if head.channels not in {1, 2}:
        raise PackError("no-sound", f"has {head.channels} channels: expected 1 or 2", file)
    if not RATES[0] <= head.rate <= RATES[1]:
        expected = f"expected {RATES[0]:,} to {RATES[1]:,}"
        raise PackError("no-sound", f"has {head.rate:,} samples a second: {expected}", file)
    if not 0 < head.seconds <= MOST_SECONDS:
        raise PackError("too-large", f"lasts {head.seconds:.1f} s: expected at most {MOST_SECONDS:.0f}", file)
    return head


def _ogg(data: bytes, file: str) -> SoundHead:
    """Walk all pages: one stream, begun and ended, and the granule of the last is how long it lasts."""
    view, at, last = memoryview(data), 0, None
    first = serial = None
    while at < len(view):
        if at + _PAGE.size > len(view):
            raise PackError("damaged", "ends in the middle of a page", file)
        signature, version, flags, granule, stream, _number, _sum, segments = _PAGE.unpack_from(view, at)
        if signature != b"OggS" or version:
            raise PackError("no-sound" if at == 0 else "damaged", "is no Ogg file, or not all of it", file)
        body = at + _PAGE.size + segments
        size = sum(view[at + _PAGE.size : body])
        if body + size > len(view):
            raise PackError("damaged", "ends in the middle of a page", file)
        if first is None:
            first, serial = bytes(view[body : body + size]), stream
        if stream != serial or (flags & _FIRST and at):
            raise PackError("no-sound", "holds more than one stream: expected one of sound", file)
        last = (flags, granule)
        at = body + size
    if first is None or last is None or len(first) < _VORBIS.size:
        raise PackError("no-sound", "is no Ogg file", file)
    name, version, channels, rate = _VORBIS.unpack_from(first)
    if name != b"\x01vorbis" or version:
        raise PackError(
            "no-sound", "is no Vorbis sound: other kinds in Ogg, such as Opus, are not played", file
        )
    if not last[0] & _LAST:
        raise PackError("damaged", "has no end", file)
    return SoundHead(channels, rate, last[1] / rate if rate else 0.0)


def _wav(data: bytes, file: str) -> SoundHead:
    try:
        with wave.open(io.BytesIO(data), "rb") as sound:
            frames, width = sound.getnframes(), sound.getsampwidth()
            head = SoundHead(sound.getnchannels(), sound.getframerate(), frames / (sound.getframerate() or 1))
    except (wave.Error, EOFError, struct.error, ValueError, RuntimeError) as problem:
        raise PackError("no-sound", f"is no WAV file that can be read: {problem}", file) from problem
    if width != _PCM_BYTES:
        raise PackError("no-sound", f"has {8 * width} bits a sample: expected {8 * _PCM_BYTES}", file)
    if frames * width * head.channels > len(data):
        raise PackError("damaged", "is shorter than its header says", file)
    return head
