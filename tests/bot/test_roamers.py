"""Bots that roam and play Tag."""

from __future__ import annotations

import pytest

from maze3d.bot import roamer, tagger
from maze3d.maze import generate
from maze3d.sim.match import Match
from maze3d.sim.rules import RaceRules, TagRules
from maze3d.sim.state import EventKind

MAZE = generate("backtracker", 8, 8, seed=5, braid=0.5)


def test_a_roamer_sees_much_of_the_maze_and_each_seed_another_part() -> None:
    walks = []
    for seed in (1, 2):
        match, bot = Match(MAZE, RaceRules(hold_ticks=0)), roamer(MAZE, seed=seed)
        cells = []
        for _ in range(3600):
            match.step({0: bot(match.snapshot())})
            cells.append(match.players[0].cell)
        walks.append(cells)
        assert len(set(cells)) > 15 or match.players[0].finished_tick > 0
    assert walks[0] != walks[1]


@pytest.mark.parametrize("salt", [1, 2, 3])
def test_taggers_play_a_round_and_catch(salt: int) -> None:
    match = Match(MAZE, TagRules(hold_ticks=120, limit_ticks=60 * 60, salt=salt), range(5))
    bots = {k: tagger(MAZE, k, seed=k) for k in range(5)}
    events = []
    while not match.over:
        snapshot = match.snapshot()
        events += match.step({k: bot(snapshot) for k, bot in bots.items()})
    assert sum(event.kind is EventKind.CAUGHT for event in events) >= 3


def test_a_tagger_sees_nobody_through_walls() -> None:
    """Two matches that differ only in where an unseen hunter stands: the runner does the same."""
    commands = []
    for hunter_row in (6, 7):
        match = Match(MAZE, TagRules(hold_ticks=0, salt=1), (0, 1))
        hunter = next(player for player in match.players.values() if player.hunter)
        runner = next(player for player in match.players.values() if not player.hunter)
        hunter.body.x, hunter.body.y = (7 * 1024 + 512) * 65536, (hunter_row * 1024 + 512) * 65536
        runner.body.x, runner.body.y = 512 * 65536, 512 * 65536
        bot = tagger(MAZE, runner.player_id, seed=9)
        got = []
        for _ in range(30):
            got.append(bot(match.snapshot()))
            match.step({runner.player_id: got[-1]})
        commands.append(got)
    assert commands[0] == commands[1]
