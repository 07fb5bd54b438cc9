"""The maze in three dimensions."""

from maze3d.view.world.bodies import Look
from maze3d.view.world.camera import Eye, place_camera
from maze3d.view.world.materials import surfaces_of
from maze3d.view.world.world import World

__all__ = ["Eye", "Look", "World", "place_camera", "surfaces_of"]
