"""`maze3d campaign`: makes, checks, builds and lists campaigns, and tells what pars their mazes should have.

Owns its words on the command line and how findings are shown. Knows nothing of what is wrong with a campaign.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maze3d.app.campaigns import Campaigns
from maze3d.app.paths import folders
from maze3d.campaign.check import check, times
from maze3d.campaign.manifest import FILE, SCHEMA
from maze3d.campaign.reading import read, read_at
from maze3d.files import StorageError, write_whole
from maze3d.maze import Recipe, encode
from maze3d.pack.building import zipped
from maze3d.pack.finding import PackError
from maze3d.pack.found import ZIP, by_name
from maze3d.pack.opening import opened
from maze3d.resources import assets_folder
from maze3d.sim.medals import par_ticks
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    import argparse

CLEAN, FINDINGS, USAGE_ERROR = 0, 1, 2
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_WHICH = "its folder or its zip; a mere name is looked for among the game's campaigns too"
_WHICH_FOLDER = "its folder; a mere name is looked for among the game's campaigns too"

_NEW = """\
# A campaign: its stages are played in this order. `maze3d campaign check` tells what is wrong with it.
schema = {schema}
id = "{author}.{name}"
title = "{title}"
author = "{author}"
# How others may use it: CC0-1.0 lets them do anything, CC-BY-4.0 wants your name said.
licence = "CC0-1.0"
about = ""
"""
_NEW_STAGE = """
[[stage]]
id = "{id}"
title = "{title}"
maze = "{code}"
# Whoever is out within so many seconds has gold: `maze3d campaign pars` tells what is fair.
par_s = {par_s}
difficulty = "{difficulty}"
before = "{before}"
after = "{after}"
"""
_FIRST = (
    (
        "the-way-in",
        "The way in",
        Recipe("prim", 6, 6, seed=1),
        "easy",
        "{walk} walk, {run} runs.",
        "So far, so good.",
    ),
    (
        "farther",
        "Farther",
        Recipe("wilson", 10, 10, seed=2),
        "normal",
        "{hint} shows the way for a moment.",
        "",
    ),
)


def add_parser(subparsers: Any) -> None:
    """Add `campaign` and what can be done with one."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "campaign",
        help="make, check, build and list campaigns: mazes in an order, with words and par times",
        description="Campaigns are mazes in an order. They lie in the folder that `list` names.",
    )
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    new = doing.add_parser("new", help="make a folder to begin with")
    new.add_argument("name", metavar="NAME", help="small letters, digits and hyphens")
    new.add_argument("--author", default="me", metavar="NAME", help="the first part of its id (me)")
    new.add_argument("--folder", type=Path, metavar="FOLDER", help="where (the game's folder of campaigns)")
    checking = doing.add_parser("check", help="tell everything that is wrong with a campaign")
    checking.add_argument("path", type=Path, metavar="CAMPAIGN", help=_WHICH)
    checking.add_argument("--format", choices=("text", "json"), default="text", help="text or json (text)")
    pars = doing.add_parser("pars", help="tell each stage's par, and what is fair for its maze")
    pars.add_argument("path", type=Path, metavar="CAMPAIGN", help=_WHICH)
    building = doing.add_parser("build", help="make a zip of a folder, to hand on")
    building.add_argument("path", type=Path, metavar="CAMPAIGN", help=_WHICH_FOLDER)
    building.add_argument("-o", "--output", type=Path, metavar="FILE", help="the zip (ID.zip)")
    doing.add_parser("list", help="tell which campaigns there are, and which are broken")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when all is well, 1 when a campaign has findings, 2 for what cannot be done."""
    try:
        return _DOING[args.doing](args)
    except (StorageError, PackError) as problem:
        print(f"maze3d campaign: {problem}", file=sys.stderr)
        return USAGE_ERROR


def _new(args: argparse.Namespace) -> int:
    for word in (args.name, args.author):
        if not _NAME.fullmatch(word):
            raise PackError("name", f'"{word}" cannot be: expected small letters, digits and hyphens.')
    folder = (args.folder or folders().campaigns) / args.name
    if folder.exists():
        raise PackError("exists", f"{folder} is there already: choose another name.")
    write_whole(folder / FILE, new_campaign(args.name, args.author).encode())
    print(f"{folder}\nChange {FILE} in it, then: maze3d campaign check {folder}")
    return CLEAN


def new_campaign(name: str, author: str) -> str:
    """Return the text of a campaign to begin with."""
    title = name.replace("-", " ").capitalize()
    text = _NEW.format(schema=SCHEMA, author=author, name=name, title=title)
    for key, stage_title, recipe, difficulty, before, after in _FIRST:
        text += _NEW_STAGE.format(
            id=key,
            title=stage_title,
            code=encode(recipe),
            par_s=par_ticks(recipe.make(), ()) // TICK_RATE,
            difficulty=difficulty,
            before=before,
            after=after,
        )
    return text


def _check(args: argparse.Namespace) -> int:
    path = _found(args.path)
    findings = check(path)
    if args.format == "json":
        print(json.dumps({"findings": [asdict(each) for each in findings]}, indent=1))
    else:
        for each in findings:
            print(each)
        many = len(findings)
        print(f"{path}: {many} finding{'s' * (many != 1)}" if many else f"{path}: nothing is wrong")
    return FINDINGS if findings else CLEAN


def _pars(args: argparse.Namespace) -> int:
    found = read_at(_found(args.path))
    if found.campaign is None:
        for each in found.findings:
            print(each, file=sys.stderr)
        return FINDINGS
    wide = max(len(stage.key) for stage in found.campaign.stages)
    for stage in found.campaign.stages:
        needed, recipe = times(stage), stage.recipe
        own, fair = stage.par_ticks // TICK_RATE, needed.par_ticks // TICK_RATE
        told = "fair" if own == fair else f"fair would be {fair} s"
        size = f"{recipe.rows} x {recipe.cols}"
        print(f"{stage.number:3}  {stage.key:{wide}}  {size:>9}  {recipe.generator:12}  {own:4} s  {told}")
    return CLEAN


def _build(args: argparse.Namespace) -> int:
    path = _found(args.path)
    if not path.is_dir():
        raise PackError("none", f"{path} is no folder.")
    findings = check(path)
    if findings:
        for each in findings:
            print(each, file=sys.stderr)
        print(f"maze3d campaign: {path} is not built before that is mended.", file=sys.stderr)
        return FINDINGS
    with opened(path) as source:
        campaign, _none = read(source)
        data = zipped(source)
    assert campaign  # noqa: S101 - it has no findings
    output = args.output or Path(f"{campaign.key}{ZIP}")
    write_whole(output, data)
    print(f"{output}: {len(data):,} bytes")
    return CLEAN


def _list(_args: argparse.Namespace) -> int:
    campaigns = Campaigns(folders())
    many = len(campaigns.all)
    print(f"{campaigns.folder}: {many} campaign{'s' * (many != 1)}, the game's own among them")
    for found in campaigns.all:
        if found.campaign:
            stages = len(found.campaign.stages)
            print(f"  {found.campaign.key}  {found.campaign.title}, {stages} stages  ({found.path.name})")
        for each in found.findings:
            print(f"  {found.path.name}: {each}")
    return FINDINGS if any(found.findings for found in campaigns.all) else CLEAN


def _found(path: Path) -> Path:
    """Return where that campaign lies: there, or by its name among the player's and the game's own."""
    return by_name(path, folders().campaigns, assets_folder() / "campaigns")


_DOING = {"new": _new, "check": _check, "pars": _pars, "build": _build, "list": _list}
