"""What keys, buttons and actions are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.view.settings import Controls

PAD = "pad:"
"""What gamepad buttons' names begin with where keys and buttons arrive in one stream."""

ACTION_WORDS: dict[str, str] = {
    "forward": "Walk forward",
    "back": "Walk back",
    "left": "Step left",
    "right": "Step right",
    "run": "Run",
    "chalk": "Chalk mark",
    "hint": "Hint",
    "minimap": "Minimap",
    "chat": "Say something",
    "scoreboard": "Scores (hold)",
    "spectate_next": "Watch the next player",
    "free_camera": "Free camera",
    "turn_left": "Turn left",
    "turn_right": "Turn right",
    "look_up": "Look up",
    "look_down": "Look down",
    "pause": "Pause",
    "restart": "Restart this maze",
    "frame_rate": "Frame rate",
    "screenshot": "Screenshot",
}

_KEYS: dict[str, str] = {
    "mouse1": "Left mouse button",
    "mouse2": "Middle mouse button",
    "mouse3": "Right mouse button",
    "mouse4": "Mouse button 4",
    "mouse5": "Mouse button 5",
    "wheel_up": "Wheel up",
    "wheel_down": "Wheel down",
    "arrow_up": "Up arrow",
    "arrow_down": "Down arrow",
    "arrow_left": "Left arrow",
    "arrow_right": "Right arrow",
    "page_up": "Page up",
    "page_down": "Page down",
    "escape": "Esc",
    "lshift": "Left shift",
    "rshift": "Right shift",
    "control": "Ctrl",
    "lcontrol": "Left ctrl",
    "rcontrol": "Right ctrl",
    "lalt": "Left alt",
    "ralt": "Right alt",
    "caps_lock": "Caps lock",
    "num_lock": "Num lock",
    "print_screen": "Print screen",
}

_BUTTONS: dict[str, str] = {
    "face_a": "A (lower)",
    "face_b": "B (right)",
    "face_x": "X (left)",
    "face_y": "Y (upper)",
    "lshoulder": "Left shoulder",
    "rshoulder": "Right shoulder",
    "ltrigger": "Left trigger",
    "rtrigger": "Right trigger",
    "lstick": "Left stick press",
    "rstick": "Right stick press",
    "dpad_up": "D-pad up",
    "dpad_down": "D-pad down",
    "dpad_left": "D-pad left",
    "dpad_right": "D-pad right",
    "back": "Back / Select",
    "start": "Start / Options",
    "guide": "Guide",
}


WALKING = ("forward", "left", "back", "right")


def bound_words(controls: Controls, action: str) -> str:
    """Return the first key bound to an action, or to the four of "walk"; a button where there is no key."""
    if action == "walk":
        return " ".join(bound_words(controls, each) for each in WALKING)
    keys, buttons = controls.keys.get(action, []), controls.buttons.get(action, [])
    return key_words(keys[0]) if keys else button_words(buttons[0]) if buttons else "-"


def key_words(name: str) -> str:
    """Return how Panda3D's key or mouse button `name` is written for the player."""
    if name in _KEYS:
        return _KEYS[name]
    if len(name) == 1 or (name[0] == "f" and name[1:].isdigit()):
        return name.upper()
    return name.replace("_", " ").capitalize()


def button_words(name: str) -> str:
    """Return how Panda3D's gamepad button `name` is written for the player."""
    return _BUTTONS.get(name) or name.replace("_", " ").capitalize()
