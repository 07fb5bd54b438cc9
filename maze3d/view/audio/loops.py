"""The sounds that go on: cave, torch, fountain, exit and unfound keys; seamless loops at synth.LOOP_RATE.

Owns how they sound and how loud against each other. The cave is stereo, the rest mono, to be placed. Every
part is periodic over its loop (whole cycles, circular filters, tails that come round), so there is no seam.
"""

from __future__ import annotations

import numpy as np

from maze3d.view.audio.synth import (
    LOOP_RATE,
    Signal,
    add_around,
    band,
    dice,
    loop,
    noise,
    ring,
    room,
    seconds,
    slow,
)

CAVE_S = 24.0
TORCH_S = 5.0
FOUNTAIN_S = 6.0
HUM_S = 8.0
KEY_S = 4.0


def cave() -> Signal:
    """Return a deep drone, a wind that wanders from side to side, and a drip now and then."""
    t = seconds(CAVE_S, LOOP_RATE)
    drone = np.zeros_like(t)
    for k, (freq, weight) in enumerate(
        ((55.0, 1.0), (55.125, 0.7), (82.5, 0.5), (110.25, 0.35), (164.75, 0.12))
    ):
        drone += weight * np.sin(2 * np.pi * freq * t) * (0.4 + 0.6 * slow(CAVE_S, 300 + k, 0.15))
    sides = []
    for side in (0, 1):
        wind = noise(CAVE_S, 310 + side, 160, 520, LOOP_RATE) * slow(CAVE_S, 320 + side, 0.3) ** 1.5
        hiss = noise(CAVE_S, 312 + side, 700, 2200, LOOP_RATE) * slow(CAVE_S, 324 + side, 0.4) ** 2.5
        sides.append(0.34 * drone + 0.3 * wind + 0.05 * hiss)
    chance = dice(330)
    for at_s in (2.3, 6.9, 7.35, 13.1, 17.6, 21.9):
        pan = chance.uniform(0.2, 0.8)
        drop = _drip(chance.uniform(850, 1500), int(chance.integers(1000)))
        add_around(sides[0], at_s, 0.45 * np.cos(pan * np.pi / 2) * drop)
        add_around(sides[1], at_s, 0.45 * np.sin(pan * np.pi / 2) * drop)
    return loop(np.stack(sides, axis=1), -27.0)


def _drip(freq: float, seed: int) -> Signal:
    """Return a drop into a puddle: its bubble's note rises as it shrinks (after van den Doel, 2005)."""
    t = seconds(0.12, LOOP_RATE)
    bubble = np.sin(2 * np.pi * freq * (t + 2.5 * t**2)) * np.exp(-t / 0.022) * np.minimum(t / 0.001, 1)
    return room(bubble, 0.9, 0.5, 340 + seed, LOOP_RATE)


def torch() -> Signal:
    """Return a flame: a soft flutter, and crackles of every size, most of them small."""
    chance = dice(350)
    out = 0.5 * noise(TORCH_S, 351, 70, 340, LOOP_RATE) * (0.35 + 0.65 * slow(TORCH_S, 352, 9.0))
    out += 0.1 * noise(TORCH_S, 353, 900, 4000, LOOP_RATE) * slow(TORCH_S, 354, 5.0) ** 2
    for _ in range(85):
        at_s, size = chance.uniform(0, TORCH_S), min(chance.pareto(1.6) + 0.2, 3.5)
        length_s = chance.uniform(0.004, 0.02)
        snap = chance.standard_normal(round(length_s * LOOP_RATE)) * np.exp(
            -np.linspace(0, 6, round(length_s * LOOP_RATE))
        )
        add_around(out, at_s, 0.5 * size * snap)
    return loop(band(out, 60, 6500, LOOP_RATE), -27.0)


def fountain() -> Signal:
    """Return a stream that falls into a basin: a soft rush, and bubbles that ring as they are torn under."""
    chance = dice(360)
    out = 0.30 * noise(FOUNTAIN_S, 361, 500, 5200, LOOP_RATE) * (0.75 + 0.25 * slow(FOUNTAIN_S, 362, 3.0))
    out += 0.22 * noise(FOUNTAIN_S, 363, 180, 620, LOOP_RATE) * (0.55 + 0.45 * slow(FOUNTAIN_S, 364, 1.5))
    for _ in range(170):
        pitch, size = chance.uniform(420, 2400), chance.uniform(0.2, 1.0)
        t = seconds(chance.uniform(0.015, 0.05), LOOP_RATE)
        # The smaller a bubble the higher, and each rises a little as it comes up (van den Doel 2005).
        bubble = np.sin(2 * np.pi * pitch * (t + 3.0 * t**2)) * np.exp(-t * (60 + 0.05 * pitch))
        add_around(out, chance.uniform(0, FOUNTAIN_S), 0.34 * size * bubble * np.minimum(t / 0.001, 1))
    return loop(band(out, 120, 6000, LOOP_RATE), -28.0)


def exit_hum() -> Signal:
    """Return an open fifth that breathes: something waits there."""
    t = seconds(HUM_S, LOOP_RATE)
    out = np.zeros_like(t)
    notes = (
        (110.0, 1.0),
        (110.25, 0.8),
        (165.0, 0.7),
        (165.125, 0.5),
        (220.25, 0.5),
        (330.0, 0.3),
        (440.5, 0.15),
    )
    for k, (freq, weight) in enumerate(notes):
        breath = 0.6 + 0.4 * np.sin(2 * np.pi * (1 + k % 3) * t / HUM_S + k)
        out += weight * breath * np.sin(2 * np.pi * freq * t + k)
    out += 0.25 * noise(HUM_S, 360, 500, 1400, LOOP_RATE) * slow(HUM_S, 361, 1.0)
    return loop(out, -24.0)


def key_near() -> Signal:
    """Return a few faint high glints that come round at no clear beat."""
    out = np.zeros(round(KEY_S * LOOP_RATE))
    for at_s, freq in (
        (0.1, 2093.0),
        (0.85, 2637.0),
        (1.3, 3136.0),
        (2.2, 2349.3),
        (2.6, 3136.0),
        (3.35, 2637.0),
    ):
        add_around(
            out,
            at_s,
            ring(0.9, ((freq, 1.0, 0.16), (freq * 1.008, 0.6, 0.2), (freq * 2.41, 0.2, 0.05)), LOOP_RATE),
        )
    return loop(room(out, 0.6, 0.3, rate=LOOP_RATE, wrap=True), -27.0)
