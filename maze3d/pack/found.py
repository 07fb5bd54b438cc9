"""The packs in the player's folder.

Owns which files there are packs, and that an id is there once. Knows nothing of which are on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.pack.finding import Finding, PackError
from maze3d.pack.manifest import FILE
from maze3d.pack.opening import manifest_of, opened

if TYPE_CHECKING:
    from pathlib import Path

    from maze3d.pack.manifest import Manifest

ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class Found:
    """A folder or a zip that is a pack, or means to be."""

    path: Path
    manifest: Manifest | None
    findings: tuple[Finding, ...]
    """Why there is no manifest."""


def found_in(folder: Path) -> list[Found]:
    """Return the packs in `folder` by name; one whose id has been before is told and left out."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_dir() or path.suffix.lower() == ZIP)
    except OSError:
        return []
    seen: dict[str, Path] = {}
    packs = []
    for path in paths:
        if path.name.startswith("."):
            continue
        pack = _found(path)
        if pack.manifest:
            first = seen.setdefault(pack.manifest.id, path)
            if first != path:
                again = Finding(FILE, 0, 0, "twice", f'has the id of "{first.name}": one of them has to go')
                pack = Found(path, None, (again,))
        packs.append(pack)
    return packs


def _found(path: Path) -> Found:
    try:
        with opened(path) as source:
            manifest, findings = manifest_of(source)
    except PackError as problem:
        return Found(path, None, (problem.finding,))
    return Found(path, manifest, tuple(findings))
