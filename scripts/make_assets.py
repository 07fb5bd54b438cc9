#!/usr/bin/env python3
"""Makes the pictures and sounds of the packs that ship with the game, in assets/packs.

    python scripts/make_assets.py                                all of them
    python scripts/make_assets.py --only pictures --pack garden  some of them
    python scripts/make_assets.py --check                        tells which are not what the code makes

Nothing is painted or recorded: run this after a change in scripts/making, and keep what it writes. Files that
the code no longer makes are deleted. Tests make them again and compare pixels and samples.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Maker = Callable[[str], Iterator[tuple[str, bytes]]]
    """Takes a pack's name and yields paths in it, with their bytes."""

PACKS_FOLDER = Path(__file__).resolve().parent.parent / "assets" / "packs"
PACKS = ("dungeon", "garden", "station")
ENDINGS = {"pictures": {".png", ".webp"}, "sounds": {".ogg", ".wav"}}


def main() -> int:
    """Make or check what is asked for; 1 when a file is not what the code makes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=sorted(ENDINGS), help="one kind alone")
    parser.add_argument("--pack", choices=PACKS, help="one pack alone")
    parser.add_argument("--check", action="store_true", help="write nothing")
    args = parser.parse_args()
    wrong = 0
    for kind in [args.only] if args.only else sorted(ENDINGS):
        make = _maker(kind)
        for pack in [args.pack] if args.pack else PACKS:
            if make:
                wrong += _made(kind, pack, make, check=args.check)
    return 1 if wrong else 0


def _maker(kind: str) -> Maker | None:
    """Return `making.KIND.files`, None while there is no code for that kind."""
    if importlib.util.find_spec(f"making.{kind}") is None:
        print(f"make_assets: there is no code for {kind} yet", file=sys.stderr)
        return None
    make: Maker = importlib.import_module(f"making.{kind}").files
    return make


def _made(kind: str, pack: str, make: Maker, *, check: bool) -> int:
    """Write a pack's files of a kind, or count those that are not there as they should be."""
    folder = PACKS_FOLDER / pack
    stale = {
        file.relative_to(folder).as_posix() for file in folder.glob("*/*") if file.suffix in ENDINGS[kind]
    }
    wrong, total = 0, 0
    for path, data in make(pack):
        stale.discard(path)
        total += len(data)
        file = folder / path
        if file.is_file() and file.read_bytes() == data:
            continue
        wrong += 1
        if check:
            print(f"{file}: is not what the code makes")
        else:
            write_whole(file, data)
            print(f"{file}: {len(data):,} bytes")
    for path in sorted(stale):
        wrong += 1
        if check:
            print(f"{folder / path}: no code makes it")
        else:
            (folder / path).unlink()
            print(f"{folder / path}: deleted")
    print(f"{pack}: {total:,} bytes of {kind}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
