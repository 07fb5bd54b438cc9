"""Joining a match: those found on the network, or one whose address or join code somebody tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.problems import told
from maze3d.view.screens.host_row import HostRow
from maze3d.view.screens.join_password import JoinPasswordScreen, SayEntry
from maze3d.view.screens.play_together import NameEntry
from maze3d.view.ui.clipboard import paste
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.row_list import RowList, refocus
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import AMBER, BAD, FAINT

if TYPE_CHECKING:
    from maze3d.view.screens.lan_data import FoundHost, LanActions
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

MOST_SHOWN = 64
"""A network full of hosts, or of lies about them, must not slow the list down."""
_LONGEST_TARGET = 262
"""A computer's name of 253 letters, a colon and a port, or a join code read with blanks."""


class JoinGameScreen(Screen):
    """`set_hosts` may be called in any frame, `set_status` whenever something has come of joining."""

    def __init__(self, ui: Ui, lan: LanActions) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._lan = lan
        self._hosts: tuple[FoundHost, ...] = ()
        self._connecting = False
        self._password = JoinPasswordScreen(ui)
        self._status = Label(canvas, "", colour=AMBER)
        self._name = NameEntry(ui, lan)
        self._target = SayEntry(
            canvas,
            say("join.target"),
            self._join_typed,
            ghost=say("join.target_ghost"),
            limit=_LONGEST_TARGET,
        )
        paste_button = Button(canvas, say("menu.paste"), self._paste)
        join_button = Button(canvas, say("menu.join"), self._join_typed)
        typed = Row(
            canvas,
            [self._target, Row(canvas, [paste_button, join_button])],
            [0.68, 0.32],
            least=520,
        )
        self._found = Label(canvas, "", style="small", colour=FAINT, space=6)
        self._list: RowList[HostRow] = RowList(canvas, self._make_row)
        self._back_button = Button(canvas, say("menu.back"), self._back)
        super().__init__(
            canvas,
            say("menu.join_match"),
            Column(canvas, [self._name, typed, self._found, self._list]),
            [self._back_button],
            width=720,
            header=Column(canvas, [self._status]),
            on_back=self._back,
        )
        self.set_status("")
        self._say_found()

    def first_focus(self) -> Widget:
        rows = self._list.rows
        return rows[0].field if rows else self._target

    def prepare(self, player_name: str) -> None:
        """Show the list anew: nothing found yet, nothing going on. `player_name` as it is now."""
        self._name.set(player_name)
        self.set_hosts(())
        self.set_status("")

    def set_hosts(self, hosts: tuple[FoundHost, ...]) -> None:
        """Show these, in that order, the first MOST_SHOWN of them; the focus stays with its host."""
        if hosts == self._hosts:
            return
        was_empty = not self._list.rows
        self._hosts = hosts
        by_key = {host.key: host for host in hosts[:MOST_SHOWN]}
        rearranged = self._list.arrange(list(by_key))
        for row, host in zip(self._list.rows, by_key.values(), strict=True):
            row.show_host(host)
        if not rearranged:
            return
        self._say_found()
        refocus(self._ui, self)
        if was_empty and self._ui.screen is self and self._untouched():
            self._ui.focus_on(self._list.rows[0].field)

    def _untouched(self) -> bool:
        """Tell whether the focus is still where the screen put it while the list was empty."""
        return self._ui.focus is self._target and not self._target.words

    def set_status(self, words: str, *, connecting: bool = False, bad: bool = False) -> None:
        """Say what goes on ("Connecting to ..."), or why it failed (`bad`); "" for nothing.

        While `connecting`, Escape and the button below call it off.
        """
        self._connecting = connecting
        self._back_button.text.set(say("menu.cancel") if connecting else say("menu.back"))
        self._status.text.set(told(words))
        self._status.text.paint(BAD if bad else AMBER)
        self._status.show(on=bool(words))
        self.changed = True

    def ask_password(self, target: str, name: str, *, wrong: bool = False) -> None:
        """Ask for the password of the match `name` and join `target` with it; `wrong` after a wrong one."""
        asked = say("join.wrong_password", name=name) if wrong else say("join.password", name=name)
        self._password.prepare(asked, lambda password: self._lan.join(target, password))
        if self._ui.screen is not self._password:
            self._ui.push(self._password)

    # -- what the player does

    def _make_row(self) -> HostRow:
        return HostRow(
            self.canvas, self._join, lambda host: self._lan.favourite(host.key, not host.favourite)
        )

    def _join(self, host: FoundHost) -> None:
        if host.problem:
            self.set_status(host.problem, bad=True)
        elif host.locked:
            self.ask_password(host.key, host.name)
        else:
            self._lan.join(host.key, "")

    def _join_typed(self) -> None:
        words = self._target.words.strip()
        if words:
            self._lan.join(words, "")
        else:
            self._ui.focus_on(self._target)

    def _paste(self) -> None:
        self._target.set(" ".join(paste().split()))

    def _back(self) -> None:
        self._lan.cancel_join()
        if self._connecting:
            self.set_status("")
        else:
            self._ui.back()

    def _say_found(self) -> None:
        beyond = len(self._hosts) - MOST_SHOWN
        if beyond > 0:
            words: str = say("join.found_more", number=beyond)
        elif self._hosts:
            words = say("join.found")
        else:
            words = say("join.looking")
        self._found.text.set(words)
