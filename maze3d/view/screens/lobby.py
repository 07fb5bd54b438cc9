"""Before a round, and over it: who is here and ready, the own looks, the chat, and how others get in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import say
from maze3d.view.screens.join_password import SayEntry
from maze3d.view.screens.lan_data import CHAT_LENGTH, setup_words
from maze3d.view.screens.line_log import LineLog
from maze3d.view.screens.look_choice import LookChoice
from maze3d.view.screens.player_row import PlayerHead, PlayerRow
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.pane import Pane, PanedScreen
from maze3d.view.ui.row_list import RowList, refocus
from maze3d.view.ui.theme import AMBER, FAINT
from maze3d.view.ui.values import Toggle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maze3d.view.screens.lan_data import ChatLine, LanActions, LobbyData, LobbyPlayer
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget

_AROUND = 300.0
"""Points of the canvas's height that are not left for the lists."""
_LEAST_PANE = 150.0
_WIDE = 1080.0
_LEFT_SHARE = 0.55
_GAP = 6.0


def lobby_words(data: LobbyData) -> str:
    """Say in a line what will be played and who is ready for it."""
    waited_for = [each for each in data.players if each.here and not (each.spectator or each.bot)]
    ready = sum(each.ready for each in waited_for)
    words = say(
        "lobby.line",
        setup=setup_words(data.mode, data.rows, data.cols, data.levels),
        round=say("round.number", round=data.round, rounds=data.rounds),
        ready=ready,
        players=len(waited_for),
    )
    if data.seconds_left is None:
        return words
    return say("lobby.line_begins", line=words, begins=say("lobby.begins", n=data.seconds_left))


def _heights(widgets: Sequence[Widget], width: float) -> float:
    return sum(widget.measure(width) + _GAP for widget in widgets)


class LobbyScreen(PanedScreen):
    """`show` it what is known of the lobby, as often as that changes; `add_chat` what is said."""

    def __init__(
        self, ui: Ui, lan: LanActions, *, on_leave: Callable[[], None], on_console: Callable[[], None]
    ) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._lan = lan
        self._data: LobbyData | None = None
        self._over_match = False
        self._on_leave = on_leave
        self._line = Label(canvas, "", colour=AMBER)
        self._list: RowList[PlayerRow] = RowList(canvas, lambda: PlayerRow(canvas, self._open_menu), gap=2)
        self._head = PlayerHead(canvas)
        self._players = Pane(canvas, Column(canvas, [self._head, self._list], gap=2))
        self._look = LookChoice(canvas, lan.look)
        self._ready = Toggle(canvas, say("lobby.ready"), lan.ready)
        self._code = Label(canvas, "", space=7)
        self._copy = Button(
            canvas, say("menu.copy"), lambda: lan.copy(self._data.join_code if self._data else "")
        )
        self._code_row = Row(canvas, [self._code, self._copy], [0.76, 0.24])
        self._addresses = Label(canvas, "", style="small", colour=FAINT)
        self._chat = LineLog(canvas)
        self._entry = SayEntry(canvas, "", self._say, ghost=say("lobby.ghost"), limit=CHAT_LENGTH)
        left = Column(canvas, [self._players, self._look, self._ready], gap=_GAP)
        right = Column(canvas, [self._code_row, self._addresses, self._chat, self._entry], gap=_GAP)
        self._leave = Button(canvas, say("menu.leave"), self._go)
        self._console = Button(canvas, say("menu.console"), on_console)
        super().__init__(
            canvas,
            say("lobby.title"),
            Row(canvas, [left, right], [_LEFT_SHARE, 1 - _LEFT_SHARE], gap=20, least=760),
            [self._leave, self._console],
            width=_WIDE,
            header=Column(canvas, [self._line]),
            on_back=self._go,
        )
        self.panes = (self._players, self._chat)
        self.reading = self._chat

    def first_focus(self) -> Widget:
        return self._leave if self._over_match else self._ready

    def prepare(self, *, over_match: bool) -> None:
        """Begin anew in a lobby, or show it as it is over a running match."""
        self._over_match = over_match
        self._leave.text.set(say("menu.back") if over_match else say("menu.leave"))
        self._ready.show(on=not over_match)
        self._entry.set("")
        self.changed = True

    def show(self, data: LobbyData) -> None:
        """Show who is here; the focus stays with its player."""
        before, self._data = self._data, data
        if data == before:
            return
        self._title.set(data.host_name or say("lobby.title"))
        self._line.text.set(lobby_words(data))
        self._show_way_in(data)
        self._console.show(on=data.admin)
        rearranged = self._list.arrange([player.seat for player in data.players])
        for row, player in zip(self._list.rows, data.players, strict=True):
            row.show_item((player, player.seat == data.own_seat))
            if player.seat == data.own_seat:
                self._look.set(player.colour, player.shape)
                self._ready.set(player.ready)
        if rearranged:
            self._head.say(say("count.players", n=len(data.players)))
            refocus(self._ui, self)
        if before is None or before.admin != data.admin or before.host_name != data.host_name:
            self.changed = True

    def _show_way_in(self, data: LobbyData) -> None:
        code = say("lobby.code", code=data.join_code)
        addresses = ", ".join(data.addresses)
        port = say("lobby.port", addresses=addresses, port=data.port) if addresses else ""
        if (code, port) != (self._code.text.words, self._addresses.text.words):
            self._code.text.set(code)
            self._addresses.text.set(port)
            self._code_row.show(on=bool(data.join_code))
            self._addresses.show(on=bool(port))
            self.changed = True

    def forget(self) -> None:
        """Let everything go that belongs to a host that was left."""
        self._data = None
        self._list.arrange(())
        self._chat.clear()
        self._entry.set("")

    def add_chat(self, line: ChatLine) -> None:
        """Add what was said."""
        self._chat.add_chat(line)
        self.changed = True

    def lay_out(self) -> None:
        room = max(_LEAST_PANE, self.canvas.height - _AROUND)
        wide = min(_WIDE, self.canvas.width - 40) - 68  # without margins, padding and the gap
        below = [widget for widget in (self._look, self._ready) if widget.shown]
        self._players.tall = max(_LEAST_PANE, room - _heights(below, wide * _LEFT_SHARE))
        around = [widget for widget in (self._code_row, self._addresses, self._entry) if widget.shown]
        self._chat.tall = max(_LEAST_PANE * 0.8, room - _heights(around, wide * (1 - _LEFT_SHARE)))
        super().lay_out()

    # -- what the player does

    def _say(self) -> None:
        words = self._entry.words.strip()
        self._entry.set("")
        if words:
            self._lan.say(words)

    def _go(self) -> None:
        if self._over_match:
            self._ui.back()
        else:
            self._on_leave()

    def _open_menu(self, player: LobbyPlayer) -> None:
        """Ask what to do about a player; nothing can be done about oneself."""
        data = self._data
        if data is None or player.seat == data.own_seat:
            return
        kick = (say("lobby.send_away"), lambda: self._lan.console(f"kick {player.seat}"))
        if player.bot:
            if data.admin:
                self._ui.ask(say("lobby.is_bot", name=player.name), kick[1], yes=kick[0], no=say("menu.back"))
            return
        muted = say("lobby.is_muted", name=player.name)
        self._ui.ask(
            muted if player.muted else say("lobby.what_about", name=player.name),
            lambda: self._lan.mute(player.seat, not player.muted),
            yes=say("lobby.unmute") if player.muted else say("lobby.mute"),
            no=say("menu.back"),
            other=kick if data.admin else None,
        )
