"""Music begins, fades, rests and changes: on a recorded engine, and through OpenAL into a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from maze3d.pack.layers import Layers
from maze3d.view.audio import music
from maze3d.view.audio.music import IN_S, LAPS, LEAVE_S, OUT_S, RESTS, Music
from maze3d.view.audio.sources import music_file
from maze3d.view.audio.voices import Voice
from tests.pack.media import ogg
from tests.pack.test_layers import layer

if TYPE_CHECKING:
    from pathlib import Path

LENGTH_S = 60.0
FRAME_S = 0.25


class Piece:
    """Stands in for Panda3D's AudioSound."""

    PLAYING = 2

    def __init__(self) -> None:
        self.volume, self._plays, self.at_s = 0.0, False, 0.0

    def play(self) -> None:
        self._plays = True

    def stop(self) -> None:
        self._plays = False

    def status(self) -> int:
        return 2 if self._plays else 1

    def playing(self) -> bool:
        return self._plays

    def length(self) -> float:
        return LENGTH_S

    def setVolume(self, volume: float) -> None:  # noqa: N802 - the engine's name
        self.volume = volume

    def setLoop(self, loop: bool) -> None:  # noqa: N802, FBT001 - the engine's name and argument
        assert loop

    def getTime(self) -> float:  # noqa: N802 - the engine's name
        return 12.5

    def setTime(self, at_s: float) -> None:  # noqa: N802 - the engine's name
        self.at_s = at_s


class Band:
    """A `Music` whose pieces are recorded, by mood."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pieces: dict[str, list[Piece]] = {"menu": [], "walk": []}
        self.files: dict[str, tuple[bytes, str] | None] = {"menu": (b"m", ".ogg"), "walk": (b"w", ".ogg")}
        monkeypatch.setattr(music, "music_file", lambda mood, _layers: self.files[mood])
        monkeypatch.setattr(music, "_load", self._load)
        self.music = Music(SimpleNamespace())
        self.music.set_volume(0.5)

    def _load(self, _manager: Any, mood: str, _data: bytes, _suffix: str) -> Any:
        self.pieces[mood].append(Piece())
        return Voice(self.pieces[mood][-1])

    def pass_s(self, seconds: float, mood: music.Mood = "walk") -> None:
        for _ in range(round(seconds / FRAME_S)):
            self.music.follow(mood, FRAME_S)

    @property
    def walk(self) -> Piece:
        return self.pieces["walk"][-1]


@pytest.fixture
def band(monkeypatch: pytest.MonkeyPatch) -> Band:
    return Band(monkeypatch)


def test_a_piece_begins_after_a_while_fades_in_and_out_and_rests(band: Band) -> None:
    rest = RESTS["walk"]
    band.pass_s(rest.before_s - FRAME_S)
    assert band.pieces["walk"] == []
    band.pass_s(FRAME_S)
    assert band.walk.playing()
    assert band.walk.volume == 0
    band.pass_s(IN_S / 2)
    assert band.walk.volume == pytest.approx(0.25)
    band.pass_s(IN_S)
    assert band.walk.volume == 0.5
    band.pass_s(LAPS * LENGTH_S - 1.5 * IN_S - OUT_S / 2)
    assert band.walk.playing()
    assert band.walk.volume == pytest.approx(0.25)
    band.pass_s(OUT_S / 2)
    assert not band.walk.playing()
    band.pass_s(rest.between_s - FRAME_S)
    assert not band.walk.playing()
    band.pass_s(2 * FRAME_S)
    assert band.walk.playing()
    assert len(band.pieces["walk"]) == 1, "it was not read again"


def test_another_mood_fades_the_piece_out_before_its_own_begins(band: Band) -> None:
    band.pass_s(20, "menu")
    (menu,) = band.pieces["menu"]
    band.pass_s(LEAVE_S / 2)
    assert menu.playing()
    assert menu.volume == pytest.approx(0.25)
    band.pass_s(LEAVE_S)
    assert not menu.playing()
    assert band.pieces["walk"] == []
    band.pass_s(RESTS["walk"].before_s)
    assert band.walk.playing()


def test_a_match_that_is_left_while_music_plays_does_not_cut_it_off(band: Band) -> None:
    band.pass_s(20)
    band.music.leave()
    band.pass_s(1)
    assert band.walk.playing()
    assert band.walk.volume == 0.5


def test_pause_holds_the_piece_and_resume_goes_on_from_there(band: Band) -> None:
    band.pass_s(20)
    band.music.pause()
    assert not band.walk.playing()
    assert band.walk.at_s == 12.5
    band.music.resume()
    assert band.walk.playing()
    band.music.pause()
    band.music.leave()
    band.music.resume()
    assert not band.walk.playing()


def test_in_a_rest_there_is_nothing_to_resume(band: Band) -> None:
    band.pass_s(RESTS["walk"].before_s + LAPS * LENGTH_S + 1)
    assert not band.walk.playing()
    band.music.pause()
    band.music.resume()
    assert not band.walk.playing()


def test_the_volume_applies_at_once(band: Band) -> None:
    band.pass_s(20)
    band.music.set_volume(0.0)
    assert band.walk.volume == 0


def test_other_packs_change_the_music_only_where_theirs_differs(band: Band) -> None:
    band.pass_s(20)
    before = band.walk
    band.music.restock(None)
    assert before.playing(), "a saved texture is no reason to begin anew"
    band.files["walk"] = (b"another", ".ogg")
    band.music.restock(None)
    assert not before.playing()
    band.pass_s(RESTS["walk"].before_s)
    assert band.walk is not before
    assert band.walk.playing()


def test_without_a_piece_or_a_device_there_is_silence(band: Band) -> None:
    band.files["walk"] = None
    band.pass_s(200)
    assert band.pieces["walk"] == []
    mute = Music(None)
    mute.set_volume(1.0)
    mute.follow("menu", 10.0)
    mute.pause()
    mute.resume()
    mute.stop()
    band.pass_s(10, "menu")
    assert band.pieces["menu"][0].playing()


def test_the_topmost_pack_that_has_music_gives_it(tmp_path: Path) -> None:
    own, theirs = music_file("walk", Layers()), ogg(channels=2, seconds=2.0)
    assert own is not None, "the game's own"
    layers = Layers([layer(tmp_path, "top", {"music/walk.ogg": theirs})])
    assert music_file("walk", layers) == (theirs, ".ogg")
    assert music_file("menu", layers) == music_file("menu", Layers())
    assert music_file("menu", None) is None
    broken = Layers([layer(tmp_path, "broken", {"music/walk.ogg": b"no"})])
    assert music_file("walk", broken) is None
    assert [finding.file for finding in broken.findings["ada.broken"]] == ["music/walk.ogg"]


PLAY_TO_FILE = """
import sys
from panda3d.core import AudioManager, ClockObject, VirtualFileSystem
from maze3d.pack.layers import Layers
from maze3d.view.audio.music import Music

