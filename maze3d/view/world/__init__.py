"""The maze in three dimensions."""

from maze3d.view.world.camera import Eye, place_camera
from maze3d.view.world.world import World

__all__ = ["Eye", "World", "place_camera"]
