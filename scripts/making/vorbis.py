"""Sounds as Ogg Vorbis files, by libsndfile: the same file from the same samples.

libsndfile gives each stream a number by chance (RFC 3533, section 4: any will do), so that two files of the
same sound would differ. Owns that it is always the same, and the pages' checksums with it. Knows nothing of
what a sound is for.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import numpy as np
import soundfile

if TYPE_CHECKING:
    from maze3d.view.audio.synth import Signal

STREAM = 1
_AT_A_TIME = 16384
"""Samples: libsndfile's encoder keeps what it is given on the stack, and a whole piece is too much for it."""

_STREAM_AT, _SUM_AT, _COUNT_AT, _HEAD_BYTES = 14, 22, 26, 27


def encoded(signal: Signal, rate: int, compression: float) -> bytes:
    """Return an Ogg Vorbis file of a mono [n] or stereo [n, 2] signal within -1 to 1.

    `compression` is from 0, the best, to 1, the smallest.
    """
    made = io.BytesIO()
    channels = 1 if signal.ndim == 1 else signal.shape[1]
    with soundfile.SoundFile(
        made, "w", rate, channels, "VORBIS", format="OGG", compression_level=compression
    ) as file:
        for at in range(0, len(signal), _AT_A_TIME):
            file.write(signal[at : at + _AT_A_TIME])
    return _renumbered(made.getvalue())


def decoded(data: bytes) -> tuple[Signal, int]:
    """Return the samples of a sound's file, and how many of them are a second."""
    samples, rate = soundfile.read(io.BytesIO(data), dtype="float64")
    return samples, rate


def _renumbered(ogg: bytes) -> bytes:
    """Return a file of one stream with STREAM for its number."""
    out, at = bytearray(ogg), 0
    while at < len(out):
        count = out[at + _COUNT_AT]
        end = at + _HEAD_BYTES + count + sum(out[at + _HEAD_BYTES : at + _HEAD_BYTES + count])
        struct.pack_into("<I", out, at + _STREAM_AT, STREAM)
        struct.pack_into("<I", out, at + _SUM_AT, 0)
        struct.pack_into("<I", out, at + _SUM_AT, _checksum(out[at:end]))
        at = end
    return bytes(out)


def _checksum(page: bytearray) -> int:
    """Return a page's CRC-32 as in RFC 3533, section 6: 0x04c11db7, from 0, the first bit highest."""
    crc = 0
    for byte in page:
        crc = (crc << 8 & 0xFFFFFFFF) ^ _TABLE[crc >> 24 ^ byte]
    return crc


def _table() -> list[int]:
    rows = np.arange(256, dtype=np.uint64) << np.uint64(24)
    for _ in range(8):
        over = (rows >> np.uint64(31)) & np.uint64(1)
        rows = ((rows << np.uint64(1)) ^ (over * np.uint64(0x04C11DB7))) & np.uint64(0xFFFFFFFF)
    return [int(each) for each in rows]


_TABLE = _table()
