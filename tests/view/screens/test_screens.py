"""Every screen, built for real and steered by keys, pad and mouse."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

import pyperclip
import pytest

from maze3d.maze import Recipe, encode
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.view.screens.actions import GameChoice, TitleData
from maze3d.view.screens.settings_fields import SECTIONS
from maze3d.view.ui.controls import Button
from maze3d.view.ui.values import Choice, Slider
from tests.view.screens.show import RESULT, Show

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.ui.widget import Widget


pytestmark = pytest.mark.offscreen


@pytest.fixture(scope="module")
def shown() -> Iterator[Show]:
    show = Show()
    yield show
    show.stage.close()


def top(show: Show) -> str:
    return type(show.ui.screen).__name__


def focus_words(show: Show) -> str:
    focus = show.ui.focus
    assert isinstance(focus, Button)
    return focus.text.words


def test_the_title_is_drawn_and_continue_shows_only_with_a_saved_run(shown: Show) -> None:
    shown.screens.open_title(TitleData("Hard, 9 x 9", "1"))
    shown.stage.frames()
    assert focus_words(shown) == "Continue"
    assert shown.stage.picture()[..., :3].max() > 200
    shown.screens.open_title(TitleData())
    assert focus_words(shown) == "New game"


def test_the_titles_words_stand_on_a_shade(shown: Show) -> None:
    shown.screens.open_title(TitleData("Hard, 9 x 9", "1"))
    shown.stage.frames()
    title = shown.screens.title
    root = shown.ui.canvas.root
    low, high = title._shade.node.getTightBounds(root)
    assert title._shade.node.getColor()[3] > 0.8
    for text in (title._logo, title._motto, title._version):
        left_foot, right_top = text.node.getTightBounds(root)
        assert low[0] <= left_foot[0]
        assert low[1] <= left_foot[1]
        assert right_top[0] <= high[0]
        assert right_top[1] <= high[1]


@pytest.mark.parametrize("keys", [("arrow_down",), ("tab",), ("pad:dpad_down",), ("pad:stick_down",)])
def test_keys_and_pad_move_the_focus_and_choose(shown: Show, keys: tuple[str, ...]) -> None:
    shown.screens.open_title(TitleData())
    shown.stage.keys(*keys)
    assert focus_words(shown) == "Settings"
    shown.stage.keys("pad:face_a" if keys[0].startswith("pad") else "enter")
    assert top(shown) == "SettingsScreen"
    shown.stage.keys("pad:face_b" if keys[0].startswith("pad") else "escape")
    assert top(shown) == "TitleScreen"
    assert focus_words(shown) == "Settings"


def test_every_control_of_every_screen_is_reached_by_tab_and_by_arrows(shown: Show) -> None:
    shown.screens.open_title(TitleData("x"))
    for screen in (shown.screens.title, shown.screens.new_game, shown.screens.pause, shown.screens.results):
        shown.ui.show(screen)
        order = list(screen.focus_order())
        seen = set()
        for _ in order:
            seen.add(shown.ui.focus)
            shown.stage.keys("tab")
        assert seen == set(order)
        shown.ui.focus_on(order[-1])
        climbed = []
        for _ in range(40):
            shown.stage.keys("arrow_up")
            climbed.append(shown.ui.focus)
        assert order[0] in climbed


def test_down_from_the_last_goes_to_the_first_and_up_back_but_not_while_held(shown: Show) -> None:
    shown.screens.open_title(TitleData())
    first, *_, last = shown.screens.title.focus_order()
    shown.stage.keys("arrow_up")
    assert shown.ui.focus is last
    shown.stage.keys("pad:dpad_down")
    assert shown.ui.focus is first
    shown.ui.handle("arrow_down")
    shown.stage.frames(40)
    assert shown.ui.focus is last
    shown.ui.handle("arrow_down-up")
    shown.stage.keys("arrow_down")
    assert shown.ui.focus is first


def test_in_a_single_row_up_and_down_move_nothing(shown: Show) -> None:
    shown.screens.open_pause("Hard")
    shown.ui.ask("Sure?", lambda: None)
    shown.stage.frames()
    no = shown.ui.focus
    shown.stage.keys("arrow_down", "arrow_up")
    assert shown.ui.focus is no
    shown.ui.back()


def test_the_mouse_focuses_on_hover_and_chooses_on_click(shown: Show) -> None:
    shown.screens.open_pause("Hard")
    shown.stage.frames()
    shown.asked.clear()
    resume, *_, quit_button = shown.screens.pause.focus_order()
    shown.stage.point_at(resume)
    shown.stage.point_at(quit_button)
    assert shown.ui.focus is quit_button
    shown.stage.keys("mouse1")
    assert shown.asked == ["quit"]


def test_leaving_a_maze_is_asked_back_and_no_is_the_answer_at_hand(shown: Show) -> None:
    shown.screens.open_pause("Hard")
    shown.asked.clear()
    shown.stage.keys("arrow_down", "enter", "enter")
    assert shown.asked == []
    assert shown.ui.screen is shown.screens.pause
    shown.stage.keys("enter", "arrow_left", "enter")
    assert shown.asked == ["restart"]


def test_a_held_arrow_repeats_until_it_is_released(shown: Show) -> None:
    shown.screens.open_title(TitleData())
    shown.ui.push(shown.screens.settings)
    slider = shown.screens.settings._controls["video", "fov"]
    assert isinstance(slider, Slider)
    slider.set(60)
    shown.ui.focus_on(slider)
    shown.ui.handle("arrow_right")
    shown.stage.frames(20)
    held = slider.value
    shown.ui.handle("arrow_right-up")
    shown.stage.frames(20)
    assert held >= 90
    assert slider.value == held


def test_a_changed_setting_is_applied_at_once_and_the_given_settings_stay(shown: Show) -> None:
    before = shown.settings.model_copy(deep=True)
    original = shown.settings
    shown.screens.open_title(TitleData())
    shown.screens.settings.prepare(shown.settings)
    shown.ui.push(shown.screens.settings)
    shown.screens.settings._turn_to("access")
    shown.stage.frames(1)
    shown.ui.focus_on(shown.screens.settings._controls["access", "captions"])
    shown.stage.keys("enter")
    assert shown.settings.access.captions is True
    assert original == before
    shown.screens.settings._ask_reset()
    shown.stage.keys("arrow_left", "enter")
    assert shown.settings.access.captions is False


def test_a_taken_key_is_asked_about_and_moves_only_on_yes(shown: Show) -> None:
    screen = shown.screens.settings
    shown.screens.open_title(TitleData())
    screen.prepare(shown.settings)
    shown.ui.push(screen)
    screen._turn_to("controls")
    shown.stage.frames(1)
    chip = screen._bindings._rows["keys", "left"].chips[0]
    shown.ui.focus_on(chip)
    shown.stage.keys("enter", "w", "enter")
    assert shown.settings.controls.keys["left"] == ["a"]
    shown.stage.keys("enter", "w", "arrow_left", "enter")
    assert shown.settings.controls.keys["left"] == ["w"]
    assert "w" not in shown.settings.controls.keys["forward"]
    shown.stage.keys("enter", "escape", "enter", "f9")
    assert shown.settings.controls.keys["left"] == ["f9"]


def test_pause_keeps_a_key(shown: Show) -> None:
    screen = shown.screens.settings
    shown.ui.show(screen)
    screen._turn_to("controls")
    shown.stage.frames(1)
    row = screen._bindings._rows["keys", "pause"]
    for _ in range(3):
        shown.ui.focus_on(row.chips[0])
        shown.stage.keys("enter", "delete")
    assert len(shown.settings.controls.keys["pause"]) == 1


def test_a_pasted_code_fills_the_fields_and_a_wrong_one_is_refused(
    shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = encode(Recipe("wilson", 17, 23, seed=5))
    screen = shown.screens.new_game
    shown.screens.open_title(TitleData())
    shown.screens.open_new_game()
    shown.stage.frames()
    shown.asked.clear()
    shown.ui.focus_on(screen._seed)
    monkeypatch.setattr(pyperclip, "paste", lambda: f" {code} \n")
    shown.ui.handle("control")
    shown.ui.handle("v")
    shown.ui.handle("control-up")
    assert screen._seed.words == code
    assert (screen.choice.rows, screen.choice.cols, screen.choice.generator) == (17, 23, "wilson")
    screen._start()
    started = shown.asked[-1]
    assert isinstance(started, GameChoice)
    assert started.code == code
    shown.ui.type("?")
    assert screen._problem
    screen._start()
    assert len(shown.asked) == 1


def test_difficulty_and_keys_leave_a_code_as_it_stands(shown: Show) -> None:
    screen = shown.screens.new_game
    shown.screens.open_title(TitleData())
    shown.screens.open_new_game()
    code = encode(Recipe("wilson", 17, 23, seed=5, braid=0.3))
    screen._seed.set(code)
    screen._set_seed(code)
    screen._set_keys(1)
    screen._set_difficulty("nightmare")
    choice = screen.choice
    assert (choice.code, screen._seed.words) == (code, code)
    assert (choice.rows, choice.cols, choice.braid_percent) == (17, 23, 30)
    assert (choice.difficulty, choice.keys) == ("nightmare", DIFFICULTIES["nightmare"].keys)
    assert screen._message.shown
    assert "from a code" in screen._message.text.words
    screen._seed.set("nonsense")
    screen._set_seed("nonsense")
    screen._set_difficulty("easy")
    screen._set_keys(2)
    assert screen._seed.words == "nonsense"
    assert "nonsense" in screen._problem
    screen._seed.set("")
    screen._set_seed("")


def test_a_difficulty_sets_dead_ends_and_keys_beside_a_size_of_ones_own(shown: Show) -> None:
    screen = shown.screens.new_game
    shown.screens.open_title(TitleData())
    shown.screens.open_new_game()
    for side in (40, 0):
        screen._size.set(side)
        screen._set_size(side)
        for name, rules in DIFFICULTIES.items():
            screen._set_difficulty(name)
            choice = screen.choice
            assert (choice.braid_percent, choice.keys) == (round(rules.braid * 100), rules.keys)
            assert choice.rows == (side or rules.rows)


def test_the_maze_shown_is_never_the_one_to_be_played(shown: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown.screens.new_game
    pictured: list[GameChoice] = []
    before = screen._actions.preview

    def noted(choice: GameChoice) -> NDArray[np.uint8]:
        pictured.append(choice)
        return before(choice)

    monkeypatch.setattr(screen, "_actions", replace(screen._actions, preview=noted))
    shown.screens.open_title(TitleData())
    shown.screens.open_new_game()
    for words in ("4711", encode(Recipe("wilson", 7, 8, seed=4711)), ""):
        screen._seed.set(words)
        screen._set_seed(words)
        shown.stage.frames()
        assert "another of the kind" in screen._sample.text.words
    screen._set_keys(0)
    shown.stage.frames()
    assert [(each.seed, each.code) for each in pictured] == [(None, "")] * len(pictured)
    assert {(each.rows, each.cols) for each in pictured} >= {(7, 8)}
    assert len(pictured) == 2, "another picture only for another kind"


def pressed_start(show: Show) -> Widget | None:
    show.ui.focus_on(show.screens.new_game._start_button)
    show.stage.keys("enter")
    return show.ui.focus


def test_start_goes_to_what_has_to_be_put_right(shown: Show) -> None:
    screen = shown.screens.new_game
    shown.screens.open_title(TitleData())
    shown.screens.open_new_game()
    shown.asked.clear()
    colour = screen._start_button.text._text.getTextColor
    bright = colour()
    screen._seed.set("nonsense")
    screen._set_seed("nonsense")
    shown.ui.focus_on(screen._start_button)
    shown.stage.frames()
    assert sum(colour()) < sum(bright)
    assert pressed_start(shown) is screen._seed
    screen._seed.set("")
    screen._set_seed("")
    screen._size.set(-1)
    screen._cols.set("1")
    screen._set_sides()
    assert pressed_start(shown) is screen._cols
    screen._rows.set("2")
    screen._cols.set("2")
    screen._set_sides()
    screen._set_keys(3)
    assert pressed_start(shown) is screen._keys
    assert "too few" in screen._message.text.words
    assert shown.asked == []
    screen._set_keys(2)
    shown.ui.focus_on(screen._start_button)
    shown.stage.frames()
    assert tuple(colour()) == pytest.approx((1.0, 0.86, 0.62, 1.0), abs=0.01)
    pressed_start(shown)
    assert len(shown.asked) == 1


def test_the_settings_stand_still_while_the_pages_turn(shown: Show) -> None:
    screen = shown.screens.settings
    shown.screens.open_title(TitleData())
    shown.screens.open_settings()
    places = set()
    for section in SECTIONS:
        screen._turn_to(section)
        shown.stage.frames(2)
        places.add(tuple(widget.bounds() for widget in (*screen._tabs.values(), *screen._footer.children())))
        screen.scroll_by(10_000)
        assert (screen.scroll.offset > 0) == (screen._pages.measure(500) > screen.scroll.height)
    assert len(places) == 1


def test_reopened_settings_have_the_focus_on_the_page_that_shows(shown: Show) -> None:
    screen = shown.screens.settings
    shown.screens.open_title(TitleData())
    shown.screens.open_settings()
    screen._turn_to("audio")
    shown.ui.back()
    shown.screens.open_settings()
    assert shown.ui.focus is screen._tabs["audio"]
    screen._turn_to("video")


def test_a_change_beside_a_code_or_a_wrong_seed_leaves_the_seed_that_is_played(shown: Show) -> None:
    screen = shown.screens.new_game
    shown.screens.open_title(TitleData())
    shown.screens.open_new_game()
    code = encode(Recipe("wilson", 17, 23, seed=5))
    screen._seed.set(code)
    screen._set_seed(code)
    screen._rows.set("18")
    screen._set_sides()
    assert (screen.choice.rows, screen.choice.code, screen._seed.words) == (18, "", "5")
    for wrong in ("99999999999999999999", f"{code}?"):
        screen._seed.set(wrong)
        screen._set_seed(wrong)
        assert screen._problem
        screen._set_sides()
        assert not screen._problem
        assert screen._seed.words == ("" if screen.choice.seed is None else str(screen.choice.seed))


def test_a_setting_changed_by_a_key_is_shown_and_kept_by_the_open_settings(shown: Show) -> None:
    shown.screens.open_title(TitleData())
    shown.screens.open_settings()
    video = shown.settings.video.model_copy(update={"show_frame_rate": True, "width": 1000, "height": 700})
    shown.screens.take(shown.settings.model_copy(update={"video": video}))
    controls = shown.screens.settings._controls
    assert controls["video", "show_frame_rate"].value is True
    size = controls["video", "size"]
    assert isinstance(size, Choice)
    assert size._value.words == "1000 x 700"
    shown.screens.settings._turn_to("video")
    shown.stage.frames(1)
    shown.ui.focus_on(controls["video", "fov"])
    shown.stage.keys("arrow_right")
    assert shown.settings.video.show_frame_rate


def test_typing_in_an_entry_does_not_steer_the_menu(shown: Show) -> None:
    screen = shown.screens.new_game
    shown.screens.open_title(TitleData())
    shown.screens.open_new_game()
    screen._seed.set("")
    shown.stage.frames()
    shown.ui.focus_on(screen._seed)
    for letter in "42":
        shown.ui.handle(letter)
        shown.ui.type(letter)
    shown.stage.keys("space")
    assert shown.ui.focus is screen._seed
    assert screen.choice.seed == 42


def test_results_name_medal_record_and_code(shown: Show) -> None:
    shown.screens.open_results(RESULT)
    screen = shown.screens.results
    assert screen._time.text.words == "1:23.3"
    assert screen._verdict.text.words == "Gold medal"
    assert "0:10.0 faster" in screen._record.text.words
    assert "AB-CD" in screen._code.text.words


def test_fifty_visits_of_every_screen_leave_nothing_behind(shown: Show) -> None:
    def counts() -> tuple[int, int]:
        gc.collect()
        root = shown.ui.canvas.root
        return len(root.findAllMatches("**;+s")), len(gc.get_objects())

    shown.visit_all()
    shown.visit_all()
    nodes, objects = counts()
    for _ in range(50):
        shown.visit_all()
    nodes_after, objects_after = counts()
    assert nodes_after == nodes
    assert abs(objects_after - objects) < 50


def test_at_twice_the_text_size_everything_stays_on_the_canvas_or_scrolls() -> None:
    show = Show(text_size=200)
    canvas = show.ui.canvas
    try:
        assert canvas.height == 360
        for screen in (show.screens.new_game, show.screens.pause, show.screens.settings, show.screens.help):
            show.ui.show(screen)
            show.stage.frames(2)
            for widget in screen.focus_order():
                show.ui.focus_on(widget)
                show.ui.update(0.001)
                x, y, width, height = widget.bounds()
                assert x >= 0
                assert y >= 0
                assert x + width <= canvas.width
                assert y + height <= canvas.height
    finally:
        show.stage.close()
