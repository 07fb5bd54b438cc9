"""The game's one-shot sounds, each a small recipe; all mono, at synth.RATE.

Owns how footsteps, keys, the exit, chalk, hints, rounds and menus sound, and how loud against each other.
Knows nothing of when they are played.
"""

from __future__ import annotations

import numpy as np

from maze3d.view.audio.synth import (
    RATE,
    Signal,
    add,
    band,
    decay,
    dice,
    noise,
    one_shot,
    ring,
    room,
    seconds,
    swell,
)

KEY_NOTES_HZ = (1046.5, 1318.5, 1568.0)
"""One chord over three keys: C6, E6, G6."""

KEY_BODIES = (
    ((1.0, 1.0, 0.5), (2.76, 0.5, 0.22), (5.4, 0.25, 0.1)),
    ((1.0, 1.0, 0.42), (2.0, 0.6, 0.35), (3.01, 0.35, 0.22), (4.03, 0.2, 0.12)),
    ((1.0, 0.8, 0.35), (1.005, 0.8, 0.35), (2.41, 0.45, 0.3), (3.9, 0.3, 0.14)),
)
"""What each key's note is struck on: a bar, a string, a small bell (ratio, amplitude, decay seconds)."""


def step(variation: int, *, run: bool) -> Signal:
    """Return a boot on stone: heel, the roll of grit, toe. Variations differ as one walker's steps do."""
    chance = dice(1000 + variation + 100 * run)
    out = np.zeros(round(0.34 * RATE))
    pitch, gap_s = (
        chance.uniform(0.9, 1.1),
        chance.uniform(0.05, 0.065) if run else chance.uniform(0.085, 0.11),
    )
    seed = 2000 + 10 * variation + 500 * run
    for at_s, weight, k in ((0.004, 1.0, 0), (0.004 + gap_s, 0.4 if run else 0.5, 1)):
        thump = ring(0.16, ((88 * pitch, 1.3, 0.03), (171 * pitch, 0.8, 0.02), (402 * pitch, 0.25, 0.011)))
        knock = noise(0.07, seed + k, 500, 2100 if run else 1500) * decay(0.07, 0.009)
        click = noise(0.03, seed + 2 + k, 2500, 6000) * decay(0.03, 0.003)
        add(out, at_s, weight * thump)
        add(out, at_s, weight * 0.5 * knock)
        add(out, at_s, weight * (0.3 if run else 0.18) * click)
    grit_s = gap_s + 0.05
    grains = chance.random(round(grit_s * RATE)) < 0.012
    grit = band(grains * chance.standard_normal(len(grains)), 1800, 7000) * swell(grit_s)
    add(out, 0.012, grit * chance.uniform(1.2, 2.0))
    return one_shot(room(out, 0.5, 0.09), -21.0 if run else -25.0)


def key_taken(colour: int) -> Signal:
    """Return a key lifted from its place: a jingle of iron, then the key's own note."""
    chance = dice(31 + colour)
    note = KEY_NOTES_HZ[colour]
    out = np.zeros(round(1.3 * RATE))
    for at_s in (0.0, 0.045, 0.075, 0.13):
        teeth = [
            (chance.uniform(3200, 7200), chance.uniform(0.3, 0.6), chance.uniform(0.02, 0.05))
            for _ in range(4)
        ]
        add(out, at_s, 0.3 * ring(0.3, teeth))
    add(out, 0.09, 0.7 * ring(1.2, [(note * r, a, tau) for r, a, tau in KEY_BODIES[colour]]))
    add(out, 0.19, 0.5 * ring(1.1, [(note * 1.5 * r, a, tau) for r, a, tau in KEY_BODIES[colour]]))
    return one_shot(room(out, 0.35, 0.22), -18.0)


def exit_opens() -> Signal:
    """Return stone dragged over stone, sticking and slipping, until the gate falls home."""
    length_s = 1.9
    t = seconds(length_s)
    jerks = np.interp(t, np.linspace(0, length_s, 40), dice(41).uniform(0.25, 1.0, 40))
    slide = np.minimum(t / 0.25, 1) * np.clip((1.75 - t) / 0.12, 0, 1)
    teeth = 0.6 + 0.4 * np.sin(2 * np.pi * (17 * t + 0.8 * np.sin(2 * np.pi * 1.3 * t)))
    stone = noise(length_s, 42, 90, 520) + 0.5 * noise(length_s, 43, 700, 2600) * teeth
    out = np.zeros(round(2.4 * RATE))
    add(out, 0, 0.4 * stone * jerks * slide)
    add(out, 1.72, _clank(44, 0.6))
    add(out, 1.72, 2.2 * ring(0.6, ((52, 1.0, 0.16), (79, 0.7, 0.1))))
    return one_shot(room(out, 0.6, 0.45), -16.0)


