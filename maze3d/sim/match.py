"""One match, stepped by tick: commands in, events and snapshots out.

Owns the order of things within a tick. Integers only: the same maze, rules and commands give the same
checksum anywhere. Knows no clock; what wins is the mode's (sim/modes).
"""

from __future__ import annotations

import hashlib
import struct
from math import isqrt
from typing import TYPE_CHECKING, Any

from maze3d.sim import chalk
from maze3d.sim.modes import escape, mode_of
from maze3d.sim.movement import FINE, Body, clamped, floors_of, step_body
from maze3d.sim.players import Player
from maze3d.sim.state import Buttons, Command, Event, EventKind, Snapshot
from maze3d.sim.units import TICK_RATE
from maze3d.sim.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maze3d.maze.grid import Maze
    from maze3d.sim.players import Place
    from maze3d.sim.rules import Rules
    from maze3d.sim.state import KeyItem

WALK_STRIDE = 760
RUN_STRIDE = 980
"""Units from one footstep to the next."""

RETURN_TICKS = 10 * TICK_RATE
"""How long all of a match that goes on elsewhere have to come back."""

_WALK_STRIDE, _RUN_STRIDE = WALK_STRIDE * FINE, RUN_STRIDE * FINE

_CHALK, _HINT, _RUN = int(Buttons.CHALK), int(Buttons.HINT), int(Buttons.RUN)
"""As numbers: `&` of a flag makes a flag, many times slower."""


