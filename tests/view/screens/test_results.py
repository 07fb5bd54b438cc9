"""The code on the results screen says what else a friend has to set; what is copied is the code."""

from __future__ import annotations

import pyperclip
import pytest

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
