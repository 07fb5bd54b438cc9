"""What the goal is, what shapes and colours mean, and which keys do what at present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.input.names import ACTION_WORDS, button_words, key_words
from maze3d.view.palette import EXIT_COLOUR, KEY_SHAPES, palette
from maze3d.view.settings import ACTIONS
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.shapes import Box, Mask
from maze3d.view.ui.theme import AMBER, FAINT, INK
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from maze3d.view.settings import Settings
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.ui import Ui

_GOAL = (
    "Find the exit of the maze as fast as you can. A locked exit shows a lamp for each key it wants: "
    "find those keys first; they never lie on the shortest way out. Gold, silver and bronze are won by time."
)
_AIDS = (
    "Chalk marks a wall or the floor where you look: know a place again when you come back to it. "
    "A hint lights the way ahead for a few seconds. The minimap shows what you have seen, no more. "
    "Every maze has a code: read it out or paste it in a chat, and a friend walks the same maze."
)


class Sign(Widget):
    """A coloured figure and what it means."""

    def __init__(self, canvas: Canvas, figure: Mask, words: str) -> None:
        super().__init__(canvas)
        self.figure = Box(self.node, INK, figure, corner=5 if figure == "edge" else 0)
        self._label = Label(canvas, words, style="body", colour=INK)
        self._label.node.reparentTo(self.node)

    def measure(self, width: float) -> float:
        return max(26.0, self._label.measure(width - 36))

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self.figure.place(0, 1, 24, 24)
        self._label.place(36, 2, width - 36, height)


class HelpScreen(Screen):
    """`prepare` it with the settings in force."""

    def __init__(self, ui: Ui) -> None:
        canvas = ui.canvas
        self._signs = [Sign(canvas, shape, f"{shape.capitalize()} key") for shape in KEY_SHAPES]  # type: ignore[arg-type]
        exit_sign = Sign(canvas, "edge", "The exit")
        exit_sign.figure.paint((*EXIT_COLOUR, 1.0))
        self._keys = {action: Label(canvas, "", style="body", colour=INK) for action in ACTIONS}
        self._buttons = {action: Label(canvas, "", style="body", colour=INK) for action in ACTIONS}
        weights = [0.32, 0.38, 0.30]
        head = [
            Label(canvas, words, style="small", colour=FAINT) for words in ("", "Keys and mouse", "Gamepad")
        ]
        table = [
            Row(
                canvas,
                [Label(canvas, ACTION_WORDS[a], style="body", colour=FAINT), self._keys[a], self._buttons[a]],
                weights,
            )
            for a in ACTIONS
        ]
        body = [
            Label(canvas, _GOAL),
            Row(canvas, [*self._signs, exit_sign], least=520),
            Label(canvas, _AIDS, style="body", colour=FAINT),
            Label(canvas, "Keys and buttons", style="heading", colour=AMBER, space=10),
            Row(canvas, head, weights),
            *table,
            Label(
                canvas,
                "The mouse looks around. Keys are changed in the settings.",
                style="small",
                colour=FAINT,
            ),
        ]
        super().__init__(
            canvas,
            "Help",
            Column(canvas, body),
            [Button(canvas, "Back", ui.back)],
            width=720,
            on_back=ui.back,
        )

    def prepare(self, settings: Settings) -> None:
        """Show the bindings and colours of these settings."""
        sticks = {
            **dict.fromkeys(("forward", "back", "left", "right"), "Left stick"),
            **dict.fromkeys(("turn_left", "turn_right", "look_up", "look_down"), "Right stick"),
        }
        controls = settings.controls
        for action in ACTIONS:
            keys = ", ".join(key_words(name) for name in controls.keys.get(action, []))
            buttons = [button_words(name) for name in controls.buttons.get(action, [])]
            stick = [sticks[action]] if action in sticks else []
            self._keys[action].text.set(keys or "-")
            self._buttons[action].text.set(", ".join(stick + buttons) or "-")
        for sign, colour in zip(self._signs, palette(settings.access.palette), strict=True):
            sign.figure.paint((*colour, 1.0))
        self.changed = True
