"""Stone, wood and iron made by code: numpy arrays of colour, relief and roughness, kept in a cache folder.

Knows nothing of the engine: `surface()` gives arrays, view/world turns them into textures.
"""

from maze3d.view.surfaces.cache import cached_surface
from maze3d.view.surfaces.catalogue import SURFACES, Surface
from maze3d.view.surfaces.stock import OWN, Stock

__all__ = ["OWN", "SURFACES", "Stock", "Surface", "cached_surface"]
