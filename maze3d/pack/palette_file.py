"""A file of a palette: each of its colours held against the catalogue, and against the others.

What is wrong is found and left out; the rest can be used. Knows nothing of packs and layers.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from maze3d.pack.catalogue import catalogue
from maze3d.pack.colours import COLOUR, apart, contrast
from maze3d.pack.finding import Finding, nearest
from maze3d.pack.tables import parsed, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class _Clash(NamedTuple):
    """Two colours that cannot be beside one another, and why."""

    first: str
    second: str
    code: str
    message: str


def palette_file(data: bytes, file: str) -> tuple[dict[str, str], list[Finding]]:
    """Return the colours of a file named for its palette (palettes/interface.toml), and all that is wrong.

    Two that clash are both left out: the game's own are known to go together.
    """
    read, findings = parsed(data, file)
    if read is None:
        return {}, findings
    palette = file.rpartition("/")[2].removesuffix(".toml")
    known, at, colours = catalogue().palettes[palette], places(data.decode()), dict[str, str]()

    def tell(name: str, code: str, message: str, hint: str = "") -> None:
        findings.append(Finding(file, *at.get((name,), (0, 0)), code, message, hint))

    for name, value in read.items():
        if name not in known:
            tell(name, "unknown-colour", f'"{name}" is no colour of this palette', nearest(name, known))
        elif not isinstance(value, str) or not COLOUR.fullmatch(value):
            tell(name, "wrong-value", f'"{name}" is {value!r:.40}: expected a colour such as #0a0806')
        else:
            colours[name] = value.lower()
    for clash in _clashes(palette, colours):
        tell(clash.first if clash.first in colours else clash.second, clash.code, clash.message)
    while clashes := list(_clashes(palette, colours)):  # one left out may clash with what is left
        for clash in clashes:
            colours.pop(clash.first, None)
            colours.pop(clash.second, None)
    return colours, findings


def _clashes(palette: str, given: Mapping[str, str]) -> Iterator[_Clash]:
    """Yield the pairs of a palette with these colours, one of them given, that cannot be."""
    known = catalogue().palettes[palette]
    least = catalogue().assets[f"palettes/{palette}"].apart
    whole = {name: given.get(name, swatch.default) for name, swatch in known.items()}
    for name, swatch in known.items():
        for under in swatch.on:
            found = contrast(whole[name], whole[under])
            if found < swatch.contrast and not given.keys().isdisjoint((name, under)):
                expected = f"expected a contrast of {swatch.contrast:g} or more"
                yield _Clash(
                    name,
                    under,
                    "contrast",
                    f'"{name}" on "{under}" has a contrast of {found:.1f}: {expected}',
                )
    for first, second in combinations(whole, 2) if least else ():
        if apart(whole[first], whole[second]) < least and not given.keys().isdisjoint((first, second)):
            words = f'"{first}" and "{second}" look alike: they have to be told apart'
            yield _Clash(first, second, "alike", words)
