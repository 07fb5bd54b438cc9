"""The player of sounds: on a recording engine, without a device, and through OpenAL into a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from maze3d.sim.state import Event, EventKind
from maze3d.sim.units import CELL, TURN
from maze3d.view.audio import player, voices
from maze3d.view.audio.catalogue import SOUNDS
from maze3d.view.audio.earshot import Listener, Place
from maze3d.view.audio.player import NO_DEVICE, Sounds
from maze3d.view.audio.voices import AT_ONCE
from maze3d.view.settings import Audio

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

ME = Listener(1, 5 * CELL, 5 * CELL, 0)
LOUD = Audio(master=100, effects=100, ambience=100)


class Voice:
    """Stands in for Panda3D's AudioSound."""

    PLAYING = 2

    def __init__(self) -> None:
        self.plays, self.volume, self.time, self._playing = 0, 1.0, 0.0, False
        self.at: tuple[float, ...] = ()
        self.loop = False

    def play(self) -> None:
        self._playing = True
        self.plays += 1

    def playing(self) -> bool:
        return self._playing

    def stop(self) -> None:
        self._playing = False

    def status(self) -> int:
        return 2 if self.playing() else 1

    def setVolume(self, volume: float) -> None:  # noqa: N802 - the engine's name
        self.volume = volume

    def setLoop(self, loop: bool) -> None:  # noqa: N802, FBT001 - the engine's name and argument
        self.loop = loop

    def getTime(self) -> float:  # noqa: N802 - the engine's name
        return 0.75

    def setTime(self, time: float) -> None:  # noqa: N802 - the engine's name
        self.time = time

    def set3dAttributes(self, *at: float) -> None:  # noqa: N802 - the engine's name
        self.at = at


class Studio:
    """A `Sounds` whose voices are recorded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.voices: dict[str, Voice] = {}
        """Every sound's first voice."""
        self.all: dict[str, list[Voice]] = {}
        self.ears: tuple[float, ...] = ()
        manager = SimpleNamespace(
            isValid=lambda: True,
            audio3dSetDropOffFactor=lambda _: None,
            audio3dSetListenerAttributes=lambda *ears: setattr(self, "ears", ears),
            clearCache=lambda: None,
        )
        monkeypatch.setattr(player, "sound_file", lambda _name, _folder, _layers: (b"", ".wav"))
        monkeypatch.setattr(player, "load_voices", self._load)
        self.sounds = Sounds(SimpleNamespace(sfxManagerList=[manager]), folder, LOUD)
        self.sounds.listen(ME, (), 0.1)

    def _load(self, _manager: Any, name: str, _data: bytes, _suffix: str) -> list[voices.Voice]:
        count = 1 if SOUNDS[name].loops or name.startswith("ui_") else AT_ONCE
        self.all[name] = [Voice() for _ in range(count)]
        self.voices[name] = self.all[name][0]
        self.voices[name].loop = SOUNDS[name].loops
        return [voices.Voice(voice) for voice in self.all[name]]

    def heard(self, kind: EventKind, value: int = 0, dx: float = 0, who: int = 1) -> list[str]:
        """Play an event `dx` cells to the east and return the names of the sounds that started."""
        before = self._plays()
        self.sounds.play(Event(0, kind, who, ME.x + int(dx * CELL), ME.y, value))
        return [name for name, plays in self._plays().items() if plays > before.get(name, 0)]

    def _plays(self) -> dict[str, int]:
        return {name: sum(voice.plays for voice in voices) for name, voices in self.all.items()}


