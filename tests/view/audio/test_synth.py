"""Every sound of the catalogue, by its figures: level, ends, seams, length, brightness."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from maze3d.view.audio.catalogue import SOUNDS, STEPS
from maze3d.view.audio.synth import LOOP_RATE, PEAK, RATE, Signal, loudness_db, ring, room, seconds

LENGTHS_S = {
    "ui_": (0.05, 0.6),
    "step_": (0.2, 0.8),
    "key_near": (4, 4),
    "key_": (1, 2.5),
    "chalk_": (0.4, 1),
    "climb": (0.6, 1.6),
    "ambience": (20, 30),
    "torch": (4, 8),
    "fountain": (4, 8),
    "exit_hum": (6, 10),
    "exit_opens": (1.5, 4.5),
    "exit_refused": (0.5, 2),
    "finish": (1.5, 4.5),
    "countdown": (0.3, 0.95),
    "horn": (1, 4),
    "caught": (1, 3),
    "round_over": (1, 4),
    "hint": (1, 3),
    "empty": (0.2, 0.6),
}
ONE_SHOTS = [name for name in SOUNDS if not SOUNDS[name].loops]
LOOPS = [name for name in SOUNDS if SOUNDS[name].loops]


@cache
def made(name: str) -> Signal:
    return SOUNDS[name].make()


def centroid_hz(name: str) -> float:
    """Return the mean frequency, weighted by power."""
    signal = made(name) if made(name).ndim == 1 else made(name).mean(axis=1)
    power = np.abs(np.fft.rfft(signal)) ** 2
    return float((power * np.fft.rfftfreq(len(signal), 1 / SOUNDS[name].rate)).sum() / power.sum())


@pytest.mark.parametrize("name", SOUNDS)
def test_is_clean(name: str) -> None:
    signal = made(name)
    assert np.isfinite(signal).all()
    assert 0.05 < np.abs(signal).max() <= PEAK
    assert abs(float(signal.mean())) < 1e-3
    prefix = next(prefix for prefix in LENGTHS_S if name.startswith(prefix))
    shortest, longest = LENGTHS_S[prefix]
    assert shortest <= len(signal) / SOUNDS[name].rate <= longest


@pytest.mark.parametrize("name", ONE_SHOTS)
def test_a_one_shot_is_mono_and_ends_in_silence(name: str) -> None:
    signal = made(name)
    assert signal.ndim == 1
    assert abs(signal[0]) < 1e-4
    assert np.abs(signal[-200:]).max() < 1e-3


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_has_no_seam(name: str) -> None:
    signal = np.atleast_2d(made(name).T)
    assert signal.shape[0] == (2 if name == "ambience" else 1)
    bend = np.abs(np.diff(np.concatenate([signal[:, -400:], signal[:, :400]], axis=1), n=2))
    everywhere = np.abs(np.diff(signal, n=2))
    assert bend[:, 398:401].max() <= max(np.quantile(everywhere, 0.999), 1e-3)


def test_no_effect_drowns_the_rest() -> None:
    levels = {name: loudness_db(made(name), SOUNDS[name].rate) for name in SOUNDS}
    assert max(levels.values()) - min(levels.values()) <= 12
    played_in_a_maze = [levels[name] for name in ONE_SHOTS if not name.startswith("ui_")]
    assert max(played_in_a_maze) - min(played_in_a_maze) <= 10
    assert levels["ambience"] < min(played_in_a_maze)
    assert levels["step_walk_0"] < levels["step_run_0"] < levels["key_0"] < levels["exit_opens"]


def test_footsteps_differ_from_each_other_but_not_in_level() -> None:
    for gait in ("walk", "run"):
        steps = [made(f"step_{gait}_{k}") for k in range(STEPS)]
        for k, one in enumerate(steps):
            for other in steps[k + 1 :]:
                assert np.corrcoef(one, other)[0, 1] < 0.95
        levels = [loudness_db(one, RATE) for one in steps]
        assert max(levels) - min(levels) < 1


def test_the_three_keys_sound_their_own_notes() -> None:
    def strongest_hz(name: str) -> float:
        spectrum = np.abs(np.fft.rfft(made(name)[RATE // 11 : RATE // 5], RATE))  # until the second note
        return float(spectrum[:2500].argmax())

    notes = [strongest_hz(f"key_{k}") for k in range(3)]
    assert notes == sorted(notes)
    assert all(1.1 < high / low < 1.5 for low, high in pairwise(notes))


def test_brightness_is_what_the_thing_is_made_of() -> None:
    assert centroid_hz("ambience") < 400
    assert centroid_hz("exit_hum") < 400
    assert 150 < centroid_hz("step_walk_0") < 1200
    assert 300 < centroid_hz("torch") < 2000
    assert 300 < centroid_hz("exit_opens") < 1500
    assert 2000 < centroid_hz("chalk_0") < 6000
    assert centroid_hz("key_near") > 2000


def test_the_cave_is_wide_but_not_hollow() -> None:
    left, right = made("ambience").T
    assert 0.2 < np.corrcoef(left, right)[0, 1] < 0.98


@pytest.mark.parametrize("name", ["step_run_3", "chalk_1", "torch"])
def test_a_sound_is_the_same_at_every_start(name: str) -> None:
    assert np.array_equal(SOUNDS[name].make(), made(name))


def test_loudness_follows_the_ear_and_the_decibel() -> None:
    t = seconds(0.5, RATE)
    tone = np.sin(2 * np.pi * 1000 * t)
    assert loudness_db(tone, RATE) == pytest.approx(-3.01, abs=0.1)
    assert loudness_db(tone / 10, RATE) == pytest.approx(-23.01, abs=0.1)
    assert loudness_db(np.sin(2 * np.pi * 100 * t), RATE) == pytest.approx(-3.01 - 19.1, abs=0.3)


def test_a_wrapped_room_brings_the_tail_to_the_start() -> None:
    knock = np.zeros(LOOP_RATE)
    knock[-100] = 1.0
    wet = room(knock, 0.5, 0.1, rate=LOOP_RATE, wrap=True)
    assert len(wet) == len(knock)
    assert np.abs(wet[100:2000]).max() > 0.005
    assert np.abs(wet[LOOP_RATE // 2 : -200]).max() < 1e-2 * np.abs(wet[100:2000]).max()


def test_a_ringing_body_sounds_at_its_frequency() -> None:
    spectrum = np.abs(np.fft.rfft(ring(1.0, [(440.0, 1.0, 0.3)])))
    assert abs(int(spectrum.argmax()) - 440) <= 1


@pytest.mark.parametrize(
    "name", ["key_0", "key_1", "key_2", "finish", "hint", "exit_refused", "horn", "caught", "round_over"]
)
def test_nothing_clicks_in_the_tail(name: str) -> None:
    tail = made(name)[len(made(name)) // 2 :]
    sharp = np.abs(np.diff(tail, n=4))
    blocks = sharp[: len(sharp) // 882 * 882].reshape(-1, 882).max(axis=1)  # of 20 ms
    assert (blocks[1:] / (blocks[:-1] + 1e-6)).max() < 3
