"""The meshes a player is made of."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.sim.units import BODY_RADIUS, CELL, EYE_HEIGHT, WALL_HEIGHT
from maze3d.view.palette import PLAYER_COLOURS, PLAYER_SHAPES
from maze3d.view.world.figure import HIP, NECK, WAIST, arm, head, shin, thigh, upper
from maze3d.view.world.figure_light import LANTERN, embers, fire, halo, lantern, shadow
from maze3d.view.world.gait import CONTACT_CELLS, SEGMENT, foot, legs, stride_cells
from maze3d.view.world.solids import Solid, turned
from tests.view.world.test_geometry import looks

DYE = PLAYER_COLOURS[0]
PARTS = {
    "upper": upper(DYE),
    "head": head(DYE, hunter=False),
    "hunter": head(DYE, hunter=True),
    "arm": arm(DYE),
    "thigh": thigh(),
    "shin": shin(),
    "embers": embers(),
    **{shape: lantern(0, index) for index, shape in enumerate(PLAYER_SHAPES)},
}


@pytest.mark.parametrize("name", PARTS)
def test_parts_have_unit_normals_and_are_wound_outwards(name: str) -> None:
    vertices, corners = PARTS[name]
    assert np.isfinite(vertices["position"]).all()
    assert np.allclose(np.linalg.norm(vertices["normal"], axis=1), 1, atol=1e-3)
    assert (looks(vertices["position"], vertices["normal"], corners) >= -1e-7).all()
    assert corners.max() < len(vertices) < 2000


def test_a_figure_stands_on_the_floor_under_the_ceiling() -> None:
    at = PARTS["head"].vertices["position"]
    assert np.abs(shin().vertices["position"][:, 1].min() + SEGMENT) < 0.02
    assert HIP[1] == 2 * SEGMENT
    assert WAIST < NECK
    hood = at[np.abs(at[:, 0]) > 0.02, 1].max() + NECK
    assert hood == pytest.approx(EYE_HEIGHT / CELL, abs=0.06)
    assert LANTERN + 0.09 < WALL_HEIGHT / CELL
    for part in ("head", "upper"):
        at = PARTS[part].vertices["position"]
        assert np.hypot(at[:, 0], at[:, 2]).max() < BODY_RADIUS / CELL


def test_a_hunter_is_horned() -> None:
    assert len(PARTS["hunter"].vertices) > len(PARTS["head"].vertices)
    assert len(fire()) > len(halo(0))


def test_a_shadow_fades_to_its_rim() -> None:
    vertices, corners = shadow()
    assert vertices["colour"][0, 3] > 100
    assert not vertices["colour"][1:, 3].any()
    assert (looks(vertices["position"], vertices["normal"], corners) > 0).all()


def test_a_turned_ball_is_round() -> None:
    angle = np.linspace(0.1, np.pi - 0.1, 15)
    profile = [(-np.cos(t), np.sin(t)) for t in angle]
    ball: Solid = turned(profile, sides=16)
    at, normal = ball.vertices["position"], ball.vertices["normal"]
    assert np.allclose(np.linalg.norm(at, axis=1), 1, atol=1e-5)
    assert (np.einsum("ij,ij->i", at, normal) > 0.99).all()


@given(st.floats(0.02, 1), st.floats(0, 1))
def test_a_standing_foot_goes_back_as_the_body_goes_on(pace: float, phase: float) -> None:
    ahead, lift = foot(phase, pace)
    later, later_lift = foot(min(phase + 1e-4, 0.999), pace)
    assert lift >= 0
    assert abs(ahead) <= CONTACT_CELLS / 2 + 1e-9
    if lift == later_lift == 0:
        assert ahead - later == pytest.approx(1e-4 * stride_cells(pace), rel=1e-3, abs=1e-9) or phase > 0.99


@given(st.floats(0, 1), st.floats(0, 1))
def test_legs_reach_where_feet_are_and_knees_bend_forward(pace: float, phase: float) -> None:
    held = legs(phase, pace)
    for shift, thigh_deg, knee_deg in zip((0, 0.5), held.thighs, held.knees, strict=True):
        ahead, lift = foot((phase + shift) % 1.0, pace)
        shin_deg = thigh_deg - knee_deg
        reached = [
            SEGMENT * (trig(math.radians(thigh_deg)) + trig(math.radians(shin_deg)))
            for trig in (math.sin, math.cos)
        ]
        assert knee_deg >= 0
        assert reached[0] == pytest.approx(ahead, abs=2e-3)
        assert HIP[1] + held.hips - reached[1] == pytest.approx(lift, abs=2e-3)
