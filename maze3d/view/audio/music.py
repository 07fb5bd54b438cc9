"""Music: the piece of the moment, twice over, then nothing but the maze for a while, then again.

Owns when a piece begins, fades and rests, and its one voice, which is read from memory as it is played. Knows
nothing of what a match is, nor of other sounds. Without an audio device or a piece every call does nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from maze3d.view.audio.sources import music_file
from maze3d.view.audio.voices import Voice, from_memory

if TYPE_CHECKING:
    from maze3d.pack.layers import Layers

Mood: TypeAlias = Literal["menu", "walk"]
"""The pieces there are: what comes after `music/` in the catalogue."""

LAPS = 2
IN_S, OUT_S = 3.0, 8.0
LEAVE_S = 1.0
"""How long one piece goes on when another one is wanted."""


class Rest(NamedTuple):
    """Seconds without music."""

    before_s: float
    between_s: float


RESTS: dict[Mood, Rest] = {"menu": Rest(1.0, 10.0), "walk": Rest(5.0, 45.0)}


class Music:
    """What is played, at most one piece at a time; `manager` is Panda3D's, None without a device."""

    def __init__(self, manager: Any, layers: Layers | None = None) -> None:
        self._manager = manager
        self._layers = layers
        self._volume = 0.0
        self._mood: Mood | None = None
        self._file: tuple[bytes, str] | None = None
        self._voice: Voice | None = None
        self._rest_s = 0.0
        self._at_s = 0.0
        """Since the piece began, over all laps."""
        self._fade = 0.0
        self._held = False

    def set_volume(self, volume: float) -> None:
        """Play at this amplitude from now on."""
        self._volume = volume
        self._apply()

    def follow(self, mood: Mood, dt_s: float) -> None:
        """Go on for a frame that took `dt_s`, towards the piece of this mood."""
        if self._manager is None:
            return
        if mood != self._mood and not self._has_left(dt_s):
            return
        if self._mood is None:
            self._mood, self._rest_s = mood, RESTS[mood].before_s
        if self._voice is not None and self._voice.plays:
            self._go_on(mood, dt_s)
            return
        self._rest_s -= dt_s
        if self._rest_s <= 0:
            self._begin(mood)

    def restock(self, layers: Layers | None) -> None:
        """Play what these packs want from now on; a piece that is the same goes on."""
        self._layers = layers
        if self._mood is None or music_file(self._mood, layers) != self._file:
            self.stop()

    def pause(self) -> None:
        """Hold the piece where it is."""
        if self._voice is not None and self._voice.plays:
            self._held = True
            at_s = self._voice.sound.getTime()
            self._voice.sound.stop()
            self._voice.sound.setTime(at_s)

    def resume(self) -> None:
        """Go on where `pause` held."""
        if self._held and self._voice is not None:
            self._voice.sound.play()
        self._held = False

    def leave(self) -> None:
        """Take it that the match is left: what `pause` holds is over, what plays is up to `follow`."""
        if self._held:
            self.stop()

    def stop(self) -> None:
        """Fall silent, and let go of the piece; the next `follow` begins anew."""
        if self._voice is not None:
            self._voice.sound.stop()
        self._mood, self._file, self._voice, self._held = None, None, None, False
        self._fade = 0.0

    def _has_left(self, dt_s: float) -> bool:
        """Fade what is played out; tell whether it is silent."""
        self._fade -= dt_s / LEAVE_S
        if self._voice is not None and self._fade > 0:
            self._apply()
            return False
        self.stop()
        return True

    def _begin(self, mood: Mood) -> None:
        """Play from the start what the packs have; without a piece look again after a rest."""
        if self._voice is None:
            self._file = music_file(mood, self._layers)
            self._voice = _load(self._manager, mood, *self._file) if self._file else None
        self._at_s, self._fade = 0.0, 0.0
        self._rest_s = RESTS[mood].between_s
        if self._voice is not None:
            self._apply()
            self._voice.sound.setTime(0)
            self._voice.sound.play()

    def _go_on(self, mood: Mood, dt_s: float) -> None:
        """Fade the piece in and, towards the end of its last lap, out."""
        if self._voice is None:
            return
        self._at_s += dt_s
        left_s = LAPS * self._voice.sound.length() - self._at_s
        self._fade = min(1.0, self._at_s / IN_S, left_s / OUT_S)
        if left_s <= 0:
            self._voice.sound.stop()
            self._rest_s = RESTS[mood].between_s
        self._apply()

    def _apply(self) -> None:
        if self._voice is not None:
            self._voice.sound.setVolume(self._volume * max(0.0, self._fade))


def _load(manager: Any, mood: Mood, data: bytes, suffix: str) -> Voice:
    """Return the one voice of a piece, decoded while it plays: whole it would be ten times its file."""
    from panda3d.core import AudioManager  # noqa: PLC0415 - engine

    sound = manager.getSound(from_memory(f"music-{mood}{suffix}", data), False, AudioManager.SM_stream)
    sound.setLoop(True)
    return Voice(sound)