manager = AudioManager.createAudioManager()
assert manager.isValid()
music = Music(manager, Layers())
music.set_volume(1.0)
clock = ClockObject.getGlobalClock()

def play_for(seconds):
    end = clock.getRealTime() + seconds
    while clock.getRealTime() < end:
        music.follow("menu", 0.05)
        manager.update()

music.follow("menu", 10.0)
music.follow("menu", 10.0)
play_for(1.5)
music.pause()
at = music._voice.sound.getTime()
music.resume()
play_for(0.5)
print(music._voice.sound.length(), at, music._voice.sound.getTime(), music._voice.plays)
music.stop()
manager.shutdown()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there is OpenAL Soft sure to have its file device")
def test_through_openal_the_games_own_music_is_heard(tmp_path: Path) -> None:
    out, config = tmp_path / "out.wav", tmp_path / "alsoft.conf"
    config.write_text(f"[general]\nchannels=stereo\nfrequency=44100\nhrtf=false\n[wave]\nfile={out}\n")
    done = subprocess.run(
        [sys.executable, "-c", PLAY_TO_FILE],
        env={**os.environ, "ALSOFT_CONF": str(config), "ALSOFT_DRIVERS": "wave"},
        check=True,
        capture_output=True,
        timeout=60,
        text=True,
    )
    length_s, held_s, at_s, plays = done.stdout.split()[-4:]
    assert 45 < json.loads(length_s) < 90
    assert 0 < json.loads(held_s) <= json.loads(at_s) + 0.1
    assert plays == "True"
    data = out.read_bytes()
    samples = np.frombuffer(data[data.index(b"data") + 8 :], "<f4").astype(float)
    assert np.sqrt(np.mean(samples**2)) > 0.005
