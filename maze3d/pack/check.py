"""Everything that is wrong with a pack, found at once.

What the game reads of a pack comes through here as well: what has been checked is what is used. Knows nothing
of how a finding is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.pack.catalogue import COLOUR, SUFFIXES, by_asset, catalogue, place_of
from maze3d.pack.finding import Finding, PackError, nearest
from maze3d.pack.fonts import font_head
from maze3d.pack.kinds import WORDS, suffix_of
from maze3d.pack.manifest import FILE
from maze3d.pack.meshes import Model, model
from maze3d.pack.opening import manifest_of, opened
from maze3d.pack.palette_file import palette_file
from maze3d.pack.pictures import MOST_SIDE, picture, picture_head
from maze3d.pack.sounds import sound_head
from maze3d.pack.words_file import words_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from maze3d.pack.catalogue import Asset, Kind
    from maze3d.pack.manifest import Manifest
    from maze3d.pack.source import Source


LEAST_PREVIEW = 90
"""Pixels a side."""

_NEARLY = 0.005
"""Of a cell: exporters round."""


def check(path: Path, *, strict: bool = False) -> list[Finding]:
    """Return what is wrong with the pack at `path`, by file; `strict`: and what a finished one has."""
    try:
        with opened(path) as source:
            return sorted({*source.findings, *_checked(source, strict=strict)})
    except PackError as problem:
        return [problem.finding]


def checked_picture(source: Source, file: str) -> NDArray[np.uint8]:
    """Return a picture's pixels (see pictures.py). Raises PackError unless it is what the catalogue wants."""
    asset, suffix = _asset_of(file), suffix_of(file)
    data = source.read(file)
    head = picture_head(data, file, suffix)
    sides = {head.width, head.height}
    if asset.kind == "texture" and len(sides) > 1:
        raise PackError("wrong-size", f"is {head.width}x{head.height} pixels: expected a square", file)
    if asset.kind == "texture" and head.width & (head.width - 1):
        raise PackError(
            "wrong-size", f"has sides of {head.width} pixels: expected 64, 128, 256, 512 or 1024", file
        )
    wide, high = asset.shape
    if asset.kind == "picture" and head.width * high != head.height * wide:
        expected = "expected a square" if wide == high else f"expected {wide} to {high}"
        raise PackError("wrong-size", f"is {head.width}x{head.height} pixels: {expected}", file)
    if min(sides) < asset.least_side or max(sides) > asset.most_side:
        expected = f"expected {asset.least_side} to {asset.most_side} on each side"
        raise PackError("wrong-size", f"is {head.width}x{head.height} pixels: {expected}", file)
    return picture(data, file, suffix)


def checked_preview(source: Source, file: str) -> NDArray[np.uint8]:
    """Return the pixels of a pack's preview (see pictures.py). Raises PackError for one that is too small."""
    data, suffix = source.read(file), suffix_of(file)
    head = picture_head(data, file, suffix)
    if min(head.width, head.height) < LEAST_PREVIEW:
        expected = f"expected {LEAST_PREVIEW} to {MOST_SIDE} on each side, best 16 to 9"
        raise PackError("wrong-size", f"is {head.width}x{head.height} pixels: {expected}", file)
    return picture(data, file, suffix)


def checked_sound(source: Source, file: str) -> bytes:
    """Return a sound's file. Raises PackError unless it is what the catalogue wants."""
    asset, data = _asset_of(file), source.read(file)
    head = sound_head(data, file, suffix_of(file))
    if head.seconds > asset.seconds:
        raise PackError("too-large", f"lasts {head.seconds:.1f} s: expected at most {asset.seconds:g}", file)
    if head.channels > asset.channels:
        raise PackError("stereo", "is stereo: expected mono, as it comes from a place", file)
    return data


def checked_font(source: Source, file: str) -> bytes:
    """Return a font's file. Raises PackError unless its tables are where it says."""
    data = source.read(file)
    font_head(data, file)
    return data


