"""What a spectator is told: over whose shoulder he looks, and the keys that change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.hud.plate import Plate
from maze3d.view.input.names import bound_words
from maze3d.view.language import say
from maze3d.view.ui.theme import FAINT

if TYPE_CHECKING:
    from maze3d.view.hud.round_state import RoundState
    from maze3d.view.settings import Controls
    from maze3d.view.ui.canvas import Canvas

_BESIDE_MAP = 420.0
_LEAST_WIDTH = 300.0


def watching_words(watched: str, controls: Controls) -> str:
    """Return the line for who is `watched`, "" for the free camera, with the keys as they are bound."""
    following = bound_words(controls, "spectate_next")
    if watched:
        free = bound_words(controls, "free_camera")
        return say("hud.watching", name=watched, next=following, free=free)
    return say("hud.flying", next=following)


class Watching:
    """One line below the clock, beside the minimap or under it."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._plate = Plate(canvas, parent, "body", FAINT)

    def hide(self) -> None:
        """Show nothing."""
        self._plate.set("")

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        width, height = self._canvas.width, self._canvas.height
        beside = width - _BESIDE_MAP
        if beside >= _LEAST_WIDTH:
            self._plate.place(width / 2, 78, beside)
        else:
            self._plate.place(width / 2, height * 0.3 + 42, width - 60)

    def update(self, state: RoundState, controls: Controls) -> None:
        """Show whom the player watches, when he does not play."""
        self._plate.set(watching_words(state.watching, controls) if state.role == "watching" else "")
