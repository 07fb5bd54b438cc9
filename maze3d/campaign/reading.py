"""Reads a campaign from a folder or a zip, with all that is wrong with it.

What a zip may hold and how it is opened is the packs' (maze3d.pack.source). A campaign with a finding is not
played. No maze is made here.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.campaign.manifest import FILE, CampaignTable, WordsTable
from maze3d.campaign.stages import Campaign, Stage
from maze3d.maze import decode
from maze3d.maze.drawing import DrawingError
from maze3d.maze.formats.drawn import TEXT
from maze3d.maze.formats.drawn_text import read_text
from maze3d.pack.finding import Finding, PackError, nearest
from maze3d.pack.found import ZIP
from maze3d.pack.opening import opened
from maze3d.pack.tables import nearest_place, places, table
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.sim.units import TICK_RATE
from maze3d.sim.walkable import check_walkable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.campaign.manifest import StageTable
    from maze3d.maze import Recipe
    from maze3d.maze.drawing import Drawing
    from maze3d.pack.source import Source
    from maze3d.sim.difficulty import Difficulty

_WORDS = re.compile(r"words\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.toml")
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Found:
    """A folder or a zip that is a campaign, or means to be: either `campaign` or `findings`."""

    path: Path
    campaign: Campaign | None
    findings: tuple[Finding, ...]


def found_in(folder: Path, language: str = ENGLISH) -> list[Found]:
    """Return the campaigns in `folder` by name.

    One whose id is there twice is told and left out; a folder, which is being worked on, hides its zip.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_dir() or path.suffix.lower() == ZIP)
    except OSError:
        return []
    seen: dict[str, Path] = {}
    found = []
    for path in sorted(paths, key=Path.is_file):
        if path.name.startswith("."):
            continue
        each = read_at(path, language)
        if each.campaign:
            first = seen.setdefault(each.campaign.key, path)
            if first != path:
                again = Finding(FILE, 0, 0, "twice", f'has the id of "{first.name}": one of them has to go')
                each = Found(path, None, (again,))
        found.append(each)
    return sorted(found, key=lambda each: each.path)


def read_at(path: Path, language: str = ENGLISH) -> Found:
    """Read the campaign at `path`, in a language where it has words in it."""
    try:
        with opened(path) as source:
            campaign, findings = read(source, language)
    except PackError as problem:
        return Found(path, None, (replace(problem.finding, file=problem.finding.file or FILE),))
    return Found(path, None if findings else campaign, tuple(findings))


def read(source: Source, language: str = ENGLISH) -> tuple[Campaign | None, list[Finding]]:
    """Return the campaign, None when its file cannot be used, and everything that is wrong."""
    if FILE not in source.files:
        return None, sorted([Finding(FILE, 0, 0, "no-campaign", "is missing"), *source.findings])
    data = source.read(FILE)
    made, findings = table(data, FILE, CampaignTable)
    found = [*source.findings, *findings]
    if made is None:
        return None, sorted(found)
    found += _across(made, data.decode())
    stages = []
    for index, each in enumerate(made.stage):
        try:
            stages.append(_stage(made, index, source))
        except DrawingError as problem:
            found += [Finding(each.maze, *astuple(mistake)) for mistake in problem.mistakes]
        except PackError as problem:
            place = nearest_place(places(data.decode()), ("stage", str(index), "maze"))
            found.append(Finding(FILE, *place, problem.finding.code, f'"{each.id}": {problem}'))
    campaign = Campaign(made.id, made.title, made.author, made.licence, made.about, tuple(stages))
    for file in sorted(source.files):
        if named := _WORDS.fullmatch(file):
            words, more = _words(source, file, campaign)
            found += more
            if named[1] == language and words:
                campaign = _in_other_words(campaign, words)
    return campaign, sorted(set(found))


def _maze(each: StageTable, source: Source) -> tuple[Recipe | Drawing, int]:
    """Return a stage's maze and its keys. Raises PackError or DrawingError when it cannot be."""
    if not each.maze.endswith(TEXT):
        return decode(each.maze), each.keys
    if each.maze not in source.files:
        raise PackError("no-maze", f"there is no {each.maze} in the campaign")
    drawing = read_text(source.read(each.maze))
    if each.keys not in {0, len(drawing.keys)}:
        raise PackError("keys", f"{each.maze} has {len(drawing.keys)} keys drawn in it: leave keys out")
    return drawing, len(drawing.keys)


def _stage(made: CampaignTable, index: int, source: Source) -> Stage:
    """Return a stage ready to be played. Raises PackError or DrawingError when its maze cannot be."""
    each = made.stage[index]
    recipe, keys = _maze(each, source)
    try:
        check_walkable(recipe.rows, recipe.cols, recipe.levels, keys)
    except ValueError as problem:
        raise PackError("keys", str(problem)) from problem
    before = (made.stage[index - 1].id,) if index else ()
    return Stage(
        campaign=made.id,
        key=each.id,
        number=index + 1,
        title=each.title,
        recipe=recipe,
        difficulty=_difficulty(each),
        keys=keys,
        par_ticks=each.par_s * TICK_RATE,
        before=each.before,
        after=each.after,
        needs=tuple(each.unlock.finished) if each.unlock else before,
        medals=each.unlock.medals if each.unlock else 0,
    )


def _difficulty(each: StageTable) -> Difficulty:
    own = {"hints": each.hints, "chalk": each.chalk, "minimap": each.minimap, "light": each.light}
    given = {name: value for name, value in own.items() if value is not None}
    return replace(DIFFICULTIES[each.difficulty], **given)  # type: ignore[arg-type] # the models have checked each


def _across(made: CampaignTable, text: str) -> Iterator[Finding]:
    """Yield what is wrong between the stages: an id twice, one that is nowhere."""
    where = places(text)
    first: dict[str, int] = {}
    for index, each in enumerate(made.stage):
        if first.setdefault(each.id, index) != index:
            place = nearest_place(where, ("stage", str(index), "id"))
            yield Finding(FILE, *place, "twice", f'the stage "{each.id}" is there twice')
    for index, each in enumerate(made.stage):
        for key in each.unlock.finished if each.unlock else ():
            if key not in first:
                place = nearest_place(where, ("stage", str(index), "unlock", "finished"))
                yield Finding(
                    FILE, *place, "unknown-stage", f'there is no stage "{key}"', nearest(key, first)
                )


def _words(source: Source, file: str, campaign: Campaign) -> tuple[WordsTable | None, list[Finding]]:
    """Return the words of a translation, None when they cannot be used, and what is wrong with them."""
    data = source.read(file)
    words, findings = table(data, file, WordsTable)
    if words is None:
        return None, findings
    known = [stage.key for stage in campaign.stages]
    where = places(data.decode())
    for key in words.stage:
        if key not in known:
            place = nearest_place(where, ("stage", key))
            meant = nearest(key, known)
            findings.append(Finding(file, *place, "unknown-stage", f'there is no stage "{key}"', meant))
    return words, findings


def _in_other_words(campaign: Campaign, words: WordsTable) -> Campaign:
    stages = []
    for stage in campaign.stages:
        said = words.stage.get(stage.key)
        given = said.model_dump(exclude_none=True) if said else {}
        stages.append(replace(stage, **given))
    about = campaign.about if words.about is None else words.about
    return replace(campaign, title=words.title or campaign.title, about=about, stages=tuple(stages))
