"""What a campaign says about itself and its stages, in `campaign.toml`, and its translations beside it."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from maze3d.campaign.keys_in_words import unknown_names
from maze3d.maze import MazeError, decode
from maze3d.maze.formats.drawn import TEXT
from maze3d.pack.manifest import Licence, Line, PackId  # noqa: TC001 - models are made of them
from maze3d.sim.difficulty import MAX_KEYS
from maze3d.sim.walkable import check_walkable

FILE = "campaign.toml"
SCHEMA = 1
"""Of this file. It grows when an old game could not read a new file."""

MOST_STAGES = 500

_STAGE = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def _stage_id(value: str) -> str:
    if not _STAGE.fullmatch(value):
        raise ValueError("expected small letters, digits and hyphens")
    return value


def _maze(value: str) -> str:
    if value.endswith(TEXT):
        return value  # whether there is such a file, and what is in it, reading.py sees
    try:
        recipe = decode(value)
        check_walkable(recipe.rows, recipe.cols, recipe.levels)
    except MazeError as problem:
        raise ValueError(str(problem).rstrip(".")) from problem
    return value


def _words(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError("has a control character")
    if wrong := unknown_names(value):
        raise ValueError(wrong)
    return value


StageId: TypeAlias = Annotated[str, AfterValidator(_stage_id)]
Words: TypeAlias = Annotated[str, Field(max_length=500), AfterValidator(_words)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class UnlockTable(_Table):
    """What opens a stage: all of it has to be so."""

    finished: list[StageId] = Field(
        [], max_length=MOST_STAGES, description="Stages that have to be finished."
    )
    medals: int = Field(
        0, ge=0, le=MOST_STAGES, description="On so many other stages a medal has to be won, of any metal."
    )


class StageTable(_Table):
    """One maze of a campaign, and how it is played."""

    id: StageId = Field(description="Names the stage for good: what a player has done there is kept by it.")
    title: Line = Field(description="What the stage is called.")
    maze: Annotated[str, Field(max_length=200), AfterValidator(_maze)] = Field(
        description="The code of a maze of one level, or the file of a drawn one, NAME.maze.txt."
    )
    par_s: int = Field(ge=1, le=86_400, description="Whoever is out within so many seconds has gold.")
    difficulty: Literal["easy", "normal", "hard", "nightmare"] = Field(
        "easy", description="Sets light, minimap, hints and chalk where they are not given here."
    )
    keys: int = Field(0, ge=0, le=MAX_KEYS, description="Keys to find before the exit opens.")
    hints: int | None = Field(None, ge=0, le=99, description="How many hints there are.")
    chalk: int | None = Field(None, ge=0, le=200, description="How many chalk marks there are.")
    minimap: bool | None = Field(None, description="Whether there is a minimap.")
    light: float | None = Field(None, ge=0.2, le=1.0, description="How far torches and the own light reach.")
    before: Words = Field("", description="Read before it is walked. {hint} stands for the key of that name.")
    after: Words = Field("", description="Read once it is finished.")
    unlock: UnlockTable | None = Field(
        None, description="What opens it. Without: the stage before it; the first one is open."
    )


class CampaignTable(_Table):
    """The whole of `campaign.toml`. What is not here is a mistake."""

    schema_: Literal[1] = Field(alias="schema", description="Always 1.")
    id: PackId = Field(description="author.name, the same for every version of the campaign.")
    title: Line = Field(description="What the campaign is called.")
    author: Line = Field(description="Who made it.")
    licence: Licence = Field(description="An SPDX expression.")
    about: Words = Field("", description="A sentence or two for players.")
    stage: list[StageTable] = Field(
        min_length=1, max_length=MOST_STAGES, description="The stages, in their order."
    )


class StageWords(_Table):
    """A stage in another language. What is left out stays as it is."""

    title: Line | None = None
    before: Words | None = None
    after: Words | None = None


class WordsTable(_Table):
    """`words.LANGUAGE.toml`: the campaign in another language, such as words.de.toml."""

    title: Line | None = None
    about: Words | None = None
    stage: dict[str, StageWords] = Field({}, max_length=MOST_STAGES, description="By the stages' ids.")
