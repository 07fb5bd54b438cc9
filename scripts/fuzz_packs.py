"""What packs are made of, for the fuzzer: archives, manifests, palettes, pictures, sounds, models.

A pack comes from anybody, so each of its parsers gets any bytes. One function each; see fuzz_targets.py.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from maze3d.pack.catalogue import catalogue
from maze3d.pack.check import check
from maze3d.pack.colours import COLOUR
from maze3d.pack.finding import PackError
from maze3d.pack.manifest import FILE, Manifest
from maze3d.pack.meshes import model
from maze3d.pack.palette_file import palette_file
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


def pack_palettes(data: bytes) -> None:
    """Read a palette of each kind; what is used of it is colours."""
    for name in catalogue().palettes:
        colours, findings = palette_file(data, f"palettes/{name}.toml")
        assert all(COLOUR.fullmatch(each) for each in colours.values())  # noqa: S101
        assert all(str(each) for each in findings)  # noqa: S101 - it can be said


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
    """Read models."""
    with contextlib.suppress(PackError):
        assert model(data, "models/key.glb").triangles >= 0  # noqa: S101
