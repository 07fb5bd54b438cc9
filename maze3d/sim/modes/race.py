"""Mode Race: first to the exit. The round ends a while after the third is out.

Owns the order of those who are out, the end of the round and the points. Knows nothing of movement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maze3d.sim.modes.escape import EXIT_RADIUS, facing, within
from maze3d.sim.modes.starting import count_down, in_cell
from maze3d.sim.state import Event, EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.sim.match import Match
    from maze3d.sim.players import Player
    from maze3d.sim.rules import RaceRules

POINTS = (10, 8, 6, 5, 4, 3, 2, 1)
"""For the first, the second and so on; those after get the last."""

GONE = -1
"""Stands in the order for one who has left for good."""


PODIUM = 3
"""How many have to be out for the end to come near."""


@dataclass(slots=True)
class State:
    """Who is out, first to last, and when the round ends (-1 until the podium is full)."""

    order: list[int] = field(default_factory=list)
    ends_at: int = -1


def begin(match: Match) -> State:
    """Have all stand at the start, side by side, until they are let go."""
    yaw = facing(match.maze)
    for player in match.players.values():
        in_cell(player, match.maze.start, yaw)
        player.held_until = _rules(match).hold_ticks
    return State()


def arrive(match: Match, player: Player, events: list[Event]) -> None:
    """Finish where the exit is."""
    if within(player, match.maze.exit, EXIT_RADIUS):
        player.finished_tick = match.tick
        _state(match).order.append(player.player_id)
        place = len(_state(match).order)
        events.append(Event(match.tick, EventKind.FINISHED, player.player_id, player.x, player.y, place))


def end_tick(match: Match, events: list[Event]) -> None:
    """Count down to the start; set the end once the podium is full."""
    rules, state = _rules(match), _state(match)
    count_down(match, rules.hold_ticks, events)
    if state.ends_at < 0 and len(state.order) >= PODIUM:
        state.ends_at = min(rules.limit_ticks, match.tick + rules.closing_ticks)


def over(match: Match) -> bool:
    """Tell whether time is up or everyone who is here is out."""
    rules = _rules(match)
    ends_at = _state(match).ends_at
    players = match.players.values()
    if match.tick >= rules.limit_ticks or 0 <= ends_at <= match.tick:
        return True
    if any(place.finished_tick < 0 for place in match.away):
        return False
    return bool(_state(match).order) and all(player.finished_tick >= 0 for player in players)


def ticks_left(match: Match) -> int:
    """Return how long the round can still last."""
    ends_at = _state(match).ends_at
    return max(0, (_rules(match).limit_ticks if ends_at < 0 else ends_at) - match.tick)


def points(match: Match) -> dict[int, int]:
    """Return the points of those who are out, by their place."""
    order = _state(match).order
    won = {player_id: POINTS[min(place, len(POINTS) - 1)] for place, player_id in enumerate(order)}
    won.pop(GONE, None)
    return won


def forget(match: Match, player_id: int) -> None:
    """Keep the place of one who will not come back, but not whose it was: his number can be another's."""
    state = _state(match)
    state.order = [GONE if each == player_id else each for each in state.order]


def numbers(match: Match) -> list[int]:
    """Return the order and the end."""
    state = _state(match)
    return [state.ends_at, len(state.order), *state.order]


def resume(match: Match, numbers: Sequence[int]) -> None:
    """Take over the end and the order."""
    ends_at, count, *order = numbers
    if count != len(order):
        raise ValueError(f"{count} are out, and {len(order)} are named")
    match.mode_state = State(order, ends_at)


def _state(match: Match) -> State:
    state: State = match.mode_state
    return state


def _rules(match: Match) -> RaceRules:
    rules: RaceRules = match.rules  # type: ignore[assignment] # this mode's matches have no others
    return rules
