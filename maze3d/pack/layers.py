"""Packs on top of one another, in the order the player has set: who gives what.

A key falls to the next pack where one has nothing for it, and at the end to the game's own. What a pack has
and nobody can read is told, and shown as such: a modder is to see it. Owns that rule and those findings. What
is made of the bytes is the view's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from maze3d.pack.catalogue import COLOUR, by_asset, catalogue
from maze3d.pack.check import checked_font, checked_model, checked_picture, checked_sound
from maze3d.pack.finding import PackError
from maze3d.pack.found import OWN_ID
from maze3d.pack.opening import manifest_of, open_pack
from maze3d.pack.palette_file import palette_file
from maze3d.pack.words_file import words_file
from maze3d.resources import packs_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.pack.decoded import Decoded
    from maze3d.pack.finding import Finding
    from maze3d.pack.manifest import Manifest
    from maze3d.pack.meshes import Model
    from maze3d.pack.source import Source
    from maze3d.pack.words import Text

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
    """The packs that are on, the top one first; the game's own look is always below them.

    `decoded` keeps what is read from one time the packs are opened to the next.
    """

    def __init__(self, layers: Sequence[Layer] = (), decoded: Decoded | None = None) -> None:
        self.layers = layers
        self._decoded = decoded
        own = own_look()
        self._all = [*layers, *([own] if own else [])]
        self.findings: dict[str, list[Finding]] = {}
        """By the pack's id: what was wrong with files that were read."""
        self._words: dict[str, list[Mapping[str, Text]]] | None = None
        self._assets = [by_asset(layer.source.files) for layer in self._all]
        if decoded:
            decoded.keep_only(
                {_place_in(layer.source, file) for layer in self._all for file in layer.source.files}
            )

    def asset(self, key: str) -> Given | None:
        """Return what the topmost pack has that has the asset; None: not even the game's own has it."""
        place = self._place(key)
        return Given(self._all[place], self._assets[place][key]) if place < len(self._all) else None

    def is_above(self, key: str, other: str) -> bool:
        """Tell whether there is the asset `key`, and no pack above its own brings `other`."""
        place = self._place(key)
        return place < len(self._all) and place <= self._place(other)

    def _place(self, key: str) -> int:
        """Return the number of the topmost pack that has the asset, or how many there are."""
        for place, assets in enumerate(self._assets):
            if any(kind == COLOUR for _variant, kind in assets.get(key, {})):
                return place
        return len(self._all)

    def picture(self, layer: Layer, file: str) -> NDArray[np.uint8] | None:
        """Return a picture's pixels (pictures.picture), None for one that is broken, which is told."""
        keep = self._decoded.picture if self._decoded else None
        return self._read(layer, file, partial(_kept, checked_picture, keep))

    def sound(self, layer: Layer, file: str) -> bytes | None:
        """Return a sound's file, None for one that is broken, which is told."""
        return self._read(layer, file, checked_sound)

    def model(self, layer: Layer, file: str) -> Model | None:
        """Return what is in a model, None for one that is broken, which is told."""
        keep = self._decoded.model if self._decoded else None
        return self._read(layer, file, partial(_kept, checked_model, keep))

    def parameter(self, name: str) -> float | str:
        """Return what the topmost pack sets that sets it rightly, at last the default."""
        known = catalogue().parameters[name]
        for layer in self._all:
            value = layer.manifest.parameters.get(name)
            if value is not None and not known.why_not(value):
                return value
        return known.default

    def font(self) -> tuple[str, bytes] | None:
        """Return the topmost pack's id and its font's file; None: the game's own, or one that is broken."""
        given = self.asset("fonts/text")
        data = self._read(given.layer, given.files[1, COLOUR], checked_font) if given else None
        return (given.layer.manifest.id, data) if given and data else None

    def palettes(self) -> dict[str, dict[str, str]]:
        """Return each palette by name, whole: the topmost pack's, what that leaves out as the game has it."""
        found = {}
        for name, swatches in catalogue().palettes.items():
            given = self.asset(f"palettes/{name}")
            read = given and self._read(
                given.layer, given.files[1, COLOUR], partial(self._palette_of, given.layer)
            )
            found[name] = {each: swatch.default for each, swatch in swatches.items()} | (read or {})
        return found

    def _palette_of(self, layer: Layer, source: Source, file: str) -> dict[str, str]:
        colours, findings = palette_file(source.read(file), file)
        self._tell(layer, findings)
        return colours

    def words(self) -> dict[str, list[Mapping[str, Text]]]:
        """Return by language what packs say in it, by key: the lowest first, so that the last wins."""
        if self._words is None:
            self._words = {}
            for layer, assets in reversed(list(zip(self._all, self._assets, strict=True))):
                for key in [key for key in assets if key.startswith("words/")]:
                    texts = self._read(layer, assets[key][1, COLOUR], partial(self._words_of, layer))
                    self._words.setdefault(key.removeprefix("words/"), []).append(texts or {})
        return self._words

    def _words_of(self, layer: Layer, source: Source, file: str) -> Mapping[str, Text]:
        texts, findings = words_file(source.read(file), file)
        self._tell(layer, findings)
        return texts

    def _read(self, layer: Layer, file: str, read: Callable[[Source, str], Content]) -> Content | None:
        try:
            return read(layer.source, file)
        except PackError as problem:
            self._tell(layer, [problem.finding])
            return None

    def _tell(self, layer: Layer, findings: Iterable[Finding]) -> None:
        told = self.findings.setdefault(layer.manifest.id, [])
        told += [each for each in findings if each not in told]


def _kept(
    read: Callable[[Source, str], Content],
    keep: Callable[[tuple[str, str], Hashable, Callable[[], Content]], Content] | None,
    source: Source,
    file: str,
) -> Content:
    """Return what `read` makes of a file, out of what is kept (decoded.Decoded) where anything is."""
    stamp = source.stamp(file) if keep else None
    if keep is None or stamp is None:
        return read(source, file)
    return keep(_place_in(source, file), stamp, partial(read, source, file))


def _place_in(source: Source, file: str) -> tuple[str, str]:
    return str(source.path), file


@cache
def own_look() -> Layer | None:
    """Return the game's own look, of which nothing is ever closed; None when it is not there."""
    try:
        source = open_pack(packs_folder() / OWN_ID.partition(".")[2])
        manifest, _findings = manifest_of(source)
    except PackError:
        return None
    return Layer(manifest, source) if manifest else None
