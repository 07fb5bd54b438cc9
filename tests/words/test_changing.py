"""A language chosen while the game runs shows at once, everywhere, and leaves nothing behind."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.host.memory import resident_bytes
from maze3d.pack.words import ENGLISH, SHIPPED, shipped, words_of
from maze3d.view.hud import Hud
from maze3d.view.language import speak
from maze3d.view.ui.canvas import font_file
from tests.view.screens.lan_show import LanShow
from tests.view.ui.stage import Stage
from tests.words.everything import screens_of
from tests.words.fitting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(words_of(ENGLISH), SHIPPED)


def read(show: LanShow) -> dict[str, list[str]]:
    """Return all that can be read, by screen."""
    found = {}
    for name, screen in screens_of(show):
        show.ui.show(screen)
        show.stage.frames(1)
        found[name] = sorted(str(text.words) for text in shown(show.ui.canvas, screen.node))
    return found


@pytest.mark.parametrize("language", ["de", "ru"])
def test_screens_built_in_english_read_like_those_built_in_the_language(language: str) -> None:
    speak(words_of(ENGLISH), SHIPPED)
    changed = LanShow(1280, 720)
    read(changed)
    speak(words_of(language), SHIPPED)
    changed.ui.retext()
    fresh = LanShow(1280, 720)
    try:
        read(fresh)  # some screens keep what was chosen: both have been seen once
        assert read(changed) == read(fresh)
    finally:
        changed.stage.close()
        fresh.stage.close()


def test_what_is_open_changes_without_being_opened_again() -> None:
    show = LanShow(1280, 720)
    try:
        for name, screen in screens_of(show):
            speak(words_of(ENGLISH), SHIPPED)
            show.ui.retext()
            show.ui.show(screen)
            show.stage.frames(2)
            before = [text.words for text in shown(show.ui.canvas, screen.node)]
            speak(words_of("ru"), SHIPPED)
            show.ui.retext()
            show.stage.frames(2)
            after = {str(text.words) for text in shown(show.ui.canvas, screen.node)}
            english = {form for text in shipped(ENGLISH).values() if isinstance(text, str) for form in [text]}
            russian = {text for text in shipped("ru").values() if isinstance(text, str)}
            left = {words for words in (after & english) - russian if len(words) > 1}
            assert before
            assert not left, f"{name} still says {sorted(left)}"
    finally:
        show.stage.close()


def test_the_compass_turns_to_the_language_too() -> None:
    stage = Stage()
    try:
        hud = Hud(stage.ui, stage.settings)
        speak(words_of("ru"), SHIPPED)
        stage.ui.retext()
        assert [text.words for text in hud.compass._letters] == list("\u0421\u0412\u042e\u0417")
    finally:
        stage.close()


def test_a_hundred_changes_leave_nothing_behind() -> None:
    show = LanShow(1280, 720)

    def change(number: int) -> None:
        speak(words_of(list(SHIPPED)[number % len(SHIPPED)]), SHIPPED)
        show.ui.retext()
        show.stage.frames(1)

    def counts() -> tuple[int, int, int]:
        gc.collect()
        return (
            len(show.ui.canvas.root.findAllMatches("**;+s")),
            len(show.ui.canvas.texts),
            len(gc.get_objects()),
        )

    try:
        show.screens.open_settings()
        for number in range(10):
            change(number)
        before = counts()
        for number in range(100):
            change(number)
        after = counts()
    finally:
        show.stage.close()
    assert after[:2] == before[:2]
    assert abs(after[2] - before[2]) < 50


def test_the_shipped_font_has_every_letter_of_every_language() -> None:
    show = LanShow()
    try:
        font = show.ui.canvas.font("body")
        lacking = {
            (language, letter)
            for language in SHIPPED
            for text in shipped(language).values()
            for form in ([text] if isinstance(text, str) else text.values())
            for letter in form
            if letter != "\n" and not has_glyph(font, letter)
        }
        assert not lacking
        assert not has_glyph(font, "\u6f22")
        assert font_file().endswith("OpenSans-Regular.ttf")
    finally:
        show.stage.close()


def has_glyph(font: Any, letter: str) -> bool:
    """Tell whether the font draws the letter itself; one it lacks is a box, which is character 0."""
    return bool(font.getGlyph(ord(letter)).getCharacter() == ord(letter))


def test_fonts_that_come_and_go_leave_nothing_behind(tmp_path: Path) -> None:
    show = LanShow(1280, 720)
    own, broken = tmp_path / "own.ttf", tmp_path / "broken.ttf"
    own.write_bytes(Path(font_file()).read_bytes())
    broken.write_bytes(own.read_bytes()[:5000])

    def objects() -> int:
        gc.collect()
        return len(gc.get_objects())

    try:
        show.screens.open_settings()
        before_width = show.screens.settings._title.width
        for number in range(10):
            assert show.ui.take_font(own if number % 2 else None)
            show.stage.frames(1)
        before, resident = objects(), resident_bytes()
        for number in range(100):
            assert show.ui.take_font(own if number % 2 else None)
            show.stage.frames(1)
        assert abs(objects() - before) < 50
        assert resident_bytes() - resident < 25e6  # each one's letters that stayed would be 130 MB
        assert not show.ui.take_font(broken)
        show.stage.frames(1)
        assert show.screens.settings._title.width == pytest.approx(before_width)
    finally:
        show.stage.close()
