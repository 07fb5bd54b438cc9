"""A match that is played at a host, as the view is shown it: snapshots before and after, and events.

The same surface as a local match, so the view cannot tell them apart. Owns the ticks of the own commands, the
footsteps that are heard, and whom one watches. Knows nothing of sockets or screens.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maze3d.app.explored import Explored
from maze3d.app.lan.watching import FreeCamera, over_the_shoulder
from maze3d.app.local_match import MAX_STALL_S
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.sim.match import RUN_STRIDE, WALK_STRIDE
from maze3d.sim.movement import FINE, floors_of
from maze3d.sim.state import Event, EventKind, PlayerState, Snapshot
from maze3d.sim.units import CELL, RUN_SPEED, TICK_RATE, WALK_SPEED, middle

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.maze import Maze
    from maze3d.session.messages import Round
    from maze3d.session.peer import Peer
    from maze3d.sim.state import Command

DIFFICULTY = DIFFICULTIES["normal"]
"""Whose light and minimap a shared match has."""

NOBODY = -1
"""The player_id of a watcher."""

_RUNS_FROM = (WALK_SPEED + RUN_SPEED) / 2


class JoinedMatch:
    """`peer` has been given `maze` already. `before` and `after` are equal but for the own body."""

    def __init__(self, peer: Peer, maze: Maze, announced: Round) -> None:
        self.peer = peer
        self.maze = maze
        self.mode = announced.mode
        self.explored = Explored(maze.passages)
        self.watched: int | None = None
        """Whose shoulder a watcher looks over, None for the free camera."""
        self._was_playing = False
        self._flies = False
        """Whether the free camera was asked for."""
        self.place = 0
        """Where one has come in, 0 while one is on the way."""
        self._floors = floors_of(maze.passages)
        self._camera = FreeCamera(maze)
        self._due_ticks = 0.0
        self._strides: dict[int, tuple[int, int, float]] = {}
        start = PlayerState(peer.seat, *middle(maze.start), maze.start[0], 0, 0, 0)
        self.before = self.after = Snapshot(0, (start,))
        self.eye: tuple[float, float, float, float] = (start.x, start.y, 0.0, 0.0)
        """Where to look from and to: x, y in units, yaw and pitch in 1/65536 turn."""

    @property
    def player(self) -> PlayerState:
        """The own player, or whom the watcher watches, as of now."""
        return self.after.players[0]

    @property
    def playing(self) -> bool:
        """Whether there is an own body that is still on its way."""
        snapshot = self.peer.snapshot
        own = snapshot.player(self.peer.seat) if snapshot and snapshot.own else None
        return own is not None and own.finished_tick < 0

    def note(self, events: list[Event]) -> None:
        """Note what has happened to oneself."""
        for event in events:
            if event.kind is EventKind.FINISHED and event.player_id == self.peer.seat:
                self.place = event.value

    @property
    def alpha(self) -> float:
        """The time shown is that of `after`."""
        return 1.0

    def has_ended(self) -> bool:
        """Tell once that the own way has come to its end."""
        ended = self._was_playing and not self.playing and self.peer.is_in
        self._was_playing = self.playing
        return ended

    def watch_next(self) -> None:
        """Look over the next one's shoulder."""
        snapshot = self.peer.snapshot
        on_their_way = [each for each in (snapshot.players if snapshot else ()) if each.finished_tick < 0]
        seats = sorted(each.player_id for each in on_their_way if each.player_id != self.peer.seat)
        later = [seat for seat in seats if self.watched is not None and seat > self.watched]
        self._flies = False
        self.watched = next(iter(later or seats), None)

    def fly(self) -> None:
        """Fly about from where the eye is now."""
        self._flies = True
        self.watched = None
        self._camera.place(self.eye, self.player.level)

    def advance(
        self, now: float, elapsed_s: float, sample: Callable[[Snapshot], Command], look: tuple[float, float]
    ) -> list[Event]:
        """Do what is due after `elapsed_s`; `look` is the steering's own yaw and pitch.

        Returns the footsteps; what else has happened comes over the network.
        """
        self._due_ticks += min(elapsed_s, MAX_STALL_S) * TICK_RATE
        snapshot, prediction, playing = self.peer.snapshot, self.peer.prediction, self.playing
        while self._due_ticks >= 1.0:
            self._due_ticks -= 1.0
            command = sample(self.after)
            if playing:
                self.peer.command(command)
            elif self.watched is None:
                self._camera.step(command)
        others = {each.player_id: each for each in self.peer.interpolation.at(now)}
        own = snapshot.player(self.peer.seat) if snapshot else None
        shown: list[PlayerState] = []
        if playing and own and prediction and prediction.body:
            x, y = prediction.drawn(self._due_ticks, elapsed_s)
            body = prediction.body
            speed = round(math.hypot(body.vx, body.vy) / FINE)
            me = own._replace(x=int(x), y=int(y), level=body.level, yaw=body.yaw, pitch=body.pitch)
            shown.append(me._replace(speed=speed))
            self.eye = (x, y, *look)
            self.watched = None
        else:
            shown.append(self._watch(others, look))
        shown += [each for player_id, each in others.items() if player_id != shown[0].player_id]
        tick = snapshot.match_tick if snapshot else 0
        self.before = self.after = Snapshot(tick, tuple(shown), exit_open=self.mode == "race")
        self.explored.look_from(self.player.cell)
        return self._footsteps(tick)

    def _watch(self, others: dict[int, PlayerState], look: tuple[float, float]) -> PlayerState:
        """Place the eye of one who does not play; return the first player of the snapshot."""
        if self.watched is None and not self._flies and self.peer.snapshot:
            self.watch_next()
        watched = others.get(self.watched) if self.watched is not None else None
        if watched and watched.finished_tick < 0:
            self.eye = over_the_shoulder(self._floors[watched.level], watched)
            return watched
        if self.watched is not None:
            self.watched = None
            self._camera.place(self.eye, self.player.level)
        x, y = self._camera.x, self._camera.y
        self.eye = (x, y, *look)
        return PlayerState(NOBODY, int(x), int(y), self._camera.level, int(look[0]) % 65536, int(look[1]), 0)

    def _footsteps(self, tick: int) -> list[Event]:
        """Return the steps that those who move have made: each hears them by himself."""
        events = []
        strides = {}
        for player in self.after.players:
            if player.player_id == NOBODY or player.finished_tick >= 0:
                continue
            x, y, walked = self._strides.get(player.player_id, (player.x, player.y, 0.0))
            moved = math.hypot(player.x - x, player.y - y)
            walked += moved if moved < CELL else 0.0
            running = player.speed > _RUNS_FROM
            if walked >= (RUN_STRIDE if running else WALK_STRIDE):
                walked = 0.0
                events.append(Event(tick, EventKind.STEP, player.player_id, player.x, player.y, int(running)))
            strides[player.player_id] = (player.x, player.y, walked)
        self._strides = strides
        return events
