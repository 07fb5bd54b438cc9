"""What keys, buttons and actions are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import has, say

if TYPE_CHECKING:
    from maze3d.view.settings import Controls

PAD = "pad:"
"""What gamepad buttons' names begin with where keys and buttons arrive in one stream."""


def action_words(action: str) -> str:
    """Return what an action is called, one of settings.ACTIONS."""
    return say(f"action.{action}")


WALKING = ("forward", "left", "back", "right")


def bound_words(controls: Controls, action: str) -> str:
    """Return the first key bound to an action, or to the four of "walk"; a button where there is no key."""
    if action == "walk":
        return " ".join(bound_words(controls, each) for each in WALKING)
    keys, buttons = controls.keys.get(action, []), controls.buttons.get(action, [])
    return key_words(keys[0]) if keys else button_words(buttons[0]) if buttons else "-"


def key_words(name: str) -> str:
    """Return how Panda3D's key or mouse button `name` is written for the player."""
    if has(f"key.{name}"):
        return say(f"key.{name}")
    if len(name) == 1 or (name[0] == "f" and name[1:].isdigit()):
        return name.upper()
    return name.replace("_", " ").capitalize()


def button_words(name: str) -> str:
    """Return how Panda3D's gamepad button `name` is written for the player."""
    return say(f"button.{name}") if has(f"button.{name}") else name.replace("_", " ").capitalize()
