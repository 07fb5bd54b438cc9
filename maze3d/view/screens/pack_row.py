"""One pack in the list of packs: how it looks, whether it is on, and where it lies among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.canvas import LINE
from maze3d.view.ui.controls import INSET, Button
from maze3d.view.ui.layout import Row
from maze3d.view.ui.list_field import ListField
from maze3d.view.ui.picture import Picture
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, BAD, DIM, FAINT, INK, SIZES, faded

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.ui.canvas import Canvas

_TALL = 68.0
_PAD = 14.0
_EDGE = 4.0
_SHAPE = 16 / 9
_LAMP = 14.0


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """How a pack looks, 16 to 9: `uint8[height, width, 4]`, top row first. A saved file makes another."""

    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class PackData:
    """A pack as the screen shows it."""

    key: str
    """Its id, or the name of its file when it has none."""
    title: str
    facts: str
    """Version, authors, licence."""
    on: bool = False
    about: str = ""
    credits: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    """What is wrong with it, a sentence each."""
    broken: bool = False
    """Whether it cannot be on at all."""
    own: bool = False
    """Whether it is the game's own look, which is always on, below all others."""
    preview: Preview | None = None


class PackField(ListField[PackData]):
    """Its preview, a lamp that is lit while it is on, title and facts. Pressed to switch it."""

    tall = _TALL

    def __init__(self, canvas: Canvas, on_press: Callable[[], None]) -> None:
        super().__init__(canvas, on_press)
        self._facts = Text(canvas, self.node, "", style="small", colour=FAINT)
        self._lamp = Box(self.node, AMBER, corner=_LAMP / 2)
        self._picture = Picture(canvas, _TALL - 2 * _EDGE, framed=False)
        self._picture.node.reparentTo(self.node)
        self._drawn: Preview | None = None

    def title(self, pack: PackData, /) -> str:
        return pack.title

    def draw(self, pack: PackData, /) -> None:
        tall = _TALL - 2 * _EDGE
        left = _EDGE + tall * _SHAPE + INSET
        self._picture.show(on=pack.preview is not None)
        if pack.preview is not self._drawn:
            self._drawn = pack.preview
            if pack.preview:
                self._picture.show_picture(pack.preview.pixels)
        self._picture.place(_EDGE, _EDGE, tall * _SHAPE, tall)
        self._lamp.place(left, (_TALL - _LAMP) / 2, _LAMP, _LAMP)
        self._lamp.paint(AMBER if pack.on or pack.own else faded(DIM, 0.35))
        left += _LAMP + INSET
        self.text.set_cut(pack.title, self.width - left - INSET)
        self.text.paint(DIM if pack.broken else INK)
        self.text.place(left, _PAD)
        wrong = len(pack.findings)
        facts = say("packs.wrong", n=wrong, first=pack.findings[0]) if wrong else pack.facts
        self._facts.set_cut(facts, self.width - left - INSET)
        self._facts.paint(BAD if wrong else FAINT)
        self._facts.place(left, _PAD + SIZES["body"] * LINE)


class _Step(Button):
    """As tall as its row."""

    inset = 5.0

    def measure(self, width: float) -> float:
        del width
        return _TALL


class PackRow(Row):
    """`on_switch`, `on_move` (a step up, -1, or down, 1) and `on_more` are told which pack."""

    def __init__(
        self,
        canvas: Canvas,
        on_switch: Callable[[PackData], None],
        on_move: Callable[[PackData, int], None],
        on_more: Callable[[PackData], None],
    ) -> None:
        self.pack: PackData | None = None
        self.field = PackField(canvas, lambda: self._tell(on_switch))
        up = _Step(canvas, say("packs.up"), lambda: self._tell(lambda pack: on_move(pack, -1)))
        down = _Step(canvas, say("packs.down"), lambda: self._tell(lambda pack: on_move(pack, 1)))
        more = _Step(canvas, say("packs.about"), lambda: self._tell(on_more))
        self._steps = (up, down)
        super().__init__(canvas, [self.field, up, down, more], [0.67, 0.11, 0.11, 0.11], gap=6)

    def show_pack(self, pack: PackData, *, higher: bool, lower: bool) -> None:
        """Show that pack, and whether it can go up and down."""
        if pack != self.pack:
            self.pack = pack
            self.field.show_item(pack)
        for step, can in zip(self._steps, (higher, lower), strict=True):
            step.dim(on=not can)
            step.show(on=not pack.own)

    def _tell(self, call: Callable[[PackData], None]) -> None:
        if self.pack:
            call(self.pack)
