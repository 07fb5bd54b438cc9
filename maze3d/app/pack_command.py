"""`maze3d pack`: makes, checks, shows, builds and lists packs.

Owns its words on the command line and how findings are shown. Knows nothing of what is wrong with a pack.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maze3d.app.paths import folders
from maze3d.files import StorageError, write_whole
from maze3d.pack.building import zipped
from maze3d.pack.check import check
from maze3d.pack.finding import PackError
from maze3d.pack.found import ZIP, by_name, found_in
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.opening import manifest_of, opened
from maze3d.resources import packs_folder

if TYPE_CHECKING:
    import argparse

    from maze3d.pack.found import Found

CLEAN, FINDINGS, USAGE_ERROR = 0, 1, 2
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_WHICH = "its folder or its zip; a mere name is looked for among the game's packs too"
_WHICH_FOLDER = "its folder; a mere name is looked for among the game's packs too"


def add_parser(subparsers: Any) -> None:
    """Add `pack` and what can be done with one."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "pack",
        help="make, check, preview, build and list packs of textures and sounds",
        description="Packs change how the game looks and sounds. They lie in the folder that `list` names.",
    )
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    new = doing.add_parser("new", help="make a folder to begin with")
    new.add_argument("name", metavar="NAME", help="small letters, digits and hyphens")
    new.add_argument("--author", default="me", metavar="NAME", help="the first part of its id (me)")
    new.add_argument(
        "--copy-all", action="store_true", help="with all of the game's own textures, models and sounds"
    )
    new.add_argument("--folder", type=Path, metavar="FOLDER", help="where (the game's folder of packs)")
    checking = doing.add_parser("check", help="tell everything that is wrong with a pack")
    checking.add_argument("path", type=Path, metavar="PACK", help=_WHICH)
    checking.add_argument("--strict", action="store_true", help="and what a finished pack has")
    checking.add_argument("--format", choices=("text", "json"), default="text", help="text or json (text)")
    building = doing.add_parser("build", help="make a zip of a folder, to hand on")
    building.add_argument("path", type=Path, metavar="PACK", help=_WHICH_FOLDER)
    building.add_argument("-o", "--output", type=Path, metavar="FILE", help="the zip (ID-VERSION.zip)")
    showing = doing.add_parser("preview", help="draw a maze with a pack on, and all it brings")
    showing.add_argument("path", type=Path, metavar="PACK", help=_WHICH)
    showing.add_argument("-o", "--output", type=Path, default=Path("picture.png"), metavar="FILE.png")
    showing.add_argument("--scene", action="store_true", help="the maze alone: a preview for the pack screen")
    doing.add_parser("list", help="tell which packs there are, and which are broken")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when all is well, 1 when a pack has findings, 2 for what cannot be done."""
    try:
        return _DOING[args.doing](args)
    except (StorageError, PackError) as problem:
        print(f"maze3d pack: {problem}", file=sys.stderr)
        return USAGE_ERROR


def _new(args: argparse.Namespace) -> int:
    from maze3d.app.pack_new import files_of  # noqa: PLC0415 - the recipes take a while to load

    for word in (args.name, args.author):
        if not _NAME.fullmatch(word):
            raise PackError("name", f'"{word}" cannot be: expected small letters, digits and hyphens.')
    folder = (args.folder or folders().packs) / args.name
    if folder.exists():
        raise PackError("exists", f"{folder} is there already: choose another name.")
    for path, data in files_of(args.name, args.author, copy_all=args.copy_all):
        write_whole(folder / path, data)
    print(f"{folder}\nChange textures/wall.png in it, then: maze3d pack check {folder}")
    return CLEAN


def _check(args: argparse.Namespace) -> int:
    path = _found(args.path)
    findings = check(path, strict=args.strict)
    if args.format == "json":
        print(json.dumps({"findings": [asdict(each) for each in findings]}, indent=1))
    else:
        for each in findings:
            print(each)
        count = len(findings)
        print(f"{path}: {count} finding{'s' * (count != 1)}" if count else f"{path}: nothing is wrong")
    return FINDINGS if findings else CLEAN


def _build(args: argparse.Namespace) -> int:
    path = _found(args.path)
    if not path.is_dir():
        raise PackError("none", f"{path} is no folder.")
    findings = check(path)
    if findings:
        for each in findings:
            print(each, file=sys.stderr)
        print(f"maze3d pack: {path} is not built before that is mended.", file=sys.stderr)
        return FINDINGS
    with opened(path) as source:
        manifest, _none = manifest_of(source)
        data = zipped(source)
    assert manifest  # noqa: S101 - it has no findings
    output = args.output or Path(f"{manifest.id}-{manifest.version}{ZIP}")
    write_whole(output, data)
    print(f"{output}: {len(data):,} bytes")
    return CLEAN


def _preview(args: argparse.Namespace) -> int:
    from PIL import Image  # noqa: PLC0415

    from maze3d.app.pack_preview import encoded, preview, scene  # noqa: PLC0415 - loads the engine
    from maze3d.pack.pictures import FORMATS  # noqa: PLC0415
    from maze3d.view.offscreen import CanvasError  # noqa: PLC0415

    suffix = args.output.suffix.lower()
    if suffix not in FORMATS:
        raise PackError("output", f"-o {args.output}: expected a name that ends in {' or '.join(FORMATS)}.")
    path = _found(args.path)
    with opened(path) as source:
        manifest, findings = manifest_of(source)
        if manifest is None:
            raise PackError("broken", f"{path}: {findings[0]}")
        layers = Layers([Layer(manifest, source)])
        try:
            made = Image.fromarray(scene(layers)) if args.scene else preview(source, layers)
            write_whole(args.output, encoded(made, suffix))
        except CanvasError as problem:
            raise PackError("canvas", str(problem)) from problem
    for each in layers.findings.get(manifest.id, ()):
        print(each, file=sys.stderr)
    print(args.output)
    return FINDINGS if layers.findings else CLEAN


def _found(path: Path) -> Path:
    """Return where that pack lies: there, or by its name among the player's packs and the game's."""
    return by_name(path, folders().packs, packs_folder())


def _list(_args: argparse.Namespace) -> int:
    folder = folders().packs
    packs = found_in(folder, packs_folder())
    own = [pack for pack in packs if not pack.shipped]
    print(f"{folder}: {len(own)} pack{'s' * (len(own) != 1)}")
    for pack in own:
        _tell(pack)
    print("Come with the game:")
    for pack in packs:
        if pack.shipped:
            _tell(pack)
    return FINDINGS if any(pack.findings for pack in packs) else CLEAN


def _tell(pack: Found) -> None:
    if pack.manifest:
        print(f"  {pack.manifest.id} {pack.manifest.version}  {pack.manifest.title}  ({pack.path.name})")
    for each in pack.findings:
        print(f"  {pack.path.name}: {each}")


_DOING = {"new": _new, "check": _check, "build": _build, "preview": _preview, "list": _list}
