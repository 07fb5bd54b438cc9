"""What a pack says about itself, in `pack.toml`."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from maze3d.pack.kinds import PICTURES, suffix_of
from maze3d.pack.names import why_not

FILE = "pack.toml"
SCHEMA = 1
"""Of this file. It grows when an old game could not read a new file."""

FORMAT = 1
"""Of what lies beside it: which assets there are, and what each has to be."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}\.[a-z0-9][a-z0-9-]{0,31}")
_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError("expected author.name, in small letters, digits and hyphens")
    return value


def _version(value: str) -> str:
    if not _VERSION.fullmatch(value):
        raise ValueError("expected three numbers, such as 1.0.0")
    return value


def _licence(value: str) -> str:
    try:
        return canonicalize_license_expression(value)
    except InvalidLicenseExpression as problem:
        raise ValueError("expected an SPDX licence, such as CC0-1.0 or CC-BY-4.0") from problem


def _path(value: str) -> str:
    if reason := why_not(value):
        raise ValueError(f"the path {reason}")
    return value


def _picture(value: str) -> str:
    if suffix_of(value) not in PICTURES:
        raise ValueError(f"expected a picture: {', '.join(sorted(PICTURES))}")
    return _path(value)


Line: TypeAlias = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
PackId: TypeAlias = Annotated[str, AfterValidator(_id)]
Licence: TypeAlias = Annotated[str, AfterValidator(_licence)]
Path: TypeAlias = Annotated[str, AfterValidator(_path)]


class FormatRange(BaseModel):
    """Which formats a pack is made for."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    least: int = Field(ge=1, le=1000)
    most: int = Field(ge=1, le=1000)

    @model_validator(mode="after")
    def _in_order(self) -> FormatRange:
        if self.least > self.most:
            raise ValueError("least is more than most")
        return self


class Manifest(BaseModel):
    """The whole of `pack.toml`. What is not here is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    schema_: Literal[1] = Field(alias="schema", description="Always 1.")
    id: PackId = Field(description="author.name, the same for every version of the pack.")
    version: Annotated[str, AfterValidator(_version)] = Field(description="Three numbers, such as 1.0.0.")
    format: FormatRange = Field(description="The formats it is made for; this game has 1.")
    title: Line = Field(description="What the pack screen shows.")
    authors: list[Line] = Field(min_length=1, max_length=32, description="Who made it.")
    licence: Licence = Field(description="An SPDX expression.")
    about: str = Field("", max_length=400, description="A sentence or two for players.")
    preview: Annotated[str, AfterValidator(_picture)] = Field(
        "", description="A picture in the pack.", validate_default=False
    )
    requires: list[PackId] = Field([], max_length=16, description="Packs that have to be on as well.")
    credits: dict[Path, Line] = Field({}, description="Whom a file is owed to, by its path or its folder's.")
    parameters: dict[str, float | str] = Field({}, description="Values of the catalogue's parameters.")

    @property
    def fits(self) -> bool:
        """Whether this game has a format it is made for."""
        return self.format.least <= FORMAT <= self.format.most
