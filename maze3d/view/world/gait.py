"""How a figure walks: where its feet are at each moment of a stride, and how its legs bend to reach there.

A foot on the floor stays where it is while the body passes over it, whatever the speed; so nothing slides.
Angles in degrees, lengths in cells. Pure functions; knows nothing of the engine.
"""

from __future__ import annotations

import math
from typing import NamedTuple

SEGMENT = 0.095
"""From hip to knee, and from knee to sole."""

CONTACT_CELLS = 0.155
"""How far a body passes over a foot that stands, at most: more than these legs reach."""

_REACH = 2 * SEGMENT - 0.0005
_STAND_SHARE = 0.62
"""The most of a stride that a foot is on the floor: slow walkers always have one there."""


class Legs(NamedTuple):
    """How both legs are held, left first."""

    thighs: tuple[float, float]
    """Degrees forward of straight down."""
    knees: tuple[float, float]
    """Degrees that each is bent."""
    hips: float
    """How far the hips are above where they are when standing, mostly below 0."""


def stride_cells(pace: float) -> float:
    """Return the way of two steps at a pace of 0 to 1 (a full run)."""
    return 0.34 + 0.80 * pace


def foot(phase: float, pace: float) -> tuple[float, float]:
    """Return how far ahead of the hip a foot is and how high, at `phase` (0 to 1) of its stride.

    It comes down at 0. While it stands it goes back by as much as the body goes on.
    """
    stride = stride_cells(pace)
    stands = min(_STAND_SHARE, CONTACT_CELLS / stride)
    contact = stands * stride
    if phase < stands:
        return contact / 2 - phase * stride, 0.0
    swung = (phase - stands) / (1 - stands)
    ahead = contact * (0.5 - 0.5 * math.cos(math.pi * swung)) - contact / 2
    lift = (0.016 + 0.070 * pace) * math.sin(math.pi * swung) * (1.35 - 0.7 * swung)
    return ahead, lift


def bent(ahead: float, drop: float) -> tuple[float, float]:
    """Return thigh and knee for a sole that far ahead of the hip and below it; as near as the leg reaches."""
    away = min(math.hypot(ahead, drop), _REACH)
    half = math.degrees(math.acos(away / (2 * SEGMENT)))
    return math.degrees(math.atan2(ahead, drop)) + half, 2 * half


def legs(phase: float, pace: float, effort: float = 1.0) -> Legs:
    """Return the legs at `phase` of a stride. `effort`, 0 to 1, is how much of the movement is made.

    Hips sink so that the feet reach, and rise in the air between two steps.
    """
    stride = stride_cells(pace)
    stands = min(_STAND_SHARE, CONTACT_CELLS / stride)
    half_contact = stands * stride / 2
    sunk = _REACH - math.sqrt(_REACH * _REACH - half_contact * half_contact)
    bounce = 0.002 + 0.007 * pace
    middle = math.cos(2 * math.tau * (phase - stands / 2))
    hips = -effort * (sunk + 0.002 + bounce * (0.5 + 0.5 * middle))
    angles = []
    for shift in (0.0, 0.5):
        ahead, lift = foot((phase + shift) % 1.0, pace)
        angles.append(bent(ahead * effort, _REACH + hips - lift * effort))
    (left, left_knee), (right, right_knee) = angles
    return Legs((left, right), (left_knee, right_knee), hips + _REACH - 2 * SEGMENT)
