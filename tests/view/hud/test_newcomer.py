"""The newcomer's keys stay until he walks, and long enough to be read."""

from __future__ import annotations

import pytest

from maze3d.view.hud.newcomer import Newcomer
from tests.view.ui.stage import Stage

pytestmark = pytest.mark.offscreen


def test_the_keys_stay_until_the_newcomer_walks_and_have_been_read() -> None:
    stage = Stage()
    tip = Newcomer(stage.ui.canvas, stage.ui.hud_root)
    shown = tip._plate.node

    def wait(seconds: int) -> bool:
        """Return whether the keys are still to be seen, fully, after so long."""
        for _tenth in range(10 * seconds):
            tip.update(0.1)
        return not shown.isStashed() and shown.getColorScale()[3] == 1

    tip.show(stage.settings.controls)
    assert wait(100)
    tip.let_go()
    assert not wait(2)
    tip.show(stage.settings.controls)
    tip.let_go()
    assert wait(10)
    assert not wait(5)
    stage.close()
