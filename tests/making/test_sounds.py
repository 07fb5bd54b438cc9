"""The sounds in assets/packs are what scripts/making makes; loops join, nothing clips, none is too large."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from making.pieces import PIECES
from making.score import beats_of, frequency, played
from making.sounds import Sound, sounds
from making.vorbis import decoded, encoded

from maze3d.pack.catalogue import place_of
from maze3d.pack.check import check
from maze3d.resources import packs_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray

PACKS = ("dungeon", "garden", "station")
MOST_MUSIC_BYTES = 4_000_000
"""Of all packs together."""

MOST_EFFECTS_BYTES = 2_000_000
"""Of a pack."""

ALIKE = 0.97
"""The least correlation of a sound that is kept with one made now: the encoder leaves something out."""


@cache
def all_made(pack: str) -> list[Sound]:
    return list(sounds(pack))


@cache
def kept(pack: str, path: str) -> tuple[NDArray[np.float64], int]:
    return decoded((packs_folder() / pack / path).read_bytes())


def alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the correlation of two sounds of one shape."""
    return float(np.sum(one * other) / np.sqrt(np.sum(one**2) * np.sum(other**2)))


@pytest.mark.parametrize("pack", PACKS)
def test_the_kept_sounds_are_the_ones_that_are_made(pack: str) -> None:
    for sound in all_made(pack):
        samples, rate = kept(pack, sound.path)
        assert rate == sound.rate, sound.path
        assert samples.shape == sound.signal.shape, sound.path
        assert alike(samples, sound.signal) > ALIKE, sound.path
        loudness = np.sqrt(np.mean(samples**2) / np.mean(sound.signal**2))
        assert loudness == pytest.approx(1, abs=0.05), sound.path
    folder = packs_folder() / pack
    assert {sound.path for sound in all_made(pack)} == {
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.suffix in {".ogg", ".wav"}
    }


@pytest.mark.parametrize("pack", PACKS)
def test_no_two_sounds_are_alike_and_none_is_like_itself_a_moment_later(pack: str) -> None:
    """So the bound above tells a wrong sound."""
    made = all_made(pack)
    for number, sound in enumerate(made):
        late = np.roll(sound.signal, sound.rate // 200, axis=0)
        assert alike(sound.signal, late) < ALIKE - 0.05, sound.path
        for other in made[:number]:
            if other.signal.ndim == sound.signal.ndim:
                count = min(len(other.signal), len(sound.signal))
                assert alike(sound.signal[:count], other.signal[:count]) < 0.8, (sound.path, other.path)


@pytest.mark.parametrize("pack", PACKS)
def test_nothing_clips_nothing_is_silent_and_there_is_no_dc(pack: str) -> None:
    for sound in all_made(pack):
        samples, _rate = kept(pack, sound.path)
        peak = np.abs(samples).max()
        assert 0.02 < peak < 0.95, sound.path
        assert np.abs(samples.mean(axis=0)).max() < 0.005 * peak, sound.path
        place = place_of(sound.path)
        if place and place.asset.kind == "sound":
            assert np.abs(samples[[0, -1]]).max() < 0.01, sound.path


@pytest.mark.parametrize("pack", PACKS)
def test_loops_join_without_a_click(pack: str) -> None:
    """Over the seam there is no more of what a click is made of than elsewhere: sudden change of slope."""
    for sound in all_made(pack):
        place = place_of(sound.path)
        if place is None or place.asset.kind != "loop":
            continue
        samples, _rate = kept(pack, sound.path)
        around = np.abs(np.diff(np.concatenate([samples[-64:], samples[:64]]), n=2, axis=0))
        inside = np.abs(np.diff(samples, n=2, axis=0))
        assert around.max() < 4 * np.percentile(inside, 99) + 1e-4, sound.path


def test_a_step_in_a_loop_would_be_found() -> None:
    (menu,) = (sound for sound in all_made("dungeon") if sound.path == "music/menu.ogg")
    cut = menu.signal[: len(menu.signal) // 3]
    around = np.abs(np.diff(np.concatenate([cut[-64:], cut[:64]]), n=2, axis=0))
    assert around.max() > 4 * np.percentile(np.abs(np.diff(menu.signal, n=2, axis=0)), 99) + 1e-4


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_is_clean_to_the_last_wish_and_its_effects_are_small(pack: str) -> None:
    folder = packs_folder() / pack
    heard = [finding for finding in check(folder, strict=True) if finding.file.endswith((".ogg", ".wav"))]
    assert heard == []
    assert sum(file.stat().st_size for file in folder.glob("sounds/*")) < MOST_EFFECTS_BYTES


def test_music_is_three_pieces_or_more_of_a_minute_or_so() -> None:
    assert sum(file.stat().st_size for file in packs_folder().glob("*/music/*")) < MOST_MUSIC_BYTES
    for pack in PACKS:
        for sound in all_made(pack):
            if sound.path.startswith("music/"):
                assert 45 <= len(sound.signal) / sound.rate <= 90, sound.path
                assert sound.signal.ndim == 2, sound.path


def test_every_part_of_a_piece_is_as_long_as_the_piece() -> None:
    for pieces in PIECES.values():
        for piece in pieces.values():
            assert [beats_of(part) for part in piece.parts] == [piece.beats] * len(piece.parts)


def test_notes_are_read_as_musicians_write_them() -> None:
    assert frequency("A4") == 440
    assert frequency("C4") == pytest.approx(261.626, abs=0.001)
    assert frequency("Bb3") == frequency("A#3") == pytest.approx(233.082, abs=0.001)
    assert [(at, units, len(chord)) for at, units, chord in played("A3 | (.:2 C4+E4:.5)x2")] == [
        *((0, 1, 1), (1, 2, 0), (3, 0.5, 2)),
        *((3.5, 2, 0), (5.5, 0.5, 2)),
    ]
    with pytest.raises(ValueError, match="H2 is no note"):
        frequency("H2")


def test_a_file_is_the_same_each_time_and_its_pages_sums_are_right() -> None:
    tone = 0.3 * np.sin(np.arange(9000) / 20)
    made = encoded(tone, 22050, 0.5)
    assert made == encoded(tone, 22050, 0.5)
    samples, rate = decoded(made)  # a page with a wrong sum is skipped by every reader
    assert (len(samples), rate) == (9000, 22050)
    assert alike(samples, tone) > 0.999
