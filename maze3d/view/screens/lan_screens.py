"""The screens for playing together: each built once, when first opened, and tied to those it opens."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from maze3d.view.screens.host_console import HostConsoleScreen
from maze3d.view.screens.host_game import HostGameScreen
from maze3d.view.screens.join_game import JoinGameScreen
from maze3d.view.screens.leave_match import LeaveMatchScreen
from maze3d.view.screens.lobby import LobbyScreen
from maze3d.view.screens.pause_joined import PauseJoinedScreen
from maze3d.view.screens.play_together import PlayTogetherScreen
from maze3d.view.screens.round_results import RoundResultsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.actions import Actions
    from maze3d.view.screens.lan_data import LanActions, LobbyData, RoundData
    from maze3d.view.ui.ui import Ui


class LanScreens:
    """The `open_*` calls put a screen in front; records for one that is not open are kept by it all the same.

    `player_name` and `started_host` are the owner's to set: what the player is called, and whether he has
    started the host from the menu.
    """

    def __init__(
        self,
        ui: Ui,
        actions: Actions,
        lan: LanActions,
        *,
        on_settings: Callable[[], None],
        on_help: Callable[[], None],
        on_packs: Callable[[], None] | None = None,
    ) -> None:
        self._ui = ui
        self._actions = actions
        self._lan = replace(lan, set_name=self._rename)
        self._set_name = lan.set_name
        self._on_settings = on_settings
        self._on_help = on_help
        self._on_packs = on_packs
        self.player_name = ""
        self.started_host = False

    @cached_property
    def play_together(self) -> PlayTogetherScreen:
        """The way to all others."""
        return PlayTogetherScreen(self._ui, self._lan)

    @cached_property
    def host_game(self) -> HostGameScreen:
        """Where a host is set up."""
        return HostGameScreen(self._ui, self._lan)

    @cached_property
    def join_game(self) -> JoinGameScreen:
        """The list of hosts."""
        return JoinGameScreen(self._ui, self._lan)

    @cached_property
    def lobby(self) -> LobbyScreen:
        """Who is here."""
        return LobbyScreen(self._ui, self._lan, on_leave=self.ask_leave, on_console=self.open_console)

    @cached_property
    def round_results(self) -> RoundResultsScreen:
        """How a round ended."""
        return RoundResultsScreen(self._ui, self._lan, on_leave=self.ask_leave)

    @cached_property
    def leave_match(self) -> LeaveMatchScreen:
        """The question before leaving."""
        return LeaveMatchScreen(self._ui, self._lan)

    @cached_property
    def console(self) -> HostConsoleScreen:
        """The host's console."""
        return HostConsoleScreen(self._ui, self._lan)

    @cached_property
    def pause(self) -> PauseJoinedScreen:
        """The menu over a match."""
        return PauseJoinedScreen(
            self._ui,
            self._actions,
            on_players=self.open_players,
            on_settings=self._on_settings,
            on_help=self._on_help,
            on_console=self.open_console,
            on_leave=self.ask_leave,
            on_packs=self._on_packs,
        )

    def open_play_together(self) -> None:
        """Show the two doors over the screen shown, or say what has to be installed for it."""
        if self._lan.missing:
            self._ui.notify(self._lan.missing)
            return
        self.player_name = self.player_name or self._lan.own_name()
        self.play_together.prepare(self.player_name)
        self._ui.push(self.play_together)

    def open_host_game(self, default_name: str, problem: str = "") -> None:
        """Show the form over the screen shown, or anew with the `problem` the host had."""
        self.host_game.prepare(default_name, problem)
        if self._ui.screen is not self.host_game:
            self._ui.push(self.host_game)

    def open_join_game(self) -> None:
        """Show the list of hosts, empty, over the screen shown; `join_game.set_hosts` fills it."""
        self.join_game.prepare(self.player_name)
        self._ui.push(self.join_game)

    def open_lobby(self, data: LobbyData) -> None:
        """Show the lobby alone; later news of it go to `lobby.show`."""
        self.lobby.prepare(over_match=False)
        self.lobby.show(data)
        self._ui.show(self.lobby)

    def open_players(self) -> None:
        """Show the lobby, as it was told last, over the screen shown."""
        self.lobby.prepare(over_match=True)
        self._ui.push(self.lobby)

    def open_round_results(self, data: RoundData) -> None:
        """Show a round's end alone; later news of it go to `round_results.show`."""
        self.round_results.show(data)
        self._ui.show(self.round_results)

    def open_pause(self, setup: str, *, admin: bool) -> None:
        """Show the menu over the match, which goes on; `setup` is the match in words."""
        self.pause.prepare(setup, admin=admin)
        self._ui.show(self.pause)

    def open_console(self) -> None:
        """Show the host's console over the screen shown."""
        self._ui.push(self.console)

    def ask_leave(self) -> None:
        """Ask over the screen shown whether to leave the match."""
        self.leave_match.prepare(started_here=self.started_host)
        self._ui.push(self.leave_match)

    def forget(self) -> None:
        """Let everything go that was shown of a host: it has been left."""
        built = vars(self)
        if "lobby" in built:
            self.lobby.forget()
        if "round_results" in built:
            self.round_results.forget()
        if "console" in built:
            self.console.forget()

    def _rename(self, name: str) -> None:
        self.player_name = name
        self._set_name(name)
