"""Text measured: Panda3D leaves the size of an empty text unset, so it must not be asked."""

from __future__ import annotations

import pytest

from maze3d.view.ui.text import Text
from tests.view.ui.stage import Stage

pytestmark = pytest.mark.offscreen


def test_an_empty_text_is_one_line_high_and_not_wide() -> None:
    stage = Stage()
    try:
        canvas = stage.ui.canvas
        line = Text(canvas, canvas.root, "A line").height
        for _each in range(500):
            text = Text(canvas, canvas.root)
            assert (text.width, text.height) == (0.0, line)
            text.set("two\nlines")
            assert text.height == 2 * line
            text.set("")
            assert (text.width, text.height) == (0.0, line)
    finally:
        stage.close()
