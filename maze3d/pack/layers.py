"""Packs on top of one another, in the order the player has set: who gives what.

A key falls to the next pack where one has nothing for it, and at the end to the game's own. What a pack has
and nobody can read is told, and shown as such: a modder is to see it. Owns that rule and those findings. What
is made of the bytes is the view's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from maze3d.pack.catalogue import COLOUR, by_asset, catalogue
from maze3d.pack.check import checked_picture, checked_sound
from maze3d.pack.finding import PackError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.pack.finding import Finding
    from maze3d.pack.manifest import Manifest
    from maze3d.pack.source import Source

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Layer:
    """A pack that is on."""

    manifest: Manifest
    source: Source


@dataclass(frozen=True, slots=True)
class Given:
    """What a pack has for an asset: its files by (variant, map). Nobody has looked into them yet."""

    layer: Layer
    files: dict[tuple[int, str], str]


class Layers:
    """The packs that are on, the top one first."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = layers
        self.findings: dict[str, list[Finding]] = {}
        """By the pack's id: what was wrong with files that were read."""
        self._assets = [by_asset(layer.source.files) for layer in layers]

    def asset(self, key: str) -> Given | None:
        """Return what the topmost pack has that has the asset; None: the game's own."""
        for layer, assets in zip(self.layers, self._assets, strict=True):
            files = assets.get(key, {})
            if any(kind == COLOUR for _variant, kind in files):
                return Given(layer, files)
        return None

    def picture(self, layer: Layer, file: str) -> NDArray[np.uint8] | None:
        """Return a picture's pixels (pictures.picture), None for one that is broken, which is told."""
        return self._read(layer, file, checked_picture)

    def sound(self, layer: Layer, file: str) -> bytes | None:
        """Return a sound's file, None for one that is broken, which is told."""
        return self._read(layer, file, checked_sound)

    def parameter(self, name: str) -> float | str:
        """Return what the topmost pack sets that sets it rightly, at last the default."""
        known = catalogue().parameters[name]
        for layer in self.layers:
            value = layer.manifest.parameters.get(name)
            if value is not None and not known.why_not(value):
                return value
        return known.default

    def _read(self, layer: Layer, file: str, read: Callable[[Source, str], Content]) -> Content | None:
        try:
            return read(layer.source, file)
        except PackError as problem:
            told = self.findings.setdefault(layer.manifest.id, [])
            if problem.finding not in told:
                told.append(problem.finding)
            return None
