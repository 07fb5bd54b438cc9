"""Plays the game's sounds through Panda3D: events, menus, the cave, and what sounds by itself.

Owns which sound an event gets, from where and how loud; music (music.py) stops and pauses with the rest.
Knows nothing of how a sound is made or of the match's rules. Distances are ours (earshot): the engine only
pans, in cells on the map with z up, whatever the scene's own coordinate system is. Without an audio device
every call does nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from maze3d.sim.state import Event, EventKind
from maze3d.sim.units import CELL, TURN
from maze3d.view.audio.catalogue import CHALKS, SOUNDS, STEPS
from maze3d.view.audio.earshot import (
    EVENT_REACH,
    PLACELESS,
    Listener,
    Place,
    PlaceKind,
    blend,
    distance_cells,
    gain,
)
from maze3d.view.audio.music import Music
from maze3d.view.audio.sources import sound_file, sound_source
from maze3d.view.audio.voices import Voice, load_voices, next_voice

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from pathlib import Path

    from maze3d.pack.layers import Layers
    from maze3d.view.audio.music import Mood
    from maze3d.view.settings import Audio

NO_DEVICE = "No audio device was found: the game runs without sound."

_EVENT_SOUNDS = {
    EventKind.EXIT_OPENED: "exit_opens",
    EventKind.EXIT_REFUSED: "exit_refused",
    EventKind.FINISHED: "finish",
    EventKind.CLIMBED: "climb",
    EventKind.CHALK_EMPTY: "empty",
    EventKind.CHALK_FAR: "empty",
    EventKind.HINT_SHOWN: "hint",
    EventKind.HINT_EMPTY: "empty",
    EventKind.COUNTDOWN: "countdown",
    EventKind.RELEASED: "horn",
    EventKind.CAUGHT: "caught",
    EventKind.ROUND_OVER: "round_over",
}
_PLACE_SOUNDS: dict[PlaceKind, str] = {
    "exit": "exit_hum",
    "torch": "torch",
    "key": "key_near",
    "fountain": "fountain",
}
_FADE_S = 0.4
"""A loop's volume takes this long from silence to whole: nothing clicks when a level starts or a key goes."""


