"""Turns key and button presses into actions, and loses none: pure state, fed by name, read once a tick.

A press and its release may both fall between two ticks; the press is latched until a tick has read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.input.names import PAD

if TYPE_CHECKING:
    from collections.abc import Mapping


class ActionMap:
    """`keys` and `buttons` map actions to names, as in the settings. Pad names begin with "pad:"."""

    def __init__(self) -> None:
        self._actions: dict[str, tuple[str, ...]] = {}
        self._down: set[str] = set()
        self._pressed: set[str] = set()

    def bind(self, keys: Mapping[str, list[str]], buttons: Mapping[str, list[str]]) -> None:
        """Take new bindings; what is held is let go."""
        found: dict[str, list[str]] = {}
        for prefix, table in (("", keys), (PAD, buttons)):
            for action, names in table.items():
                for name in names:
                    found.setdefault(prefix + name, []).append(action)
        self._actions = {name: tuple(actions) for name, actions in found.items()}
        self.release_all()

    def actions_of(self, name: str) -> tuple[str, ...]:
        """Return the actions that `name` is bound to."""
        return self._actions.get(name, ())

    def press(self, name: str) -> tuple[str, ...]:
        """Note that `name` went down; return the actions that begin now. A key's own repeat begins none."""
        if name in self._down:
            return ()
        before = {action for action in self._actions.get(name, ()) if self.held(action)}
        self._down.add(name)
        begun = tuple(action for action in self._actions.get(name, ()) if action not in before)
        self._pressed.update(begun)
        return begun

    def release(self, name: str) -> None:
        """Note that `name` went up."""
        self._down.discard(name)

    def release_all(self) -> None:
        """Let everything go and forget what was pressed: the keyboard is someone else's."""
        self._down.clear()
        self._pressed.clear()

    def held(self, action: str) -> bool:
        """Tell whether a name of `action` is down."""
        return any(action in self._actions.get(name, ()) for name in self._down)

    def pressed(self, action: str) -> bool:
        """Tell whether `action` began since the last `tick_done`, even if it has ended."""
        return action in self._pressed

    def active(self, action: str) -> bool:
        """Tell whether `action` is held or began since the last `tick_done`."""
        return self.held(action) or self.pressed(action)

    def tick_done(self) -> None:
        """Forget the latched presses: a tick has read them."""
        self._pressed.clear()
