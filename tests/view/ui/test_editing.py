import pyperclip
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.view.ui import clipboard
from maze3d.view.ui.editing import Line


def test_letters_go_in_at_the_caret() -> None:
    line = Line()
    line.insert("12")
    line.key("arrow_left")
    line.insert("9")
    assert (line.words, line.caret) == ("192", 2)


def test_backspace_delete_home_and_end() -> None:
    line = Line()
    line.set("abcd")
    line.key("backspace")
    line.key("home")
    line.key("delete")
    assert line.words == "bc"
    line.key("backspace")
    assert line.words == "bc"
    line.key("end")
    line.insert("!")
    assert line.words == "bc!"


def test_control_letters_are_dropped_and_the_limit_holds() -> None:
    line = Line(limit=5)
    line.insert("a\x16b\nc\t")
    assert line.words == "abc"
    line.insert("defgh")
    assert line.words == "abcde"


def test_other_keys_are_not_editing() -> None:
    line = Line()
    assert not line.key("arrow_up")
    assert not line.key("enter")


@given(
    st.lists(
        st.sampled_from(["backspace", "delete", "arrow_left", "arrow_right", "home", "end", "x", "long text"])
    )
)
def test_the_caret_stays_within_the_words(keys: list[str]) -> None:
    line = Line(limit=12)
    for key in keys:
        if not line.key(key):
            line.insert(key)
        assert 0 <= line.caret <= len(line.words) <= 12


def test_without_a_system_clipboard_what_was_copied_can_be_pasted_in_the_game(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*_: object) -> str:
        raise pyperclip.PyperclipException("no xclip")

    monkeypatch.setattr(pyperclip, "copy", none)
    monkeypatch.setattr(pyperclip, "paste", none)
    assert not clipboard.copy("M3-CODE")
    assert clipboard.paste() == "M3-CODE"
