"""The packs that are on: opened in the player's order, looked at again when a file of one changes.

Owns the open packs. What is drawn and heard with them is the view's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d.pack.archive import Archive
from maze3d.pack.finding import PackError
from maze3d.pack.folder import Folder
from maze3d.pack.found import found_in
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.opening import manifest_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from maze3d.pack.source import Source

LOOK_S = 0.5
"""How often the files of packs are looked at: a saved one is seen within a second."""


@dataclass(slots=True)
class Packs:
    """Those of `order` (ids, the top one first) that are in `folder`."""

    folder: Path
    order: Sequence[str]
    layers: Layers = field(default_factory=lambda: Layers([]))
    problems: list[str] = field(default_factory=list)
    """Why some could not be opened, a sentence each."""
    _state: object = None
    _due_s: float = 0.0

    def open(self) -> None:
        """Open them anew."""
        self.close()
        self.problems.clear()
        found = {pack.manifest.id: pack for pack in found_in(self.folder) if pack.manifest}
        layers = []
        for pack_id in self.order:
            if pack_id not in found:
                self.problems.append(
                    f"The pack {pack_id} is not there, or broken: maze3d pack list says why."
                )
                continue
            try:
                layers.append(_layer(found[pack_id].path))
            except PackError as problem:
                self.problems.append(f"The pack {pack_id} cannot be used: {problem}.")
        on = {layer.manifest.id for layer in layers}
        for layer in layers:
            self.problems += [
                f"The pack {layer.manifest.id} needs {each}, which is not on."
                for each in layer.manifest.requires
                if each not in on
            ]
        self.layers = Layers(layers)
        self._state = self._look()

    def has_changed(self, now_s: float) -> bool:
        """Tell whether a file of one of them has changed since `open`; looks twice a second."""
        if not self.order or now_s < self._due_s:
            return False
        self._due_s = now_s + LOOK_S
        return self._look() != self._state

    def told(self) -> list[str]:
        """Return what the player ought to know: what could not be opened, and broken files met since."""
        broken = [
            f"{pack_id}: {finding.file} {finding.message}"
            for pack_id, findings in self.layers.findings.items()
            for finding in findings
            if finding.code != "changed"  # it is being saved right now, and read again when that is done
        ]
        return [*self.problems, *broken]

    def close(self) -> None:
        """Close all of them."""
        for layer in self.layers.layers:
            layer.source.close()
        self.layers = Layers([])

    def _look(self) -> object:
        """Return what is different when a file has been saved: names, sizes and times of all files."""
        seen = []
        for layer in self.layers.layers:
            path = layer.source.path
            paths = [path] if path.is_file() else sorted(path.rglob("*"))
            for each in paths:
                try:
                    status = each.stat()
                except OSError:  # gone meanwhile
                    continue
                seen.append((str(each), status.st_size, status.st_mtime_ns))
        return seen


def _layer(path: Path) -> Layer:
    source: Source = Folder(path) if path.is_dir() else Archive(path)
    manifest, findings = manifest_of(source)
    if manifest is None:
        source.close()
        raise PackError(findings[0].code, findings[0].message)
    return Layer(manifest, source)
