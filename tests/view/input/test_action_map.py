from hypothesis import given
from hypothesis import strategies as st

from maze3d.sim.state import Buttons
from maze3d.sim.units import MAX_PITCH, TURN
from maze3d.view.input.action_map import ActionMap
from maze3d.view.input.axes import DEAD_ZONE, stick
from maze3d.view.input.steering import Steering
from maze3d.view.settings import Controls

STILL = (0.0, 0.0, 0.0, 0.0)


def steering(**changes: object) -> Steering:
    return Steering(Controls().model_copy(update=changes))


def test_a_press_and_release_between_two_ticks_is_read_by_one_tick_only() -> None:
    hands = steering()
    hands.press("c")
    hands.release("c")
    assert hands.sample().buttons & Buttons.CHALK
    assert not hands.sample().buttons & Buttons.CHALK


def test_a_key_held_is_read_by_every_tick_until_it_is_released() -> None:
    hands = steering()
    hands.press("w")
    assert [hands.sample().forward for _ in range(3)] == [127, 127, 127]
    hands.release("w")
    assert hands.sample().forward == 0


def test_two_keys_of_one_action_end_it_only_together() -> None:
    hands = steering()
    assert hands.press("w") == ("forward",)
    assert hands.press("arrow_up") == ()
    hands.release("w")
    hands.sample()
    assert hands.sample().forward == 127


def test_opposite_keys_cancel_out() -> None:
    hands = steering()
    for key in ("w", "s", "a", "d"):
        hands.press(key)
    command = hands.sample()
    assert (command.forward, command.strafe) == (0, 0)


def test_toggle_run_switches_on_each_press_and_ends_when_all_is_released() -> None:
    hands = steering(toggle_run=True)
    seen = []
    for _ in range(3):
        hands.press("shift")
        hands.release("shift")
        seen.append(bool(hands.sample().buttons & Buttons.RUN))
    assert seen == [True, False, True]
    hands.release_all()
    assert not hands.sample().buttons & Buttons.RUN


def test_a_held_run_ends_with_its_key() -> None:
    hands = steering()
    hands.press("shift")
    hands.sample()
    hands.release("shift")
    assert not hands.sample().buttons & Buttons.RUN


def test_release_all_drops_held_keys_latched_presses_and_the_stick() -> None:
    hands = steering()
    hands.press("w")
    hands.press("c")
    hands.frame(0.1, (0, 0), (0.0, 1.0, 0.0, 0.0))
    hands.release_all()
    command = hands.sample()
    assert (command.forward, command.buttons) == (0, Buttons.NONE)


def test_a_pad_button_and_a_key_of_the_same_name_are_not_mixed_up() -> None:
    actions = ActionMap()
    actions.bind({"left": ["back"]}, {"minimap": ["back"]})
    assert actions.press("pad:back") == ("minimap",)
    assert not actions.held("left")


def test_mouse_motion_turns_by_a_tenth_of_a_degree_a_count() -> None:
    hands = steering()
    hands.frame(0.0, (900, 0), STILL)
    assert hands.sample().yaw == TURN // 4
    hands.frame(0.0, (0, -100), STILL)
    assert hands.pitch == 100 * TURN / 3600


def test_invert_turns_the_mouse_upside_down_but_not_the_look_keys() -> None:
    hands = steering(invert_y=True)
    hands.frame(0.0, (0, -100), STILL)
    assert hands.pitch < 0
    hands.face(0)
    hands.press("page_up")
    hands.frame(0.1, (0, 0), STILL)
    assert hands.pitch > 0


def test_the_motion_of_many_small_frames_adds_up_without_loss() -> None:
    hands, other = steering(sensitivity=10), steering(sensitivity=10)
    for _ in range(700):
        hands.frame(0.001, (1, 0), STILL)
    other.frame(0.7, (700, 0), STILL)
    assert hands.sample().yaw == other.sample().yaw != 0


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)), max_size=20))
def test_the_look_stays_within_what_a_command_may_say(motions: list[tuple[float, float]]) -> None:
    hands = steering()
    for motion in motions:
        hands.frame(0.016, motion, STILL)
        command = hands.sample()
        assert 0 <= command.yaw < TURN
        assert abs(command.pitch) <= MAX_PITCH


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_stick_rests_in_its_dead_zone_and_never_exceeds_one(x: float, y: float) -> None:
    a, b = stick(x, y, power=1.7)
    assert a * a + b * b <= 1.0 + 1e-9
    if (x * x + y * y) ** 0.5 < DEAD_ZONE * 0.999:
        assert (a, b) == (0.0, 0.0)
    assert a * x >= 0
    assert b * y >= 0


def test_a_stick_walks_slower_when_pushed_less() -> None:
    hands = steering()
    hands.frame(0.016, (0, 0), (0.0, 0.5, 0.0, 0.0))
    assert 0 < hands.sample().forward < 127
    hands.frame(0.016, (0, 0), (0.0, 1.0, 0.0, 0.0))
    assert hands.sample().forward == 127


def test_new_bindings_hold_at_once() -> None:
    hands = steering()
    controls = Controls()
    hands.apply(controls.model_copy(update={"keys": controls.keys | {"forward": ["i"]}}))
    hands.press("w")
    assert hands.sample().forward == 0
    hands.press("i")
    assert hands.sample().forward == 127
