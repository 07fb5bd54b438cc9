"""What is drawn over the game while it is played: one element a file, their order in `hud.py`."""

from maze3d.view.hud.hud import Hud

__all__ = ["Hud"]
