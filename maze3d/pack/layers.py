"""Packs on top of one another, in the order the player has set: who gives what.

A key falls to the next pack where one has nothing for it, and at the end to the game's own. What a pack has
and nobody can read is told, and shown as such: a modder is to see it. Owns that rule and those findings. What
is made of the bytes is the view's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d.pack.catalogue import catalogue, place_of
from maze3d.pack.check import check_file
from maze3d.pack.finding import Finding, PackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.pack.manifest import Manifest
    from maze3d.pack.source import Source


@dataclass(frozen=True, slots=True)
class Layer:
    """A pack that is on."""

    manifest: Manifest
    source: Source


@dataclass(frozen=True, slots=True)
class Given:
    """What a pack gives for an asset."""

    layer: Layer
    files: dict[tuple[int, str], str]
    """The whole ones, by (variant, map)."""
    broken: frozenset[int] = frozenset()
    """Variants whose colour, or sound, cannot be read."""


@dataclass(slots=True)
class Layers:
    """The packs that are on, the top one first."""

    layers: Sequence[Layer]
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    """By the pack's id."""

    def asset(self, key: str) -> Given | None:
        """Return what the topmost pack gives that has the asset; None: the game's own."""
        for layer in self.layers:
            files = _files_of(layer.source, key)
            whole = {place: file for place, file in files.items() if self._is_whole(layer, file)}
            broken = frozenset(variant for variant, kind in files if kind == "colour") - {
                variant for variant, kind in whole if kind == "colour"
            }
            if files:
                return Given(layer, whole, broken)
        return None

    def parameter(self, name: str) -> float | str:
        """Return what the topmost pack sets that sets it rightly, at last the default."""
        known = catalogue().parameters[name]
        for layer in self.layers:
            value = layer.manifest.parameters.get(name)
            if value is not None and not known.why_not(value):
                return value
        return known.default

    def _is_whole(self, layer: Layer, file: str) -> bool:
        try:
            check_file(layer.source, file)
        except PackError as problem:
            told = self.findings.setdefault(layer.manifest.id, [])
            if problem.finding not in told:
                told.append(problem.finding)
            return False
        return True


def _files_of(source: Source, key: str) -> dict[tuple[int, str], str]:
    found = {
        (place.variant, place.map): file
        for file in source.files
        if (place := place_of(file)) and place.asset.key == key
    }
    return found if any(kind == "colour" for _variant, kind in found) else {}
