"""The keys the exit wants, bottom left: outlines until they are held, by shape and colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.palette import KEY_SHAPES, painted, palette
from maze3d.view.ui.shapes import Box, Mask
from maze3d.view.ui.theme import PLATE

if TYPE_CHECKING:
    from maze3d.view.hud.state import HudState
    from maze3d.view.ui.canvas import Canvas

_SIDE = 28.0
_GAP = 8.0
_SHAPES: dict[str, Mask] = {"circle": "circle", "square": "square", "triangle": "triangle"}


class Keys:
    """One figure a key."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("keys")
        self._plate = Box(self._node, PLATE, corner=6)
        self._figures = [Box(self._node, (1, 1, 1, 1), _SHAPES[shape], corner=0) for shape in KEY_SHAPES]
        self._palette = "standard"
        painted.add(self)
        self._shown: tuple[int, int] | None = None

    def set_palette(self, name: str) -> None:
        """Take the colours."""
        self._palette = name
        self._shown = None

    def repaint(self) -> None:
        """Draw again: other colours are in use."""
        self._shown = None

    def lay_out(self) -> None:
        """Place it for the canvas's size."""
        self._shown = None

    def update(self, state: HudState) -> None:
        """Show which of the wanted keys are held."""
        if self._shown == (state.keys_held, state.keys_wanted):
            return
        self._shown = (state.keys_held, state.keys_wanted)
        if not state.keys_wanted:
            self._node.stash()
            return
        self._node.unstash()
        colours = palette(self._palette)
        top = self._canvas.height - 16 - _SIDE - _GAP
        self._plate.place(16, top - _GAP / 2, state.keys_wanted * (_SIDE + _GAP) + _GAP, _SIDE + _GAP)
        for i, figure in enumerate(self._figures):
            if i >= state.keys_wanted:
                figure.node.stash()
                continue
            figure.node.unstash()
            held = state.keys_held >> i & 1
            figure.paint((*colours[i], 1.0) if held else (*colours[i], 0.22))
            side = _SIDE if held else _SIDE * 0.8
            edge = (_SIDE - side) / 2
            figure.place(16 + _GAP + i * (_SIDE + _GAP) + edge, top + edge, side, side)
