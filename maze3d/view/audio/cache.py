"""Sounds as WAV files, kept from one start to the next in a folder the caller names.

Owns the file format and what a whole file is. A file that is missing, damaged or of another version is made
again; a folder that cannot be written costs the making at each start, and nothing else.
"""

from __future__ import annotations

import contextlib
import logging
import os
import struct
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.audio.catalogue import SOUNDS, version

if TYPE_CHECKING:
    from maze3d.view.audio.synth import Signal

_log = logging.getLogger(__name__)

_SEAL = struct.Struct("<4sII")
"""The last chunk: its id, 4, and the CRC-32 of all before it. WAV readers skip ids they do not know."""


def encode_wav(signal: Signal, rate: int) -> bytes:
    """Return a 16-bit WAV file of a signal within -1 to 1, sealed with a checksum."""
    data = np.round(signal * 32767).astype("<i2").tobytes()
    channels = 1 if signal.ndim == 1 else signal.shape[1]
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", 36 + len(data) + _SEAL.size, b"WAVE"),
        *(b"fmt ", 16, 1, channels, rate, rate * channels * 2, channels * 2, 16),
        *(b"data", len(data)),
    )
    return head + data + _SEAL.pack(b"seal", 4, zlib.crc32(head + data))


def is_whole(wav: bytes) -> bool:
    """Tell whether these are the bytes `encode_wav` once made, to the last bit."""
    body = wav[: -_SEAL.size]
    return len(wav) > _SEAL.size and wav[-_SEAL.size :] == _SEAL.pack(b"seal", 4, zlib.crc32(body))


def sound_wav(name: str, folder: Path) -> bytes:
    """Return the WAV file of a sound of the catalogue, from `folder` or made now and kept there."""
    path = folder / f"{name}-{version()}.wav"
    with contextlib.suppress(OSError):
        kept = path.read_bytes()
        if is_whole(kept):
            return kept
    recipe = SOUNDS[name]
    made = encode_wav(recipe.make(), recipe.rate)
    try:
        _write_whole(path, made)
        for old in folder.glob(f"{name}-*.wav"):
            if old != path:
                old.unlink()
    except OSError as problem:
        _log.debug("the sound %s is not kept: %s", name, problem)
    return made


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
