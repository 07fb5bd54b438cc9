"""The packs that are on: opened in the player's order, looked at again when a file of one changes.

Owns the open packs, and when they are opened anew. What is drawn and heard with them is the view's.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.app.game import warn
from maze3d.app.lettering import take_font
from maze3d.app.speaking import take_language
from maze3d.pack.decoded import Decoded
from maze3d.pack.finding import PackError
from maze3d.pack.found import found_in
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.opening import manifest_of, open_pack
from maze3d.resources import packs_folder
from maze3d.view.language import say
from maze3d.view.palette import use
from maze3d.view.surfaces import Stock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maze3d.app.game import Game
    from maze3d.pack.found import Found

LOOK_S = 0.5
"""How often the files of packs are looked at: a saved one is seen within a second."""


@dataclass(slots=True)
class Packs:
    """Those in `folder` that are on."""

    folder: Path
    layers: Layers = field(default_factory=lambda: Layers([]))
    problems: list[str] = field(default_factory=list)
    """Why some could not be opened, a sentence each."""
    _decoded: Decoded | None = None
    """While a folder of the player's is on, which he may be working on."""
    _state: object = None
    _due_s: float = 0.0

    def there(self) -> list[Found]:
        """Return the packs there are: the player's, then those that came with the game."""
        return found_in(self.folder, packs_folder())

    def open(self, order: Sequence[str]) -> None:
        """Open those of `order` (ids, the top one first) anew."""
        self.close()
        self.problems.clear()
        there = self.there() if order else []
        paths = {pack.manifest.id: pack.path for pack in there if pack.manifest}
        layers = []
        for pack_id in order:
            try:
                layers.append(_layer(paths[pack_id]))
            except KeyError:
                self.problems.append(say("packs.not_there", pack=pack_id))
            except PackError as problem:
                self.problems.append(say("packs.cannot", pack=pack_id, problem=problem))
        on = {layer.manifest.id for layer in layers}
        for layer in layers:
            self.problems += [
                say("packs.needs", pack=layer.manifest.id, other=each)
                for each in layer.manifest.requires
                if each not in on
            ]
        if not any(self._is_worked_on(layer) for layer in layers):
            self._decoded = None
        elif self._decoded is None:
            self._decoded = Decoded()
        self.layers = Layers(layers, self._decoded)
        self._state = self._look()

    def has_changed(self, now_s: float) -> bool:
        """Tell whether a file of one of them has changed since `open`; looks twice a second."""
        if not self.layers.layers or now_s < self._due_s:
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

    def _is_worked_on(self, layer: Layer) -> bool:
        return layer.source.path.parent == self.folder and layer.source.path.is_dir()

    def _look(self) -> object:
        """Return what is different when a file has been saved: names, sizes and times of all files."""
        return [
            (str(path), status.st_size, status.st_mtime_ns)
            for layer in self.layers.layers
            for path in _files_at(layer.source.path)
            if (status := _status(path))
        ]


def restock(game: Game) -> None:
    """Open the packs anew, and draw and sound as they want from now on, in the middle of a match too."""
    game.packs.open(game.settings.packs.order)
    if unspoken := take_language(game.settings, game.packs.layers):
        game.packs.problems.append(unspoken)
    use(game.packs.layers.palettes())
    stock = Stock(game.packs.layers)
    game.world.restock(stock)
    game.hud.restock(stock)
    game.screens.restock(stock)
    game.sounds.restock(game.packs.layers)
    if unread := take_font(game.ui, game.packs.layers, game.folders.cache / "fonts"):
        game.packs.problems.append(unread)
    game.ui.retext()
    for trouble in game.packs.told():
        warn(game, trouble)


def _layer(path: Path) -> Layer:
    source = open_pack(path)
    manifest, findings = manifest_of(source)
    if manifest is None:
        source.close()
        raise PackError(findings[0].code, findings[0].message)
    return Layer(manifest, source)


def _files_at(path: Path) -> Iterator[Path]:
    """Yield a zip, or the files of a folder but the hidden ones (see pack/folder.py)."""
    if path.is_file():
        yield path
    for folder, inside, files in os.walk(path):
        inside[:] = sorted(each for each in inside if not each.startswith("."))
        yield from (Path(folder, each) for each in sorted(files) if not each.startswith("."))


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:  # gone meanwhile
        return None