def checked_model(source: Source, file: str) -> Model:
    """Return what is in a model. Raises PackError unless it is what the catalogue wants."""
    asset = _asset_of(file)
    made = model(source.read(file), file)
    if made.triangles > asset.triangles:
        expected = f"expected at most {asset.triangles:,}"
        raise PackError("too-large", f"has {made.triangles:,} triangles: {expected}", file)
    if not made.triangles:
        raise PackError("no-model", "has no triangles", file)
    named = {mesh.part for mesh in made.meshes}
    for part in asset.parts:
        if part not in named:
            raise PackError("missing-part", f'has no part "{part}": a node of that name with a mesh', file)
    for part in sorted(named - set(asset.parts)) if asset.parts else ():
        expected = f"expected {', '.join(asset.parts)}"
        raise PackError("unknown-part", f'has a part "{part[:40]}": {expected}', file)
    _check_reach(made, asset, file)
    return made


def _check_reach(made: Model, asset: Asset, file: str) -> None:
    corners = np.concatenate([mesh.positions for mesh in made.meshes])
    low, high = corners.min(0), corners.max(0)
    for name, least, most, allowed in (
        ("wide", low[0], high[0], (-asset.half_wide, asset.half_wide)),
        ("high", low[1], high[1], (asset.low, asset.high)),
        ("deep", low[2], high[2], (-asset.behind, asset.before)),
    ):
        if least < allowed[0] - _NEARLY or most > allowed[1] + _NEARLY:
            expected = f"expected to lie within {allowed[0]:g} and {allowed[1]:g} cells"
            where = f"from {least:.2f} to {most:.2f}"
            raise PackError("wrong-size", f"reaches, {name}, {where}: {expected}", file)


_CHECKS: dict[Kind, Callable[[Source, str], object]] = {
    "texture": checked_picture,
    "picture": checked_picture,
    "sound": checked_sound,
    "loop": checked_sound,
    "model": checked_model,
    "font": checked_font,
}
"""Words and palettes are not here: they have many findings at once."""


_TABLES: dict[Kind, Callable[[bytes, str], tuple[object, list[Finding]]]] = {
    "words": words_file,
    "palette": palette_file,
}


def _asset_of(file: str) -> Asset:
    place = place_of(file)
    if place is None:
        raise _unknown(file)
    return place.asset


def _checked(source: Source, *, strict: bool) -> Iterator[Finding]:
    manifest, findings = manifest_of(source)
    yield from findings
    own = {FILE, manifest.preview if manifest else ""}
    for file in sorted(source.files):
        if file in own or suffix_of(file) in WORDS:
            continue
        try:
            kind = _asset_of(file).kind
            if kind in _TABLES:
                yield from _TABLES[kind](source.read(file), file)[1]
            else:
                _CHECKS[kind](source, file)
        except PackError as problem:
            yield problem.finding
    yield from _maps_alone(source)
    yield from _twice(source)
    if manifest:
        yield from _promises(manifest, source)
        if strict:
            yield from _wishes(manifest, source)


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
    for files in by_asset(source.files).values():
        for (variant, kind), file in files.items():
            if kind != COLOUR and (variant, COLOUR) not in files:
                yield Finding(file, 0, 0, "map-alone", "lies beside no colour picture of its texture")


def _twice(source: Source) -> Iterator[Finding]:
    """Yield files that stand for the same as another, such as wall.png and wall.jpg: only one can be used."""
    first: dict[tuple[str, int, str], str] = {}
    for file in sorted(source.files):
        if place := place_of(file):
            other = first.setdefault((place.asset.key, place.variant, place.map), file)
            if other != file:
                yield Finding(file, 0, 0, "twice", f"is for the same as {other}: one of them has to go")


def _promises(manifest: Manifest, source: Source) -> Iterator[Finding]:
    """Yield what the manifest says that does not hold."""
    if manifest.preview and manifest.preview not in source.files:
        meant = nearest(manifest.preview, source.files)
        yield Finding(FILE, 0, 0, "missing-file", f'the preview "{manifest.preview}" is not there', meant)
    elif manifest.preview:
        try:
            checked_preview(source, manifest.preview)
        except PackError as problem:
            yield problem.finding
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
    assets = by_asset(source.files)
    if not assets and not manifest.parameters:
        yield Finding("", 0, 0, "empty", "changes nothing")
    for files in assets.values():
        there = {variant for variant, _kind in files}
        for (variant, _kind), file in files.items():
            if variant > 1 and variant - 1 not in there:
                yield Finding(file, 0, 0, "gap", f"is variant {variant}, and there is none {variant - 1}")
