"""The packs in the player's folder, and those that ship with the game.

Owns which files there are packs, what a mere name means, and that an id is there once. Knows nothing of which
are on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from maze3d.pack.finding import Finding, PackError
from maze3d.pack.manifest import FILE
from maze3d.pack.opening import manifest_of, opened

if TYPE_CHECKING:
    from pathlib import Path

    from maze3d.pack.manifest import Manifest

ZIP = ".zip"
OWN_ID = "maze3d.dungeon"
"""The game's own look: always there below all others, so none to switch on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A folder or a zip that is a pack, or means to be."""

    path: Path
    manifest: Manifest | None
    findings: tuple[Finding, ...]
    """Why there is no manifest."""
    shipped: bool = False
    """Whether it came with the game."""


def found_in(folder: Path, shipped: Path | None = None) -> list[Found]:
    """Return the packs in `folder` by name, then those in `shipped`.

    One whose id is there twice is told and left out: the game's own packs keep theirs, and a folder, which is
    being worked on, hides its zip.
    """
    seen: dict[str, Path] = {}
    own = [_only_once(pack, seen) for pack in _all_in(shipped) if not _is_own(pack)] if shipped else []
    theirs = sorted(_all_in(folder), key=lambda pack: pack.path.is_file())
    packs = sorted((_only_once(pack, seen) for pack in theirs), key=lambda pack: pack.path)
    return [*packs, *(replace(pack, shipped=True) for pack in own)]


def by_name(path: Path, *places: Path) -> Path:
    """Return `path`; when it is a mere name and not there, where one of `places` has it.

    Raises PackError when it is nowhere.
    """
    mere_name = path.name == str(path)
    tried = (path, *(place / path for place in places if mere_name))
    found = next((each for each in tried if each.exists()), None)
    if found is None:
        beside = f" here or in {places[0]}" if mere_name else ""
        raise PackError("none", f"there is no {path}{beside}.")
    return found


def _all_in(folder: Path) -> list[Found]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_dir() or path.suffix.lower() == ZIP)
    except OSError:
        return []
    return [_found(path) for path in paths if not path.name.startswith(".")]


def _is_own(pack: Found) -> bool:
    return pack.manifest is not None and pack.manifest.id == OWN_ID


def _only_once(pack: Found, seen: dict[str, Path]) -> Found:
    """Return the pack, or why it cannot be when its id is in `seen`; else put it there."""
    if pack.manifest is None:
        return pack
    taken = OWN_ID if _is_own(pack) else ""
    first = seen.setdefault(pack.manifest.id, pack.path)
    if not taken and first == pack.path:
        return pack
    whose = "the game's own look" if taken else f'"{first.name}"'
    again = Finding(FILE, 0, 0, "twice", f"has the id of {whose}: one of them has to go")
    return Found(pack.path, None, (again,))


def _found(path: Path) -> Found:
    try:
        with opened(path) as source:
            manifest, findings = manifest_of(source)
    except PackError as problem:
        return Found(path, None, (problem.finding,))
    return Found(path, manifest, tuple(findings))
