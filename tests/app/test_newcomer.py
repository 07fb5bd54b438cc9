"""The keys are shown to a newcomer until he has walked a little, in whichever match that is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from maze3d.app import flow
from maze3d.app.frame import WALKS_CELLS, _follow
from maze3d.bot import solver
from tests.app.stage import Stage


def test_a_newcomer_is_one_until_he_has_walked_a_little() -> None:
    stage, let_go, shown = Stage(), list[str](), list[bool]()
    hud: Any = SimpleNamespace(
        newcomer=SimpleNamespace(let_go=lambda: let_go.append("gone")),
        start=lambda *_match, newcomer, **_about: shown.append(newcomer),
        stop=lambda: None,
    )
    stage.game.hud, stage.game.newcomer = hud, True
    played = stage.play()
    for _tick in range(1000):
        stage.walk(0)
        _follow(stage.game, played)
    assert (stage.game.newcomer, let_go) == (True, [])
    flow.restart(stage.game)
    played = stage.walk(0)
    bot = solver(played.maze)
    while played.cells_walked < WALKS_CELLS + 2:
        played.tick(bot(played.after))
        _follow(stage.game, played)
        assert stage.game.newcomer == (played.cells_walked < WALKS_CELLS)
    assert let_go == ["gone"]
    flow.restart(stage.game)
    assert shown == [True, True, False]
