"""The rows of the settings screen that bind keys and gamepad buttons, and the asking when one is taken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from maze3d.view.input.bindings import Table, assign, clear, conflicts, owner
from maze3d.view.input.names import PAD, action_words, button_words, key_words
from maze3d.view.language import say
from maze3d.view.screens.key_row import KeyRow
from maze3d.view.settings import ACTIONS
from maze3d.view.ui.controls import Label
from maze3d.view.ui.theme import AMBER, FAINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.settings import Controls
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_STICKS = ("forward", "back", "left", "right", "turn_left", "turn_right", "look_up", "look_down")
"""The sticks do these: they need no button, though one may be bound."""


class KeyBindings:
    """`on_change` gets "keys" or "buttons" and the new table. `waiting` while the next key is to be bound."""

    def __init__(self, ui: Ui, on_change: Callable[[str, Table], None]) -> None:
        self._ui = ui
        self._on_change = on_change
        self._tables: dict[str, Table] = {"keys": {}, "buttons": {}}
        self._binding: tuple[str, str, int] | None = None
        canvas = ui.canvas
        self._rows: dict[tuple[str, str], KeyRow] = {}
        self.rows: list[Widget] = []
        for table, title, how in (
            ("keys", say("help.keys"), say("bindings.how")),
            ("buttons", say("help.gamepad"), say("bindings.how_pad")),
        ):
            self.rows += [
                Label(canvas, title, style="heading", colour=AMBER, space=12),
                Label(canvas, how, style="small", colour=FAINT),
            ]
            for action in ACTIONS:
                if table == "buttons" and action in _STICKS:
                    continue
                row = KeyRow(canvas, action_words(action), partial(self._wait, table, action))
                self._rows[table, action] = row
                self.rows.append(row)

    @property
    def waiting(self) -> bool:
        """Whether the next key or button is to be bound."""
        return self._binding is not None

    def show(self, controls: Controls) -> None:
        """Show what is bound."""
        self._tables = {"keys": controls.keys, "buttons": controls.buttons}
        self._refresh()

    def _wait(self, table: str, action: str, slot: int) -> None:
        self._binding = (table, action, slot)
        self._refresh()

    def _refresh(self) -> None:
        for (table, action), row in self._rows.items():
            words = key_words if table == "keys" else button_words
            clashing = conflicts(self._tables[table])
            names = self._tables[table].get(action, [])
            here = self._binding is not None and self._binding[:2] == (table, action)
            row.show_names(
                [words(name) for name in names],
                clash=any(name in clashing for name in names),
                waiting=self._binding[2] if here and self._binding else None,
            )

    def take(self, name: str) -> None:
        """Bind `name` to what waits for it, after asking when it serves another action."""
        assert self._binding  # noqa: S101 - only called while waiting
        table, action, slot = self._binding
        is_button = name.startswith(PAD)
        name = name.removeprefix(PAD)
        if name.startswith("stick_"):
            return
        self._binding = None
        self._refresh()
        if name == "delete":
            self._change(table, clear(self._tables[table], action, slot))
        elif name != "escape" and is_button == (table == "buttons"):
            self._bind(table, action, slot, name)

    def _bind(self, table: str, action: str, slot: int, name: str) -> None:
        taken_by = owner(self._tables[table], name)
        changed = assign(self._tables[table], action, slot, name)
        if taken_by is None or taken_by == action:
            self._change(table, changed)
            return
        words = key_words(name) if table == "keys" else button_words(name)
        self._ui.ask(
            say("bindings.taken", key=words, before=action_words(taken_by), now=action_words(action)),
            partial(self._change, table, changed),
            yes=say("bindings.use"),
            no=say("bindings.leave"),
        )

    def _change(self, table: str, changed: Table) -> None:
        if table == "keys" and not changed.get("pause"):
            self._ui.notify(say("bindings.needs_pause"))
            return
        self._on_change(table, changed)
