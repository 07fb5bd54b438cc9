"""Which supplies the HUD shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from maze3d.view.hud.state import HudState
from maze3d.view.hud.supplies import Supplies
from tests.view.ui.stage import Stage

pytestmark = pytest.mark.offscreen

CELLS = np.zeros((1, 2, 2), np.uint8)
STATE = HudState(0, 0.5, 0.5, 0, 0.0, 0, 0, 0, 0, CELLS, CELLS.astype(bool), (0, 1, 1))


def test_a_supply_is_shown_once_there_was_some_in_this_match() -> None:
    stage = Stage()
    try:
        supplies = Supplies(stage.ui.canvas, stage.ui.hud_root)
        shown = []
        for hints, chalk in ((0, 0), (0, 5), (0, 0), (2, 0), (0, 0)):
            supplies.update(replace(STATE, hints_left=hints, chalk_left=chalk))
            shown.append(supplies._plate._text.words)
        assert shown == ["", "Chalk 5", "Chalk 0", "Hints 2   Chalk 0", "Hints 0   Chalk 0"]
        supplies.forget()
        supplies.update(STATE)
        assert supplies._plate._text.words == ""
    finally:
        stage.close()
