"""The code on the results screen says what else a friend has to set; what is copied is the code."""

from __future__ import annotations

from dataclasses import replace

import pyperclip
import pytest

from maze3d.view.ui.controls import Button
from tests.view.screens.show import RESULT, Show

pytestmark = pytest.mark.offscreen


def test_the_code_names_difficulty_and_keys_and_only_the_code_is_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show, copied = Show(), list[str]()
    monkeypatch.setattr(pyperclip, "copy", copied.append)
    show.screens.open_results(RESULT)
    screen = show.screens.results
    assert screen._code.text.words == "Code  AB-CD (Hard, 2 keys)"
    screen._copy()
    assert copied == ["AB-CD"]
    assert "Hard, 2 keys" in show.ui._notice._text.words
    show.stage.close()


def test_a_drawn_maze_has_no_code_to_copy() -> None:
    show = Show()
    show.screens.open_results(replace(RESULT, code="", rules=""))
    screen = show.screens.results
    assert not screen._code_row.shown
    assert [each.text.words for each in screen.focus_order() if isinstance(each, Button)] == [
        "Next maze",
        "Play it again",
        "Title",
    ]
    show.stage.close()
