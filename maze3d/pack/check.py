"""Everything that is wrong with a pack, found at once.

A file is measured by its head here and decoded only where the game would decode it. Knows nothing of how a
finding is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.pack.catalogue import MAPS, SUFFIXES, catalogue, place_of
from maze3d.pack.finding import Finding, PackError, nearest
from maze3d.pack.kinds import PICTURES, SOUNDS, WORDS, suffix_of
from maze3d.pack.manifest import FILE
from maze3d.pack.models import model_head
from maze3d.pack.opening import manifest_of, opened
from maze3d.pack.pictures import picture, picture_head
from maze3d.pack.sounds import sound_head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from maze3d.pack.catalogue import Asset
    from maze3d.pack.manifest import Manifest
    from maze3d.pack.source import Source


def check(path: Path, *, strict: bool = False) -> list[Finding]:
    """Return what is wrong with the pack at `path`, by file; `strict`: and what a finished one has."""
    try:
        with opened(path) as source:
            return sorted({*source.findings, *_checked(source, strict=strict)})
    except PackError as problem:
        return [problem.finding]


def check_file(source: Source, file: str) -> None:
    """Raise PackError unless a file is what the catalogue wants at its path."""
    place = place_of(file)
    if place is None:
        raise _unknown(file)
    data, suffix, asset = source.read(file), suffix_of(file), place.asset
    if suffix in PICTURES:
        _check_picture(data, file, suffix, asset)
    elif suffix in SOUNDS:
        _check_sound(data, file, suffix, asset)
    else:
        head = model_head(data, file)
        if head.triangles > asset.triangles:
            expected = f"expected at most {asset.triangles:,}"
            raise PackError("too-large", f"has {head.triangles:,} triangles: {expected}", file)


def _checked(source: Source, *, strict: bool) -> Iterator[Finding]:
    manifest, findings = manifest_of(source)
    yield from findings
    own = {FILE, manifest.preview if manifest else ""}
    for file in sorted(source.files):
        if file in own or suffix_of(file) in WORDS:
            continue
        try:
            check_file(source, file)
        except PackError as problem:
            yield problem.finding
    yield from _maps_alone(source)
    if manifest:
        yield from _promises(manifest, source)
        if strict:
            yield from _wishes(manifest, source)


def _check_picture(data: bytes, file: str, suffix: str, asset: Asset) -> None:
    head = picture_head(data, file, suffix)
    sides = {head.width, head.height}
    if asset.kind == "texture" and len(sides) > 1:
        raise PackError("wrong-size", f"is {head.width}x{head.height} pixels: expected a square", file)
    if asset.kind == "texture" and head.width & (head.width - 1):
        raise PackError(
            "wrong-size", f"has sides of {head.width} pixels: expected 64, 128, 256, 512 or 1024", file
        )
    if min(sides) < asset.least_side or max(sides) > asset.most_side:
        expected = f"expected {asset.least_side} to {asset.most_side} on each side"
        raise PackError("wrong-size", f"is {head.width}x{head.height} pixels: {expected}", file)
    picture(data, file, suffix)


def _check_sound(data: bytes, file: str, suffix: str, asset: Asset) -> None:
    head = sound_head(data, file, suffix)
    if head.seconds > asset.seconds:
        raise PackError("too-large", f"lasts {head.seconds:.1f} s: expected at most {asset.seconds:g}", file)
    if head.channels > asset.channels:
        raise PackError("stereo", "is stereo: expected mono, as it comes from a place", file)


def _unknown(file: str) -> PackError:
    suffix = suffix_of(file)
    name = file.removesuffix(suffix).rpartition("/")[2]
    kinds = {kind for kind, suffixes in SUFFIXES.items() if suffix in suffixes}
    known = {key.rpartition("/")[2]: key for key, asset in catalogue().assets.items() if asset.kind in kinds}
    meant = known.get(nearest(name, known), "")
    problem = PackError("unknown-asset", "is nothing that can be replaced", file)
    problem.finding = Finding(file, 0, 0, "unknown-asset", str(problem), meant + suffix if meant else "")
    return problem


def _maps_alone(source: Source) -> Iterator[Finding]:
    """Yield the maps of textures whose colour is not there: they would lie on somebody else's stones."""
    places = [(file, place) for file in source.files if (place := place_of(file))]
    colours = {(place.asset.key, place.variant) for _file, place in places if place.map == "colour"}
    for file, place in places:
        if place.map in MAPS and (place.asset.key, place.variant) not in colours:
            yield Finding(file, 0, 0, "map-alone", "lies beside no colour picture of its texture")


def _promises(manifest: Manifest, source: Source) -> Iterator[Finding]:
    """Yield what the manifest says that does not hold."""
    if manifest.preview and manifest.preview not in source.files:
        meant = nearest(manifest.preview, source.files)
        yield Finding(FILE, 0, 0, "missing-file", f'the preview "{manifest.preview}" is not there', meant)
    for path in manifest.credits:
        if not any(file == path or file.startswith(f"{path}/") for file in source.files):
            meant = nearest(path, source.files)
            yield Finding(FILE, 0, 0, "missing-file", f'"{path}", of the credits, is not there', meant)
    known = catalogue().parameters
    for name, value in manifest.parameters.items():
        if name not in known:
            yield Finding(FILE, 0, 0, "unknown-parameter", f'"{name}" is no parameter', nearest(name, known))
        elif reason := known[name].why_not(value):
            yield Finding(FILE, 0, 0, "wrong-value", f'"parameters.{name}": {reason}, not {value!r}')


def _wishes(manifest: Manifest, source: Source) -> Iterator[Finding]:
    """Yield what a finished pack has and this one has not."""
    if not manifest.preview:
        yield Finding(FILE, 0, 0, "no-preview", "names no preview: the pack screen shows one")
    if not manifest.about:
        yield Finding(FILE, 0, 0, "no-about", "says nothing about the pack")
    if not any(place_of(file) for file in source.files) and not manifest.parameters:
        yield Finding("", 0, 0, "empty", "changes nothing")
    for file in sorted(source.files):
        place = place_of(file)
        if place and place.variant > 1 and not _has(source, place.asset, place.variant - 1):
            yield Finding(
                file, 0, 0, "gap", f"is variant {place.variant}, and there is none {place.variant - 1}"
            )


def _has(source: Source, asset: Asset, variant: int) -> bool:
    return any(
        place.asset.key == asset.key and place.variant == variant
        for file in source.files
        if (place := place_of(file))
    )
