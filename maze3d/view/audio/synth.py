"""The workshop every sound is made in: noise, filters, ringing bodies, rooms, levels.

Owns signal processing on numpy arrays. Knows nothing of which sounds the game has, of files or of an engine.
A signal is float64[n], mono, or float64[n, 2]; filters are circular, so what was a seamless loop stays one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

Signal: TypeAlias = "NDArray[np.float64]"

RATE = 44100
"""Samples a second of effects."""
LOOP_RATE = 22050
"""Samples a second of loops, which have little to say above 10 kHz."""
PEAK = 0.89
"""No sample is larger: 1 dB of room for what the mixer's resampling adds."""


def dice(seed: int) -> np.random.Generator:
    """Return chance that falls the same way at every start."""
    return np.random.default_rng(seed)


def seconds(length_s: float, rate: int = RATE) -> Signal:
    """Return the time of every sample in seconds."""
    return np.arange(round(length_s * rate)) / rate


def noise(length_s: float, seed: int, low: float, high: float, rate: int = RATE) -> Signal:
    """Return noise between `low` and `high` Hz, of RMS 1."""
    count = round(length_s * rate)
    return scaled(band(dice(seed).standard_normal(count), low, high, rate))


def band(signal: Signal, low: float, high: float, rate: int = RATE) -> Signal:
    """Keep what lies between `low` and `high` Hz, falling 12 dB an octave on either side."""
    freqs = np.fft.rfftfreq(len(signal), 1 / rate)
    keep = 1 / (1 + (low / np.maximum(freqs, 1e-3)) ** 4) ** 0.5 / (1 + (freqs / high) ** 4) ** 0.5
    keep[0] = 0
    return np.fft.irfft(np.fft.rfft(signal) * keep, len(signal))


def scaled(signal: Signal) -> Signal:
    """Bring a signal to RMS 1."""
    return signal / max(float(np.sqrt(np.mean(signal**2))), 1e-12)


def decay(length_s: float, tau_s: float, attack_s: float = 0.001, rate: int = RATE) -> Signal:
    """Return an envelope that rises for `attack_s` and then falls to 1/e every `tau_s`."""
    t = seconds(length_s, rate)
    return np.minimum(t / attack_s, 1) * np.exp(-np.maximum(t - attack_s, 0) / tau_s)


def swell(length_s: float, sharpness: float = 1.0, rate: int = RATE) -> Signal:
    """Return an envelope that comes and goes as half a sine wave, raised to `sharpness`."""
    return np.sin(np.pi * np.linspace(0, 1, round(length_s * rate))) ** sharpness


def ring(length_s: float, modes: Iterable[tuple[float, float, float]], rate: int = RATE) -> Signal:
    """Return a struck body: the sum of modes of (frequency in Hz, amplitude, decay time in seconds).

    Its last third fades out, so that nothing clicks where a long decay is cut.
    """
    t = seconds(length_s, rate)
    out = np.zeros_like(t)
    for freq, amp, tau_s in modes:
        out += amp * np.sin(2 * np.pi * freq * t) * np.exp(-t / tau_s)
    return out * np.minimum(t / 0.0008, 1) * np.minimum((length_s - t) / (0.3 * length_s), 1)


def add(into: Signal, at_s: float, piece: Signal, rate: int = RATE) -> None:
    """Mix `piece` into a one-shot at a time; what would run over its end is cut."""
    at = round(at_s * rate)
    piece = piece[: len(into) - at]
    into[at : at + len(piece)] += piece


def add_around(into: Signal, at_s: float, piece: Signal, rate: int = LOOP_RATE) -> None:
    """Mix `piece` into a loop at a time; what runs over its end goes on at its start."""
    into[(np.arange(len(piece)) + round(at_s * rate)) % len(into)] += piece


def slow(length_s: float, seed: int, fastest_hz: float, rate: int = LOOP_RATE) -> Signal:
    """Return a seamless random wander between 0 and 1 that changes up to `fastest_hz` times a second."""
    count = max(2, round(fastest_hz * length_s))
    waves = dice(seed)
    turn = np.linspace(0, 2 * np.pi, 40 * count + 1)
    out = np.zeros_like(turn)
    for k in range(1, count + 1):
        out += np.sin(k * turn + waves.uniform(0, 2 * np.pi)) / k**0.5
    out = (out - out.min()) / np.ptp(out)
    return np.asarray(np.interp(seconds(length_s, rate) / length_s * 2 * np.pi, turn, out))


def room(
    signal: Signal, wet: float, tau_s: float = 0.25, seed: int = 1, rate: int = RATE, *, wrap: bool = False
) -> Signal:
    """Put a mono signal into a stone room: convolve it with a tail of darkening noise.

    The tail follows a pre-delay of 9 ms and falls to 1/e every `tau_s`. A one-shot grows by four `tau_s`;
    a loop (`wrap`) keeps its length, and its tail comes round to its start.
    """
    tail_s = 4 * tau_s
    tail = noise(tail_s, seed, 200, 2600, rate) * decay(tail_s, tau_s, 0.009, rate)
    tail[: round(0.009 * rate)] = 0
    tail *= wet / np.sqrt(np.sum(tail**2))
    count = len(signal) if wrap else len(signal) + len(tail)
    return np.fft.irfft(
        np.fft.rfft(signal if wrap else np.pad(signal, (0, len(tail)))) * (1 + np.fft.rfft(tail, count)),
        count,
    )


def loudness_db(signal: Signal, rate: int) -> float:
    """Return how loud the loudest tenth of a second is to the ear, in dB below a full-scale square wave.

    The ear's weighting is the A curve of IEC 61672; stereo channels add as power.
    """
    weighted = np.stack([_ear(channel, rate) for channel in np.atleast_2d(signal.T)])
    power = np.cumsum(np.concatenate([[0.0], np.sum(weighted**2, axis=0)]))
    width = min(round(0.1 * rate), len(power) - 1)
    return float(10 * np.log10(max((power[width:] - power[:-width]).max() / round(0.1 * rate), 1e-20)))


def _ear(signal: Signal, rate: int) -> Signal:
    f2 = np.fft.rfftfreq(len(signal), 1 / rate) ** 2
    curve = (
        1.2589
        * 12194.0**2
        * f2**2
        / ((f2 + 20.6**2) * np.sqrt((f2 + 107.7**2) * (f2 + 737.9**2)) * (f2 + 12194.0**2))
    )
    return np.fft.irfft(np.fft.rfft(signal) * curve, len(signal))


def one_shot(signal: Signal, level_db: float) -> Signal:
    """Finish an effect: no DC, no rumble, silent ends, the asked loudness, no peak over PEAK."""
    ends = np.ones(len(signal))
    ends[:44] = np.linspace(0, 1, 44)
    fade = min(len(signal) // 4, round(0.05 * RATE))
    ends[-fade:] = np.linspace(1, 0, fade) ** 2
    padded = np.pad(signal, (64, len(signal)))  # so that what the filter smears does not come round
    return _levelled(band(padded, 25, 20000, RATE)[64 : len(signal) + 64] * ends, level_db, RATE)


def loop(signal: Signal, level_db: float) -> Signal:
    """Finish a loop: the asked loudness, no peak over PEAK."""
    return _levelled(signal - signal.mean(axis=0), level_db, LOOP_RATE)


def _levelled(signal: Signal, level_db: float, rate: int) -> Signal:
    signal = signal * 10 ** ((level_db - loudness_db(signal, rate)) / 20)
    return PEAK * np.tanh(signal / PEAK) if np.abs(signal).max() > PEAK / 2 else signal
