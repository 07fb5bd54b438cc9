"""The meshes a player is made of."""

from __future__ import annotations

import numpy as np
import pytest

from maze3d.sim.units import BODY_RADIUS, CELL, EYE_HEIGHT, WALL_HEIGHT
from maze3d.view.palette import PLAYER_SHAPES
from maze3d.view.world.figure import HIP, WAIST, arm, leg, upper
from maze3d.view.world.figure_light import LANTERN, embers, fire, halo, lantern, shadow
from maze3d.view.world.solids import Solid, turned
from tests.view.world.test_geometry import looks

PARTS = {
    "upper": upper(0, hunter=False),
    "hunter": upper(0, hunter=True),
    "arm": arm(0),
    "leg": leg(),
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
    at = PARTS["upper"].vertices["position"]
    assert np.abs(leg().vertices["position"][:, 1].min() + HIP[1]) < 0.02
    head = at[np.abs(at[:, 0]) > 0.02, 1].max() + WAIST
    assert head == pytest.approx(EYE_HEIGHT / CELL, abs=0.06)
    assert LANTERN + 0.09 < WALL_HEIGHT / CELL
    assert np.hypot(at[:, 0], at[:, 2]).max() < BODY_RADIUS / CELL


def test_a_hunter_is_horned() -> None:
    assert len(PARTS["hunter"].vertices) > len(PARTS["upper"].vertices)
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
