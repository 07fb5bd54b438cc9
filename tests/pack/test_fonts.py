"""The head of a font: what is cut, swapped or none is told before the engine sees it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.pack.finding import PackError
from maze3d.pack.fonts import font_head
from maze3d.view.ui.canvas import font_file

OWN = Path(font_file()).read_bytes()


def why(data: bytes) -> str:
    with pytest.raises(PackError) as problem:
        font_head(data, "fonts/text.ttf")
    return problem.value.finding.code


def test_the_shipped_font_is_right() -> None:
    head = font_head(OWN, "fonts/text.ttf")
    assert head.glyphs > 500
    assert head.units == 2048


def test_what_is_none() -> None:
    assert (
        why(b"") == why(b"wOF2" + OWN[4:]) == why(b"ttcf" + OWN[4:]) == why(b"\x89PNG" + OWN[4:]) == "no-font"
    )
    assert why(OWN[:200]) == why(OWN[: len(OWN) // 2]) == "damaged"
    assert why(OWN[:4] + struct.pack(">H", 9999) + OWN[6:]) == "damaged"
    for name in (b"cmap", b"glyf", b"head"):
        assert why(OWN.replace(name, b"xxxx", 1)) == "no-font"


@given(st.data())
def test_changed_bytes_are_told_or_leave_a_font(data: st.DataObject) -> None:
    head = bytearray(OWN[:600])
    for _ in range(3):
        head[data.draw(st.integers(0, 599))] = data.draw(st.integers(0, 255))
    try:
        found = font_head(bytes(head) + OWN[600:], "fonts/text.ttf")
    except PackError as problem:
        told = problem.finding.file
    else:
        told = "fonts/text.ttf" if found.glyphs > 0 else "an empty font"
    assert told == "fonts/text.ttf"
