"""What the music is played on: plucked strings, a pad, a bell, a flute, an electric piano, a drum, a shaker.

Owns how one note sounds, as a sum of partials. Knows nothing of pieces.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.audio.synth import band, decay, dice, noise, ring, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.audio.synth import Signal

    Instrument = Callable[[float, float], Signal]
    """Takes a note's frequency in Hz and how long it is held in seconds; may sound longer than that."""

RATE = 32000
"""Samples a second of music: calm instruments have nothing to say above 12 kHz."""

_HIGHEST_HZ = 9000.0


@cache
def pluck(freq: float, _held_s: float) -> Signal:
    """Return a gut string plucked at a seventh of its length: partials a touch sharp, high ones soon gone."""
    length_s = 2.6 * (220 / max(freq, 110)) ** 0.35
    modes = []
    for k in range(1, 14):
        partial_hz = freq * k * (1 + 0.00018 * k * k) ** 0.5
        if partial_hz < _HIGHEST_HZ:
            modes.append((partial_hz, np.sin(np.pi * k / 7) / k**1.5, 0.32 * length_s / k**0.75))
    out = 2.2 * ring(length_s, modes, RATE)
    finger = noise(0.02, 5, 300, 2400, RATE) * decay(0.02, 0.004, rate=RATE)
    out[: len(finger)] += 0.05 * finger
    return out


@cache
def nylon(freq: float, _held_s: float) -> Signal:
    """Return a low string played with the thumb: few partials, long."""
    modes = [(freq * k, 0.9 / k**2.1, 1.1 / k**0.6) for k in range(1, 6)]
    return 1.3 * ring(3.4, modes, RATE) * np.minimum(seconds(3.4, RATE) / 0.012, 1)


@cache
def pad(freq: float, held_s: float) -> Signal:
    """Return bowed strings far away, stereo: five of each partial beside one another, slow to come and go."""
    come_s, go_s = min(1.6, held_s / 2), 1.8
    length_s = held_s + go_s
    t = seconds(length_s, RATE)
    envelope = np.sin(np.pi / 2 * np.clip(np.minimum(t / come_s, (length_s - t) / go_s), 0, 1)) ** 2
    chance = dice(round(freq * 100))
    sides = []
    for _side in (0, 1):
        out = np.zeros_like(t)
        for cents in (-6.0, 0.5, 5.0):
            own_hz = freq * 2 ** (cents / 1200)
            for k in range(1, 6):
                if own_hz * k < _HIGHEST_HZ / 3:
                    phase = chance.uniform(0, 2 * np.pi)
                    out += np.sin(2 * np.pi * own_hz * k * t + phase) / k**1.9
        sides.append(0.16 * out * envelope)
    return np.stack(sides, axis=1)


@cache
def bell(freq: float, _held_s: float) -> Signal:
    """Return a small bell struck softly: a bar's partials, the lowest one long."""
    modes = [(freq, 1.0, 0.9), (freq * 2.0, 0.25, 0.5), (freq * 2.76, 0.22, 0.3), (freq * 5.4, 0.07, 0.1)]
    out = ring(3.2, [mode for mode in modes if mode[0] < _HIGHEST_HZ], RATE)
    return 0.7 * out * np.minimum(seconds(3.2, RATE) / 0.006, 1)


@cache
def glass(freq: float, held_s: float) -> Signal:
    """Return an electric piano, stereo: a sine that a second one bends, beating from side to side."""
    length_s = held_s + 1.6
    t = seconds(length_s, RATE)
    tine = 1.4 * np.exp(-t / 0.35) * np.sin(2 * np.pi * 2 * freq * t)
    fall = np.exp(-t / (0.5 + 0.3 * held_s)) * np.minimum(t / 0.008, 1) * np.minimum((length_s - t) / 0.5, 1)
    sides = [
        fall * (1 + 0.25 * sign * np.sin(2 * np.pi * 4.1 * t)) * np.sin(2 * np.pi * freq * t + tine)
        for sign in (-1, 1)
    ]
    return 0.5 * np.stack(sides, axis=1)


@cache
def flute(freq: float, held_s: float) -> Signal:
    """Return a wooden flute: nearly a sine, breath around it, a vibrato that comes late."""
    length_s = held_s + 0.25
    t = seconds(length_s, RATE)
    late = np.clip((t - 0.35) / 0.6, 0, 1)
    phase = 2 * np.pi * freq * t + 0.22 * late * np.sin(2 * np.pi * 4.8 * t) * freq / 440
    breath = np.minimum(t / 0.09, 1) * np.minimum((length_s - t) / 0.25, 1)
    tone = np.sin(phase) + 0.22 * np.sin(2 * phase) + 0.06 * np.sin(3 * phase)
    air = noise(length_s, round(freq), freq * 0.9, freq * 2.5, RATE)
    return 0.5 * breath * (tone + 0.035 * air) * (0.92 + 0.08 * late * np.sin(2 * np.pi * 4.8 * t))


@cache
def drum(freq: float, _held_s: float) -> Signal:
    """Return a large frame drum under a soft mallet: a skin's modes, and a pitch that settles."""
    t = seconds(1.1, RATE)
    skin = np.zeros_like(t)
    for ratio, weight, tau_s in ((1.0, 1.0, 0.22), (1.59, 0.4, 0.11), (2.14, 0.25, 0.08), (2.65, 0.12, 0.05)):
        phase = 2 * np.pi * freq * ratio * (t + 0.35 * 0.03 * (1 - np.exp(-t / 0.03)))
        skin += weight * np.sin(phase) * np.exp(-t / tau_s)
    touch = noise(1.1, 11, 80, 700, RATE) * decay(1.1, 0.02, 0.004, RATE)
    return (1.4 * skin + 0.12 * touch) * np.minimum(t / 0.004, 1) * np.minimum((1.1 - t) / 0.3, 1)


@cache
def shaker(freq: float, _held_s: float) -> Signal:
    """Return seeds in a gourd, swung once; `freq` is where they hiss."""
    length_s = 0.16
    grains = dice(12).standard_normal(round(length_s * RATE)) * np.sin(
        np.pi * np.linspace(0, 1, round(length_s * RATE)) ** 0.6
    )
    return 0.16 * band(grains, freq * 0.8, freq * 1.6, RATE)