def exit_refused() -> Signal:
    """Return a locked gate that is shaken."""
    out = np.zeros(round(0.75 * RATE))
    for k, at_s in enumerate((0.0, 0.085, 0.15, 0.25, 0.32)):
        add(out, at_s, (1.0, 0.6, 0.8, 0.5, 0.35)[k] * _clank(50 + k, 0.35))
    return one_shot(room(out, 0.4, 0.2), -18.0)


def _clank(seed: int, tau_s: float) -> Signal:
    """Return iron struck once: modes that fit no scale, and the blow."""
    chance = dice(seed)
    freqs = np.array([233.0, 391.0, 617.0, 1043.0, 1571.0, 2357.0, 3511.0]) * chance.uniform(0.97, 1.03, 7)
    modes = [
        (f, a, tau_s * 180 / (180 + 0.45 * f))
        for f, a in zip(freqs, chance.uniform(0.25, 0.6, 7), strict=True)
    ]
    out = ring(max(0.3, tau_s), modes)
    add(out, 0, 0.6 * noise(0.04, seed + 900, 300, 5000) * decay(0.04, 0.006))
    return out


def finish() -> Signal:
    """Return four rising notes of a plucked chord and the chord left ringing: out, and done."""
    out = np.zeros(round(2.5 * RATE))
    for at_s, freq, weight in (
        (0.00, 392.0, 0.8),
        (0.13, 523.25, 0.8),
        (0.26, 659.26, 0.85),
        (0.42, 783.99, 1.0),
        (0.42, 523.25, 0.7),
        (0.42, 261.63, 0.8),
        (0.56, 1046.5, 0.55),
    ):
        partials = [(freq * k * (1 + 0.0004 * k * k), 1 / k**1.4, 0.75 / k**0.7) for k in range(1, 7)]
        add(out, at_s, weight * ring(1.9, partials))
    return one_shot(room(out, 0.5, 0.4), -17.0)


def chalk(variation: int) -> Signal:
    """Return two strokes of chalk: dry hiss in the rhythm of a tip that sticks and slips."""
    chance = dice(70 + variation)
    out = np.zeros(round(0.5 * RATE))
    for at_s, length_s in (
        (0.01, chance.uniform(0.13, 0.17)),
        (chance.uniform(0.22, 0.25), chance.uniform(0.1, 0.14)),
    ):
        t = seconds(length_s)
        rub = 0.55 + 0.45 * np.sign(np.sin(2 * np.pi * chance.uniform(85, 130) * t * (1 + 0.5 * t)))
        hiss = noise(length_s, int(chance.integers(1 << 30)), 1600, 5200) * rub * swell(length_s, 0.6)
        add(out, at_s, hiss)
        add(out, at_s, 1.2 * ring(0.05, ((310, 0.7, 0.012), (940, 0.4, 0.006))))
    return one_shot(room(out, 0.25, 0.1), -23.0)


def climb() -> Signal:
    """Return four rungs under foot and hand, each knocking and creaking a little."""
    chance = dice(78)
    out = np.zeros(round(0.95 * RATE))
    for k, at_s in enumerate((0.0, 0.17, 0.36, 0.52)):
        pitch = chance.uniform(0.92, 1.1)
        knock = ring(0.2, ((168 * pitch, 1.0, 0.035), (402 * pitch, 0.6, 0.022), (890 * pitch, 0.3, 0.010)))
        add(out, at_s, (1.0 - 0.12 * k) * knock)
        t = seconds(0.13)
        creak = np.sin(2 * np.pi * (310 * pitch * t + 260 * t**2)) * np.sign(np.sin(2 * np.pi * 46 * t))
        add(out, at_s + 0.03, 0.07 * creak * swell(0.13, 0.5))
    return one_shot(room(out, 0.3, 0.12), -22.0)


def hint() -> Signal:
    """Return a shimmer that climbs a pentatonic scale: the way shows itself."""
    chance = dice(80)
    out = np.zeros(round(1.5 * RATE))
    for k, freq in enumerate((587.3, 659.3, 784.0, 880.0, 1046.5, 1174.7, 1318.5, 1568.0)):
        grain = ring(0.9, ((freq, 1.0, 0.3), (freq * 1.006, 0.7, 0.3), (freq * 2, 0.25, 0.15)))
        add(out, 0.07 * k + chance.uniform(0, 0.015), 0.5 * grain * np.minimum(seconds(0.9) / 0.03, 1))
    return one_shot(room(out, 0.7, 0.3), -20.0)


