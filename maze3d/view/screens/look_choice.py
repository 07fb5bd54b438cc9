"""The player's own colour and shape, with the sign they make."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from maze3d.view.language import say
from maze3d.view.palette import COLOUR_NAMES, PLAYER_SHAPES
from maze3d.view.ui.layout import Row
from maze3d.view.ui.sign import Sign
from maze3d.view.ui.values import Choice
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas

_SIDE = 34.0


class LookChoice(Widget):
    """`on_change` gets the colour and the shape, as indices."""

    def __init__(self, canvas: Canvas, on_change: Callable[[int, int], None]) -> None:
        super().__init__(canvas)
        self._on_change = on_change
        self._look = (0, 0)
        self._sign = Sign(self.node)
        colours = [(i, say(f"colour.{name}")) for i, name in enumerate(COLOUR_NAMES)]
        shapes = [(i, say(f"shape.{name}")) for i, name in enumerate(PLAYER_SHAPES)]
        self._colour = Choice(canvas, say("lobby.colour"), colours, partial(self._take, 0))
        self._shape = Choice(canvas, say("lobby.shape"), shapes, partial(self._take, 1))
        self._row = Row(canvas, [self._colour, self._shape], gap=6, least=500)
        self._row.node.reparentTo(self.node)
        self.set(0, 0)

    def set(self, colour: int, shape: int) -> None:
        """Show that look."""
        self._look = (colour, shape)
        self._sign.set(colour, shape)
        self._colour.set(colour)
        self._shape.set(shape)

    def _take(self, which: int, value: Any) -> None:
        colour, shape = self._look
        self.set(*((value, shape) if which == 0 else (colour, value)))
        self._on_change(*self._look)

    def children(self) -> tuple[Widget, ...]:
        return (self._row,)

    def measure(self, width: float) -> float:
        return self._row.measure(width - _SIDE - 8)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._sign.place(0, (height - _SIDE) / 2, _SIDE)
        self._row.place(_SIDE + 8, 0, width - _SIDE - 8, height)
