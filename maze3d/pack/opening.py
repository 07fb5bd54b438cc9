"""Opens a pack, whichever kind it is, and reads its manifest."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from maze3d.pack.archive import Archive
from maze3d.pack.finding import Finding, PackError
from maze3d.pack.folder import Folder
from maze3d.pack.manifest import FILE, FORMAT, Manifest
from maze3d.pack.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from maze3d.pack.source import Source


def open_pack(path: Path) -> Source:
    """Open the folder or the zip at `path`. Raises PackError when it is neither."""
    return Folder(path) if path.is_dir() else Archive(path)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a pack for a while, as `open_pack` does."""
    source = open_pack(path)
    try:
        yield source
    finally:
        source.close()


def manifest_of(source: Source) -> tuple[Manifest | None, list[Finding]]:
    """Return what a pack says about itself, None when it cannot be used, and what is wrong with that."""
    if FILE not in source.files:
        return None, [Finding(FILE, 0, 0, "no-manifest", "is missing: every pack has one")]
    try:
        made, findings = table(source.read(FILE), FILE, Manifest)
    except PackError as problem:
        return None, [problem.finding]
    if made and not made.fits:
        wanted = f"{made.format.least} to {made.format.most}"
        findings.append(Finding(FILE, 0, 0, "format", f"is for the formats {wanted}: this game has {FORMAT}"))
        return None, findings
    return made, findings
