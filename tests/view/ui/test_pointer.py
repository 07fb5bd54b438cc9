"""What the mouse does to controls while it is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.view.ui.controls import Button
from maze3d.view.ui.layout import Column
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.values import Slider
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen


class Panel:
    """A screen with a slider and a button."""

    def __init__(self) -> None:
        self.stage = Stage()
        canvas = self.stage.ui.canvas
        self.pressed = 0
        self.slider = Slider(canvas, "Brightness", (0, 100, 5), lambda _value: None)
        self.slider.set(60)
        self.button = Button(canvas, "Press", self._press)
        self.screen = Screen(canvas, "", Column(canvas, [self.slider, self.button]))
        self.stage.ui.show(self.screen)
        self.stage.frames(2)

    def _press(self) -> None:
        self.pressed += 1

    def point(self, share: float) -> None:
        """Move the mouse to that share of the slider's width."""
        x, y, width, height = self.slider.bounds()
        canvas = self.stage.ui.canvas
        self.stage.pointer.at = ((x + width * share) / canvas.width, (y + height / 2) / canvas.height)
        self.stage.frames(1)


@pytest.fixture
def panel() -> Iterator[Panel]:
    made = Panel()
    yield made
    made.stage.close()


def test_a_click_on_a_sliders_label_or_number_changes_nothing(panel: Panel) -> None:
    for share in (0.1, 0.97):
        panel.point(share)
        panel.stage.keys("mouse1")
        assert panel.slider.value == 60
        assert panel.stage.ui.focus is panel.slider


def test_a_slider_is_dragged_from_its_bar_to_beyond_its_ends(panel: Panel) -> None:
    panel.point(0.6)
    panel.stage.ui.handle("mouse1")
    dragged = panel.slider.value
    assert dragged < 60
    panel.point(0.1)
    assert panel.slider.value == 0
    panel.point(0.99)
    assert panel.slider.value == 100
    panel.stage.ui.handle("mouse1-up")
    panel.point(0.6)
    assert panel.slider.value == 100


def test_a_window_that_changes_under_a_resting_pointer_leaves_the_focus(panel: Panel) -> None:
    ui, stage = panel.stage.ui, panel.stage
    stage.point_at(panel.button)
    ui.focus_on(panel.slider)
    settings = stage.settings.model_copy(deep=True)
    settings.access.text_size = 110
    ui.apply(settings)  # as with another size of the window, the pointer is at another place
    stage.frames(1)
    for moved in range(3):  # and the window itself moves under it
        assert stage.pointer.at
        stage.pointer.at = (stage.pointer.at[0], stage.pointer.at[1] + 0.001 * moved)
        stage.frames(1)
        assert ui.focus is panel.slider
    stage.frames(20)
    stage.point_at(panel.button)
    assert ui.focus is panel.button


def test_a_button_held_while_its_screen_goes_is_not_pressed(panel: Panel) -> None:
    ui = panel.stage.ui
    for leave in (ui.show, ui.back):
        ui.show(panel.screen)
        panel.stage.frames(2)
        panel.stage.point_at(panel.button)
        ui.handle("mouse1")
        leave()
        ui.handle("mouse1-up")
        assert panel.pressed == 0
    ui.show(panel.screen)
    panel.stage.frames(2)
    panel.stage.keys("mouse1")
    assert panel.pressed == 1
