"""How the science station sounds: metal grating underfoot, machines behind walls, lamps, pass cards.

Owns the recipes and how loud they are against each other; the game's own (view/audio) are the measure. Knows
nothing of files. What is not here sounds as it does in the dungeon.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.audio.synth import (
    LOOP_RATE,
    RATE,
    add,
    add_around,
    decay,
    dice,
    loop,
    noise,
    one_shot,
    ring,
    room,
    seconds,
    slow,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.audio.synth import Signal

AMBIENCE_S = 32.0
LAMP_S = 4.0
HUM_S = 8.0
KEY_S = 4.0

KEY_NOTES_HZ = (880.0, 1108.73, 1318.51)
"""One chord over three cards: A5, C sharp 6, E6."""

GRATING_HZ = (163.0, 287.0, 431.0, 702.0, 1133.0, 1790.0, 2610.0, 3870.0)
"""A panel of bars that rests on a frame: its modes fit no scale."""


def step(variation: int, *, run: bool) -> Signal:
    """Return a sole on a metal grating: a dull blow, the panel that rings, a rattle on its frame."""
    chance = dice(5000 + variation + 100 * run)
    out = np.zeros(round(0.42 * RATE))
    gap_s = chance.uniform(0.045, 0.06) if run else chance.uniform(0.075, 0.1)
    freqs = np.array(GRATING_HZ) * chance.uniform(0.94, 1.06)
    for at_s, weight in ((0.004, 1.0), (0.004 + gap_s, 0.45)):
        modes = [
            (freq * chance.uniform(0.99, 1.01), amp, 0.09 * 300 / (300 + 0.5 * freq))
            for freq, amp in zip(freqs, chance.uniform(0.15, 0.6, len(freqs)), strict=True)
        ]
        sole = ring(0.1, ((83, 1.3, 0.022), (149, 0.6, 0.015)))
        touch = noise(0.04, int(chance.integers(1 << 30)), 700, 3200) * decay(0.04, 0.007)
        add(out, at_s, weight * ring(0.3, modes))
        add(out, at_s, weight * sole)
        add(out, at_s, 0.25 * weight * touch)
    for _ in range(4 if run else 3):
        freq = chance.uniform(2200, 4600)
        rattle = ring(0.05, ((freq, 0.5, 0.008), (freq * 1.41, 0.3, 0.005)))
        add(out, 0.02 + chance.uniform(0, 0.09), chance.uniform(0.1, 0.25) * rattle)
    return one_shot(room(out, 0.35, 0.07, seed=3), -21.0 if run else -25.0)


def card(colour: int) -> Signal:
    """Return a pass card that is taken and read: a click, two short tones, one that stays."""
    note = KEY_NOTES_HZ[colour]
    out = np.zeros(round(1.3 * RATE))
    add(out, 0.0, 0.4 * ring(0.05, ((1900, 0.7, 0.006), (3300, 0.4, 0.004), (410, 0.6, 0.01))))
    for at_s, ratio, length_s in ((0.08, 1.0, 0.07), (0.17, 1.0, 0.07), (0.27, 1.5, 0.8)):
        t = seconds(length_s)
        shape = np.minimum(t / 0.006, 1) * np.minimum((length_s - t) / 0.02, 1) * np.exp(-2.8 * t)
        phase = 2 * np.pi * note * ratio * t
        add(out, at_s, shape * (np.sin(phase) + 0.2 * np.sin(2 * phase) + 0.08 * np.sin(3 * phase)))
    return one_shot(room(out, 0.3, 0.12, seed=3), -19.0)


def ambience() -> Signal:
    """Return a deck at night, stereo: mains and fans, air from grilles, a signal far off now and then."""
    t = seconds(AMBIENCE_S, LOOP_RATE)
    hum = np.zeros_like(t)
    for k, (freq, weight) in enumerate(
        ((50.0, 1.0), (100.0, 0.6), (100.125, 0.4), (150.0, 0.2), (200.25, 0.12))
    ):
        hum += weight * np.sin(2 * np.pi * freq * t + k) * (0.7 + 0.3 * slow(AMBIENCE_S, 5300 + k, 0.15))
    sides = []
    for side in (0, 1):
        air = noise(AMBIENCE_S, 5310 + side, 250, 1500, LOOP_RATE)
        duct = noise(AMBIENCE_S, 5312 + side, 60, 220, LOOP_RATE) * (0.6 + 0.4 * slow(AMBIENCE_S, 5314, 0.3))
        sides.append(0.32 * hum + 0.15 * air * (0.7 + 0.3 * slow(AMBIENCE_S, 5316 + side, 0.2)) + 0.3 * duct)
    chance = dice(5320)
    for at_s, freq, times in (
        (3.1, 1318.5, 2),
        (9.7, 987.8, 1),
        (14.2, 1568.0, 3),
        (21.6, 1174.7, 2),
        (28.3, 880.0, 1),
    ):
        pan, signal = chance.uniform(0.1, 0.9), _far_signal(freq, times)
        add_around(sides[0], at_s, 0.16 * np.cos(pan * np.pi / 2) * signal)
        add_around(sides[1], at_s, 0.16 * np.sin(pan * np.pi / 2) * signal)
    for at_s in (6.4, 18.8):
        relay = ring(0.2, ((340, 1.0, 0.02), (1210, 0.5, 0.008)), LOOP_RATE)
        add_around(sides[int(chance.integers(2))], at_s, 0.2 * room(relay, 0.8, 0.3, 5, LOOP_RATE))
    return loop(np.stack(sides, axis=1), -28.0)


def _far_signal(freq: float, times: int) -> Signal:
    """Return a beep from some corridors away: more of the corridors than of the beep."""
    out = np.zeros(round((0.22 * times + 0.1) * LOOP_RATE))
    t = seconds(0.11, LOOP_RATE)
    beep = np.sin(2 * np.pi * freq * t) * np.minimum(t / 0.01, 1) * np.minimum((0.11 - t) / 0.03, 1)
    for k in range(times):
        add(out, 0.22 * k, beep, LOOP_RATE)
    return room(out, 1.2, 0.4, 6, LOOP_RATE)


def lamp() -> Signal:
    """Return a lamp that hums at twice the mains, with a fizz that comes and goes."""
    t = seconds(LAMP_S, LOOP_RATE)
    out = np.zeros_like(t)
    for k in range(1, 12):
        out += np.sin(2 * np.pi * 100 * k * t + k * k) / k**1.1
    fizz = noise(LAMP_S, 5400, 2500, 7000, LOOP_RATE) * np.abs(np.sin(2 * np.pi * 50 * t))
    return loop(out * (0.9 + 0.1 * slow(LAMP_S, 5401, 1.5)) + 0.25 * fizz * slow(LAMP_S, 5402, 3.0), -32.0)


def exit_hum() -> Signal:
    """Return a field that holds a door: an open fifth that pulses, and a shimmer that turns around it."""
    t = seconds(HUM_S, LOOP_RATE)
    pulse = 0.55 + 0.45 * np.sin(2 * np.pi * 4 / HUM_S * t)
    out = np.zeros_like(t)
    for k, (freq, weight) in enumerate(
        ((82.5, 0.8), (123.75, 0.6), (165.0, 1.0), (247.5, 0.5), (330.25, 0.35))
    ):
        wobble = 0.8 * np.sin(2 * np.pi * (1 + k % 2) / HUM_S * t + k)
        out += weight * np.sin(2 * np.pi * freq * t + wobble)
    out *= pulse
    for k, freq in enumerate((990.0, 1237.5, 1485.0)):
        out += (
            0.1 * (0.5 + 0.5 * np.sin(2 * np.pi * (3 + k) / HUM_S * t + 2 * k)) * np.sin(2 * np.pi * freq * t)
        )
    return loop(out, -24.0)


def card_near() -> Signal:
    """Return a small transmitter: a soft ping and its answer, twice, not quite in step."""
    out = np.zeros(round(KEY_S * LOOP_RATE))
    for at_s, freq, weight in (
        (0.1, 2093.0, 1.0),
        (0.42, 1568.0, 0.5),
        (2.2, 2093.0, 0.9),
        (2.58, 1568.0, 0.45),
    ):
        ping = ring(0.8, ((freq, 1.0, 0.14), (freq * 1.004, 0.5, 0.18), (freq * 2, 0.12, 0.05)), LOOP_RATE)
        add_around(out, at_s, weight * ping)
    return loop(room(out, 0.7, 0.35, 6, LOOP_RATE, wrap=True), -28.0)


RECIPES: dict[str, tuple[Callable[[], Signal], ...]] = {
    "step-walk": tuple(partial(step, k, run=False) for k in range(6)),
    "step-run": tuple(partial(step, k, run=True) for k in range(6)),
    "key": tuple(partial(card, k) for k in range(3)),
    "torch": (lamp,),
    "exit-hum": (exit_hum,),
    "key-near": (card_near,),
    "ambience": (ambience,),
}
"""By what comes after `sounds/` in the catalogue, variant by variant."""
