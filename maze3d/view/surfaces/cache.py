"""Surfaces kept as files, since making one takes longer than starting the game may.

A file holds a checksum and the two pictures' bytes. Its name carries a hash of the recipes' code, so a
changed recipe never shows old pictures; files of other versions are deleted. A file that cannot be read,
is damaged or cannot be written costs time, never the game.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import tempfile
import zlib
from functools import cache
from pathlib import Path

import numpy as np

from maze3d.view.surfaces.catalogue import SURFACES, Surface

_log = logging.getLogger(__name__)

_SUFFIX = ".surface"


def cached_surface(name: str, size: int, cache_dir: Path) -> Surface:
    """Return the surface `name` (of `SURFACES`) at size x size pixels, from `cache_dir` where it can."""
    path = cache_dir / f"{name}-{size}-{code_version()}{_SUFFIX}"
    surface = _read(path, size)
    if surface is None:
        surface = SURFACES[name](size)
        _write(path, surface)
        _drop_other_versions(cache_dir)
    return surface


@cache
def code_version() -> str:
    """Return a hash of the code that makes surfaces."""
    code = hashlib.blake2b(digest_size=6)
    for name in ("catalogue.py", "marks.py", "noise.py"):
        code.update(Path(__file__).with_name(name).read_bytes())
    return code.hexdigest()


def _read(path: Path, size: int) -> Surface | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    half = size * size * 4
    if len(data) != 4 + 2 * half or zlib.crc32(memoryview(data)[4:]) != int.from_bytes(data[:4], "big"):
        _log.warning("%s is damaged; it is made again", path)
        return None
    shape = (size, size, 4)
    return Surface(
        np.frombuffer(data, np.uint8, half, 4).reshape(shape),
        np.frombuffer(data, np.uint8, half, 4 + half).reshape(shape),
    )


def _write(path: Path, surface: Surface) -> None:
    body = surface.colour.tobytes() + surface.relief.tobytes()
    partial = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".partial", delete=False) as file:
            partial = file.name
            file.write(zlib.crc32(body).to_bytes(4, "big") + body)
        Path(partial).replace(path)
    except OSError as problem:
        _log.debug("the surface %s is not kept: %s", path.name, problem)
        if partial:
            with contextlib.suppress(OSError):
                Path(partial).unlink()


def _drop_other_versions(folder: Path) -> None:
    for path in folder.glob(f"*{_SUFFIX}"):
        if not path.stem.endswith(code_version()):
            with contextlib.suppress(OSError):
                path.unlink()
