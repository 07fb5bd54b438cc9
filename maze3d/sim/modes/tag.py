"""Mode Tag: hunters and runners; the caught hunt. Points for time free and for catches.

Owns who hunts, who is caught, and the points. Knows nothing of movement.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from maze3d.sim.modes.escape import facing
from maze3d.sim.modes.starting import count_down, in_cell
from maze3d.sim.state import Event, EventKind
from maze3d.sim.units import BODY_RADIUS, HALF_WALL, TICK_RATE, TURN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.maze.grid import Cell
    from maze3d.sim.match import Match
    from maze3d.sim.players import Player
    from maze3d.sim.rules import TagRules

CATCH_RADIUS = 500
"""How near two middles are when a runner is caught, units. Never through a wall: see below."""

if CATCH_RADIUS >= 2 * (HALF_WALL + BODY_RADIUS):
    raise AssertionError("a hunter could reach through a wall")

CATCH_POINTS = 15


def begin(match: Match) -> bytes:
    """Choose the hunters, held at the maze's start; hide the runners all over the rest.

    Returns what all chance in this match comes from.
    """
    rules = _rules(match)
    data = match.maze.passages.tobytes() + rules.salt.to_bytes(8, "little")
    chance = hashlib.blake2b(data, digest_size=16).digest()
    players = sorted(match.players.values(), key=lambda player: _draw(chance, player.player_id, b"hunter"))
    hunters = max(1, len(players) // rules.players_per_hunter) if len(players) > 1 else 0
    for order, player in enumerate(players):
        if order < hunters:
            player.hunter = True
            player.held_until = rules.hold_ticks
            in_cell(player, match.maze.start, facing(match.maze))
        else:
            yaw = (_draw(chance, player.player_id, b"yaw") & 3) * (TURN // 4)
            in_cell(player, _hideout(match, _draw(chance, player.player_id, b"place")), yaw)
    return chance


def arrive(match: Match, player: Player, events: list[Event]) -> None:
    """Nothing depends on a single player's place."""


def end_tick(match: Match, events: list[Event]) -> None:
    """Count time free, catch who is within reach, and see that somebody hunts."""
    rules, tick = _rules(match), match.tick
    players = list(match.players.values())
    hunters = [player for player in players if player.hunter]
    if not hunters and len(players) > 1 and tick >= match.waits_until:
        chosen = players[_draw(match.mode_state, tick, b"instead") % len(players)]
        chosen.hunter = True
        chosen.held_until = tick + rules.hold_ticks  # as all hunters: those near get a head start
        hunters = [chosen]
        events.append(Event(tick, EventKind.CAUGHT, chosen.player_id, chosen.x, chosen.y, chosen.player_id))
    count_down(match, rules.hold_ticks, events, hunters=True)
    reach = CATCH_RADIUS * CATCH_RADIUS
    awake = [hunter for hunter in hunters if tick >= hunter.held_until]
    for runner in players:
        if runner.hunter:
            continue
        runner.free_ticks += 1
        x, y, level = runner.x, runner.y, runner.level
        for hunter in awake:
            if hunter.level == level and (hunter.x - x) ** 2 + (hunter.y - y) ** 2 <= reach:
                runner.hunter = True
                hunter.catches += 1
                events.append(Event(tick, EventKind.CAUGHT, runner.player_id, x, y, hunter.player_id))
                break


def over(match: Match) -> bool:
    """Tell whether time is up or nobody is free."""
    if match.tick >= _rules(match).limit_ticks:
        return True
    players = match.players.values()
    if any(not place.hunter for place in match.away):
        return False
    return match.tick > 0 and bool(players) and all(player.hunter for player in players)


def ticks_left(match: Match) -> int:
    """Return how long the round can still last."""
    return max(0, _rules(match).limit_ticks - match.tick)


def points(match: Match) -> dict[int, int]:
    """Return a point for each second free and CATCH_POINTS for each catch."""
    return {
        player.player_id: player.free_ticks // TICK_RATE + CATCH_POINTS * player.catches
        for player in match.players.values()
    }


def numbers(match: Match) -> list[int]:
    """Return who is what, and what was counted."""
    values = []
    for player in match.players.values():
        values += [int(player.hunter), player.held_until, player.free_ticks, player.catches]
    return values


def resume(match: Match, numbers: Sequence[int]) -> None:
    """Take nothing over: chance is of the maze and the salt, and the rest comes back with the players."""
    del match, numbers


def _hideout(match: Match, draw: int) -> Cell:
    """Return a runner's first cell, from the two thirds that are farthest from the start."""
    field = match.ways.field(match.maze.start)
    places = np.argwhere(field * 3 >= int(field.max()))
    level, row, col = places[draw % len(places)].tolist()
    return level, row, col


def _draw(chance: bytes, number: int, what: bytes) -> int:
    data = chance + what + str(number).encode()
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def _rules(match: Match) -> TagRules:
    rules: TagRules = match.rules  # type: ignore[assignment] # this mode's matches have no others
    return rules
