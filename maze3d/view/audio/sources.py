"""Where a sound comes from: the topmost pack that has it, else the game's own recipe. Music has none.

Owns which asset of the catalogue a sound's name stands for. Knows nothing of an engine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maze3d.pack.catalogue import COLOUR
from maze3d.pack.kinds import suffix_of
from maze3d.view.audio.cache import sound_wav

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path

    from maze3d.pack.layers import Layers

_NUMBERED = re.compile(r"(.+)_(\d+)")


def asset_of(name: str) -> tuple[str, int]:
    """Return the asset that a sound of the catalogue is a variant of, and which (from 1)."""
    match = _NUMBERED.fullmatch(name)
    stem, number = (match[1], int(match[2]) + 1) if match else (name, 1)
    return f"sounds/{stem.replace('_', '-')}", number


def sound_file(name: str, folder: Path, layers: Layers | None) -> tuple[bytes, str]:
    """Return the file of a sound and its suffix. A pack with fewer variants has each stand for several.

    `folder` keeps the game's own, which are heard where none of a pack's can be read.
    """
    key, number = asset_of(name)
    given = layers.asset(key) if layers else None
    if layers and given:
        files = [file for _place, file in sorted(given.files.items())]
        for at in range(number - 1, number - 1 + len(files)):
            file = files[at % len(files)]
            data = layers.sound(given.layer, file)
            if data is not None:
                return data, suffix_of(file)
    return sound_wav(name, folder), ".wav"


def sound_source(name: str, layers: Layers | None) -> Hashable:
    """Return what is different when a sound would be another: None when it cannot be told, or is broken."""
    key, _number = asset_of(name)
    given = layers.asset(key) if layers else None
    if layers is None or given is None:
        return "own"
    broken = {finding.file for finding in layers.findings.get(given.layer.manifest.id, ())}
    if not broken.isdisjoint(given.files.values()):
        return None
    source = given.layer.source
    return str(source.path), tuple((file, source.stamp(file)) for file in sorted(given.files.values()))


def music_file(mood: str, layers: Layers | None) -> tuple[bytes, str] | None:
    """Return the file of a piece of music and its suffix; None: no pack has one, or it cannot be read."""
    given = layers.asset(f"music/{mood}") if layers else None
    if layers is None or given is None:
        return None
    file = given.files[1, COLOUR]
    data = layers.sound(given.layer, file)
    return None if data is None else (data, suffix_of(file))
