"""A canvas without a window and a world on it, for the tests that draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.view.offscreen import Canvas
from maze3d.view.surfaces import Stock
from maze3d.view.world import World
from tests.view.world.scenes import settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def canvas() -> Iterator[Canvas]:
    made = Canvas(160, 90)
    yield made
    made.close()


@pytest.fixture
def world(canvas: Canvas) -> Iterator[World]:
    made = World(canvas.root, settings(), Stock(), shaders=canvas.shaders)
    yield made
    made.close()
