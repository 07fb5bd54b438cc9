"""Every screen and every part of the HUD in every language, in large and small windows and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.pack.words import ENGLISH, SHIPPED, words_of
from maze3d.view.language import speak
from tests.view.screens.lan_show import LanShow
from tests.words.everything import screens_of
from tests.words.fitting import misfits

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen

SIZES = [
    (1280, 720, 100),
    (640, 360, 100),
    (640, 480, 100),
    (800, 600, 150),
    (1280, 720, 200),
    (640, 480, 200),
]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(words_of(ENGLISH), SHIPPED)


@pytest.mark.parametrize(("width", "height", "text_size"), SIZES)
def test_every_screen_fits_in_every_language(width: int, height: int, text_size: int) -> None:
    show = LanShow(width, height, text_size)
    wrong = []
    try:
        for language in SHIPPED:
            speak(words_of(language), SHIPPED)
            show.ui.retext()
            for name, screen in screens_of(show):
                show.ui.show(screen)
                show.stage.frames(2)
                wrong += [f"{language} {name}: {each}" for each in misfits(show.ui.canvas, screen)]
    finally:
        show.stage.close()
    assert not wrong, "\n".join(wrong)
