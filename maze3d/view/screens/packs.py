"""The packs: which are on, in which order, and what is wrong with them. Every change shows at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.view.language import lines, say
from maze3d.view.screens.pack_row import PackData, PackRow
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column
from maze3d.view.ui.picture import Picture
from maze3d.view.ui.row_list import RowList, refocus
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import BAD, FAINT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_PICTURE = 333.0
"""How high a preview is shown, in points: 16 to 9 on the width of its screen."""

MOST_FINDINGS = 12
"""Told on the screen; `maze3d pack check` tells all."""


@dataclass(frozen=True, slots=True)
class PackActions:
    """What the screen asks for."""

    packs: Callable[[], Sequence[PackData]]
    """Return all there are: those that are on first, the top one first."""
    set_order: Callable[[list[str]], None]
    """Have these be on, by their keys."""
    folder: str
    """Where packs are put, in words."""
    preview: Callable[[PackData], NDArray[np.uint8] | None] = lambda _pack: None
    """Return a large picture of how a pack looks, None for one that has none."""


class PacksScreen(Screen):
    """`prepare` looks at the folder again."""

    def __init__(self, ui: Ui, actions: PackActions) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._actions = actions
        self._more = _AboutScreen(ui, actions.preview)
        self._words = Label(canvas, "", style="small", colour=FAINT)
        self._list: RowList[PackRow] = RowList(
            canvas, lambda: PackRow(canvas, self._switch, self._move, self._more.open)
        )
        self._look = Button(canvas, say("packs.look"), self.prepare)
        super().__init__(
            canvas,
            say("menu.packs"),
            Column(canvas, [self._words, self._list]),
            [self._look, Button(canvas, say("menu.back"), ui.back)],
            width=860,
            on_back=ui.back,
        )

    def first_focus(self) -> Widget:
        rows = self._list.rows
        return rows[0].field if rows else self._look

    def prepare(self) -> None:
        """Show what there is now."""
        packs = list(self._actions.packs())
        rearranged = self._list.arrange([pack.key for pack in packs])
        on = [pack.key for pack in packs if pack.on]
        for row, pack in zip(self._list.rows, packs, strict=True):
            row.show_pack(pack, higher=pack.key in on[1:], lower=pack.key in on[:-1])
        folder = self._actions.folder
        self._words.text.set(
            say("packs.there", folder=folder) if packs else say("packs.none_yet", folder=folder)
        )
        self.changed = True
        if rearranged:
            refocus(self._ui, self)

    def _switch(self, pack: PackData) -> None:
        if pack.broken or pack.own:
            self._more.open(pack)
            return
        order = self._order()
        self._set([key for key in order if key != pack.key] if pack.on else [pack.key, *order])

    def _move(self, pack: PackData, step: int) -> None:
        order = self._order()
        if pack.key not in order:
            return
        at = order.index(pack.key)
        order.insert(min(max(at + step, 0), len(order) - 1), order.pop(at))
        self._set(order)

    def _order(self) -> list[str]:
        return [row.pack.key for row in self._list.rows if row.pack and row.pack.on]

    def _set(self, order: list[str]) -> None:
        self._actions.set_order(order)
        self.prepare()


class _AboutScreen(Screen):
    """All that one pack says about itself, and all that is wrong with it."""

    def __init__(self, ui: Ui, preview: Callable[[PackData], NDArray[np.uint8] | None]) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._preview = preview
        self._picture = Picture(canvas, _PICTURE, framed=False)
        self._name = Label(canvas, "", style="heading")
        self._facts = Label(canvas, "", style="small", colour=FAINT)
        self._about = Label(canvas, "")
        self._findings = Label(canvas, "", colour=BAD)
        self._credits = Label(canvas, "", style="small", colour=FAINT)
        parts = [self._picture, self._name, self._facts, self._about, self._findings, self._credits]
        super().__init__(
            canvas,
            "",
            Column(canvas, parts),
            [Button(canvas, say("menu.back"), ui.back)],
            width=640,
            on_back=ui.back,
        )

    def open(self, pack: PackData) -> None:
        """Show that pack in front."""
        picture = self._preview(pack)
        self._picture.show(on=picture is not None)
        if picture is not None:
            self._picture.show_picture(picture)
        self._name.text.set(pack.title)
        self._facts.text.set(pack.facts)
        beyond = len(pack.findings) - MOST_FINDINGS
        findings = [
            *pack.findings[:MOST_FINDINGS],
            *([say("packs.more", number=beyond)] if beyond > 0 else []),
        ]
        for label, words in (
            (self._about, pack.about),
            (self._findings, lines(findings)),
            (self._credits, "\n".join(pack.credits)),
        ):
            label.text.set(words)
            label.show(on=bool(words))
        self.changed = True
        self._ui.push(self)
