"""All sounds of a pack that ships with the game: its music and its effects, and how they are kept.

Knows which recipe makes which file. The dungeon's effects are no files: the game makes them (view/audio).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from making import garden_sounds, station_sounds
from making.instruments import RATE as MUSIC_RATE
from making.pieces import PIECES
from making.score import performed
from making.vorbis import encoded
from maze3d.pack.catalogue import Place, catalogue
from maze3d.view.audio.synth import LOOP_RATE, RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from maze3d.view.audio.synth import Signal

COMPRESSION = {"music": 0.6, "sounds": 0.25}
"""By folder, see vorbis.encoded: some 85 kbit/s for music in stereo; noise needs more."""

_EFFECTS: dict[str, dict[str, tuple[Callable[[], Signal], ...]]] = {
    "dungeon": {},
    "garden": garden_sounds.RECIPES,
    "station": station_sounds.RECIPES,
}


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound as it is made."""

    path: str
    """In the pack."""
    signal: Signal
    rate: int


def sounds(pack: str) -> Iterator[Sound]:
    """Yield each sound of a pack."""
    assets = catalogue().assets
    for name, piece in PIECES[pack].items():
        yield Sound(Place(assets[f"music/{name}"]).path(".ogg"), performed(piece), MUSIC_RATE)
    for name, recipes in _EFFECTS[pack].items():
        asset = assets[f"sounds/{name}"]
        rate = LOOP_RATE if asset.kind == "loop" else RATE
        for variant, make in enumerate(recipes, 1):
            yield Sound(Place(asset, variant).path(".ogg"), make(), rate)


def files(pack: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each."""
    for sound in sounds(pack):
        compression = COMPRESSION[sound.path.partition("/")[0]]
        yield sound.path, encoded(sound.signal, sound.rate, compression)
