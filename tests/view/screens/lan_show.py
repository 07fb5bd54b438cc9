"""The screens for playing together on a stage, with what they asked for written down."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.view.screens.actions import Actions, TitleData
from maze3d.view.screens.all_screens import Screens
from maze3d.view.screens.lan_data import (
    ChatLine,
    FoundHost,
    LanActions,
    LobbyData,
    LobbyPlayer,
    RoundData,
    StandingsRow,
    VoteData,
)
from maze3d.view.screens.packs import PackActions
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from maze3d.view.screens.lan_screens import LanScreens
    from maze3d.view.ui.screen import Screen

LONG = "WWWWWWWWWWWWWWWWWWWWWWWW"
PICTURES = (np.full((9, 9, 4), 90, dtype=np.uint8), np.full((9, 9, 4), 200, dtype=np.uint8))


def host(key: str, name: str = "Arena", **changes: Any) -> FoundHost:
    known: dict[str, Any] = {
        "address": "10.0.0.2",
        "port": 24642,
        "version": "0.1.0",
        "mode": "race",
        "rows": 15,
        "cols": 20,
        "levels": 1,
        "players": 3,
        "seats": 8,
        "locked": False,
        "ping_ms": 4,
        "favourite": False,
        "phase": "In the lobby",
    }
    return FoundHost(key=key, name=name, **(known | changes))


def player(seat: int, name: str = "", **changes: Any) -> LobbyPlayer:
    known: dict[str, Any] = {
        "colour": seat % 16,
        "shape": seat % 6,
        "ready": False,
        "here": True,
        "spectator": False,
        "admin": False,
        "bot": False,
        "ping_ms": 30,
        "score": seat,
        "muted": False,
    }
    return LobbyPlayer(seat=seat, name=name or f"Player {seat}", **(known | changes))


def lobby(*players: LobbyPlayer, own_seat: int = 0, admin: bool = False, **changes: Any) -> LobbyData:
    known: dict[str, Any] = {
        "host_name": "Arena",
        "mode": "race",
        "rows": 15,
        "cols": 15,
        "levels": 1,
        "round": 1,
        "rounds": 3,
        "join_code": "0A3B-9XKQ",
        "addresses": ("10.0.0.2",),
        "port": 24642,
        "seconds_left": None,
    }
    return LobbyData(players=players, own_seat=own_seat, admin=admin, **(known | changes))


def ended(count: int, *, own: int | None = 0, cup_over: bool = False) -> RoundData:
    rows = tuple(
        StandingsRow(seat + 1, seat, LONG, seat % 16, seat % 6, "1:23.4", 10, 60 - seat, own=seat == 0)
        for seat in range(count)
    )
    vote = VoteData(PICTURES, ("Wilson, 9 x 9", "Prim, 9 x 9"), (2, 1), own, 9)
    return RoundData("Round 2 of 3", rows, None if cup_over else vote, cup_over, 9)


class LanShow:
    """A stage with all screens on it; `asked` holds (name, arguments) of every call they made."""

    def __init__(self, width: int = 960, height: int = 540, text_size: int = 100, missing: str = "") -> None:
        self.stage = Stage(width, height, text_size)
        self.ui = self.stage.ui
        self.asked: list[tuple[object, ...]] = []
        self.own_mazes: list[tuple[str, str]] = []
        calls: Any = {
            field.name: partial(self._tell, field.name)
            for field in fields(LanActions)
            if field.name != "missing"
        }
        calls["own_mazes"] = lambda: self.own_mazes
        other: Any = {field.name: partial(self._tell, field.name) for field in fields(Actions)}
        self.screens = Screens(
            self.ui,
            Actions(**other),
            self.stage.settings,
            LanActions(**calls, missing=missing),
            PackActions(packs=list, set_order=partial(self._tell, "set_order"), folder="the folder"),
        )
        assert self.screens.lan
        self.lan: LanScreens = self.screens.lan

    def top(self) -> str:
        """Name the screen in front."""
        return type(self.ui.screen).__name__

    def _tell(self, name: str, *args: object) -> None:
        self.asked.append((name, *args))

    def type(self, words: str) -> None:
        for letter in words:
            self.ui.handle("space" if letter == " " else letter)
            self.ui.type(letter)

    def fill(self, players: int) -> None:
        """Give every screen as much as it may have to show."""
        lan = self.lan
        self.screens.open_title(TitleData())
        lan.open_host_game("Arena")
        lan.open_join_game()
        lan.join_game.set_hosts(tuple(host(f"h{i}", LONG, locked=i % 2 == 0) for i in range(players)))
        lan.join_game.set_status("Connecting to Arena ...")
        lan.open_lobby(lobby(*(player(i, LONG) for i in range(players)), admin=True))
        for i in range(players):
            lan.lobby.add_chat(ChatLine(i, LONG, i % 16, "hello " * 12))
            lan.console.add_line(f"{i}  {LONG}")
        lan.round_results.show(ended(players))

    def all(self) -> tuple[Screen, ...]:
        lan = self.lan
        lan.pause.prepare("Arena: Race", admin=True)
        lan.leave_match.prepare(started_here=True)
        lan.join_game.ask_password("h0", LONG, wrong=True)
        password = self.ui.screen
        assert password
        return (
            lan.play_together,
            lan.host_game,
            lan.join_game,
            password,
            lan.lobby,
            lan.round_results,
            lan.pause,
            lan.leave_match,
            lan.console,
        )

    def visit_all(self) -> None:
        """Open and leave everything once."""
        self.fill(12)
        lan, frames = self.lan, self.stage.frames
        for screen in self.all():
            self.ui.show(screen)
            frames(2)
        lan.open_lobby(lobby(player(0), player(3)))
        frames(2)
        lan.lobby.show(lobby(player(0), player(1), player(2), player(3)))
        lan.lobby._open_menu(player(2))
        frames(2)
        lan.join_game.set_hosts((host("x"),))
        lan.open_round_results(ended(4, cup_over=True))
        frames(2)
        lan.ask_leave()
        frames(2)
        lan.forget()
        self.ui.show()
        frames(1)
