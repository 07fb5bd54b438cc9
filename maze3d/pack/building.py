"""Makes a zip of a pack's folder: the same bytes from the same files, whenever and wherever.

Owns the zip. What is in it has been checked before.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.pack.source import Source

_TIME = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold: when a file was saved says nothing about the pack."""

_PLAIN_FILE = 0o100644 << 16
_PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".webp", ".ogg")


def zipped(source: Source) -> bytes:
    """Return a zip with the files of a pack that may be read. Raises PackError when one cannot be."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for file in sorted(source.files):
            entry = zipfile.ZipInfo(file, _TIME)
            entry.external_attr = _PLAIN_FILE
            entry.create_system = 3  # else Python writes the system it runs on
            stored = file.lower().endswith(_PACKED_ALREADY)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, source.read(file), compresslevel=9)
    return made.getvalue()
