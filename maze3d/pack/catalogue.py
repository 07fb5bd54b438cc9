"""The catalogue: every asset that a pack can replace, with its limits, read from `catalogue.toml`.

Knows what a file has to be by its path in a pack. Knows nothing of any one pack.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from maze3d.pack.colours import COLOUR as COLOUR_FORM
from maze3d.pack.kinds import FONTS, MODELS, PICTURES, SOUNDS, TABLES, suffix_of
from maze3d.pack.tables import only

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = Path(__file__).with_name("catalogue.toml")
Kind: TypeAlias = Literal["texture", "picture", "sound", "loop", "model", "palette", "words", "font"]
SUFFIXES: dict[Kind, frozenset[str]] = {
    "texture": PICTURES,
    "picture": PICTURES,
    "sound": SOUNDS,
    "loop": SOUNDS,
    "model": MODELS,
    "palette": TABLES,
    "words": TABLES,
    "font": FONTS,
}
COLOUR = "colour"
MAPS = ("normal", "rough", "height", "glow")
"""What may lie beside a texture's colour."""

_VARIANT = re.compile(r"(?P<key>.+?)(?:-(?P<number>[1-9]\d?))?")
_LANGUAGE = re.compile(r"words/[a-z]{2,3}(-[A-Z]{2})?")


class Asset(BaseModel):
    """One that can be replaced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    key: Annotated[str, Field(pattern=r"^[a-z]+/[a-z]+(-[a-z]+)*$")]
    kind: Kind
    about: str
    variants: int = Field(1, ge=1, le=64)
    least_side: int = 64
    most_side: int = 1024
    """Of a picture, pixels."""
    shape: list[int] = Field([1, 1], min_length=2, max_length=2)
    """Of a picture, its width to its height; a texture is square."""
    relief: bool = True
    """Whether a texture may have MAPS."""
    seconds: float = Field(60.0, gt=0)
    channels: Literal[1, 2] = 1
    """Of a sound: one that comes from a place has one."""
    apart: float = 0.0
    """Of a palette, how different any two of its colours look at least (colours.apart)."""
    triangles: int = 2000
    parts: list[str] = []
    """Of a model, the nodes that the game moves; without any it is one piece."""
    half_wide: float = 0.4
    """How far a model may reach to either side, cells; below, how far up, and along z."""
    high: float = 0.85
    behind: float = 0.1
    before: float = 0.185
    low: float = -0.02

    @property
    def maps(self) -> tuple[str, ...]:
        """What lies in a file each: the colour (also a sound, a model) and a texture's relief."""
        return (COLOUR, *MAPS) if self.kind == "texture" and self.relief else (COLOUR,)


class Parameter(BaseModel):
    """A number within its range, or a colour."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str
    about: str
    default: float | str
    least: float = 0.0
    most: float = 1.0

    @model_validator(mode="after")
    def _default_fits(self) -> Parameter:
        if reason := self.why_not(self.default):
            raise ValueError(f"the default: {reason}")
        return self

    def why_not(self, value: float | str) -> str:
        """Return why a value cannot be, "" when it can: a whole sentence's end."""
        if isinstance(self.default, str):
            right = isinstance(value, str) and COLOUR_FORM.fullmatch(value)
            return "" if right else "expected a colour such as #0a0806"
        fits = not isinstance(value, str) and self.least <= value <= self.most
        return "" if fits else f"expected a number from {self.least:g} to {self.most:g}"


class Swatch(BaseModel):
    """A colour of a palette."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    palette: str
    name: str
    about: str
    default: Annotated[str, Field(pattern=COLOUR_FORM.pattern)]
    on: list[str] = []
    """The colours of the same palette that it is read on."""
    contrast: float = 4.5
    """To those, at least (colours.contrast)."""


class Catalogue(BaseModel):
    """All of them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    asset: list[Asset]
    parameter: list[Parameter]
    swatch: list[Swatch]

    @cached_property
    def assets(self) -> dict[str, Asset]:
        """By key."""
        return {each.key: each for each in self.asset}

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """By name."""
        return {each.name: each for each in self.parameter}

    @cached_property
    def palettes(self) -> dict[str, dict[str, Swatch]]:
        """The colours of each palette by name; a palette's key is `palettes/` and its name here."""
        found: dict[str, dict[str, Swatch]] = {}
        for each in self.swatch:
            found.setdefault(each.palette, {})[each.name] = each
        return found


class Place(NamedTuple):
    """What a file of a pack is meant to be: an asset, which variant of it (from 1), and which map of that."""

    asset: Asset
    variant: int = 1
    map: str = COLOUR

    def path(self, suffix: str) -> str:
        """Return where the file lies; `place_of` reads it back."""
        number = f"-{self.variant}" if self.variant > 1 else ""
        return f"{self.asset.key}{number}{'' if self.map == COLOUR else f'.{self.map}'}{suffix}"


@cache
def catalogue() -> Catalogue:
    """Return the catalogue."""
    return only(FILE.read_bytes(), FILE.name, Catalogue)


def place_of(path: str) -> Place | None:
    """Return what the file at `path` is meant to be, None for nothing in the catalogue."""
    suffix = suffix_of(path)
    stem = path[: len(path) - len(suffix)]
    if _LANGUAGE.fullmatch(stem) and suffix in TABLES:
        return Place(_language(stem))
    name, _dot, extra = stem.partition(".")
    match = _VARIANT.fullmatch(name)
    asset = catalogue().assets.get(match["key"]) if match else None
    if match is None or asset is None or suffix not in SUFFIXES[asset.kind]:
        return None
    place = Place(asset, int(match["number"] or 1), extra or COLOUR)
    known = place.variant <= asset.variants and place.map in asset.maps
    return place if known and place.path("") == stem else None


def _language(key: str) -> Asset:
    """Return the asset of a language's words, which may be one the game has not."""
    known = catalogue().assets
    return known.get(key) or known["words/en"].model_copy(update={"key": key, "about": "A further language"})


def by_asset(files: Iterable[str]) -> dict[str, dict[tuple[int, str], str]]:
    """Return the files that are an asset's by its key, and by their variant and map."""
    found: dict[str, dict[tuple[int, str], str]] = {}
    for file in files:
        if place := place_of(file):
            found.setdefault(place.asset.key, {})[place.variant, place.map] = file
    return found