def test_with_other_packs_what_is_another_falls_silent_and_is_made_again(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.heard(EventKind.STEP)
    studio.heard(EventKind.HINT_SHOWN, 1)
    step, cave, hint = (studio.voices[name] for name in ("step_walk_0", "ambience", "hint"))
    monkeypatch.setattr(player, "sound_source", lambda name, _layers: "own" if name == "hint" else "other")
    studio.sounds.restock(None)
    assert [each.playing() for each in (step, cave, hint)] == [False, False, True]
    while studio.sounds.prepare():
        pass
    assert studio.voices["step_walk_0"] is not step
    assert studio.voices["hint"] is hint
    studio.sounds.listen(ME, (), 0.1)
    assert studio.voices["ambience"].playing()
    assert studio.voices["ambience"] is not cave
    again = studio.voices["step_walk_0"]
    studio.sounds.restock(None)
    studio.heard(EventKind.STEP)
    assert studio.voices["step_walk_0"] is again


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Studio:
    return Studio(monkeypatch, tmp_path)


@pytest.mark.parametrize(
    ("kind", "value", "name"),
    [
        (EventKind.STEP, 0, "step_walk_0"),
        (EventKind.STEP, 1, "step_run_0"),
        (EventKind.KEY_TAKEN, 0, "key_0"),
        (EventKind.KEY_TAKEN, 2, "key_2"),
        (EventKind.EXIT_OPENED, 0, "exit_opens"),
        (EventKind.EXIT_REFUSED, 5, "exit_refused"),
        (EventKind.FINISHED, 0, "finish"),
        (EventKind.CHALKED, 0, "chalk_0"),
        (EventKind.CHALK_EMPTY, 0, "empty"),
        (EventKind.CHALK_FAR, 0, "empty"),
        (EventKind.HINT_SHOWN, 1, "hint"),
        (EventKind.HINT_EMPTY, 0, "empty"),
        (EventKind.COUNTDOWN, 3, "countdown"),
        (EventKind.RELEASED, 1, "horn"),
        (EventKind.CAUGHT, 2, "caught"),
        (EventKind.ROUND_OVER, 0, "round_over"),
    ],
)
def test_each_event_has_its_sound(studio: Studio, kind: EventKind, value: int, name: str) -> None:
    assert studio.heard(kind, value) == [name]


def test_no_footstep_is_heard_twice_in_a_row(studio: Studio) -> None:
    steps = [studio.heard(EventKind.STEP)[0] for _ in range(40)]
    assert all(one != next_one for one, next_one in pairwise(steps))
    assert len(set(steps)) == 6


def test_a_sound_is_softer_far_away_and_comes_from_its_place(studio: Studio) -> None:
    assert studio.heard(EventKind.KEY_TAKEN, 0, dx=4, who=2) == ["key_0"]
    voice = studio.voices["key_0"]
    assert 0.2 < voice.volume < 0.8
    assert voice.at[:2] == (9, -5)
    assert studio.heard(EventKind.KEY_TAKEN, 1, dx=11, who=2) == []


def test_what_is_called_out_to_all_comes_from_no_side_and_is_not_softer(studio: Studio) -> None:
    assert studio.heard(EventKind.COUNTDOWN, 2, dx=40, who=-1) == ["countdown"]
    voice = studio.voices["countdown"]
    assert voice.volume == 1
    assert voice.at[:2] == (5, -5)


def test_a_horn_far_away_comes_from_its_place(studio: Studio) -> None:
    assert studio.heard(EventKind.RELEASED, 1, dx=40, who=-1) == ["horn"]
    assert studio.voices["horn"].volume == pytest.approx(0.6)
    assert studio.voices["horn"].at[0] == 45


def test_several_sound_the_same_at_once_from_their_places(studio: Studio) -> None:
    for dx in (-2, 1, 3):
        studio.heard(EventKind.CHALK_EMPTY, dx=dx / 4, who=2)
    at = [voice.at[0] for voice in studio.all["empty"] if voice.playing()]
    assert at == [4.5, 5.25, 5.75]


def test_a_fifth_takes_over_the_voice_that_began_first(studio: Studio) -> None:
    for k in range(AT_ONCE + 1):
        studio.heard(EventKind.FINISHED, dx=k, who=2)
    first, *others = studio.all["finish"]
    assert first.plays == 2
    assert first.at[0] == 5 + AT_ONCE
    assert [voice.plays for voice in others] == [1] * (AT_ONCE - 1)


def test_a_silent_voice_is_taken_before_one_that_sounds(studio: Studio) -> None:
    for _ in range(AT_ONCE):
        studio.heard(EventKind.FINISHED)
    studio.all["finish"][2].stop()
    studio.heard(EventKind.FINISHED)
    assert [voice.plays for voice in studio.all["finish"]] == [1, 1, 2, 1]


def test_matches_leave_no_more_voices_than_the_first(studio: Studio) -> None:
    def play_match() -> int:
        for step in range(200):
            studio.heard(EventKind.STEP, step % 2, dx=step % 5, who=2 + step % 60)
        studio.sounds.stop_all()
        assert not any(voice.playing() for voices in studio.all.values() for voice in voices)
        return sum(len(voices) for voices in studio.all.values())

    assert play_match() == play_match() == play_match()


def test_the_ears_turn_with_the_player(studio: Studio) -> None:
    studio.sounds.listen(ME._replace(yaw=TURN // 4), (), 0.1)
    assert studio.ears[:3] == (5, -5, 0)
    assert studio.ears[6:] == pytest.approx((1, 0, 0, 0, 0, 1))


def test_volumes_apply_at_once_to_what_plays(studio: Studio) -> None:
    studio.sounds.listen(ME, (), 1.0)
    studio.heard(EventKind.FINISHED)
    studio.sounds.set_volumes(Audio(master=50, effects=100, ambience=0))
    assert studio.voices["finish"].volume == pytest.approx(0.25)
    assert studio.voices["ambience"].volume == 0
    studio.sounds.set_volumes(Audio(master=100, effects=50, ambience=50))
    assert studio.voices["finish"].volume == pytest.approx(0.25)
    assert studio.voices["ambience"].volume == pytest.approx(0.25)


def test_the_exit_hums_only_near_and_fades(studio: Studio) -> None:
    place: Place = ("exit", ME.x + CELL // 2, ME.y)
    studio.sounds.listen(ME, [place], 0.1)
    hum = studio.voices["exit_hum"]
    assert hum.playing()
    assert hum.volume == pytest.approx(0.25)
    studio.sounds.listen(ME, [place], 1.0)
    assert hum.volume == 1
    assert hum.at[0] > 5
    for _ in range(6):
        studio.sounds.listen(ME, [], 0.1)
    assert not hum.playing()
    assert hum.plays == 1
    assert "torch" not in studio.voices


def test_pause_holds_and_resume_goes_on(studio: Studio) -> None:
    studio.heard(EventKind.FINISHED)
    finish, cave = studio.voices["finish"], studio.voices["ambience"]
    studio.sounds.pause()
    studio.sounds.listen(ME, [], 0.1)
    assert not finish.playing()
    assert not cave.playing()
    assert finish.time == 0.75
    studio.sounds.play_ui("move")
    assert studio.voices["ui_move"].playing()
    studio.sounds.resume()
    assert finish.playing()
    assert cave.playing()
    assert studio.voices["ui_move"].plays == 1


def test_a_left_match_is_silent_and_the_next_fades_in(studio: Studio) -> None:
    studio.sounds.listen(ME, [], 1.0)
    studio.heard(EventKind.STEP)
    studio.sounds.pause()
    assert studio.voices["step_walk_0"].time > 0
    studio.sounds.stop_all()
    assert studio.voices["step_walk_0"].time == 0, "the next step would begin in its middle"
    studio.sounds.resume()
    assert not any(voice.playing() for voice in studio.voices.values())
    studio.sounds.listen(ME, [], 0.1)
    assert studio.voices["ambience"].playing()
    assert studio.voices["ambience"].volume == pytest.approx(0.25)


def test_prepare_makes_one_sound_a_call_until_all_are_there(studio: Studio) -> None:
    there = len(studio.voices)
    assert studio.sounds.prepare()
    assert len(studio.voices) == there + 1
    while studio.sounds.prepare():
        pass
    assert set(studio.voices) == set(SOUNDS)
    assert {name for name, voice in studio.voices.items() if voice.loop} == {
        "ambience",
        "torch",
        "fountain",
        "exit_hum",
        "key_near",
    }


@pytest.mark.parametrize("managers", [[], [None], [SimpleNamespace(isValid=lambda: False)]])
def test_without_a_device_nothing_is_played_and_that_is_said(managers: list[Any], tmp_path: Path) -> None:
    sounds = Sounds(SimpleNamespace(sfxManagerList=managers), tmp_path, LOUD)
    assert sounds.problem == NO_DEVICE
    sounds.listen(ME, [("exit", ME.x, ME.y)], 0.1)
    sounds.play(Event(0, EventKind.FINISHED, 1, ME.x, ME.y))
    sounds.play_ui("choose")
    sounds.pause()
    sounds.resume()
    sounds.set_volumes(LOUD)
    sounds.stop_all()
    assert not sounds.prepare()
    assert list(tmp_path.iterdir()) == []


PLAY_TO_FILE = """
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from panda3d.core import AudioManager
from maze3d.sim.state import Event, EventKind
from maze3d.view.audio.earshot import Listener
from maze3d.view.audio.player import Sounds
from maze3d.view.settings import Audio

manager = AudioManager.createAudioManager()
sounds = Sounds(SimpleNamespace(sfxManagerList=[manager]), Path(sys.argv[1]), Audio(master=100, ambience=0))
assert sounds.problem is None, sounds.problem
sounds.listen(Listener(1, 0, 0, 0), (), 0.1)
for group in json.loads(sys.argv[2]):
    for x, effects in group:
        sounds.set_volumes(Audio(master=100, effects=effects, ambience=0))
        sounds.play(Event(0, EventKind.CHALK_EMPTY, 1, x, 0))
    while any(voice.plays for voice in sounds._loaded["empty"]):
        manager.update()
manager.shutdown()
"""


ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="only there is OpenAL Soft sure to have its file device"
)


def recorded(folder: Path, groups: list[list[tuple[int, int]]]) -> NDArray[np.float64]:
    """Play groups of (x in units, volume in percent), each when the last is silent.

    Returns the power [n, left and right] of windows of 100 ms, and only of those in which something sounds.
    """
    out, config = folder / "out.wav", folder / "alsoft.conf"
    config.write_text(f"[general]\nchannels=stereo\nfrequency=44100\nhrtf=false\n[wave]\nfile={out}\n")
    subprocess.run(
        [sys.executable, "-c", PLAY_TO_FILE, str(folder), json.dumps(groups)],
        env={**os.environ, "ALSOFT_CONF": str(config), "ALSOFT_DRIVERS": "wave"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    data = out.read_bytes()
    samples = np.frombuffer(data[data.index(b"data") + 8 :], "<f4").astype(float)
    energy = np.cumsum(samples[: len(samples) // 2 * 2].reshape(-1, 2) ** 2, axis=0)
    windows = (energy[4410:] - energy[:-4410])[::100] / 4410
    sounding: NDArray[np.float64] = windows[windows.sum(axis=1) > 1e-5]
    return sounding


@ON_LINUX
def test_through_openal_sounds_come_from_their_side_at_their_volume(tmp_path: Path) -> None:
    loudest: dict[str, float] = {}  # not the sum: at times Panda3D plays a sound twice when polled this fast
    for left, right in recorded(tmp_path, [[(-3000, 100)], [(3000, 100)], [(0, 50)]]):
        heard_from = "left" if left > 4 * right else "right" if right > 4 * left else "middle"
        loudest[heard_from] = max(loudest.get(heard_from, 0.0), left + right)
    assert list(loudest) == ["left", "right", "middle"]
    assert loudest["left"] == pytest.approx(loudest["right"], rel=0.1)
    assert 8 < loudest["left"] / loudest["middle"] < 64  # half the volume is a quarter of the amplitude


@ON_LINUX
def test_through_openal_two_sound_the_same_at_once_from_both_sides(tmp_path: Path) -> None:
    alone = recorded(tmp_path, [[(-3000, 100)]])
    together = recorded(tmp_path, [[(-3000, 100), (3000, 100)]])
    left, right = together[together.sum(axis=1).argmax()]
    assert left == pytest.approx(right, rel=0.25)
    assert together.sum(axis=1).max() > 1.5 * alone.sum(axis=1).max()
