"""What players have lost when their host was killed: the state after against the states just before.

Owns the comparison. Knows nothing of processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from maze3d.sim.units import RUN_SPEED, TICK_RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

LOSABLE_S = 2.0
"""A host may lose what was newer than this when it was killed."""

SLACK_TICKS = 15


class Player(NamedTuple):
    """A bot, as `figures` tells it. Without a body x and y are None."""

    seat: int
    name: str
    score: int
    x: int | None
    y: int | None
    here: bool


def players(figures: dict[str, Any]) -> dict[int, Player]:
    """Return the bots by seat."""
    return {each[0]: Player(*each) for each in figures["players"]}


def lost_after(
    history: Sequence[tuple[float, dict[str, Any]]], after: dict[str, Any]
) -> tuple[list[str], float]:
    """Return what is lost, a sentence each, and how many seconds of the match were played in vain.

    `history` holds the times and figures of the last seconds, the newest from just before the kill.
    """
    killed_s, last = history[-1]
    recent = [figures for at_s, figures in history if killed_s - at_s <= LOSABLE_S]
    steady = set.intersection(*(set(players(each)) for each in recent))
    there = players(after)
    lost = []
    for seat in sorted(steady):
        was = [players(each)[seat] for each in recent]
        now = there.get(seat)
        if now is None or now.name != was[-1].name:
            lost.append(f"{was[-1].name} lost seat {seat}")
            continue
        if now.score not in {each.score for each in was}:
            lost.append(f"{now.name} had {was[-1].score} points and has {now.score}")
        if (
            all(_has_body(each) for each in was)
            and after["match"] == last["match"]
            and not _near(now, was[-1])
        ):
            lost.append(f"{now.name} has lost the body, or its place")
    return lost, _lost_s(history, after)


def not_back(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return who of `before` is not in his place now, a sentence each."""
    there, missing = players(now), []
    for seat, was in players(before).items():
        found = there.get(seat)
        if found is None or not found.here or found.name != was.name:
            missing.append(f"{was.name} is not back in seat {seat}")
        elif _has_body(was) and not _has_body(found) and now["match"] == before["match"] and now["tick"] >= 0:
            missing.append(f"{was.name} is back without a body")
    return missing


def _lost_s(history: Sequence[tuple[float, dict[str, Any]]], after: dict[str, Any]) -> float:
    """Return how much was played in vain: ticks of the round, or since the host was where it is now."""
    killed_s, last = history[-1]
    if _round(after) == _round(last):
        ticks: int = last["tick"] - after["tick"]
        return max(0.0, ticks / TICK_RATE)
    seen_s = [at_s for at_s, each in history if _round(each) == _round(after)]
    longer_s = killed_s - history[0][0] + LOSABLE_S  # where it is now it was never seen
    return killed_s - seen_s[-1] if seen_s else longer_s


def _round(figures: dict[str, Any]) -> tuple[int, bool]:
    """Return which round it is, and whether it is on."""
    match, tick = int(figures["match"]), int(figures["tick"])
    return match, tick >= 0


def _has_body(player: Player) -> bool:
    return player.x is not None


def _near(now: Player, was: Player) -> bool:
    """Tell whether nobody could have come further in the time that may be lost."""
    if now.x is None or now.y is None or was.x is None or was.y is None:
        return False
    most = RUN_SPEED * (round(LOSABLE_S * TICK_RATE) + SLACK_TICKS)
    return abs(now.x - was.x) <= most and abs(now.y - was.y) <= most
