"""The font that menus and HUD are written in: a pack's, or the game's own.

The engine reads fonts from files only, and a pack may be a zip or be saved at this very moment. So a font is
put into the cache under the hash of its bytes. Owns that file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from maze3d.files import StorageError, write_whole
from maze3d.view.language import say

if TYPE_CHECKING:
    from pathlib import Path

    from maze3d.pack.layers import Layers
    from maze3d.view.ui.ui import Ui


def take_font(ui: Ui, layers: Layers, folder: Path) -> str:
    """Write with the topmost pack's font, kept in `folder`, or the game's own; return a problem or ""."""
    given = layers.font()
    if given is None:
        if ui.lettering is not None:
            ui.take_font(None)
        return ""
    pack, data = given
    file = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.ttf"
    if ui.lettering == file:
        return ""
    try:
        write_whole(file, data)
    except StorageError as problem:
        return str(problem)
    if ui.take_font(file):
        _forget_others(folder, file)
        return ""
    return say("packs.no_font", pack=pack)


def _forget_others(folder: Path, kept: Path) -> None:
    for file in folder.glob("*.ttf"):
        if file != kept:
            file.unlink(missing_ok=True)
