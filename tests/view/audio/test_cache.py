"""The kept WAV files: readable by others, whole or made again."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.view.audio import cache
from maze3d.view.audio.cache import encode_wav, is_whole, sound_wav
from maze3d.view.audio.catalogue import SOUNDS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_wav_is_read_by_others_as_it_was() -> None:
    signal = np.stack([np.linspace(-1, 1, 301), np.linspace(1, 0, 301)], axis=1)
    with wave.open(io.BytesIO(encode_wav(signal, 22050))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 22050, 2)
        data = np.frombuffer(file.readframes(1000), "<i2").reshape(-1, 2)
    assert np.allclose(data / 32767, signal, atol=1e-4)


def test_the_second_start_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = sound_wav("ui_move", tmp_path / "sounds")
    monkeypatch.setattr(cache, "SOUNDS", {})
    assert sound_wav("ui_move", tmp_path / "sounds") == first
    assert len(list((tmp_path / "sounds").iterdir())) == 1


@pytest.mark.parametrize("damage", ["cut", "empty", "bit", "swapped"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: str) -> None:
    whole = sound_wav("ui_move", tmp_path)
    (path,) = tmp_path.iterdir()
    bad = bytearray(whole)
    bad[999] ^= 1
    path.write_bytes({"cut": whole[:-7], "empty": b"", "bit": bytes(bad), "swapped": b"text" * 99}[damage])
    assert sound_wav("ui_move", tmp_path) == whole
    assert path.read_bytes() == whole


def test_files_of_other_versions_go(tmp_path: Path) -> None:
    old, other = tmp_path / "ui_move-0123456789ab.wav", tmp_path / "ui_back-0123456789ab.wav"
    old.write_bytes(b"old")
    other.write_bytes(b"old")
    sound_wav("ui_move", tmp_path)
    assert not old.exists()
    assert other.exists()


def test_a_folder_that_cannot_be_written_costs_no_sound(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert is_whole(sound_wav("ui_move", tmp_path / "file" / "sounds"))


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert is_whole(sound_wav("ui_move", tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_names_do_not_clash_with_versions() -> None:
    assert not any("-" in name or "/" in name for name in SOUNDS)
