"""From lobby to round to results and on: when a match begins, who plays, what is won, what comes next.

Owns the phase, the match and the vote. Counts ticks, 60 a second; knows nothing of streams or datagrams: it
speaks through `tell`.
"""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from maze3d.maze.drawing import code_of
from maze3d.session.mazes import maze_digest
from maze3d.session.messages import Happened, Results, Round, Votes
from maze3d.session.standings import standings
from maze3d.session.upcoming import CHOICES, Upcoming
from maze3d.session.waiting import bots_are_watched, host_is_waited_for
from maze3d.sim.match import RETURN_TICKS, Match
from maze3d.sim.modes import MODES, race
from maze3d.sim.rules import RaceRules, TagRules
from maze3d.sim.state import EventKind
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from maze3d.maze import Maze, Recipe
    from maze3d.maze.drawing import Drawing
    from maze3d.session.host_settings import HostSettings
    from maze3d.session.messages import Message
    from maze3d.session.reservations import Reservations
    from maze3d.session.saved import Saved
    from maze3d.session.table import SessionTable
    from maze3d.sim.rules import Rules
    from maze3d.sim.state import Command, Event

WAIT_TICKS = 20 * TICK_RATE
"""How long the lobby waits for the last ones once half are ready."""

BOTS_TICKS = 3 * TICK_RATE
"""How long bots among themselves wait for more to come."""

RESULTS_TICKS = 12 * TICK_RATE
CUP_TICKS = 20 * TICK_RATE
"""How long results are shown, between rounds and at the end of a cup."""


class Phase(StrEnum):
    """What is on."""

    LOBBY = "lobby"
    ROUND = "round"
    RESULTS = "results"


