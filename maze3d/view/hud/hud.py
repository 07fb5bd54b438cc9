"""The HUD: its elements in the order they are drawn, shown and updated together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from maze3d.sim.state import EventKind
from maze3d.sim.units import CELL, TURN
from maze3d.view.hud.blink import Blink
from maze3d.view.hud.captions import Captions
from maze3d.view.hud.chat import Chat
from maze3d.view.hud.clock import Clock
from maze3d.view.hud.compass import Compass
from maze3d.view.hud.connection import Connection
from maze3d.view.hud.crosshair import Crosshair
from maze3d.view.hud.frame_rate import FrameRate
from maze3d.view.hud.guidance import hint_climb, hint_words, hint_yaw
from maze3d.view.hud.keys import Keys
from maze3d.view.hud.ladder_prompt import LadderPrompt
from maze3d.view.hud.messages import Messages, message
from maze3d.view.hud.minimap import Minimap
from maze3d.view.hud.newcomer import Newcomer
from maze3d.view.hud.round_banner import RoundBanner
from maze3d.view.hud.scoreboard import Scoreboard
from maze3d.view.hud.state import HudState
from maze3d.view.hud.supplies import Supplies
from maze3d.view.hud.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.maze.grid import Maze
    from maze3d.sim.difficulty import Difficulty
    from maze3d.sim.state import Event, Snapshot
    from maze3d.view.hud.round_state import RoundState
    from maze3d.view.settings import Settings
    from maze3d.view.surfaces import Stock
    from maze3d.view.ui.ui import Ui


_BETWEEN = 4.0
"""Points between lines that stand on one another."""


class Look(Protocol):
    """Where the player looks from: map units, 1/65536 turn."""

    @property
    def x(self) -> float:
        """East, 1/1024 cell."""

    @property
    def y(self) -> float:
        """South, 1/1024 cell."""

    @property
    def yaw(self) -> float:
        """Clockwise from north, 1/65536 turn."""


class Hud:
    """Built once. `start` and `stop` it with a match; `show` it in each of its frames."""

    def __init__(self, ui: Ui, settings: Settings) -> None:
        canvas, root = ui.canvas, ui.hud_root.attachNewNode("match")
        self._root = root
        self.blink = Blink(canvas, root)
        self.crosshair = Crosshair(canvas, root)
        self.ladder_prompt = LadderPrompt(canvas, root)
        self.minimap = Minimap(canvas, root)
        self.compass = Compass(canvas, root)
        self.clock = Clock(canvas, root)
        self.keys = Keys(canvas, root)
        self.supplies = Supplies(canvas, root)
        self.chat = Chat(ui, root)
        self.captions = Captions(canvas, root)
        self.newcomer = Newcomer(canvas, root)
        self.messages = Messages(canvas, root)
        self.round_banner = RoundBanner(canvas, root)
        self.connection = Connection(canvas, root)
        self.watching = Watching(canvas, root)
        self.scoreboard = Scoreboard(canvas, root)
        self.frame_rate = FrameRate(canvas, ui.hud_root)
        ui.on_layout.append(self.lay_out)
        self._maze: Maze | None = None
        self._keys_wanted = 0
        self._minimap_allowed = True
        self._together = self._watching = False
        self._hint_left: int | None = None
        """How many hints are left after the last that was asked for."""
        self._hint_said = ""
        self.apply(settings)
        self.lay_out()
        self.stop()

    def lay_out(self) -> None:
        """Place everything for the canvas's size."""
        for element in (
            self.blink,
            self.crosshair,
            self.ladder_prompt,
            self.minimap,
            self.compass,
            self.clock,
            self.keys,
            self.supplies,
            self.captions,
            self.newcomer,
            self.messages,
            self.round_banner,
            self.connection,
            self.watching,
            self.chat,
            self.scoreboard,
            self.frame_rate,
        ):
            element.lay_out()

    def restock(self, stock: Stock) -> None:
        """Draw with these pictures from now on: other packs, or files of theirs that changed."""
        self.crosshair.take(stock.picture("hud/crosshair"))
        self.minimap.take(stock)

    def apply(self, settings: Settings) -> None:
        """Take changed settings at once."""
        self._controls = settings.controls
        self.minimap.wanted = settings.access.show_minimap
        self.captions.wanted = self.chat.clear_of_captions = settings.access.captions
        self.frame_rate.wanted = settings.video.show_frame_rate
        self.keys.set_palette(settings.access.palette)

    def start(
        self, maze: Maze, difficulty: Difficulty, keys_wanted: int, *, newcomer: bool = False, name: str = ""
    ) -> None:
        """Show it for a match that begins or goes on; `newcomer` shows the keys for a while.

        `name` is what the maze is called, where it has a name.
        """
        self._maze = maze
        self._minimap_allowed = difficulty.minimap
        self._keys_wanted = keys_wanted
        self._hint_left = None
        self._root.unstash()
        self.minimap.forget()
        self.supplies.forget()
        self.blink.forget()
        self.ladder_prompt.hide()
        self.messages.show(name)
        self.captions.clear()
        self.newcomer.hide()
        self._together = self._watching = False
        self._hide_round()
        if newcomer:
            self.newcomer.show(self._controls)

    def start_joined(self, maze: Maze, difficulty: Difficulty) -> None:
        """Show it for a round that begins or is joined; `show_round` is called after each `show`."""
        self.start(maze, difficulty, keys_wanted=0)
        self._together = True
        self.round_banner.begin()

    def _hide_round(self) -> None:
        for element in (self.round_banner, self.connection, self.watching, self.scoreboard):
            element.hide()

    def stop(self) -> None:
        """Hide it and let the maze go."""
        self._maze = None
        self._root.stash()
        self._hide_round()
        self.chat.clear()
        self.newcomer.hide()
        self.messages.show("")
        self.captions.clear()

    def tell(self, event: Event, own_id: int | None = None, names: Mapping[int, str] | None = None) -> None:
        """Say what an event means to the player `own_id`, with the names of all; None in a match alone."""
        if event.kind is EventKind.HINT_SHOWN and own_id in {None, event.player_id}:
            self._hint_left, self._hint_said = event.value, ""
        words = message(event, own_id, names)
        if words:
            self._say(words)

    def _say(self, words: str) -> None:
        self.newcomer.hide()
        self.messages.show(words)

    def _guide(self, leads: float | None, yaw: float, climb: int) -> None:
        """Say where the hint that has just appeared leads; as one turns, the words turn with it."""
        if self._hint_left is None:
            return
        words = hint_words(leads, yaw, self._hint_left, climb)
        if self._hint_said:
            self.messages.put_right(self._hint_said, words)
        else:
            self._say(words)
        self._hint_said = words

    def show(self, seen: Snapshot, explored: NDArray[np.bool_], eye: Look, dt: float) -> None:
        """Once a frame of a match: the first player's state and `eye`, in map units and 1/65536 turn."""
        self.frame_rate.update(dt)
        if self._maze is None:
            return
        player = seen.players[0]
        leads = hint_yaw(seen.hint, eye.x / CELL, eye.y / CELL)
        if seen.hint:
            self._guide(leads, eye.yaw / TURN, hint_climb(seen.hint))
        state = HudState(
            ticks=None if self._together else seen.tick,
            x=eye.x / CELL,
            y=eye.y / CELL,
            level=player.level,
            yaw=eye.yaw / TURN,
            keys_held=player.keys,
            keys_wanted=self._keys_wanted,
            hints_left=player.hints_left,
            chalk_left=player.chalk_left,
            passages=self._maze.passages,
            explored=explored,
            exit_cell=self._maze.exit,
            start_cell=self._maze.start,
            minimap_allowed=self._minimap_allowed,
            hint_yaw=leads,
        )
        for element in (self.minimap, self.compass, self.clock, self.keys, self.supplies):
            element.update(state)
        self.blink.update(state, dt)
        if self._watching:
            self.ladder_prompt.hide()
        else:
            self.ladder_prompt.update(state, self._controls)
        for line in (self.captions, self.newcomer, self.messages):
            line.update(dt)
        self.ladder_prompt.keep_below(self.newcomer.foot + _BETWEEN)
        self.messages.keep_above(min(self.captions.top, self.connection.top) - _BETWEEN)

    def show_round(self, state: RoundState, dt: float) -> None:
        """Once a frame of a round played together, after `show`: how the round stands."""
        if self._maze is None:
            return
        self.round_banner.update(state, dt)
        self.connection.update(state, dt)
        self.connection.keep_above(self.captions.top - _BETWEEN)
        self.watching.update(state, self._controls)
        self._watching = state.role == "watching"
        self.scoreboard.update(state)
        self.chat.update(dt)
