"""One player in the lobby's list: sign, name and what he is, ready or not, score and ping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import commas, say
from maze3d.view.ui.list_field import ListField
from maze3d.view.ui.quality import ping_colour
from maze3d.view.ui.sign import Sign
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, BAD, DIM, FAINT, GOOD, INK
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.lan_data import LobbyPlayer
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.theme import Colour

TALL = 30.0
_SIGN = 22.0
_LEFT = 6.0
_STATE, _POINTS, _PING = 76.0, 62.0, 66.0
"""Widths of the columns on the right."""


def state_of(player: LobbyPlayer) -> tuple[str, Colour]:
    """Return how far a player is, in a word and its colour."""
    if not player.here:
        return say("lobby.lost"), BAD
    if player.spectator:
        return say("lobby.watches"), FAINT
    if player.bot:
        return say("lobby.bot"), FAINT
    return (say("lobby.ready"), GOOD) if player.ready else (say("lobby.not_yet"), DIM)


def notes_of(player: LobbyPlayer, *, own: bool) -> str:
    """Return what else there is to say of a player, "" for nothing."""
    notes = [
        (say("lobby.you"), own),
        (say("lobby.runs_host"), player.admin),
        (say("lobby.muted"), player.muted),
    ]
    return commas([words for words, wanted in notes if wanted])


class PlayerRow(ListField[tuple["LobbyPlayer", bool]]):
    """A player, and whether it is the own one. Pressed, it offers what can be done about the player."""

    tall = TALL

    def __init__(self, canvas: Canvas, on_press: Callable[[LobbyPlayer], None]) -> None:
        super().__init__(canvas, lambda: on_press(self._item[0]) if self._item else None)
        self._sign = Sign(self.node)
        self._notes = Text(canvas, self.node, "", style="small", colour=AMBER)
        self._state = Text(canvas, self.node, "", style="small", align="right")
        self._points = Text(canvas, self.node, "", align="right")
        self._ping = Text(canvas, self.node, "", style="small", align="right")

    def title(self, item: tuple[LobbyPlayer, bool], /) -> str:
        return item[0].name

    def draw(self, item: tuple[LobbyPlayer, bool], /) -> None:
        player, own = item
        self._sign.set(player.colour, player.shape)
        self._sign.place(_LEFT, (self.height - _SIGN) / 2, _SIGN)
        left, right = _LEFT + _SIGN + 8, self.width - 10
        room = right - _STATE - _POINTS - _PING - left
        self.text.set_cut(player.name, room)
        self.text.paint(INK if player.here else DIM)
        self.text.place(left, 3)
        left += self.text.width + 8
        self._notes.set_cut(notes_of(player, own=own), max(0.0, room - self.text.width - 8))
        self._notes.place(left, 5)
        words, colour = state_of(player)
        self._state.set(words)
        self._state.paint(colour)
        self._state.place(right - _POINTS - _PING, 5)
        self._points.set(str(player.score))
        self._points.place(right - _PING, 3)
        tells = player.here and not player.bot
        self._ping.set(say("unit.ms", number=player.ping_ms) if tells else "")
        self._ping.paint(ping_colour(player.ping_ms))
        self._ping.place(right, 5)


class PlayerHead(Widget):
    """What the columns of the rows below are."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._words = [
            Text(canvas, self.node, words, style="small", colour=FAINT, align="left" if i == 0 else "right")
            for i, words in enumerate((say("lobby.player"), say("lobby.points"), say("lobby.ping")))
        ]

    def say(self, words: str) -> None:
        """Name the first column."""
        self._words[0].set(words)

    def measure(self, width: float) -> float:
        del width
        return self._words[0].height

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        right = width - 10
        for text, at in zip(self._words, (_LEFT, right - _PING, right), strict=True):
            text.place(at, 0)
