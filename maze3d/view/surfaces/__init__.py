"""Stone, wood and iron as numpy arrays of colour, relief and roughness, from the packs that are on.

Knows nothing of the engine: `Stock` gives arrays, view/world turns them into textures.
"""

from maze3d.view.surfaces.stock import Stock
from maze3d.view.surfaces.surface import Surface

__all__ = ["Stock", "Surface"]
