"""A sound's voices: how often it can be heard at once, and which one sounds next.

Knows nothing of events, of places or of volume settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maze3d.view.audio.catalogue import SOUNDS

AT_ONCE = 4
"""How many players can make the same sound at a time; a fifth takes over the voice that began first."""

_RAM = "/maze3d-sounds"
"""Where in Panda3D's virtual files a sound is read from, so that no path of the player's has to pass it."""


@dataclass(slots=True, eq=False)
class Voice:
    """One of Panda3D's sounds, and the share of its loudness that it is heard with."""

    sound: Any
    share: float = 1.0

    @property
    def plays(self) -> bool:
        """Whether it can be heard now."""
        return bool(self.sound.status() == self.sound.PLAYING)


def load_voices(manager: Any, name: str, data: bytes, suffix: str = ".wav") -> list[Voice]:
    """Return all voices of the sound `name` (of catalogue.SOUNDS); `data` is its file, of kind `suffix`."""
    from panda3d.core import AudioManager, VirtualFileSystem  # noqa: PLC0415 - engine

    path = from_memory(f"{name}{suffix}", data)
    of_the_menus = name.startswith("ui_")
    positional = not of_the_menus and name != "ambience"
    count = 1 if of_the_menus or SOUNDS[name].loops else AT_ONCE
    voices = [Voice(manager.getSound(path, positional, AudioManager.SM_sample)) for _ in range(count)]
    VirtualFileSystem.getGlobalPtr().deleteFile(path)
    for voice in voices:
        voice.sound.setLoop(SOUNDS[name].loops)
    return voices


def from_memory(file: str, data: bytes) -> str:
    """Write a file into memory, over one of that name; return where Panda3D finds it."""
    from panda3d.core import VirtualFileMountRamdisk, VirtualFileSystem  # noqa: PLC0415 - engine

    files = VirtualFileSystem.getGlobalPtr()
    if not files.isDirectory(_RAM):
        files.mount(VirtualFileMountRamdisk(), _RAM, 0)
    files.writeFile(f"{_RAM}/{file}", data, False)
    return f"{_RAM}/{file}"


def next_voice(voices: list[Voice]) -> Voice:
    """Return a voice that is silent, else the one that began first; `voices` stay in the order of use."""
    chosen = next((voice for voice in voices if not voice.plays), voices[0])
    voices.remove(chosen)
    voices.append(chosen)
    return chosen
