"""The catalogue: every asset that a pack can replace, with its limits, read from `catalogue.toml`.

Knows what a file has to be by its path in a pack. Knows nothing of any one pack.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from maze3d.pack.kinds import MODELS, PICTURES, SOUNDS, suffix_of
from maze3d.pack.tables import only

FILE = Path(__file__).with_name("catalogue.toml")
Kind: TypeAlias = Literal["texture", "picture", "sound", "loop", "model"]
SUFFIXES: dict[Kind, frozenset[str]] = {
    "texture": PICTURES,
    "picture": PICTURES,
    "sound": SOUNDS,
    "loop": SOUNDS,
    "model": MODELS,
}
MAPS = ("normal", "rough", "height")
"""What may lie beside a texture's colour."""

_VARIANT = re.compile(r"(?P<key>.+?)(?:-(?P<number>[1-9]\d?))?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


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
    relief: bool = True
    """Whether a texture may have MAPS."""
    seconds: float = Field(60.0, gt=0)
    channels: Literal[1, 2] = 1
    """Of a sound: one that comes from a place has one."""
    triangles: int = 5000


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
            right = isinstance(value, str) and _COLOUR.fullmatch(value)
            return "" if right else "expected a colour such as #0a0806"
        fits = not isinstance(value, str) and self.least <= value <= self.most
        return "" if fits else f"expected a number from {self.least:g} to {self.most:g}"


class Catalogue(BaseModel):
    """All of them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    asset: list[Asset]
    parameter: list[Parameter]

    @property
    def assets(self) -> dict[str, Asset]:
        """By key."""
        return {each.key: each for each in self.asset}

    @property
    def parameters(self) -> dict[str, Parameter]:
        """By name."""
        return {each.name: each for each in self.parameter}


class Place(BaseModel):
    """What a file of a pack is meant to be: an asset, which variant of it (from 1), and which map of that."""

    model_config = ConfigDict(frozen=True)

    asset: Asset
    variant: int = 1
    map: str = "colour"


@cache
def catalogue() -> Catalogue:
    """Return the catalogue."""
    return only(FILE.read_bytes(), FILE.name, Catalogue)


@cache
def _assets() -> dict[str, Asset]:
    return catalogue().assets


def place_of(path: str) -> Place | None:
    """Return what the file at `path` is meant to be, None for nothing in the catalogue."""
    suffix = suffix_of(path)
    stem = path[: len(path) - len(suffix)]
    stem, dot, extra = stem.partition(".")
    if dot and extra not in MAPS:
        return None
    match = _VARIANT.fullmatch(stem)
    asset = _assets().get(match["key"]) if match else None
    if match is None or asset is None or suffix not in SUFFIXES[asset.kind]:
        return None
    number = int(match["number"] or 1)
    if number > asset.variants or (match["number"] == "1") or (dot and not asset.relief):
        return None
    if dot and asset.kind != "texture":
        return None
    return Place(asset=asset, variant=number, map=extra or "colour")


def paths_of(asset: Asset, suffix: str) -> list[str]:
    """Return the paths that an asset's files may have, the first variant first."""
    numbers = ["", *(f"-{number}" for number in range(2, asset.variants + 1))]
    maps = ["", *(f".{each}" for each in MAPS if asset.kind == "texture" and asset.relief)]
    return [f"{asset.key}{number}{each}{suffix}" for number in numbers for each in maps]
