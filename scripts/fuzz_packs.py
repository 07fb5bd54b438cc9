"""What packs are made of, for the fuzzer: archives, manifests, pictures, sounds, models.

A pack comes from anybody, so each of its parsers gets any bytes. One function each; see fuzz_targets.py.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from maze3d.pack.check import check
from maze3d.pack.finding import PackError
from maze3d.pack.manifest import FILE, Manifest
from maze3d.pack.models import model_head
from maze3d.pack.pictures import FORMATS, picture
from maze3d.pack.sounds import sound_head
from maze3d.pack.tables import table

MOST_SIDE_READ = 2048


def pack_zips(data: bytes) -> None:
    """Open a zip, read all in it, and find what is wrong."""
    with tempfile.TemporaryDirectory(prefix="maze3d-fuzz-") as made:
        file = Path(made) / "pack.zip"
        file.write_bytes(data)
        for finding in check(file, strict=True):
            assert str(finding)  # noqa: S101 - it can be said


def pack_manifests(data: bytes) -> None:
    """Read a manifest."""
    made, findings = table(data, FILE, Manifest)
    assert made or findings  # noqa: S101


def pack_pictures(data: bytes) -> None:
    """Read a picture under each name it could have; its head is looked at before it is decoded."""
    for suffix in FORMATS:
        with contextlib.suppress(PackError):
            pixels = picture(data, f"textures/wall{suffix}", suffix)
            assert max(pixels.shape) <= MOST_SIDE_READ  # noqa: S101


def pack_sounds(data: bytes) -> None:
    """Read the heads of sounds."""
    for suffix in (".ogg", ".wav"):
        with contextlib.suppress(PackError):
            assert sound_head(data, f"sounds/horn{suffix}", suffix).seconds >= 0  # noqa: S101


def pack_models(data: bytes) -> None:
    """Read the head of a model."""
    with contextlib.suppress(PackError):
        assert model_head(data, "models/key.glb").triangles >= 0  # noqa: S101
