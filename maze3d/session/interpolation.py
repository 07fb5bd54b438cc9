"""The other players between two snapshots: drawn a little in the past, so that there always is a next one.

Owns the estimate of the host's clock and the snapshots kept. Knows nothing of packets. (Valve's Source engine
calls this entity interpolation.)
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from maze3d.sim.units import CELL, RUN_SPEED, TICK_RATE, TURN

if TYPE_CHECKING:
    from maze3d.sim.state import PlayerState

BEHIND_TICKS = 6
"""100 ms."""

AHEAD_TICKS = 6
"""How far a movement is carried on when no snapshot comes."""

KEPT = 32
LEAP_UNITS = 2 * CELL
"""A longer way between two snapshots is a new place: not walked through."""

MOST_UNITS_A_TICK = RUN_SPEED * 1.35
"""What is shown moves no faster: where snapshots were missing it catches up without a leap."""

_SLEW = 0.05
"""Share of a snapshot's lateness that moves the clock back; an early one moves it at once."""


class Interpolation:
    """Snapshots in, players at a moment out."""

    def __init__(self) -> None:
        self._kept: deque[tuple[int, dict[int, PlayerState]]] = deque(maxlen=KEPT)
        self._offset: float | None = None
        """Host's tick less the own clock in ticks, as of the quickest packets."""
        self._shown = -1.0
        self._places: dict[int, tuple[float, float]] = {}
        """Where each player was shown last, units."""
        self._placed_at = 0.0

    def clear(self) -> None:
        """Forget the snapshots: another match begins. The clock stays."""
        self._kept.clear()
        self._places.clear()

    def restart(self) -> None:
        """Forget the clock too: the next host may count from another tick."""
        self.clear()
        self._offset, self._shown = None, -1.0

    def add(self, tick: int, players: tuple[PlayerState, ...], now: float) -> None:
        """Take a snapshot of a host's tick that came at `now`; late ones find their place."""
        offset = tick - now * TICK_RATE
        if self._offset is None or offset > self._offset:
            self._offset = offset
        else:
            self._offset += (offset - self._offset) * _SLEW
        entry = (tick, {player.player_id: player for player in players})
        if not self._kept or tick > self._kept[-1][0]:
            self._kept.append(entry)
        elif all(tick != known for known, _players in self._kept):
            ordered = sorted([*self._kept, entry], key=lambda each: each[0])
            self._kept = deque(ordered[-KEPT:], maxlen=KEPT)

    def tick_at(self, now: float) -> float:
        """Return the host's tick that is shown at `now`; it never goes back."""
        if self._offset is None:
            return self._shown
        self._shown = max(self._shown, now * TICK_RATE + self._offset - BEHIND_TICKS)
        return self._shown

    def at(self, now: float) -> tuple[PlayerState, ...]:
        """Return the players as they are shown at `now`."""
        if not self._kept:
            return ()
        tick = self.tick_at(now)
        reach = max(0.0, now - self._placed_at) * TICK_RATE * MOST_UNITS_A_TICK
        self._placed_at = now
        shown = tuple(self._near(player, reach) for player in self._at(tick))
        self._places = {player.player_id: (player.x, player.y) for player in shown}
        return shown

    def _near(self, player: PlayerState, reach: float) -> PlayerState:
        """Return a player no farther than `reach` units from where he was shown, unless he has leapt."""
        before = self._places.get(player.player_id)
        if before is None:
            return player
        dx, dy = player.x - before[0], player.y - before[1]
        way = math.hypot(dx, dy)
        if way <= reach or way > LEAP_UNITS:
            return player
        share = reach / way
        return player._replace(x=round(before[0] + dx * share), y=round(before[1] + dy * share))

    def _at(self, tick: float) -> tuple[PlayerState, ...]:
        before = after = self._kept[0]
        for entry in self._kept:
            if entry[0] <= tick:
                before = entry
            after = entry
            if entry[0] > tick:
                break
        if before is after or before[0] == after[0]:
            return self._carried_on(tick)
        share = max(0.0, (tick - before[0]) / (after[0] - before[0]))
        return tuple(
            _between(player, after[1][player_id], share) if player_id in after[1] else player
            for player_id, player in before[1].items()
        )

    def _carried_on(self, tick: float) -> tuple[PlayerState, ...]:
        """Return the newest players, moved on as they were moving, for a little while."""
        last_tick, players = self._kept[-1]
        late = min(max(0.0, tick - last_tick), AHEAD_TICKS)
        if len(self._kept) < 2 or not late:
            return tuple(players.values())
        first_tick, earlier = self._kept[-2]
        share = 1 + late / (last_tick - first_tick)
        return tuple(
            _between(earlier[player_id], player, share) if player_id in earlier else player
            for player_id, player in players.items()
        )


def _between(before: PlayerState, after: PlayerState, share: float) -> PlayerState:
    dx, dy = after.x - before.x, after.y - before.y
    if abs(dx) + abs(dy) > LEAP_UNITS or before.level != after.level:
        return after if share >= 1 else before
    turn = (after.yaw - before.yaw + TURN // 2) % TURN - TURN // 2
    nearer = after if share >= 0.5 else before
    return nearer._replace(
        x=round(before.x + dx * share),
        y=round(before.y + dy * share),
        yaw=round(before.yaw + turn * min(share, 1.0)) % TURN,
        pitch=round(before.pitch + (after.pitch - before.pitch) * min(share, 1.0)),
    )
