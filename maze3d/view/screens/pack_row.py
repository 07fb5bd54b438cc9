"""One pack in the list of packs: what it is, whether it is on, and where it lies among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.ui.canvas import LINE
from maze3d.view.ui.controls import INSET, Button
from maze3d.view.ui.layout import Row
from maze3d.view.ui.list_field import ListField
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, BAD, DIM, FAINT, INK, SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.ui.canvas import Canvas

_TALL = 54.0
_PAD = 7.0
_LAMP = 14.0


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


class PackField(ListField[PackData]):
    """A lamp that is lit while the pack is on, its title and its facts. Pressed to switch it."""

    tall = _TALL

    def __init__(self, canvas: Canvas, on_press: Callable[[], None]) -> None:
        super().__init__(canvas, on_press)
        self._facts = Text(canvas, self.node, "", style="small", colour=FAINT)
        self._lamp = Box(self.node, AMBER, corner=_LAMP / 2)

    def title(self, pack: PackData, /) -> str:
        return pack.title

    def draw(self, pack: PackData, /) -> None:
        left = INSET + _LAMP + INSET
        self._lamp.place(INSET, (_TALL - _LAMP) / 2, _LAMP, _LAMP)
        self._lamp.paint(AMBER if pack.on else (*DIM[:3], 0.35))
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
        super().__init__(canvas, [self.field, up, down, more], [0.64, 0.1, 0.13, 0.13], gap=6)

    def show_pack(self, pack: PackData) -> None:
        """Show that pack."""
        if pack != self.pack:
            self.pack = pack
            self.field.show_item(pack)
            for step in self._steps:
                step.dim(on=not pack.on)

    def _tell(self, call: Callable[[PackData], None]) -> None:
        if self.pack:
            call(self.pack)