class Rounds:
    """`tell` sends a message to all who have joined. Mazes are made by whoever reads `wanted`."""

    def __init__(
        self,
        settings: HostSettings,
        table: SessionTable,
        reservations: Reservations,
        seed: int,
        tell: Callable[[Message], None],
    ) -> None:
        self.settings = settings
        self.phase = Phase.LOBBY
        self.round = 0
        """Rounds begun in this cup."""
        self.match: Match | None = None
        self.match_number = 0
        self.announced: Round | None = None
        """The running round, for those who come late."""
        self.results: Results | None = None
        self.ends_at = -1
        """The tick this phase ends by itself, or -1."""
        self._waiting_since = 0
        """The tick at which half of those in the lobby were ready."""
        self.changed = True
        """Whether the lobby has to be told again."""
        self._table = table
        self._reservations = reservations
        self._tell = tell
        self._tick = 0
        self.upcoming = Upcoming(seed)
        self.upcoming.draw(settings)

    @property
    def seconds_left(self) -> int:
        """How long this phase lasts, or -1 when it does not end by itself."""
        if self.phase is Phase.ROUND and self.match:
            return self.match.mode.ticks_left(self.match) // TICK_RATE
        return -1 if self.ends_at < 0 else max(0, self.ends_at - self._tick) // TICK_RATE

    @property
    def wanted(self) -> list[Recipe | Drawing]:
        """Return the mazes that are needed next and not there yet."""
        return self.upcoming.wanted

    def provide(self, recipe: Recipe | Drawing, maze: Maze) -> None:
        """Take a maze that was wanted."""
        self.upcoming.provide(recipe, maze)

    # -- what outlasts a host (saved.py)

    def numbers(self) -> dict[str, Any]:
        """Return where things stand, besides the match."""
        return {
            "seed": self.upcoming.seed,
            "drawn": self.upcoming.drawn,
            "phase": self.phase.value,
            "round": self.round,
            "match_number": self.match_number,
            "left_ticks": self.ends_at - self._tick if self.ends_at >= 0 else -1,
            "votes": list(self.upcoming.votes.items()),
        }

    def restore(self, saved: Saved, settings: HostSettings, match: Match | None) -> None:
        """Go on from there. `match` is the running round's, its players still away."""
        self.settings = settings
        self.upcoming.restore(saved.seed, saved.drawn, settings)
        self.phase, self.round, self.match_number = Phase(saved.phase), saved.round, saved.match_number
        self.results, self.announced = saved.results, saved.announced
        if self.phase is Phase.RESULTS:
            self.ends_at = self._tick + max(saved.left_ticks, RETURN_TICKS)
            self.upcoming.votes.update(saved.votes)
        self.match = match

    # -- what players and the console ask for

    def vote(self, seat: int, choice: int) -> None:
        """Take a player's vote for one of the next mazes."""
        if self.phase is Phase.RESULTS and self.results and self.results.next:
            self.upcoming.votes[seat] = choice
            self._tell(Votes(counts=self.upcoming.counts()))

    def take(self, settings: HostSettings) -> None:
        """Go by other settings from the next round on."""
        self.settings = settings
        self.upcoming.draw(settings)
        self.changed = True

    def skip(self) -> None:
        """End what is on now."""
        if self.phase is Phase.ROUND:
            self._finish()
        elif self.phase is Phase.RESULTS:
            self.ends_at = self._tick
        else:
            self._begin()

    def gone_for_good(self, seat: int) -> None:
        """Forget a player who will not come back."""
        self.upcoming.votes.pop(seat, None)
        if self.match and self.match.mode.name == "race":
            race.forget(self.match, seat)
        self.changed = True

    # -- the course of things

    def step(self, commands: Mapping[int, Sequence[Command]]) -> None:
        """Play one tick; `commands` are each player's for it."""
        self._tick += 1
        if self.phase is Phase.ROUND and self.match:
            self._play(self.match, commands)
        elif self.phase is Phase.RESULTS:
            if self._tick >= self.ends_at:
                self._after_results()
        else:
            self._wait()

    def _wait(self) -> None:
        players = self._table.joined()
        if len(players) < MODES[self.settings.mode].least_players:
            self._set_end(-1)
            return
        ready = sum(player.ready or player.bot for player in players)
        if ready == len(players) and not all(player.bot for player in players):
            self._begin()
        elif 2 * ready < len(players) or ready == 0 or host_is_waited_for(self._table):
            self._set_end(-1)
        else:
            if self.ends_at < 0:
                self._waiting_since = self._tick
            self._set_end(self._waiting_since + (BOTS_TICKS if ready == len(players) else WAIT_TICKS))
            if self._tick >= self.ends_at:
                self._begin()

    def _set_end(self, tick: int) -> None:
        if tick != self.ends_at:
            self.ends_at = tick
            self.changed = True

    def _begin(self) -> None:
        """Start a round as soon as its maze is there."""
        players = self._table.joined()
        maze = self.upcoming.chosen()
        if maze is None or len(players) < MODES[self.settings.mode].least_players:
            return
        if self.round == 0 or self.round >= self.settings.rounds:
            self.round = 0
            self._clear_scores()
        self.round += 1
        self.match_number = self.match_number % 65535 + 1
        rules = self._rules()
        seats = [player.seat for player in players]
        self.match = Match(maze, rules, seats)
        self.phase, self.ends_at, self.results, self.changed = Phase.ROUND, -1, None, True
        for player in players:
            player.forget_commands()
        self.announced = Round(
            match=self.match_number,
            mode=self.match.mode.name,
            rules=asdict(rules),
            code=maze.code,
            digest=maze_digest(maze),
            round=self.round,
            rounds=self.settings.rounds,
            seats=seats,
        )
        self.upcoming.draw(self.settings)
        self._tell(self.announced)

    def _rules(self) -> Rules:
        if self.settings.mode == "tag":
            return TagRules(salt=self.upcoming.seed_of(-self.match_number))
        return RaceRules()

    def _clear_scores(self) -> None:
        for player in self._table.joined():
            player.score = 0
        for kept in list(self._reservations):
            self._reservations.change(kept.seat, score=0)

    def _play(self, match: Match, commands: Mapping[int, Sequence[Command]]) -> None:
        match.away = tuple(kept.place for kept in self._reservations if kept.place)
        if match.away and not match.players:
            return  # all are lost: time stands until the first is back, or none can come any more
        events = match.step(commands)
        for event in events:
            if event.kind is not EventKind.STEP:  # those are seen: who moves, steps
                self._tell(_happened(event))
        if match.over or not (match.players or len(self._reservations)):
            self._finish()
        elif self._tick % TICK_RATE == 0 and bots_are_watched(match, self._table, self._reservations):
            self._to_lobby()

    def _to_lobby(self) -> None:
        self.phase, self.round, self.ends_at = Phase.LOBBY, 0, -1
        self.match = self.announced = self.results = None
        self.changed = True

    def _finish(self) -> None:
        match = self.match
        if match is None:
            return
        points = match.mode.points(match)
        for player in self._table.joined():
            player.score += points.get(player.seat, 0)
            player.ready = False
        for kept in list(self._reservations):
            if kept.place:
                won = points.get(kept.seat, 0)
                self._reservations.change(kept.seat, score=kept.score + won, place=None)
        cup_over = self.round >= self.settings.rounds
        choices = [code_of(recipe) for recipe in self.upcoming.recipes]
        playing = set(self.announced.seats if self.announced else ())
        played = [player for player in self._table.joined() if player.seat in playing]
        self.results = Results(
            round=self.round,
            rounds=self.settings.rounds,
            cup_over=cup_over,
            standings=standings(match, played, points),
            next=[] if cup_over or len(choices) < CHOICES else choices,
        )
        self.match = self.announced = None
        self.phase, self.changed = Phase.RESULTS, True
        self.ends_at = self._tick + (CUP_TICKS if cup_over else RESULTS_TICKS)
        self._tell(self.results)

    def _after_results(self) -> None:
        players = self._table.joined()
        cup_over = self.round >= self.settings.rounds
        if cup_over or len(players) < MODES[self.settings.mode].least_players:
            self._to_lobby()
        else:
            self._begin()


def _happened(event: Event) -> Happened:
    return Happened(
        tick=event.tick, kind=int(event.kind), player=event.player_id, x=event.x, y=event.y, value=event.value
    )
