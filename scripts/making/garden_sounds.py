"""How the hedge garden sounds: gravel and grass underfoot, birds, wind in leaves, water, chimes.

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
    band,
    decay,
    dice,
    loop,
    noise,
    one_shot,
    ring,
    seconds,
    slow,
    swell,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.audio.synth import Signal

AMBIENCE_S = 32.0
LANTERN_S = 6.0
CHIME_S = 10.0
KEY_S = 5.0

KEY_NOTES_HZ = (783.99, 987.77, 1174.66)
"""One chord over three keys: G5, B5, D6."""


def step(variation: int, *, run: bool) -> Signal:
    """Return a sole on gravel in grass: soft weight, stones that give way, blades that brush past."""
    chance = dice(4000 + variation + 100 * run)
    out = np.zeros(round(0.4 * RATE))
    weight = ring(0.14, ((72 * chance.uniform(0.9, 1.1), 1.0, 0.024), (131, 0.5, 0.016)))
    add(out, 0.004, 0.8 * weight)
    crunch_s = chance.uniform(0.12, 0.15) if run else chance.uniform(0.18, 0.23)
    for _ in range(26 if run else 34):
        at_s = 0.006 + crunch_s * chance.beta(1.3, 2.2)
        freq, size = chance.uniform(1300, 4800), min(0.25 + 0.3 * chance.pareto(2.2), 1.5)
        stone = ring(0.03, ((freq, 0.6, 0.004), (freq * 1.63, 0.4, 0.0025)))
        add(out, at_s, 0.3 * size * stone)
    length_s = crunch_s + 0.08
    blades = band(chance.standard_normal(round(length_s * RATE)), 1600, 6500) * swell(length_s, 1.6)
    add(out, 0.0, (0.35 if run else 0.28) * blades)
    return one_shot(out, -22.0 if run else -26.0)


def key_taken(colour: int) -> Signal:
    """Return a key lifted out of leaves: a rustle, then two notes of a wooden bar."""
    note, chance = KEY_NOTES_HZ[colour], dice(4300 + colour)
    out = np.zeros(round(1.4 * RATE))
    rustle = band(chance.standard_normal(round(0.22 * RATE)), 2200, 7000) * swell(0.22, 0.8)
    add(out, 0.0, 0.16 * rustle)
    for at_s, ratio in ((0.1, 1.0), (0.23, 1.5)):
        freq = note * ratio
        add(out, at_s, ring(1.1, ((freq, 1.0, 0.3), (freq * 3.93, 0.3, 0.06), (freq * 9.1, 0.08, 0.015))))
    return one_shot(out, -18.0)


def ambience() -> Signal:
    """Return a summer morning, stereo: wind that wanders, water in a corner, three kinds of birds."""
    sides = []
    for side in (0, 1):
        leaves = noise(AMBIENCE_S, 4400 + side, 900, 3800, LOOP_RATE) * slow(AMBIENCE_S, 4402, 0.25) ** 2
        gust = noise(AMBIENCE_S, 4404 + side, 120, 420, LOOP_RATE) * slow(AMBIENCE_S, 4406 + side, 0.2) ** 2
        sides.append(0.16 * leaves + 0.22 * gust)
    _water(sides)
    chance = dice(4410)
    for at_s in np.arange(0.6, AMBIENCE_S - 1, 2.6) + chance.uniform(-0.7, 0.7, 12):
        bird = (_blackbird, _tit, _finch)[int(chance.integers(3))](int(chance.integers(1 << 20)))
        near, pan = chance.uniform(0.1, 0.42), chance.uniform(0.05, 0.95)
        for side, share in enumerate((np.cos(pan * np.pi / 2), np.sin(pan * np.pi / 2))):
            add_around(sides[side], at_s, near * share * bird)
            add_around(sides[side], at_s + 0.11 + 0.03 * side, 0.12 * near * bird)  # off the next hedge
    return loop(np.stack(sides, axis=1), -26.0)


def _water(sides: list[Signal]) -> None:
    """Add a small fountain on the left: bubbles, each a note that rises as it shrinks."""
    chance = dice(4420)
    for _ in range(700):
        freq, at_s = chance.uniform(500, 1900), chance.uniform(0, AMBIENCE_S)
        t = seconds(0.05, LOOP_RATE)
        drop = np.sin(2 * np.pi * freq * (t + 2.2 * t**2)) * np.exp(-t / 0.011) * np.minimum(t / 0.002, 1)
        size = chance.uniform(0.02, 0.09)
        add_around(sides[0], at_s, size * drop)
        add_around(sides[1], at_s, 0.45 * size * drop)


def _whistle(
    length_s: float, from_hz: float, to_hz: float, waver_hz: float = 0.0, depth: float = 0.0
) -> Signal:
    """Return one glide of a bird's voice."""
    t = seconds(length_s, LOOP_RATE)
    glide = from_hz + (to_hz - from_hz) * np.sin(np.pi / 2 * t / length_s)
    glide *= 1 + depth * np.sin(2 * np.pi * waver_hz * t)
    phase = 2 * np.pi * np.cumsum(glide) / LOOP_RATE
    return (np.sin(phase) + 0.12 * np.sin(2 * phase)) * swell(length_s, 0.7, LOOP_RATE)


