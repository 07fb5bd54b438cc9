from maze3d.view.input.bindings import assign, clear, conflicts, owner
from maze3d.view.input.names import button_words, key_words
from maze3d.view.settings import DEFAULT_BUTTONS, DEFAULT_KEYS

TABLE = {"forward": ["w", "arrow_up"], "left": ["a"], "run": []}


def test_the_defaults_have_no_conflicts() -> None:
    assert conflicts(DEFAULT_KEYS) == {}
    assert conflicts(DEFAULT_BUTTONS) == {}


def test_assigning_takes_the_name_from_the_action_that_had_it() -> None:
    assert owner(TABLE, "a") == "left"
    changed = assign(TABLE, "run", 0, "a")
    assert changed == {"forward": ["w", "arrow_up"], "left": [], "run": ["a"]}
    assert conflicts(changed) == {}


def test_assigning_replaces_one_slot_and_keeps_the_other() -> None:
    assert assign(TABLE, "forward", 1, "i")["forward"] == ["w", "i"]
    assert assign(TABLE, "left", 1, "j")["left"] == ["a", "j"]


def test_assigning_a_name_the_action_has_already_keeps_it_once() -> None:
    assert assign(TABLE, "forward", 0, "arrow_up")["forward"] == ["arrow_up"]


def test_assigning_and_clearing_leave_the_given_table_alone() -> None:
    before = {action: list(names) for action, names in TABLE.items()}
    assign(TABLE, "forward", 0, "a")
    assert clear(TABLE, "forward", 0)["forward"] == ["arrow_up"]
    assert before == TABLE


def test_a_hand_made_conflict_is_found() -> None:
    assert conflicts({"forward": ["w"], "run": ["w", "shift"]}) == {"w": ["forward", "run"]}


def test_names_are_words() -> None:
    assert [key_words(n) for n in ("w", "f12", "arrow_up", "mouse1", "insert", "page_up")] == [
        "W",
        "F12",
        "Up arrow",
        "Left mouse button",
        "Insert",
        "Page up",
    ]
    assert button_words("face_a") == "A (lower)"
    assert button_words("paddle_1") == "Paddle 1"