class Match:
    """A match in one maze, of the mode that its `rules` are of. `players` are in the order of `player_ids`.

    `keys` are all keys of the match; a maze too small for `rules.keys` has fewer. Each player finds all of
    them for himself, and nobody is in anyone's way. `mode_state` is the mode's own.
    """

    def __init__(self, maze: Maze, rules: Rules, player_ids: Sequence[int] = (0,)) -> None:
        self.maze = maze
        self.rules = rules
        self.mode = mode_of(rules)
        self.tick = 0
        self.ways = Ways(maze)
        self.keys: tuple[KeyItem, ...] = escape.place_keys(maze, rules.keys, self.ways)
        self.floors = floors_of(maze.passages)
        self.players: dict[int, Player] = {}
        for player_id in player_ids:
            self._add(player_id)
        self.mode_state: Any = self.mode.begin(self)
        self.away: tuple[Place, ...] = ()
        """The places of those who are lost and may come back: nothing is over because they are not here."""
        self.waits_until = 0
        """The tick until which nobody takes the part of one who is away."""

    @property
    def over(self) -> bool:
        """Whether the mode says that it has ended."""
        return self.mode.over(self)

    def resume(self, tick: int, mode_numbers: Sequence[int]) -> None:
        """Go on where another match of this maze and these rules was, before its players `come_back`.

        `mode_numbers`: what the mode's `numbers` said then. Raises ValueError when they cannot be.
        """
        self.tick = tick
        self.waits_until = tick + RETURN_TICKS
        self.mode.resume(self, mode_numbers)

    def come_back(self, player_id: int, place: Place) -> None:
        """Put one who had left into the place he had."""
        self._add(player_id).take_place(place)

    def leave(self, player_id: int) -> Place:
        """Take a player's body out of the match and return the place he had."""
        return self.players.pop(player_id).place()

    def step(self, commands: Mapping[int, Command | Sequence[Command]]) -> list[Event]:
        """Play one tick and return what happened.

        Values out of range are clamped. A player without a command stands still and looks as before; one
        who is out stays where he is; a command of an unknown player is ignored. A player can also have
        several commands or none, as they come in over a network: how many are fair is the caller's to say.
        """
        self.tick += 1
        events: list[Event] = []
        for player_id, player in self.players.items():
            player.speed = 0
            given = commands.get(player_id)
            if given is None:
                given = (Command(yaw=player.body.yaw, pitch=player.body.pitch),)
            elif isinstance(given, Command):
                given = (given,)
            for command in given:
                if player.finished_tick < 0:
                    self._act(player, clamped(command), events)
        self.mode.end_tick(self, events)
        return events

    def _act(self, player: Player, command: Command, events: list[Event]) -> None:
        if self.tick < player.held_until:
            command = Command(yaw=command.yaw, pitch=command.pitch)
        self._walk(player, command, events)
        buttons = command.buttons
        pressed, player.pressed = buttons & ~player.pressed, buttons
        if pressed & _CHALK:
            self._chalk(player, events)
        self.mode.arrive(self, player, events)
        if pressed & _HINT and player.finished_tick < 0:
            self._hint(player, events)

    def _add(self, player_id: int) -> Player:
        rules = self.rules
        player = Player(player_id, Body(0, 0), rules.hints, rules.chalk)
        self.players[player_id] = player
        return player

    def snapshot(self, player_id: int | None = None) -> Snapshot:
        """Return the match as one player sees it: the first unless said."""
        viewer = next(iter(self.players.values())) if player_id is None else self.players[player_id]
        showing = self.tick < viewer.hint_until and viewer.finished_tick < 0
        left = escape.missing(self.keys, viewer)
        return Snapshot(
            tick=self.tick,
            players=tuple(player.state(self.tick) for player in self.players.values()),
            keys=left,
            chalk=tuple(mark for player in self.players.values() for mark in player.marks),
            hint=self._way(viewer) if showing else (),
            hint_ticks_left=viewer.hint_until - self.tick if showing else 0,
            exit_open=not left,
            over=self.over,
        )

    def checksum(self) -> int:
        """Return a 64-bit hash of the whole state: the same on every platform, for equal states only."""
        values = [self.tick, *self.maze.start, *self.maze.exit]
        for key in self.keys:
            values += [key.colour, *key.cell]
        for player in self.players.values():
            values += player.numbers()
        values += self.mode.numbers(self)
        packed = struct.pack(f"<{len(values)}q", *values)
        return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little")

    def _walk(self, player: Player, command: Command, events: list[Event]) -> None:
        body = player.body
        x, y, level = body.x, body.y, body.level
        step_body(self.floors, body, command)
        if body.level != level:
            player.stride = 0
            up = int(body.level > level)
            events.append(Event(self.tick, EventKind.CLIMBED, player.player_id, player.x, player.y, up))
        dx, dy = body.x - x, body.y - y
        if not (dx or dy):
            player.speed = 0
            return
        moved = isqrt(dx * dx + dy * dy)
        player.speed = (moved + FINE // 2) // FINE
        player.stride += moved
        if player.stride >= _WALK_STRIDE:
            running = bool(command.buttons & _RUN)
            if running and player.stride < _RUN_STRIDE:
                return
            player.stride = 0
            events.append(Event(self.tick, EventKind.STEP, player.player_id, player.x, player.y, running))

    def _chalk(self, player: Player, events: list[Event]) -> None:
        body = player.body
        mark = chalk.aim(self.floors[player.level], (player.level, player.x, player.y), body.yaw, body.pitch)
        if mark is None:
            events.append(Event(self.tick, EventKind.CHALK_FAR, player.player_id, player.x, player.y))
            return
        wiped = chalk.near(player.marks, mark)
        if wiped is not None:
            player.marks.remove(wiped)
            player.chalk_left += 1
            kind, value = EventKind.CHALKED, 1
        elif player.chalk_left > 0:
            player.marks.append(mark)
            player.chalk_left -= 1
            kind, value = EventKind.CHALKED, 0
        else:
            kind, value = EventKind.CHALK_EMPTY, 0
        events.append(Event(self.tick, kind, player.player_id, mark.x, mark.y, value))

    def _hint(self, player: Player, events: list[Event]) -> None:
        if self.tick < player.hint_until:
            return  # one is showing already: a second press costs nothing
        kind, value = EventKind.HINT_EMPTY, 0
        if player.hints_left > 0:
            player.hints_left -= 1
            player.hint_until = self.tick + self.rules.hint_ticks
            kind, value = EventKind.HINT_SHOWN, player.hints_left
        events.append(Event(self.tick, kind, player.player_id, player.x, player.y, value))

    def _way(self, player: Player) -> tuple[tuple[int, int, int], ...]:
        """Return the way ahead, worked out anew only when the player's cell or keys have changed."""
        cell = player.cell
        if player.hint_for != (cell, player.keys):
            player.hint_for = (cell, player.keys)
            aim = escape.target(self.maze, self.keys, self.ways, player)
            player.hint = (cell, *self.ways.ahead(cell, aim, self.rules.hint_cells))
        return player.hint
