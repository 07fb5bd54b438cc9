"""What was decoded of packs' files, kept while these stay as they are: one that is saved is decoded alone.

Pictures are kept in as few channels as they use. Knows nothing of what is made of them.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.pack.limits import MB
from maze3d.pack.meshes import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable

    from numpy.typing import NDArray

MOST_BYTES = 128 * MB
"""The game's own look takes a tenth of it. Beyond it what was not wanted for longest goes first."""


class _Kept(NamedTuple):
    stamp: Hashable
    """What is different once the file has been saved (source.Source.stamp)."""
    content: NDArray[np.uint8] | Model
    size: int


class Decoded:
    """By pack and file. Threads may ask at the same time."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._lock = Lock()

    def picture(
        self, file: tuple[str, str], stamp: Hashable, decode: Callable[[], NDArray[np.uint8]]
    ) -> NDArray[np.uint8]:
        """Return the pixels of a file, uint8[height, width, 4]; not to be written to."""
        content = self._content(file, stamp, lambda: _packed(decode()))
        assert not isinstance(content, Model)  # noqa: S101 - a path in a pack is one of them for ever
        return _unpacked(content)

    def model(self, file: tuple[str, str], stamp: Hashable, decode: Callable[[], Model]) -> Model:
        """Return a model; not to be written to."""
        content = self._content(file, stamp, decode)
        assert isinstance(content, Model)  # noqa: S101 - likewise
        return content

    def keep_only(self, files: Container[tuple[str, str]]) -> None:
        """Let go of all that is none of `files`."""
        with self._lock:
            self._kept = {file: kept for file, kept in self._kept.items() if file in files}

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        with self._lock:
            return sum(kept.size for kept in self._kept.values())

    def _content(
        self, file: tuple[str, str], stamp: Hashable, decode: Callable[[], NDArray[np.uint8] | Model]
    ) -> NDArray[np.uint8] | Model:
        with self._lock:
            kept = self._kept.pop(file, None)
            if kept and kept.stamp == stamp:
                self._kept[file] = kept  # as the last
                return kept.content
        content = decode()
        with self._lock:
            self._kept[file] = _Kept(stamp, content, _bytes_of(content))
            beyond = sum(kept.size for kept in self._kept.values()) - MOST_BYTES
            while beyond > 0:
                beyond -= self._kept.pop(next(iter(self._kept))).size
        return content


def _packed(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the same as height, width and 1 (grey), 3 or 4 channels."""
    if (pixels[..., 3] != 255).any():
        return pixels
    grey = (pixels[..., :1] == pixels[..., 1:3]).all()
    return pixels[..., : 1 if grey else 3].copy()


def _unpacked(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if pixels.shape[2] == 4:
        return pixels
    whole = np.full((*pixels.shape[:2], 4), 255, np.uint8)
    whole[..., :3] = pixels
    return whole


def _bytes_of(content: NDArray[np.uint8] | Model) -> int:
    if not isinstance(content, Model):
        return content.nbytes
    arrays = [
        part
        for mesh in content.meshes
        for part in (mesh.positions, mesh.normals, mesh.texcoords, mesh.colours, mesh.corners)
    ]
    return sum(each.nbytes for each in (*arrays, *content.pictures))
