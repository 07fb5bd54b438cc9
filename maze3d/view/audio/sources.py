"""Where a sound comes from: the topmost pack that has it, else the game's own recipe.

Owns which asset of the catalogue a sound's name stands for. Knows nothing of an engine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maze3d.pack.kinds import suffix_of
from maze3d.view.audio.cache import sound_wav

if TYPE_CHECKING:
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

    `folder` keeps the game's own. Raises PackError for a pack's file that has changed meanwhile.
    """
    key, number = asset_of(name)
    given = layers.asset(key) if layers else None
    if given is None or not given.files:  # one that is broken is told, and cannot be shown
        return sound_wav(name, folder), ".wav"
    variants = sorted(variant for variant, _map in given.files)
    file = given.files[variants[(number - 1) % len(variants)], "colour"]
    return given.layer.source.read(file), suffix_of(file)