def empty() -> Signal:
    """Return a dull double knock: nothing left to use."""
    out = np.zeros(round(0.3 * RATE))
    for at_s in (0.0, 0.11):
        add(out, at_s, ring(0.15, ((196, 1.0, 0.03), (311, 0.5, 0.02), (610, 0.2, 0.008))))
    return one_shot(room(out, 0.2, 0.06), -22.0)


def countdown() -> Signal:
    """Return one beat of a deep drum with a clear note: a second less until the start."""
    out = np.zeros(round(0.45 * RATE))
    add(out, 0, ring(0.4, ((147, 1.0, 0.07), (294, 0.8, 0.09), (588, 0.45, 0.05), (1176, 0.15, 0.02))))
    add(out, 0, 0.35 * noise(0.03, 90, 400, 3000) * decay(0.03, 0.004))
    return one_shot(room(out, 0.35, 0.12), -19.0)


def horn() -> Signal:
    """Return a hunting horn that leaps up a fifth and holds: they are let go."""
    out = np.zeros(round(1.7 * RATE))
    add(out, 0.0, 0.9 * _blown(146.8, 0.28, 0.03))
    add(out, 0.24, _blown(220.0, 1.2, 0.05))
    return one_shot(room(out, 0.6, 0.4), -16.0)


def caught() -> Signal:
    """Return a gong and two notes that fall: somebody is caught."""
    out = np.zeros(round(1.5 * RATE))
    gong = ((174.6, 1.0, 0.5), (259.0, 0.7, 0.42), (381.0, 0.6, 0.3), (547.0, 0.4, 0.2), (922.0, 0.25, 0.1))
    add(out, 0.0, ring(1.4, gong))
    add(out, 0.0, 0.5 * noise(0.05, 91, 300, 4000) * decay(0.05, 0.008))
    for at_s, freq in ((0.05, 466.2), (0.19, 349.2)):
        add(
            out, at_s, 0.7 * ring(0.9, ((freq, 1.0, 0.18), (freq * 2.01, 0.5, 0.1), (freq * 3.02, 0.2, 0.05)))
        )
    return one_shot(room(out, 0.5, 0.3), -17.0)


def round_over() -> Signal:
    """Return a short fanfare: three quick notes up and a chord that is held."""
    out = np.zeros(round(1.9 * RATE))
    for at_s, freq, length_s in (
        *((0.0, 392.0, 0.15), (0.15, 523.25, 0.15), (0.30, 659.26, 0.15)),
        *((0.46, 783.99, 1.1), (0.46, 523.25, 1.1), (0.46, 329.63, 1.1)),
    ):
        add(out, at_s, _blown(freq, length_s, 0.02))
    return one_shot(room(out, 0.5, 0.35), -17.0)


def _blown(freq: float, length_s: float, attack_s: float) -> Signal:
    """Return a note of brass: the harder it is blown, the more of its upper partials are heard."""
    t = seconds(length_s)
    breath = np.minimum(t / attack_s, 1) * np.minimum((length_s - t) / (0.25 * length_s), 1)
    breath *= 0.85 + 0.15 * np.sin(np.pi * t / length_s)
    bend = freq * (t - 0.012 * np.exp(-t / 0.02) * attack_s) + 0.0006 * freq * np.sin(2 * np.pi * 5.2 * t)
    out = np.zeros_like(t)
    for k in range(1, 9):
        out += breath ** (0.7 + 0.45 * k) / k**0.9 * np.sin(2 * np.pi * k * bend)
    return out


def ui_move() -> Signal:
    """Return the tick of one line to the next."""
    return one_shot(ring(0.09, ((1175, 0.8, 0.012), (2940, 0.3, 0.005), (420, 0.4, 0.01))), -28.0)


def ui_choose() -> Signal:
    """Return two short notes up."""
    return _two_notes(587.3, 880.0, -23.0)


def ui_back() -> Signal:
    """Return two short notes down."""
    return _two_notes(587.3, 440.0, -24.0)


def _two_notes(first_hz: float, second_hz: float, level_db: float) -> Signal:
    out = np.zeros(round(0.32 * RATE))
    for at_s, freq in ((0.0, first_hz), (0.07, second_hz)):
        add(out, at_s, ring(0.24, ((freq, 1.0, 0.06), (freq * 2, 0.3, 0.03), (freq * 3.9, 0.15, 0.012))))
    return one_shot(room(out, 0.15, 0.05), level_db)
