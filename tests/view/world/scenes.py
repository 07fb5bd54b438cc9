"""What a test says to see a place in the world: settings, snapshot, eye, picture."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.sim.state import PlayerState, Snapshot
from maze3d.view.settings import Settings, Video
from maze3d.view.world import Eye, World, place_camera

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.offscreen import Canvas

EAST = 65536 // 4


def settings(quality: str = "low", **video: Any) -> Settings:
    return Settings(video=Video.model_validate({"quality": quality, **video}))


def snapshot(*, held: int = 0, **fields: Any) -> Snapshot:
    return Snapshot(0, (PlayerState(0, 512, 512, 0, 0, 0, 0, keys=held),), **fields)


def eye(row: float = 0, col: float = 0, yaw: int = EAST, pitch: int = 0) -> Eye:
    return Eye(col * 1024 + 512, row * 1024 + 512, 470, yaw, pitch)


def drawn(canvas: Canvas, world: World, at: Eye, state: Snapshot, *, dt: float = 0.0) -> NDArray[np.uint8]:
    place_camera(canvas.camera, canvas.lens, canvas.aspect, at, 80)
    world.show(state, state, 1.0, at, dt)
    return canvas.picture()


def unlike(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    return float(np.abs(a.astype(int) - b.astype(int)).mean())


def prepared(canvas: Canvas) -> tuple[int, int, int, int]:
    """Return how many nodes there are, and textures, vertex buffers and index buffers in the driver."""
    gc.collect()
    objects = canvas._buffer.getGsg().getPreparedObjects()
    return (
        canvas.root.findAllMatches("**").getNumPaths(),
        objects.getNumPreparedTextures(),
        objects.getNumPreparedVertexBuffers(),
        objects.getNumPreparedIndexBuffers(),
    )
