"""What a piece of music is, and how it is played: parts as lines of notes, mixed to a seamless stereo loop.

A part's notes are words in a line. `A3` is a note of one unit (a beat, unless the part says otherwise),
`A3:2` of two, `A2+E3+C4:4` a chord, `.` and `.:3` rests, `|` a bar line that is there for the reader only.
`(A3 C4)x3` is played three times. Sharps are `#`, flats `b`. Knows nothing of any one piece or file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from making.instruments import RATE
from maze3d.view.audio.synth import PEAK, band, decay, dice, loudness_db, noise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from making.instruments import Instrument
    from maze3d.view.audio.synth import Signal

LEVEL_DB = -23.0
"""How loud a piece is at its loudest, as synth.loudness_db measures: beneath steps and keys."""

_BLOCK = 4096
"""Samples: filters over all of a piece take ten times as long for a number with a large prime in it."""

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_NOTE = re.compile(r"([A-G])([#b]?)(\d)")
_REPEAT = re.compile(r"\(([^()]*)\)x(\d+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A line of one instrument."""

    instrument: Instrument
    notes: str
    gain: float = 1.0
    pan: float = 0.5
    """From 0, left, to 1."""
    wet: float = 0.5
    """How much of it goes into the room."""
    unit: float = 1.0
    """Beats that a note without a length lasts."""
    delay: float = 0.0
    """Beats by which all of it comes later: an echo."""
    swing_s: float = 0.012
    """By how much a player is early or late at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of `beats` beats, after which it begins again."""

    beats: int
    tempo: float
    """Beats a minute, nearly: a piece is a whole number of _BLOCK samples."""
    parts: tuple[Part, ...]
    room_s: float = 0.9
    """In which the room's tail falls to 1/e."""

    @property
    def samples(self) -> int:
        """How many there are, at RATE."""
        return round(self.beats * 60 / self.tempo * RATE / _BLOCK) * _BLOCK

    @property
    def beat_s(self) -> float:
        """How long a beat lasts."""
        return self.samples / RATE / self.beats


def frequency(note: str) -> float:
    """Return a note's frequency in Hz, equal temperament, A4 being 440."""
    match = _NOTE.fullmatch(note)
    if match is None:
        raise ValueError(f"{note} is no note: expected one such as A3, F#4 or Bb2")
    half_tones = _STEPS[match[1]] + {"#": 1, "b": -1, "": 0}[match[2]] + 12 * (int(match[3]) - 4) - 9
    return float(440 * 2 ** (half_tones / 12))


def played(notes: str) -> Iterator[tuple[float, float, tuple[float, ...]]]:
    """Yield from when, how many units, and which frequencies: none for a rest."""
    while _REPEAT.search(notes):
        notes = _REPEAT.sub(lambda match: f"{match[1]} " * int(match[2]), notes)
    at = 0.0
    for word in notes.replace("|", " ").split():
        names, _colon, length = word.partition(":")
        units = float(length or 1)
        yield at, units, () if names == "." else tuple(frequency(name) for name in names.split("+"))
        at += units


def beats_of(part: Part) -> float:
    """Return how many beats a part's notes last."""
    return part.unit * sum(units for _at, units, _notes in played(part.notes))


def performed(piece: Piece) -> Signal:
    """Return the piece as [n, 2] at RATE: whatever sounds longer than the piece goes on at its start."""
    dry = np.zeros((piece.samples, 2))
    sent = np.zeros_like(dry)
    for number, part in enumerate(piece.parts):
        line = np.zeros_like(dry)
        hand = dice(500 + number)
        unit_s = part.unit * piece.beat_s
        begin_s = part.delay * piece.beat_s
        for at, units, chord in played(part.notes):
            for freq in chord:
                late_s = begin_s + hand.uniform(-part.swing_s, part.swing_s)
                sound = part.instrument(freq, units * unit_s) * hand.uniform(0.82, 1.0)
                _mix(line, round((at * unit_s + late_s) * RATE), sound, part.pan)
        dry += part.gain * line
        sent += part.gain * part.wet * line
    return _levelled(dry + _room(sent, piece.room_s))


def _mix(into: Signal, at: int, sound: Signal, pan: float) -> None:
    """Add a note around the loop; a mono one is panned at constant power."""
    if sound.ndim == 1:
        sound = np.outer(sound, (np.cos(pan * np.pi / 2), np.sin(pan * np.pi / 2)))
    into[(np.arange(len(sound)) + at) % len(into)] += sound


def _room(signal: Signal, tau_s: float) -> Signal:
    """Return the hall alone that answers a stereo loop: its own tail on each side, all of it come round."""
    sides = []
    for side in (0, 1):
        length_s = 5 * tau_s
        tail = noise(length_s, 70 + side, 150, 3800, RATE) * decay(length_s, tau_s, 0.03, RATE)
        tail = np.pad(tail, (round(0.022 * RATE), 0))
        tail /= np.sqrt(np.sum(tail**2))
        heard = 0.8 * signal[:, side] + 0.2 * signal[:, 1 - side]
        count = len(signal)
        sides.append(np.fft.irfft(np.fft.rfft(heard) * np.fft.rfft(tail, count), count))
    return np.stack(sides, axis=1)


def _levelled(signal: Signal) -> Signal:
    """Take out what no speaker plays, and bring it to LEVEL_DB. Raises ValueError if that would clip."""
    clean = np.stack([band(side, 30, 11000, RATE) for side in signal.T], axis=1)
    clean *= 10 ** ((LEVEL_DB - loudness_db(clean, RATE)) / 20)
    if np.abs(clean).max() > PEAK:
        raise ValueError("the piece's peaks are too high for its loudness: fewer of them, or softer ones")
    return clean