def _blackbird(seed: int) -> Signal:
    """Return four fluted notes and a twitter at the end."""
    chance, at_s = dice(seed), 0.0
    out = np.zeros(round(2.2 * LOOP_RATE))
    for _ in range(4):
        length_s, freq = chance.uniform(0.14, 0.3), chance.uniform(1700, 2700)
        glide = _whistle(length_s, freq, freq * chance.uniform(0.82, 1.2), 28, 0.015)
        add(out, at_s, glide, LOOP_RATE)
        at_s += length_s + chance.uniform(0.02, 0.1)
    for _ in range(4):
        add(out, at_s, 0.4 * _whistle(0.05, chance.uniform(3500, 5200), 4200), LOOP_RATE)
        at_s += 0.065
    return out


def _tit(seed: int) -> Signal:
    """Return a high and a lower note, over and over."""
    chance = dice(seed)
    high, times = chance.uniform(4600, 5400), int(chance.integers(3, 6))
    out = np.zeros(round((0.3 * times + 0.2) * LOOP_RATE))
    for k in range(times):
        add(out, 0.3 * k, 0.7 * _whistle(0.1, high, high * 0.98), LOOP_RATE)
        add(out, 0.3 * k + 0.13, 0.6 * _whistle(0.13, high * 0.74, high * 0.72), LOOP_RATE)
    return out


def _finch(seed: int) -> Signal:
    """Return quick falling notes that speed up, and a flourish."""
    chance, at_s = dice(seed), 0.0
    start = chance.uniform(4300, 5200)
    out = np.zeros(round(1.6 * LOOP_RATE))
    for k in range(9):
        freq = start * (1 - 0.05 * k)
        add(out, at_s, (0.3 + 0.05 * k) * _whistle(0.07, freq, freq * 0.72), LOOP_RATE)
        at_s += 0.12 - 0.006 * k
    add(out, at_s + 0.03, 0.8 * _whistle(0.2, 2600, 4400, 22, 0.05), LOOP_RATE)
    return out


def lantern() -> Signal:
    """Return a flame behind glass: a flutter without draught, and a tick of the wick now and then."""
    chance = dice(4500)
    out = 0.5 * noise(LANTERN_S, 4501, 90, 420, LOOP_RATE) * (0.3 + 0.7 * slow(LANTERN_S, 4502, 6.0))
    out += 0.05 * noise(LANTERN_S, 4503, 1200, 4200, LOOP_RATE) * slow(LANTERN_S, 4504, 4.0) ** 2
    for _ in range(22):
        count = round(chance.uniform(0.003, 0.012) * LOOP_RATE)
        tick = chance.standard_normal(count) * np.exp(-np.linspace(0, 6, count))
        add_around(out, chance.uniform(0, LANTERN_S), 0.35 * min(chance.pareto(1.8) + 0.3, 2.5) * tick)
    return loop(band(out, 70, 6000, LOOP_RATE), -29.0)


def exit_hum() -> Signal:
    """Return a warm fifth on G that breathes, and wind chimes over it: the way out stands open."""
    t = seconds(CHIME_S, LOOP_RATE)
    out = np.zeros_like(t)
    for k, (freq, weight) in enumerate(((98.0, 0.6), (147.0, 0.6), (196.0, 1.0), (293.7, 0.5), (392.0, 0.3))):
        breath = 0.6 + 0.4 * np.sin(2 * np.pi * (1 + k % 3) * t / CHIME_S + k)
        out += weight * breath * np.sin(2 * np.pi * freq * t + k)
    chance = dice(4600)
    for _ in range(15):
        freq = float(chance.choice((587.3, 784.0, 880.0, 987.8, 1174.7, 1568.0)))
        tube = ring(2.4, ((freq, 1.0, 0.7), (freq * 2.76, 0.35, 0.3), (freq * 5.4, 0.12, 0.1)), LOOP_RATE)
        add_around(out, chance.uniform(0, CHIME_S), chance.uniform(0.3, 0.9) * tube)
    return loop(out, -24.0)


def key_near() -> Signal:
    """Return a few soft notes of a music box, with the air around them."""
    out = 0.01 * noise(KEY_S, 4700, 2500, 6000, LOOP_RATE) * slow(KEY_S, 4701, 1.0)
    for at_s, freq in (
        (0.15, 1568.0),
        (0.75, 1975.5),
        (1.35, 2349.3),
        (2.55, 1760.0),
        (3.15, 2349.3),
        (4.1, 1975.5),
    ):
        box = ring(1.2, ((freq, 1.0, 0.28), (freq * 2.0, 0.2, 0.12), (freq * 4.2, 0.12, 0.04)), LOOP_RATE)
        pin = noise(0.01, 4702, 3000, 8000, LOOP_RATE) * decay(0.01, 0.002, rate=LOOP_RATE)
        add_around(out, at_s, box)
        add_around(out, at_s, 0.08 * pin)
    return loop(out, -27.0)


RECIPES: dict[str, tuple[Callable[[], Signal], ...]] = {
    "step-walk": tuple(partial(step, k, run=False) for k in range(6)),
    "step-run": tuple(partial(step, k, run=True) for k in range(6)),
    "key": tuple(partial(key_taken, k) for k in range(3)),
    "torch": (lantern,),
    "exit-hum": (exit_hum,),
    "key-near": (key_near,),
    "ambience": (ambience,),
}
"""By what comes after `sounds/` in the catalogue, variant by variant."""