class Sounds:
    """The voices of one game.

    `base` is Panda3D's ShowBase: only its `sfxManagerList` is used, which it updates each frame itself.
    `folder` keeps the sounds from one start to the next, `layers` are the packs that are on. `problem` is one
    sentence when nothing can be heard.
    """

    def __init__(self, base: Any, folder: Path, audio: Audio, layers: Layers | None = None) -> None:
        managers: list[Any] = [manager for manager in base.sfxManagerList if manager and manager.isValid()]
        self.problem: str | None = None if managers else NO_DEVICE
        self._manager = managers[0] if managers else None
        self._folder = folder
        self._layers = layers
        self._loaded: dict[str, list[Voice]] = {}
        self._sources: dict[str, Hashable] = {}
        """What each of those was made of (sources.sound_source)."""
        self._loops: dict[str, float] = {}  # name -> the fade's volume, 0 to 1, before the settings'
        self._turns: Counter[str] = Counter()
        self._paused = False
        self._held: list[Voice] = []
        self._listener = Listener(-1, 0, 0, 0)
        self._missing = list(SOUNDS) if managers else []
        self._music = Music(self._manager, layers)
        self.set_volumes(audio)
        if self._manager is not None:
            self._manager.audio3dSetDropOffFactor(0)

    def set_volumes(self, audio: Audio) -> None:
        """Take the settings' volumes over at once, in sounds that play too."""
        master = _to_gain(audio.master)
        self._effects = master * _to_gain(audio.effects)
        self._ambience = master * _to_gain(audio.ambience)
        self._music.set_volume(master * _to_gain(audio.music))
        for name, voices in self._loaded.items():
            for voice in voices:
                self._apply_volume(name, voice)

    def restock(self, layers: Layers | None) -> None:
        """Sound as these packs want from now on; what is another falls silent, and its loops fade in anew."""
        self._layers = layers
        self._music.restock(layers)
        for name in [name for name, source in self._sources.items() if self._is_other(name, source)]:
            for voice in self._loaded.pop(name):
                voice.sound.stop()
                if voice in self._held:
                    self._held.remove(voice)
            del self._sources[name]
            self._loops.pop(name, None)
        if self._manager is not None:
            self._missing = [name for name in SOUNDS if name not in self._loaded]
            self._manager.clearCache()

    def _is_other(self, name: str, source: Hashable) -> bool:
        return source is None or sound_source(name, self._layers) != source

    def prepare(self) -> bool:
        """Make or load one sound that is not there yet; return whether more are left.

        For each frame of the title, so that nothing is made while a maze is walked. What is asked for
        before its turn is made then.
        """
        if self._missing:
            self._voices(self._missing[0])
        return bool(self._missing)

    def play(self, event: Event) -> None:
        """Play an event's sound from where it happened, for the listener last heard from."""
        own = event.player_id == self._listener.player_id
        share = (
            1.0 if own else gain(EVENT_REACH[event.kind], distance_cells(self._listener, event.x, event.y))
        )
        if share > 0:
            away = (event.x - self._listener.x) / CELL, (self._listener.y - event.y) / CELL
            self._shoot(self._name(event), share, (0.0, 0.0) if event.kind in PLACELESS else away)

    def play_ui(self, name: str) -> None:
        """Play a menu's sound: "move", "choose" or "back". It sounds while the game is paused too."""
        self._shoot(f"ui_{name}", 1.0)

    def listen(self, listener: Listener, places: Sequence[Place], dt_s: float, mood: Mood = "walk") -> None:
        """Hear from here for a frame that took `dt_s`: turn the ears, fade the cave and places in and out.

        Music goes on as well, that of the menus or that of a match.
        """
        self._listener = listener
        if self._manager is None or self._paused:
            return
        yaw = listener.yaw / TURN * math.tau
        east, north = listener.x / CELL, -listener.y / CELL
        self._manager.audio3dSetListenerAttributes(
            *(east, north, 0, 0, 0, 0), *(math.sin(yaw), math.cos(yaw), 0), *(0, 0, 1)
        )
        self._music.follow(mood, dt_s)
        self._fade("ambience", 1.0, dt_s)
        for kind, name in _PLACE_SOUNDS.items():
            volume, d_east, d_north = blend(listener, kind, places)
            self._fade(name, volume, dt_s)
            if volume and name in self._loops:
                self._place(self._loaded[name][0], d_east, d_north)

    def pause(self) -> None:
        """Hold everything but the menus' sounds."""
        self._paused = True
        self._music.pause()
        for voice in self._of_the_maze():
            if voice.plays:
                at_s = voice.sound.getTime()
                voice.sound.stop()
                voice.sound.setTime(at_s)
                self._held.append(voice)

    def resume(self) -> None:
        """Go on where `pause` held."""
        self._paused = False
        self._music.resume()
        for voice in self._held:
            voice.sound.play()
        self._held.clear()

    def stop_all(self) -> None:
        """Fall silent but for menus and music: the match is left. The next `listen` fades in anew.

        Music that plays goes on until then: the next match or title may want the same.
        """
        self._paused = False
        self._music.leave()
        self._held.clear()
        self._loops.clear()
        for voice in self._of_the_maze():
            voice.sound.stop()
            voice.sound.setTime(0)  # or it would begin where `pause` held it

    def close(self) -> None:
        """Fall silent for good."""
        self.stop_all()
        self._music.stop()

    def _of_the_maze(self) -> list[Voice]:
        of_the_maze = [voices for name, voices in self._loaded.items() if not name.startswith("ui_")]
        return [voice for voices in of_the_maze for voice in voices]

    def _name(self, event: Event) -> str:
        if event.kind is EventKind.STEP:
            return self._next("step_run" if event.value else "step_walk", STEPS)
        if event.kind is EventKind.CHALKED:
            return self._next("chalk", CHALKS)
        if event.kind is EventKind.KEY_TAKEN:
            return f"key_{event.value}"
        return _EVENT_SOUNDS[event.kind]

    def _next(self, name: str, variations: int) -> str:
        """Return the next variation: all in turn, every other round backwards, none twice in a row."""
        count = self._turns[name]
        self._turns[name] += 1
        lap, at = divmod(count, variations)
        return f"{name}_{(at if lap % 2 == 0 else variations - 2 - at) % variations}"

    def _shoot(self, name: str, share: float, away: tuple[float, float] | None = None) -> None:
        """Play a one-shot at a share of its loudness, `away` cells east and north of the listener."""
        voices = self._voices(name)
        if not voices:
            return
        voice = next_voice(voices)
        voice.share = share
        self._apply_volume(name, voice)
        if away:
            self._place(voice, *away)
        voice.sound.play()

    def _place(self, voice: Voice, east: float, north: float) -> None:
        """Put a sound that many cells from the listener, and some way under the ears.

        So a sound that is passed swings from side to side and does not leap, and none is in one ear only.
        """
        x, y = self._listener.x / CELL + east, -self._listener.y / CELL + north
        voice.sound.set3dAttributes(x, y, -0.5 - 0.5 * math.hypot(east, north), 0, 0, 0)

    def _fade(self, name: str, volume: float, dt_s: float) -> None:
        now = self._loops.get(name, 0.0)
        if not volume and not now:
            if name in self._loops:
                self._loaded[name][0].sound.stop()
                del self._loops[name]
            return
        voices = self._voices(name)
        if not voices:
            return
        limit = dt_s / _FADE_S
        self._loops[name] = now + max(-limit, min(limit, volume - now))
        self._apply_volume(name, voices[0])
        if not voices[0].plays:
            voices[0].sound.setTime(0)
            voices[0].sound.play()

    def _apply_volume(self, name: str, voice: Voice) -> None:
        if SOUNDS[name].loops:
            voice.sound.setVolume(self._ambience * self._loops.get(name, 0.0))
        else:
            voice.sound.setVolume(self._effects * voice.share)

    def _voices(self, name: str) -> list[Voice]:
        """Return a sound's voices, made or read if this is their first use; none without a device."""
        if self._manager is None:
            return []
        if name not in self._loaded:
            self._missing.remove(name)
            self._loaded[name] = load_voices(
                self._manager, name, *sound_file(name, self._folder, self._layers)
            )
            self._sources[name] = sound_source(name, self._layers)
        return self._loaded[name]


def _to_gain(percent: int) -> float:
    """Return a volume's amplitude: the square, because the ear hears ratios."""
    return (percent / 100) ** 2
